// Tasks under headings, in the order in which the list has them.
import { daysUntil, isOverdue } from "../frame/format";
import { named, t } from "../frame/text";
import type { Task } from "../frame/types";
import type { Grouping } from "./query";

export interface Group { title: string; tasks: Task[] }

const dueOrder = ["overdue", "today", "week", "later", "none"] as const;

function dueGroup(task: Task): (typeof dueOrder)[number] {
  if (task.due === null) return "none";
  if (task.state === "open" && isOverdue(task.due)) return "overdue";
  const days = daysUntil(task.due);
  return days <= 0 ? "today" : days <= 7 ? "week" : "later";
}

function heading(task: Task, grouping: Grouping, opportunity: (id: string | null) => string): string {
  switch (grouping) {
    case "none": return "";
    case "due": return t(`group.due.${dueGroup(task)}`);
    case "step": return task.name;
    case "definition": return named("definition", task.definition);
    case "opportunity": return opportunity(task.opportunityId);
    case "priority": return t("group.priority", { priority: task.priority });
  }
}

export function grouped(tasks: Task[], grouping: Grouping, opportunity: (id: string | null) => string): Group[] {
  const groups = new Map<string, Task[]>();
  if (grouping === "due") for (const key of dueOrder) groups.set(t(`group.due.${key}`), []);
  for (const task of tasks) {
    const title = heading(task, grouping, opportunity);
    groups.set(title, [...(groups.get(title) ?? []), task]);
  }
  return [...groups].filter(([, some]) => some.length > 0).map(([title, some]) => ({ title, tasks: some }));
}
