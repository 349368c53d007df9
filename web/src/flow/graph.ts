// Questions about the flowchart of an opportunity, answered from its steps and the flows between them.
import type { Chart, Step } from "../frame/types";

const people = new Set(["userTask", "manualTask"]);

/** The steps for people that can come right after this one: through gateways, events and automatic steps. */
export function nextSteps(chart: Chart, from: string): Step[] {
  const byId = new Map(chart.steps.map((step) => [step.id, step]));
  const seen = new Set<string>([from]);
  const found: Step[] = [];
  const agenda = [from];
  for (let at = agenda.shift(); at !== undefined; at = agenda.shift()) {
    for (const flow of chart.flows) {
      if (flow.from !== at || seen.has(flow.to)) continue;
      seen.add(flow.to);
      const step = byId.get(flow.to);
      if (step && people.has(step.type)) found.push(step);
      else agenda.push(flow.to);
    }
  }
  return found;
}

/** What people see as steps: gateways and passing events are left out of a list. */
export function isShown(step: Step): boolean {
  if (step.state === "active") return true;
  return !/Gateway$|^boundaryEvent$|^intermediateThrowEvent$/.test(step.type);
}

export interface Position { step: number; of: number }

/** "Step n of m", counted over the steps for people in reading order. */
export function position(chart: Chart, id: string): Position | null {
  const steps = chart.steps.filter((step) => people.has(step.type));
  const at = steps.findIndex((step) => step.id === id);
  return at < 0 ? null : { step: at + 1, of: steps.length };
}
