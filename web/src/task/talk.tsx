// What people said about the task, and what happened to it.
import { useState } from "preact/hooks";
import { get, request } from "../frame/api";
import { time } from "../frame/format";
import { useLoad } from "../frame/load";
import { may } from "../frame/session";
import { named, t } from "../frame/text";
import type { Fact, List, WholeTask } from "../frame/types";
import { explain, Shown, TextField, useAction } from "../frame/ui";

export function Comments({ task, canComment, changed }: { task: WholeTask; canComment: boolean; changed: (task: WholeTask, etag: string | null) => void }) {
  const [text, setText] = useState("");
  const action = useAction();
  const submit = (event: Event) => {
    event.preventDefault();
    if (!text.trim()) return;
    void action.run(async () => {
      await request("POST", `/tasks/${task.id}/comments`, { body: { text } });
      const reply = await request<WholeTask>("GET", `/tasks/${task.id}`);
      setText("");
      changed(reply.data, reply.etag);
    });
  };
  return (
    <section class="card">
      <h2>{t("task.comments")}</h2>
      {task.comments.length === 0 ? <p class="hint">{t("task.noComments")}</p> : (
        <ul class="comments">
          {task.comments.map((one) => <li key={one.at + one.by}><p class="hint"><strong>{one.by}</strong> {time(one.at)}</p><p>{one.text}</p></li>)}
        </ul>
      )}
      {canComment && (
        <form onSubmit={submit}>
          <TextField label={t("task.comment")} rows={2} value={text} onInput={setText} />
          {action.error ? <p class="error" role="alert">{explain(action.error)}</p> : null}
          <button type="submit" disabled={action.busy || !text.trim()}>{t("task.addComment")}</button>
        </form>
      )}
    </section>
  );
}

/** What the history of the instance has about this task, newest first. */
export async function factsOf(task: { id: string; instanceId: string }, signal?: AbortSignal): Promise<Fact[]> {
  const list = await get<List<Fact>>(`/instances/${task.instanceId}/history`, { limit: 500 }, signal);
  return list.items.filter((fact) => fact.data.task === task.id).reverse();
}

export function History({ task }: { task: WholeTask }) {
  const [open, setOpen] = useState(false);
  const facts = useLoad((signal) => (open && may("instances.read") ? factsOf(task, signal) : Promise.resolve([])), [task.id, task.revision, open]);
  if (!may("instances.read")) return null;
  return (
    <details class="card" open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary><h2>{t("task.history")}</h2></summary>
      {open && <Shown of={facts}>
        {(lines) => <ul class="timeline">{lines.map((fact, at) => <li key={at}>{named("event", fact.event)} <span class="hint">{fact.actor}, {time(fact.time)}</span></li>)}</ul>}
      </Shown>}
    </details>
  );
}
