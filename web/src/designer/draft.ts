// What is being designed is kept in this browser, so that nothing is lost with the tab; deploying it, or saying so, forgets it.
import { session } from "../frame/session";

export interface Draft {
  id: string; // of its place: "key@version" of what it began as, or "new-..."
  name: string;
  file: string;
  text: string;
  at: string;
  from?: { key: string; version: number };
}


const prefix = () => `onward-draft:${session.me?.id ?? ""}:`;

function read(key: string): Draft | null {
  try {
    const kept = JSON.parse(localStorage.getItem(key) ?? "null") as Draft | null;
    return kept && typeof kept.text === "string" ? kept : null;
  } catch {
    return null;
  }
}

export const drafts = {
  get: (id: string): Draft | null => read(prefix() + id),
  /** False when the browser has no room for it. */
  keep(draft: Draft): boolean {
    try {
      localStorage.setItem(prefix() + draft.id, JSON.stringify(draft));
      return true;
    } catch {
      return false;
    }
  },
  forget(id: string): void {
    localStorage.removeItem(prefix() + id);
  },
  all(): Draft[] {
    const keys = Object.keys(localStorage).filter((key) => key.startsWith(prefix()));
    return keys.map(read).filter((one): one is Draft => one !== null).sort((a, b) => (a.at < b.at ? 1 : -1));
  },
};
