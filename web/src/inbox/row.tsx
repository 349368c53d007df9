// One task of the list: what, for whom, until when, who has it; taken, put back or completed where it stands.
import { post } from "../frame/api";
import { dueText, isOverdue, time } from "../frame/format";
import { notice } from "../frame/notice";
import { session } from "../frame/session";
import { named, t } from "../frame/text";
import type { Opportunity, Task } from "../frame/types";
import { Badge, explain, useAction } from "../frame/ui";
import { QuickComplete } from "./quick_complete";

export interface RowProps {
  task: Task; opportunity: Opportunity | null; canWork: boolean; selected: boolean; open: boolean; select: (selected: boolean) => void; toggle: () => void; done: () => void;
}

export async function claim(task: Task): Promise<void> {
  await post(`/tasks/${task.id}/claim`);
  notice(t("inbox.claimed", { task: task.name }));
}

function Marks({ task }: { task: Task }) {
  const overdue = task.state === "open" && isOverdue(task.due);
  return (
    <span class="marks">
      {task.state === "open" && task.assignee === null && <Badge kind="strong">{t("inbox.notTaken")}</Badge>}
      {task.state === "open" && task.assignee !== null && task.assignee !== session.me!.id && <Badge>{task.assignee}</Badge>}
      {task.priority > 50 && <Badge kind="warn">{t("inbox.high", { priority: task.priority })}</Badge>}
      {task.state === "open"
        ? <Badge kind={overdue ? "bad" : "plain"}>{dueText(task.due)}</Badge>
        : <Badge kind="good">{t("inbox.completedAt", { time: time(task.completedAt) })}</Badge>}
    </span>
  );
}

export function Row({ task, opportunity, canWork, selected, open, select, toggle, done }: RowProps) {
  const action = useAction();
  const free = task.assignee === null;
  const about = [opportunity ? `${opportunity.title} · ${opportunity.customer?.name ?? ""}` : "", named("definition", task.definition),
    free && task.candidateGroups.length ? t("inbox.offeredTo", { groups: task.candidateGroups.join(", ") }) : ""].filter((text) => text.trim()).join(" · ");
  return (
    <li class={`row${task.state === "open" && free ? " free" : ""}`} data-row={task.id}>
      <div class="row-line">
        {canWork ? <input type="checkbox" checked={selected} aria-label={t("inbox.select", { task: task.name })} onChange={(event) => select(event.currentTarget.checked)} /> : <span />}
        <div class="row-text">
          <a class="row-title" href={`/tasks/${task.id}`}>{task.name}</a>
          <span class="row-about">{about}</span>
        </div>
        <Marks task={task} />
        <span class="row-actions">
          {canWork && free && <button type="button" disabled={action.busy} aria-label={t("inbox.claimOne", { task: task.name })}
            onClick={() => void action.run(async () => { await claim(task); done(); })}>{t("task.claim")}</button>}
          {canWork && <button type="button" aria-expanded={open} aria-label={t("inbox.completeOne", { task: task.name })} onClick={toggle}>{t("task.complete")}</button>}
        </span>
      </div>
      {action.error ? <p class="error" role="alert">{explain(action.error)}</p> : null}
      {open && <QuickComplete task={task} close={toggle} done={done} />}
    </li>
  );
}
