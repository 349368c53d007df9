// Titles of opportunities for lists that only know their ids: each is asked for once, some at a time.
import { useEffect, useState } from "preact/hooks";
import { get } from "./api";
import { may } from "./session";
import type { Opportunity } from "./types";

const atOnce = 6;
const known = new Map<string, Opportunity | null>();
const waiting: string[] = [];
const watchers = new Set<() => void>();
let running = 0;

function work(): void {
  while (running < atOnce && waiting.length > 0) {
    const id = waiting.shift()!;
    ++running;
    void get<Opportunity>(`/opportunities/${id}`).then((one) => known.set(id, one), () => known.set(id, null)).finally(() => {
      --running;
      work();
      if (running === 0 || waiting.length === 0) for (const watcher of watchers) watcher();
    });
  }
}

export function useOpportunities(ids: (string | null)[]): (id: string | null) => Opportunity | null {
  const [, changed] = useState(0);
  const key = [...new Set(ids)].join(" ");
  useEffect(() => {
    const watcher = () => changed((n) => n + 1);
    watchers.add(watcher);
    return () => void watchers.delete(watcher);
  }, []);
  useEffect(() => {
    if (!may("opportunities.read")) return;
    for (const id of new Set(ids)) if (id && !known.has(id) && !waiting.includes(id)) waiting.push(id);
    work();
  }, [key]);
  return (id) => (id === null ? null : (known.get(id) ?? null));
}
