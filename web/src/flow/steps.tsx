// The flowchart as an ordered list: what each step is, how it stands, who is in charge, what is due. It says in words what the picture says in colours.
import { date, isOverdue } from "../frame/format";
import { t } from "../frame/text";
import type { Chart, Step } from "../frame/types";
import { isShown } from "./graph";

function Details({ step }: { step: Step }) {
  const overdue = step.state === "active" && isOverdue(step.due);
  const parts = [
    step.personInCharge && step.type !== "startEvent" && step.type !== "endEvent" ? t("steps.person", { person: step.personInCharge }) : "",
    step.due ? t(overdue ? "steps.overdue" : "steps.due", { date: date(step.due) }) : "",
    step.passes > 1 ? t("steps.passes", { n: step.passes }) : "",
  ].filter(Boolean);
  return (
    <>
      {parts.length > 0 && <span class={`step-about${overdue ? " error" : ""}`}>{parts.join(" · ")}</span>}
      {step.deliverable && step.state !== "skipped" && <span class="step-about">{t("steps.deliverable", { deliverable: step.deliverable })}</span>}
    </>
  );
}

const marks = { done: "✓", active: "▶", possible: "○", skipped: "–" } as const;

interface Props { chart: Chart; current?: string; compact?: boolean; pick?: (id: string) => void }

export function StepList({ chart, current, compact = false, pick }: Props) {
  return (
    <ol class={`steps${compact ? " compact" : ""}`}>
      {chart.steps.filter(isShown).map((step) => (
        <li key={step.id} class={`step ${step.state}`} data-step={step.id} aria-current={step.id === current ? "step" : undefined}>
          <span class="step-mark" aria-hidden="true">{marks[step.state]}</span>
          <span class="step-text">
            {step.openTaskIds.length > 0 && step.id !== current
              ? <a class="step-name" href={`/tasks/${step.openTaskIds[0]}`}>{step.name || step.id}</a>
              : pick && !compact
                ? <button type="button" class="step-name" onClick={() => pick(step.id)}>{step.name || step.id}</button>
                : <span class="step-name">{step.name || step.id}</span>}
            <span class={`step-state ${step.state}`}>{t(`steps.${step.state}`)}</span>
            {!compact && <Details step={step} />}
          </span>
        </li>
      ))}
    </ol>
  );
}
