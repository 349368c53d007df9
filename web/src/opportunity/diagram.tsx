// The flowchart of an opportunity: what is done, active and possible, with the person in charge and the due date at each step.
import { useMemo } from "preact/hooks";
import { Canvas, type Mark, type Marks } from "../flow/canvas";
import { date, isOverdue } from "../frame/format";
import { t } from "../frame/text";
import type { Chart, Step } from "../frame/types";

function noteOf(step: Step): Mark["note"] {
  if (step.state !== "active" && !(step.state === "possible" && step.type === "userTask")) return undefined;
  const text = [step.personInCharge, step.due ? date(step.due) : "", step.passes > 0 ? `×${step.passes}` : ""].filter(Boolean).join(" · ");
  return text ? { text, kind: `${step.state}${step.state === "active" && isOverdue(step.due) ? " overdue" : ""}` } : undefined;
}

function marksOf(chart: Chart): Marks {
  return new Map(chart.steps.map((step) => {
    const note = noteOf(step);
    return [step.id, { name: step.state, ...(note ? { note } : {}) }];
  }));
}

interface Props { chart: Chart; definition: string; version: number; picked: string | null }

export function Diagram({ chart, definition, version, picked }: Props) {
  const marks = useMemo(() => marksOf(chart), [chart]);
  return (
    <Canvas label={t("diagram.label")} marks={marks} definition={definition} version={version} picked={picked} first={chart.steps.find((step) => step.state === "active")?.id ?? ""}
      legend={<><span class="done">✓ {t("steps.done")}</span><span class="active">▶ {t("steps.active")}</span><span class="possible">○ {t("steps.possible")}</span></>} />
  );
}
