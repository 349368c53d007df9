// Addresses are real paths; links are plain <a href>. One listener turns clicks on them into a change of page without a load.
import { useEffect, useState } from "preact/hooks";

export interface Place { path: string; query: URLSearchParams }

const watchers = new Set<() => void>();
let leaving: (() => boolean) | null = null;

export function here(): Place {
  return { path: location.pathname, query: new URLSearchParams(location.search) };
}

function tell(): void {
  for (const watcher of [...watchers]) watcher();
}

export function navigate(to: string, how: "push" | "replace" = "push"): void {
  if (how === "push" && leaving && !leaving()) return;
  if (how === "push") history.pushState(null, "", to);
  else history.replaceState(null, "", to);
  tell();
}

/** Writes query parameters of this page into its address without a new entry of the history; an empty value takes one away. */
export function setQuery(values: Record<string, string>): void {
  const { path, query } = here();
  for (const [name, value] of Object.entries(values)) {
    if (value) query.set(name, value);
    else query.delete(name);
  }
  const text = query.toString();
  navigate(`${path}${text ? `?${text}` : ""}`, "replace");
}

export function usePlace(): Place {
  const [place, setPlace] = useState(here);
  useEffect(() => {
    const watcher = () => setPlace(here());
    watchers.add(watcher);
    return () => void watchers.delete(watcher);
  }, []);
  return place;
}

/** Asks before the page is left while `unsaved` says so. */
export function useLeaveGuard(unsaved: () => boolean, question: string): void {
  useEffect(() => {
    leaving = () => !unsaved() || confirm(question);
    const before = (event: BeforeUnloadEvent) => { if (unsaved()) event.preventDefault(); };
    addEventListener("beforeunload", before);
    return () => {
      leaving = null;
      removeEventListener("beforeunload", before);
    };
  });
}

export function matchPath(template: string, path: string): Record<string, string> | null {
  const wanted = template.split("/");
  const given = path.replace(/\/+$/, "").split("/");
  if (given.length !== wanted.length) return null;
  const values: Record<string, string> = {};
  for (const [at, part] of wanted.entries()) {
    if (part.startsWith(":")) values[part.slice(1)] = decodeURIComponent(given[at]!);
    else if (part !== given[at]) return null;
  }
  return values;
}

addEventListener("popstate", tell);
document.addEventListener("click", (event) => {
  const link = (event.target as Element).closest?.("a[href]") as HTMLAnchorElement | null;
  if (!link || event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  if (link.target || link.download || link.origin !== location.origin || link.hash || link.pathname.startsWith("/api/")) return;
  event.preventDefault();
  navigate(link.pathname + link.search);
});
