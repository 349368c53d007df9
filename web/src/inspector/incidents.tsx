// Open incidents, grouped by what went wrong and where: a hundred of one kind are one line, and are retried together.
import { useState } from "preact/hooks";
import { get, post } from "../frame/api";
import { time } from "../frame/format";
import { useLive } from "../frame/live";
import { useLoad } from "../frame/load";
import { notice } from "../frame/notice";
import { may } from "../frame/session";
import { named, t } from "../frame/text";
import { useTitle } from "../frame/title";
import type { Incident, List } from "../frame/types";
import { Badge, Empty, explain, Shown } from "../frame/ui";
import { ReasonDialog } from "./reason";

interface Group { key: string; first: Incident; incidents: Incident[] }

const pagesAtMost = 10;
const listed = 20;

async function load(signal: AbortSignal): Promise<{ groups: Group[]; more: boolean }> {
  const groups = new Map<string, Group>();
  let after: string | undefined;
  for (let page = 0; page < pagesAtMost && (page === 0 || after); ++page) {
    const list = await get<List<Incident>>("/incidents", { limit: 500, after }, signal);
    for (const one of list.items) {
      const key = [one.definition, one.elementId, one.code, one.message].join("\n");
      const group = groups.get(key) ?? { key, first: one, incidents: [] };
      group.incidents.push(one);
      groups.set(key, group);
    }
    after = list.next;
  }
  return { groups: [...groups.values()].sort((a, b) => b.incidents.length - a.incidents.length), more: after !== undefined };
}

function GroupCard({ group, done }: { group: Group; done: () => void }) {
  const [refused, setRefused] = useState<string[]>([]);
  const [asking, setAsking] = useState(false);
  const { first, incidents } = group;
  const button = t(incidents.length > 1 ? "incident.retryAll" : "incident.retry");
  const retry = async (reason: string) => {
    const failed: string[] = [];
    for (const one of incidents) await post(`/incidents/${one.id}/retry`, { reason }).catch((error: unknown) => failed.push(`${one.instanceId}: ${explain(error)}`));
    setRefused(failed);
    notice(t("incident.retried", { done: incidents.length - failed.length, all: incidents.length }));
  };
  return (
    <li class="card">
      <h2>{first.message || first.code}</h2>
      <p class="hint">{named("definition", first.definition ?? "")} · {first.elementId} · <code>{first.code}</code> <Badge kind="bad">{incidents.length > 1 ? t("incident.count", { n: incidents.length }) : t("incident.once")}</Badge></p>
      {may("instances.admin") && <div class="buttons"><button type="button" aria-label={t("incident.retryOf", { button, what: first.message || first.code })} onClick={() => setAsking(true)}>{button}</button></div>}
      {asking && <ReasonDialog title={t("incident.retryTitle")} go={t("incident.retryGo")} did="" act={retry} close={() => setAsking(false)} done={done}><p>{first.message || first.code}</p></ReasonDialog>}
      {refused.length > 0 && <ul class="error" role="alert">{refused.map((line) => <li key={line}>{line}</li>)}</ul>}
      <details>
        <summary>{t("incident.where")}</summary>
        <ul>
          {incidents.slice(0, listed).map((one) => <li key={one.id}><a href={`/instances/${one.instanceId}`}>{one.instanceId}</a> <span class="hint">{time(one.at)}</span></li>)}
          {incidents.length > listed && <li class="hint">{t("incident.andMore", { n: incidents.length - listed })}</li>}
        </ul>
      </details>
    </li>
  );
}

/** Of one process, or of all. */
export function IncidentGroups({ definition = "" }: { definition?: string }) {
  const found = useLoad(load, []);
  useLive(["incident", "instance"], () => void found.reload());
  return (
    <Shown of={found}>
      {({ groups, more }) => {
        const some = groups.filter((group) => !definition || group.first.definition === definition);
        return some.length === 0 ? <Empty title={t("incident.none")} /> : (
          <>
            {more && <p class="hint">{t("incident.first")}</p>}
            <ul class="bare">{some.map((group) => <GroupCard key={group.key} group={group} done={() => void found.reload()} />)}</ul>
          </>
        );
      }}
    </Shown>
  );
}

export function IncidentsPage() {
  useTitle(t("nav.incidents"));
  return (
    <div class="page incidents">
      <h1>{t("nav.incidents")}</h1>
      <IncidentGroups />
    </div>
  );
}
