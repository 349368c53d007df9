// Where the task stands: its opportunity, the steps before and after it, and who is next.
import { get } from "../frame/api";
import { amount } from "../frame/format";
import { useLoad } from "../frame/load";
import { may } from "../frame/session";
import { named, t } from "../frame/text";
import type { Chart, Flow, List, Opportunity, WholeTask } from "../frame/types";
import { Failure, Loading } from "../frame/ui";
import { nextSteps, position } from "../flow/graph";
import { StepList } from "../flow/steps";

interface Activity { elementId: string; name: string | null; type: string; state: string }

/** A task without an opportunity has no flowchart: what its instance has done so far stands for it. */
async function pastOf(task: WholeTask, signal: AbortSignal): Promise<Chart> {
  if (!may("instances.read")) return { steps: [], flows: [] };
  const list = await get<List<Activity>>(`/instances/${task.instanceId}/activities`, { limit: 500 }, signal);
  const steps = list.items.filter((one) => one.name).map((one) => ({
    id: one.elementId, name: one.name!, type: one.type, state: one.state === "active" ? "active" as const : "done" as const, passes: 1, personInCharge: null, group: null,
    deliverable: null, due: null, openTaskIds: [], instructions: null,
  }));
  return { steps, flows: [] };
}

async function chartOf(task: WholeTask, signal: AbortSignal): Promise<Chart> {
  if (!task.opportunityId || !may("opportunities.read")) return pastOf(task, signal);
  const flow = await get<Flow>(`/opportunities/${task.opportunityId}/flow`, {}, signal);
  return flow.instances.find((one) => one.instanceId === task.instanceId) ?? flow;
}

function Next({ chart, task }: { chart: Chart; task: WholeTask }) {
  const next = nextSteps(chart, task.elementId);
  if (next.length === 0) return null;
  return (
    <>
      <h3>{t("around.next")}</h3>
      <ul class="next">{next.map((step) => <li key={step.id}>{step.name} <span class="hint">{step.personInCharge && t("steps.person", { person: step.personInCharge })}</span></li>)}</ul>
    </>
  );
}

export function Around({ task }: { task: WholeTask }) {
  const chart = useLoad((signal) => chartOf(task, signal), [task.id, task.state]);
  return (
    <section class="card around">
      <h2>{t("around.title")}</h2>
      {chart.error ? <Failure error={chart.error} retry={() => void chart.reload()} /> : !chart.data ? <Loading /> : (
        <>
          {chart.data.steps.length === 0 ? <p class="hint">{t("around.alone")}</p> : <StepList chart={chart.data} current={task.elementId} compact />}
          <Next chart={chart.data} task={task} />
        </>
      )}
    </section>
  );
}

export function OpportunityLine({ task }: { task: WholeTask }) {
  const opportunity = useLoad((signal) => (task.opportunityId && may("opportunities.read") ? get<Opportunity>(`/opportunities/${task.opportunityId}`, {}, signal) : Promise.resolve(null)), [task.opportunityId]);
  const chart = useLoad((signal) => (task.opportunityId ? chartOf(task, signal) : Promise.resolve(null)), [task.id]);
  const isWaiting = [opportunity, chart].some((part) => part.loading && part.data === undefined);
  if (isWaiting) return <p class="task-about">{"\u00a0"}</p>; // all of the line at once, so that no part of it pushes another
  const one = opportunity.data;
  const at = chart.data ? position(chart.data, task.elementId) : null;
  const parts = one ? [one.customer?.name, one.amount !== null ? amount(one.amount) : "", named("stage", one.stage)] : [];
  return (
    <p class="task-about">
      {one ? <a href={`/opportunities/${one.id}`}>{one.title}</a> : named("definition", task.definition)}
      {[...parts, at ? t("around.position", { step: at.step, of: at.of }) : ""].filter(Boolean).map((part) => <span key={part}> · {part}</span>)}
    </p>
  );
}
