// Which tasks the inbox shows: the address says it, the API answers it.
import { get } from "../frame/api";
import { may, session } from "../frame/session";
import type { List, Task } from "../frame/types";

export type Tab = "mine" | "groups" | "started" | "done" | "all";
export type Sort = "due" | "-priority" | "-createdAt";
export type Grouping = "due" | "none" | "step" | "definition" | "opportunity" | "priority";

export interface Asked { tab: Tab; sort: Sort; grouping: Grouping; text: string; definition: string; overdue: boolean }

export interface Found { tasks: Task[]; more: boolean }

const pageSize = 100;
const pagesAtMost = 5; // of a list in which tasks of others stand between

/** Admins, and those who may only look, see every task; others see what they may do. */
export function seesAll(): boolean {
  return session.me!.roles.includes("admin") || !may("tasks.work");
}

export function tabs(): Tab[] {
  return seesAll() ? ["mine", "groups", "started", "done", "all"] : ["mine", "groups", "started", "done"];
}

function oneOf<T extends string>(text: string | null, known: readonly T[]): T {
  return known.find((one) => one === text) ?? known[0]!;
}

export function asked(query: URLSearchParams): Asked {
  return {
    tab: oneOf(query.get("tab"), tabs()),
    sort: oneOf(query.get("sort"), ["due", "-priority", "-createdAt"]),
    grouping: oneOf(query.get("group"), ["due", "none", "step", "definition", "opportunity", "priority"]),
    text: query.get("text") ?? "",
    definition: query.get("definition") ?? "",
    overdue: query.get("overdue") === "true",
  };
}

/** Where the inbox shows this: the same view has the same address, however one came to it. */
export function address({ tab, sort, grouping, text, definition, overdue }: Asked): string {
  const query = new URLSearchParams({ tab, sort, group: grouping });
  for (const [name, value] of [["text", text], ["definition", definition], ["overdue", overdue ? "true" : ""]] as const) if (value) query.set(name, value);
  return `/inbox?${query.toString()}`;
}

type Filters = Pick<Asked, "tab" | "text" | "definition" | "overdue"> & { sort?: Sort };

function parameters(filters: Filters): Record<string, string | number | boolean | undefined> {
  const mine = filters.tab === "mine" || filters.tab === "done";
  return {
    limit: pageSize,
    sort: filters.sort,
    assignee: mine ? session.me!.id : undefined,
    postedBy: filters.tab === "started" ? session.me!.id : undefined,
    state: filters.tab === "done" ? "completed" : undefined,
    text: filters.text,
    definition: filters.definition,
    overdue: filters.overdue && filters.tab !== "done" ? true : undefined,
  };
}

/** The list of what one may do holds one's own tasks, too: those that nobody has taken are picked out of it, page after page. */
export async function find(filters: Filters, wanted: number, signal: AbortSignal): Promise<Found> {
  const tasks: Task[] = [];
  let after: string | undefined;
  const pages = filters.tab === "groups" ? pagesAtMost * Math.ceil(wanted / pageSize) : Math.ceil(wanted / pageSize);
  for (let page = 0; page < pages; ++page) {
    const list = await get<List<Task>>("/tasks", { ...parameters(filters), after }, signal);
    tasks.push(...list.items.filter((task) => filters.tab !== "groups" || task.assignee === null));
    after = list.next;
    if (!after || tasks.length >= wanted) break;
  }
  return { tasks, more: after !== undefined };
}

/** "7", or "100+" when there are more than one page. */
export async function count(tab: Tab, signal: AbortSignal): Promise<string> {
  const { tasks, more } = await find({ tab, text: "", definition: "", overdue: false }, pageSize, signal);
  return more ? `${tasks.length}+` : String(tasks.length);
}
