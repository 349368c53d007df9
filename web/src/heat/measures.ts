// What the heat map can show of each step, and how hot that is: five degrees, from the least to the most of the process.
import { amount, share, span } from "../frame/format";

export interface NodeStatistics {
  id: string; name: string | null; type: string; active: number; overdue: number; completed: number; incidents: number;
  meanMs: number | null; p95Ms: number | null; overdueShare: number | null;
}

export const measures = ["completed", "active", "mean", "p95", "overdueShare", "incidents"] as const;
export type Measure = (typeof measures)[number];

export const degrees = 5;

export function valueOf(node: NodeStatistics, measure: Measure): number | null {
  switch (measure) {
    case "completed": return node.completed;
    case "active": return node.active;
    case "mean": return node.meanMs;
    case "p95": return node.p95Ms;
    case "overdueShare": return node.overdueShare;
    case "incidents": return node.incidents;
  }
}

export function textOf(node: NodeStatistics, measure: Measure): string {
  const value = valueOf(node, measure);
  if (value === null) return "";
  if (measure === "mean" || measure === "p95") return span(value);
  return measure === "overdueShare" ? share(value) : amount(value);
}

/** 0: nothing to show; 1 to 5 by its part of the most. A share is measured against all, whatever the others have. */
export function degreeOf(value: number | null, most: number, measure: Measure): number {
  if (value === null || value <= 0) return 0;
  const whole = measure === "overdueShare" ? 1 : most;
  return Math.min(degrees, Math.max(1, Math.ceil((value / whole) * degrees)));
}
