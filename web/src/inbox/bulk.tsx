// What is done with all tasks that are ticked: give them to somebody, or take them. One refusal does not stop the others.
import { useState } from "preact/hooks";
import { post } from "../frame/api";
import { notice } from "../frame/notice";
import { PersonField } from "../frame/people";
import { t } from "../frame/text";
import type { Task } from "../frame/types";
import { Dialog, explain } from "../frame/ui";
import { claim } from "./row";

const atOnce = 4;

async function each(tasks: Task[], work: (task: Task) => Promise<void>): Promise<string[]> {
  const refused: string[] = [];
  const left = [...tasks];
  const worker = async () => {
    for (let task = left.shift(); task; task = left.shift()) {
      const one = task;
      await work(one).catch((error: unknown) => refused.push(`${one.name}: ${explain(error)}`));
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return refused;
}

export function Bulk({ tasks, clear, done }: { tasks: Task[]; clear: () => void; done: () => void }) {
  const [asking, setAsking] = useState(false);
  const [person, setPerson] = useState("");
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<string[]>([]);
  const run = async (work: (task: Task) => Promise<void>) => {
    setBusy(true);
    const failed = await each(tasks, work);
    setBusy(false);
    setAsking(false);
    setRefused(failed);
    notice(t("bulk.done", { done: tasks.length - failed.length, all: tasks.length }));
    if (failed.length === 0) clear();
    done();
  };
  return (
    <div class="bulk" role="region" aria-label={t("bulk.label")}>
      <strong>{t("bulk.selected", { n: tasks.length })}</strong>
      <button type="button" disabled={busy} onClick={() => setAsking(true)}>{t("bulk.assign")}</button>
      <button type="button" disabled={busy} onClick={() => void run(claim)}>{t("bulk.claim")}</button>
      <button type="button" class="quiet" onClick={clear}>{t("bulk.clear")}</button>
      {refused.length > 0 && <ul class="error" role="alert">{refused.map((text) => <li key={text}>{text}</li>)}</ul>}
      {asking && (
        <Dialog title={t("bulk.assignTitle", { n: tasks.length })} close={() => setAsking(false)}>
          <form onSubmit={(event) => { event.preventDefault(); if (person.trim()) void run((task) => post(`/tasks/${task.id}/assign`, { assignee: person.trim() })); }}>
            <PersonField label={t("bulk.person")} value={person} onInput={setPerson} autofocus />
            <div class="buttons">
              <button type="submit" class="primary" disabled={busy || !person.trim()}>{t("bulk.assignGo")}</button>
              <button type="button" onClick={() => setAsking(false)}>{t("cancel")}</button>
            </div>
          </form>
        </Dialog>
      )}
    </div>
  );
}
