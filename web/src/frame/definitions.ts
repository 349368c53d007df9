// Processes and their versions, for whoever may read definitions; for others there is none.
import { get } from "./api";
import { type Loaded, useLoad } from "./load";
import { may } from "./session";
import type { List } from "./types";

interface Listed { key: string; version: number }

/** The newest version of each process, by key. */
export function useProcesses(): Loaded<Listed[]> {
  return useLoad(async (signal) => (may("definitions.read") ? (await get<List<Listed>>("/definitions", { kind: "process", limit: 500 }, signal)).items : []), ["processes"]);
}

/** The versions of a process, the newest first. */
export function useVersions(key: string): Loaded<number[]> {
  return useLoad(async (signal) => {
    if (!key || !may("definitions.read")) return [];
    const { items } = await get<List<Listed>>("/definitions", { key, kind: "process", allVersions: true, limit: 500 }, signal);
    return items.map((one) => one.version).sort((a, b) => b - a);
  }, ["versions", key]);
}
