// Completing without leaving the list: the result and the day. A task with a form or a checklist needs its page.
import { useState } from "preact/hooks";
import { get, post, Problem } from "../frame/api";
import { today } from "../frame/format";
import { useLoad } from "../frame/load";
import { notice } from "../frame/notice";
import { t } from "../frame/text";
import type { Completed, Task, WholeTask } from "../frame/types";
import { explain, Shown, TextField, useAction } from "../frame/ui";

interface Props { task: Task; close: () => void; done: () => void }

function partOf(error: unknown, pointer: string): string {
  return error instanceof Problem ? (error.parts.find((part) => part.pointer === pointer)?.detail ?? "") : "";
}

function ResultForm({ task, close, done }: { task: WholeTask; close: () => void; done: () => void }) {
  const [results, setResults] = useState("");
  const [completedOn, setCompletedOn] = useState(today());
  const action = useAction();
  const submit = (event: Event) => {
    event.preventDefault();
    void action.run(async () => {
      await post<Completed>(`/tasks/${task.id}/complete`, { ...(results.trim() ? { results } : {}), completedOn });
      notice(t("task.completed", { task: task.name }));
      done();
    });
  };
  const atResults = partOf(action.error, "/results");
  const atDate = partOf(action.error, "/completedOn");
  return (
    <form class="quick" onSubmit={submit}>
      {task.deliverable && <p class="hint">{t("task.deliverableIs", { deliverable: task.deliverable })}</p>}
      <div class="columns">
        <TextField label={t("task.results")} value={results} onInput={setResults} required={task.deliverableRequired} autofocus {...(atResults ? { error: atResults } : {})} />
        <TextField label={t("task.completedOn")} type="date" value={completedOn} onInput={setCompletedOn} {...(atDate ? { error: atDate } : {})} />
      </div>
      {action.error && !atResults && !atDate ? <p class="error" role="alert">{explain(action.error)}</p> : null}
      <div class="buttons">
        <button type="submit" class="primary" disabled={action.busy}>{t("task.complete")}</button>
        <button type="button" onClick={close}>{t("cancel")}</button>
      </div>
    </form>
  );
}

export function QuickComplete({ task, close, done }: Props) {
  const whole = useLoad((signal) => get<WholeTask>(`/tasks/${task.id}`, {}, signal), [task.id, task.revision]);
  return (
    <Shown of={whole}>
      {(one) => one.form.fields.length > 0 || one.checklist.length > 0
        ? (
          <div class="quick">
            <p>{t("inbox.needsPage")} <a href={`/tasks/${one.id}`}>{t("inbox.openPage")}</a></p>
            <div class="buttons"><button type="button" onClick={close}>{t("cancel")}</button></div>
          </div>
        )
        : <ResultForm task={one} close={close} done={done} />}
    </Shown>
  );
}
