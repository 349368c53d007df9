// Where one goes after a task: to the next of one's own, in the same instance if there is one.
import { get } from "../frame/api";
import { notice } from "../frame/notice";
import { navigate } from "../frame/router";
import { session } from "../frame/session";
import { t } from "../frame/text";
import type { Completed, List, Task } from "../frame/types";

function isMine(task: Task): boolean {
  const me = session.me!;
  return task.assignee === me.id || (task.assignee === null && (me.groups.includes("*") || task.candidateUsers.includes(me.id) || task.candidateGroups.some((group) => me.groups.includes(group))));
}

async function nextOf(answer: Completed | null, done: string): Promise<Task | undefined> {
  const here = answer?.tasks.find((task) => task.id !== done && isMine(task));
  if (here) return here;
  const list = await get<List<Task>>("/tasks", { assignee: session.me!.id, sort: "due", limit: 2 });
  return list.items.find((task) => task.id !== done);
}

export async function goOn(answer: Completed | null, done: Task): Promise<void> {
  const next = await nextOf(answer, done.id).catch(() => undefined);
  notice(next ? t("task.completedNext", { task: done.name, next: next.name }) : t("task.completed", { task: done.name }));
  navigate(next ? `/tasks/${next.id}` : "/inbox");
}
