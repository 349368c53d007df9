// Who uses the page, and how requests say so. What is kept stands in sessionStorage: it goes with the tab, and no other site sees it.
import type { Me } from "./types";

/** `signedIn`: through the identity provider; a cookie that no script can read says who. */
export interface Credentials { token?: string; user?: string; groups?: string; signedIn?: true }

const place = "onward-session";

let credentials: Credentials | null = read();
let me: Me | null = null;
const watchers = new Set<() => void>();

function read(): Credentials | null {
  try {
    return JSON.parse(sessionStorage.getItem(place) ?? "null") as Credentials | null;
  } catch {
    return null;
  }
}

export const session = {
  get me(): Me | null { return me; },
  get credentials(): Credentials | null { return credentials; },
  begin(given: Credentials, who: Me): void {
    credentials = given;
    me = who;
    sessionStorage.setItem(place, JSON.stringify(given));
    tell();
  },
  end(): void {
    credentials = null;
    me = null;
    sessionStorage.removeItem(place);
    tell();
  },
  watch(watcher: () => void): () => void {
    watchers.add(watcher);
    return () => watchers.delete(watcher);
  },
};

function tell(): void {
  for (const watcher of [...watchers]) watcher();
}

/** Whether the user holds a permission, by the name that the API gives it. */
export function may(permission: string): boolean {
  return me?.permissions.includes(permission) ?? false;
}

export function headersOf(given: Credentials | null): Record<string, string> {
  if (given?.token) return { authorization: `Bearer ${given.token}` };
  if (given?.signedIn) return { "onward-csrf": "1" };
  const headers: Record<string, string> = {};
  if (given?.user) headers["x-user"] = given.user;
  if (given?.groups) headers["x-groups"] = given.groups;
  return headers;
}
