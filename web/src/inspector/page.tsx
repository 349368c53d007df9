// One instance: its tokens and what each waits for, what is stuck, its passes, variables and history.
import { get, post, request } from "../frame/api";
import { plain, time } from "../frame/format";
import { useLive } from "../frame/live";
import { useLoad } from "../frame/load";
import { notice } from "../frame/notice";
import { usePlace } from "../frame/router";
import { may } from "../frame/session";
import { named, t } from "../frame/text";
import { useTitle } from "../frame/title";
import type { Chart, Fact, Incident, List, Step, StepState, Token, Waiting, WholeInstance } from "../frame/types";
import { Badge, explain, Shown, Tabs, useAction } from "../frame/ui";
import { Diagram } from "../opportunity/diagram";
import { InstanceActions } from "./actions";
import { StateBadge } from "./list";
import { Variables } from "./variables";

interface Activity { id: string; elementId: string; name: string | null; type: string; state: string; startedAt: string; endedAt: string | null; loopCounter: number | null }
interface Held { instance: WholeInstance; etag: string | null }

const tabIds = ["tokens", "passes", "variables", "history"] as const;

/** Every pass of every element as a chart: an element that is active now counts as that, however often it was done before. */
function chartOf(activities: Activity[]): Chart {
  const steps = new Map<string, Step>();
  for (const one of activities) {
    const before = steps.get(one.elementId);
    const state: StepState = one.state === "active" || before?.state === "active" ? "active" : one.state === "completed" || before?.state === "done" ? "done" : "skipped";
    steps.set(one.elementId, {
      id: one.elementId, name: one.name ?? one.elementId, type: one.type, state, passes: (before?.passes ?? 0) + (one.state === "active" ? 0 : 1),
      personInCharge: null, group: null, deliverable: null, due: null, openTaskIds: [], instructions: null,
    });
  }
  return { steps: [...steps.values()], flows: [] };
}

function WaitsFor({ waiting }: { waiting: Waiting }) {
  const { type, taskId, ...rest } = waiting;
  const details = Object.entries(rest).filter(([, value]) => value !== null && value !== "").map(([name, value]) => `${name}: ${/At$|^due$/.test(name) ? time(String(value)) : plain(value)}`).join(", ");
  return <li>{named("waiting", type)} {taskId ? <a href={`/tasks/${String(taskId)}`}>{String(taskId)}</a> : null} {details && <span class="hint">{details}</span>}</li>;
}

function Tokens({ tokens }: { tokens: Token[] }) {
  if (tokens.length === 0) return <p class="hint">{t("instance.noTokens")}</p>;
  return (
    <ul class="comments">
      {tokens.map((token) => (
        <li key={token.id}>
          <p><strong>{token.node}</strong> <Badge kind={token.state === "stuck" ? "bad" : "plain"}>{named("tokenState", token.state)}</Badge> <span class="hint">{t("instance.since", { time: time(token.since) })}</span></p>
          {token.waitingFor.length > 0 && <ul class="changes">{token.waitingFor.map((waiting, at) => <WaitsFor key={at} waiting={waiting} />)}</ul>}
        </li>
      ))}
    </ul>
  );
}

function IncidentLine({ incident, done }: { incident: Incident; done: () => void }) {
  const action = useAction();
  const retry = () => action.run(async () => {
    await post(`/incidents/${incident.id}/retry`);
    notice(t("incident.retried", { done: 1, all: 1 }));
    done();
  });
  return (
    <li>
      <p><strong>{incident.message || incident.code}</strong> <span class="hint">{incident.elementId} · <code>{incident.code}</code> · {time(incident.at)}</span></p>
      {may("instances.admin") && <button type="button" disabled={action.busy} onClick={() => void retry()}>{t("incident.retry")}</button>}
      {action.error ? <p class="error" role="alert">{explain(action.error)}</p> : null}
    </li>
  );
}

function Passes({ activities }: { activities: Activity[] }) {
  return (
    <div class="scroll" tabIndex={0} role="region" aria-label={t("instance.tab.passes")}>
      <table>
        <thead><tr><th scope="col">{t("instance.element")}</th><th scope="col">{t("instance.state")}</th><th scope="col">{t("instance.began")}</th><th scope="col">{t("instance.ended")}</th></tr></thead>
        <tbody>{activities.map((one) => <tr key={one.id}><th scope="row">{one.name ?? one.elementId}{one.loopCounter !== null && ` #${one.loopCounter}`} <span class="hint">{one.type}</span></th><td>{named("instanceState", one.state)}</td><td class="short">{time(one.startedAt)}</td><td class="short">{time(one.endedAt)}</td></tr>)}</tbody>
      </table>
    </div>
  );
}

function Facts({ id, etag }: { id: string; etag: string | null }) {
  const facts = useLoad((signal) => get<List<Fact>>(`/instances/${id}/history`, { limit: 500 }, signal), [id, etag]);
  return (
    <Shown of={facts}>
      {(list) => (
        <div class="scroll" tabIndex={0} role="region" aria-label={t("instance.tab.history")}>
          <table>
            <thead><tr><th scope="col" class="number">{t("instance.command")}</th><th scope="col">{t("instance.event")}</th><th scope="col">{t("instance.element")}</th><th scope="col">{t("instance.who")}</th><th scope="col">{t("instance.when")}</th><th scope="col">{t("instance.data")}</th></tr></thead>
            <tbody>{[...list.items].reverse().map((fact, at) => <tr key={list.items.length - at}><td class="number">{fact.sequence}</td><td>{fact.event} <span class="hint">{fact.operation}</span></td><td>{fact.node}</td><td>{fact.actor}</td><td class="short">{time(fact.time)}</td><td class="wide">{plain(fact.data)}</td></tr>)}</tbody>
          </table>
        </div>
      )}
    </Shown>
  );
}

function Head({ instance, done }: { instance: WholeInstance; done: () => void }) {
  return (
    <header class="task-head">
      <p class="task-about">
        {named("definition", instance.definition)}, {t("instance.version", { version: instance.version })}
        {instance.opportunityId && may("opportunities.read") && <> · <a href={`/opportunities/${instance.opportunityId}`}>{t("opportunity.one")}</a></>}
        {instance.parentInstanceId && <> · <a href={`/instances/${instance.parentInstanceId}`}>{t("instance.caller")}</a></>}
        {instance.children.map((child) => <span key={child.id}> · <a href={`/instances/${child.id}`}>{t("instance.called", { id: child.id })}</a></span>)}
      </p>
      <h1>{t("instance.titled", { id: instance.id })}</h1>
      <p class="marks start">
        <StateBadge state={instance.state} />
        {instance.businessKey && <Badge>{t("instance.keyIs", { key: instance.businessKey })}</Badge>}
        <Badge>{t("instance.startedBy", { person: instance.startedBy, time: time(instance.startedAt) })}</Badge>
        {instance.endedAt && <Badge>{t("instance.endedAt", { time: time(instance.endedAt) })}</Badge>}
      </p>
      <InstanceActions instance={instance} done={done} />
    </header>
  );
}

export function InstancePage({ id }: { id: string }) {
  const { query } = usePlace();
  const tab = tabIds.find((one) => one === query.get("tab")) ?? "tokens";
  const loaded = useLoad(async (signal): Promise<Held> => {
    const reply = await request<WholeInstance>("GET", `/instances/${id}`, { signal });
    return { instance: reply.data, etag: reply.etag };
  }, [id]);
  const activities = useLoad((signal) => get<List<Activity>>(`/instances/${id}/activities`, { limit: 500 }, signal), [id, loaded.data?.etag]);
  const reload = () => { void loaded.reload(); };
  useTitle(t("instance.titled", { id }));
  useLive(["instance", "task", "incident"], reload);
  return (
    <div class="page instance">
      {!loaded.data && <h1 class="hidden">{t("instance.titled", { id })}</h1>}
      <Shown of={loaded}>
        {({ instance, etag }) => (
          <>
            <Head instance={instance} done={reload} />
            {instance.incidents.length > 0 && <section class="card failed"><h2>{t("nav.incidents")}</h2><ul class="comments">{instance.incidents.map((one) => <IncidentLine key={one.id} incident={one} done={reload} />)}</ul></section>}
            {activities.data && may("definitions.read") && <div class="card"><Diagram chart={chartOf(activities.data.items)} definition={instance.definition} version={instance.version} picked={null} /></div>}
            <Tabs label={t("instance.parts")} current={tab} to={(one) => `/instances/${id}?tab=${one}`} items={tabIds.map((one) => ({ id: one, label: t(`instance.tab.${one}`) }))} />
            <div class="card tab-body">
              {tab === "tokens" && <Tokens tokens={instance.tokens} />}
              {tab === "passes" && <Shown of={activities}>{(list) => <Passes activities={list.items} />}</Shown>}
              {tab === "variables" && <Variables instance={id} etag={etag} done={reload} />}
              {tab === "history" && <Facts id={id} etag={etag} />}
            </div>
          </>
        )}
      </Shown>
    </div>
  );
}
