// The keyboard of the inbox: one letter each, only while nobody types.
import { useLayoutEffect } from "preact/hooks";

export interface Keys { claim: (id: string) => void; complete: (id: string) => void; select: (id: string) => void; help: () => void }

function rows(): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>("[data-row]")];
}

function current(): HTMLElement | null {
  return document.activeElement?.closest<HTMLElement>("[data-row]") ?? null;
}

function step(by: 1 | -1): void {
  const all = rows();
  const at = all.indexOf(current()!);
  const to = at < 0 ? (by > 0 ? 0 : all.length - 1) : Math.min(all.length - 1, Math.max(0, at + by));
  all[to]?.querySelector<HTMLElement>(".row-title")?.focus();
}

function isTyping(target: EventTarget | null): boolean {
  const element = target as HTMLElement;
  if (element.closest?.("dialog[open]")) return true;
  return element.matches?.("textarea, select, input:not([type=checkbox])") ?? false;
}

export function useKeys(keys: Keys): void {
  // With the rows, not a frame later: a key pressed at once counts.
  useLayoutEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      const id = current()?.dataset.row;
      const actions: Record<string, (() => void) | undefined> = {
        j: () => step(1),
        k: () => step(-1),
        c: id === undefined ? undefined : () => keys.claim(id),
        e: id === undefined ? undefined : () => keys.complete(id),
        x: id === undefined ? undefined : () => keys.select(id),
        "/": () => document.querySelector<HTMLElement>("input[type=search]")?.focus(),
        "?": keys.help,
      };
      const action = actions[event.key];
      if (!action) return;
      event.preventDefault();
      action();
    };
    document.addEventListener("keydown", pressed);
    return () => document.removeEventListener("keydown", pressed);
  });
}
