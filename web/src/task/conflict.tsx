// Somebody else changed the task while it was open here: who, what, and whose version counts.
import { time } from "../frame/format";
import { named, t } from "../frame/text";
import type { Fact, WholeTask } from "../frame/types";
import { beginning } from "./values";

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** What differs between the task as it was loaded and as it is now, in words. */
export function differences(before: WholeTask, now: WholeTask): string[] {
  const lines: string[] = [];
  const changed = (what: string, from: string | null, to: string | null) => lines.push(t("conflict.changed", { what, from: from || t("conflict.nothing"), to: to || t("conflict.nothing") }));
  if (before.assignee !== now.assignee) changed(t("task.assignee"), before.assignee, now.assignee);
  if (before.due !== now.due) changed(t("task.due"), time(before.due), time(now.due));
  if (before.priority !== now.priority) changed(t("task.priority"), String(before.priority), String(now.priority));
  for (const item of now.checklist) {
    const old = before.checklist.find((one) => one.id === item.id);
    if (old && (old.done !== item.done || old.notApplicable !== item.notApplicable)) lines.push(t("conflict.item", { item: item.text }));
  }
  if (now.comments.length > before.comments.length) lines.push(t("conflict.comment"));
  if (!same(before.draft, now.draft)) {
    const mine = beginning(before, "");
    const theirs = beginning(now, "");
    const fields = now.form.fields.filter((field) => !same(mine.entries[field.id], theirs.entries[field.id])).map((field) => field.label || field.id);
    if (mine.results !== theirs.results) fields.unshift(t("task.results"));
    lines.push(t("conflict.draft", { fields: fields.join(", ") || t("conflict.something") }));
  }
  return lines;
}

interface Props { before: WholeTask; now: WholeTask; last: Fact | undefined; keepMine: () => void; takeTheirs: () => void }

export function Conflict({ before, now, last, keepMine, takeTheirs }: Props) {
  const lines = differences(before, now);
  return (
    <section class="card conflict" role="alert" aria-label={t("conflict.title")}>
      <h2>{t("conflict.title")}</h2>
      {last && <p>{t("conflict.who", { actor: last.actor, what: named("event", last.event), time: time(last.time) })}</p>}
      {lines.length > 0 && <ul>{lines.map((line) => <li key={line}>{line}</li>)}</ul>}
      <div class="buttons">
        <button type="button" class="primary" onClick={keepMine}>{t("conflict.keep")}</button>
        <button type="button" onClick={takeTheirs}>{t("conflict.take")}</button>
      </div>
    </section>
  );
}
