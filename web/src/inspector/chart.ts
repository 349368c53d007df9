// What the picture of an instance shows: passes and tokens of each element, and in a few words what it waits for.
import { time } from "../frame/format";
import { named, t } from "../frame/text";
import type { Activity, Token, Waiting, WholeInstance } from "../frame/types";
import type { Marks } from "../flow/canvas";

export function nameOf(activities: Activity[], element: string): string {
  return activities.find((one) => one.elementId === element && one.name)?.name ?? element;
}

/** What is waited for, without what has a link of its own. */
export function waitingText(waiting: Waiting): string {
  const { type, name, due, left, correlationKey, topic } = waiting as Record<string, string | undefined>;
  const what = named("waiting", type ?? "");
  if (type === "timer") return due ? t("waiting.until", { time: time(due) }) : t("waiting.paused", { left: left ?? "" });
  if (type === "job") return t("waiting.jobOf", { topic: topic ?? "" });
  const about = [name, correlationKey ? t("waiting.key", { key: correlationKey }) : ""].filter(Boolean).join(", ");
  return about ? `${what}: ${about}` : what;
}

function shortly(tokens: Token[]): string {
  const stuck = tokens.some((token) => token.state === "stuck");
  const what = stuck ? t("tokenState.stuck") : tokens.length > 1 ? "" : named("waitingShort", tokens[0]!.waitingFor[0]?.type ?? tokens[0]!.state);
  return [tokens.length > 1 ? t("instance.tokens", { n: tokens.length }) : "●", what].filter(Boolean).join(" ");
}

/** Done, active and stuck elements; how often each was passed, how many tokens are there. */
export function marksOf(instance: WholeInstance, activities: Activity[]): Marks {
  const passes = new Map<string, { done: number; other: number }>();
  for (const one of activities) {
    const count = passes.get(one.elementId) ?? { done: 0, other: 0 };
    if (one.state === "completed") ++count.done;
    else if (one.state === "cancelled") ++count.other;
    passes.set(one.elementId, count);
  }
  const marks: Marks = new Map();
  for (const [id, { done }] of passes) marks.set(id, { name: done > 0 ? "done" : "skipped", ...(done > 1 ? { note: { text: `×${done}`, kind: "done" } } : {}) });
  const held = new Map<string, Token[]>();
  for (const token of instance.tokens) held.set(token.node, [...(held.get(token.node) ?? []), token]);
  for (const [id, tokens] of held) {
    const stuck = tokens.some((token) => token.state === "stuck");
    const done = passes.get(id)?.done ?? 0;
    marks.set(id, { name: stuck ? "stuck" : "active", note: { text: [shortly(tokens), done > 0 ? `×${done}` : ""].filter(Boolean).join(" · "), kind: stuck ? "active overdue" : "active" } });
  }
  return marks;
}
