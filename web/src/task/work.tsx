// The part of the page that is filled in: form, result, day, and the button. Messages of the server stand at their fields.
import { useEffect, useRef, useState } from "preact/hooks";
import { Problem, request, type ProblemPart } from "../frame/api";
import { today } from "../frame/format";
import { useLeaveGuard } from "../frame/router";
import { t } from "../frame/text";
import type { Completed, Task, WholeTask } from "../frame/types";
import { explain, TextField, useAction } from "../frame/ui";
import { useDraft } from "./draft";
import { errorsOf, Fields, type Errors } from "./form";
import { goOn } from "./next";
import { beginning, sent, type Draft } from "./values";

export interface WorkProps {
  task: WholeTask; etag: string | null; stored: (task: WholeTask, etag: string | null) => void; conflict: () => void; wrong: (parts: ProblemPart[]) => void; parts: ProblemPart[];
}

function Summary({ parts }: { parts: ProblemPart[] }) {
  const element = useRef<HTMLDivElement>(null);
  useEffect(() => element.current?.focus(), [parts]);
  return (
    <div class="state failure summary" role="alert" tabIndex={-1} ref={element}>
      <p class="state-title">{t("task.notYet", { n: parts.length })}</p>
      <ul>{parts.map((part) => <li key={part.pointer}>{part.detail}</li>)}</ul>
    </div>
  );
}

/** Whoever completes what nobody took takes it first: it stands among the tasks that they have done. */
async function complete(task: WholeTask, etag: string | null, draft: Draft): Promise<Completed> {
  let tag = etag;
  if (task.assignee === null) tag = (await request<Task>("POST", `/tasks/${task.id}/claim`, { body: {}, ...(tag ? { ifMatch: tag } : {}) })).etag;
  const variables = sent(task.form.fields, draft.entries);
  const body = { ...(draft.results.trim() ? { results: draft.results } : {}), ...(draft.completedOn ? { completedOn: draft.completedOn } : {}), variables };
  return (await request<Completed>("POST", `/tasks/${task.id}/complete`, { body, ...(tag ? { ifMatch: tag } : {}) })).data;
}

function Result({ task, draft, change, errors }: { task: WholeTask; draft: Draft; change: (part: Partial<Draft>) => void; errors: Errors }) {
  const wrongResults = errors("/results");
  const wrongDay = errors("/completedOn");
  return (
    <div class="columns">
      <TextField label={t("task.results")} rows={2} value={draft.results} required={task.deliverableRequired} onInput={(results) => change({ results })}
        {...(task.deliverable ? { hint: t("task.deliverableIs", { deliverable: task.deliverable }) } : {})} {...(wrongResults ? { error: wrongResults } : {})} />
      <TextField label={t("task.completedOn")} type="date" value={draft.completedOn} onInput={(completedOn) => change({ completedOn })} {...(wrongDay ? { error: wrongDay } : {})} />
    </div>
  );
}

export function Work({ task, etag, stored, conflict, wrong, parts }: WorkProps) {
  const [draft, setDraft] = useState<Draft>(() => beginning(task, today()));
  const finished = useRef(false);
  const action = useAction();
  const kept = useDraft({ task, etag, draft, on: !finished.current && !action.busy, stored, conflict });
  useLeaveGuard(() => !finished.current && (kept === "waiting" || kept === "saving"), t("task.unsaved"));
  const errors = errorsOf(parts);
  const change = (part: Partial<Draft>) => setDraft((before) => ({ ...before, ...part }));
  const submit = (event: Event) => {
    event.preventDefault();
    void action.run(async () => {
      wrong([]);
      try {
        const answer = await complete(task, etag, draft);
        finished.current = true;
        await goOn(answer, task);
      } catch (error) {
        if (!(error instanceof Problem)) throw error;
        if (error.status === 412 || error.code === "already-completed") return conflict();
        if (error.status === 422 && error.parts.length > 0) return wrong(error.parts);
        throw error;
      }
    });
  };
  return (
    <form class="card work" onSubmit={submit} noValidate>
      <h2>{t("task.work")}</h2>
      {parts.length > 0 && <Summary parts={parts} />}
      <Fields fields={task.form.fields} entries={draft.entries} errors={errors} change={(id, value) => setDraft((before) => ({ ...before, entries: { ...before.entries, [id]: value } }))} />
      <Result task={task} draft={draft} change={change} errors={errors} />
      {action.error ? <p class="error" role="alert">{explain(action.error)}</p> : null}
      <div class="buttons">
        <button type="submit" class="primary" disabled={action.busy}>{t("task.complete")}</button>
        <span class="hint kept" role="status">{t(`kept.${kept}`)}</span>
      </div>
    </form>
  );
}

export function canWorkOn(task: WholeTask): boolean {
  return task.state === "open" && task.mayWork;
}
