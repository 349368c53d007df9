// Instances of processes: by definition, state, and whether something is stuck.
import { useState } from "preact/hooks";
import { get } from "../frame/api";
import { useProcesses, useVersions } from "../frame/definitions";
import { time } from "../frame/format";
import { useLive } from "../frame/live";
import { useLoad } from "../frame/load";
import { setQuery, usePlace } from "../frame/router";
import { may } from "../frame/session";
import { named, t } from "../frame/text";
import { useTitle } from "../frame/title";
import type { Instance, List } from "../frame/types";
import { Badge, Empty, Select, Shown } from "../frame/ui";
import { IncidentGroups } from "./incidents";

const pageSize = 100;
const states = ["active", "suspended", "completed", "cancelled", "failed"];
const stateKind: Record<string, "plain" | "good" | "warn" | "bad"> = { active: "plain", suspended: "warn", completed: "good", cancelled: "warn", failed: "bad" };

export function StateBadge({ state }: { state: string }) {
  return <Badge kind={stateKind[state] ?? "plain"}>{named("instanceState", state)}</Badge>;
}

export function InstanceTable({ items }: { items: Instance[] }) {
  return (
    <div class="scroll" tabIndex={0} role="region" aria-label={t("nav.instances")}>
      <table>
        <thead><tr><th scope="col">{t("instance.one")}</th><th scope="col">{t("inbox.process")}</th><th scope="col">{t("instance.state")}</th><th scope="col" class="number">{t("nav.incidents")}</th><th scope="col">{t("instance.key")}</th><th scope="col">{t("instance.started")}</th></tr></thead>
        <tbody>
          {items.map((one) => (
            <tr key={one.id}>
              <th scope="row"><a href={`/instances/${one.id}`}>{one.id}</a></th>
              <td class="short">{named("definition", one.definition)} <span class="hint">{t("instance.version", { version: one.version })}</span></td>
              <td><StateBadge state={one.state} /></td>
              <td class="number">{one.incidents > 0 ? <Badge kind="bad">{one.incidents}</Badge> : "–"}</td>
              <td>{one.businessKey}</td>
              <td class="short">{time(one.startedAt)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function batchQuery(definition: string, version: string, state: string, incident: boolean): string {
  const query = new URLSearchParams({ new: "true" });
  if (definition) query.set("definition", definition);
  if (definition && version) query.set("version", version);
  if (state === "active" || state === "suspended") query.set("state", state);
  if (incident) query.set("incident", "true");
  return query.toString();
}

export function InstanceList() {
  const { query } = usePlace();
  const [wanted, setWanted] = useState(pageSize);
  const [definition, version, state, incident] = [query.get("definition") ?? "", query.get("version") ?? "", query.get("state") ?? "active", query.get("incident") === "true"];
  const processes = useProcesses();
  const versions = (useVersions(definition).data ?? []).map(String);
  const found = useLoad(async (signal): Promise<List<Instance>> => {
    const items: Instance[] = [];
    let next: string | undefined;
    do {
      const page = await get<List<Instance>>("/instances", { definition, version, state: state === "any" ? "" : state, incident: incident ? true : undefined, sort: "-startedAt", limit: pageSize, after: next }, signal);
      items.push(...page.items);
      next = page.next;
    } while (next && items.length < wanted);
    return next ? { items, next } : { items };
  }, [definition, version, state, incident, wanted]);
  useTitle(t("nav.instances"));
  useLive(["instance", "incident"], () => void found.reload());
  return (
    <div class="page">
      <div class="heading">
        <h1>{t("nav.instances")}</h1>
        {may("instances.admin") && <a class="button" href={`/batches?${batchQuery(definition, version, state, incident)}`}>{t("batch.ofThese")}</a>}
      </div>
      <form class="controls some" role="search" aria-label={t("nav.instances")} onSubmit={(event) => event.preventDefault()}>
        <Select label={t("inbox.process")} value={definition} onChange={(value) => setQuery({ definition: value, version: "" })}
          options={[["", t("inbox.everyProcess")], ...(processes.data?.map((one) => one.key) ?? (definition ? [definition] : [])).map((key): [string, string] => [key, named("definition", key)])]} />
        {versions.length > 1 && <Select label={t("batch.version")} value={version} onChange={(value) => setQuery({ version: value })} options={[["", t("batch.anyVersion")], ...versions.map((one): [string, string] => [one, t("instance.version", { version: one })])]} />}
        <Select label={t("instance.state")} value={state} onChange={(value) => setQuery({ state: value })} options={[...states.map((one): [string, string] => [one, named("instanceState", one)]), ["any", t("instance.anyState")]]} />
        <label class="check"><input type="checkbox" checked={incident} onChange={(event) => setQuery({ incident: event.currentTarget.checked ? "true" : "" })} />{t("instance.onlyIncidents")}</label>
      </form>
      {incident && <section aria-label={t("incident.byMessage")}><h2>{t("incident.byMessage")}</h2><IncidentGroups definition={definition} /></section>}
      <Shown of={found}>
        {(list) => (list.items.length === 0 ? <Empty title={t("instance.none")} /> : (
          <><InstanceTable items={list.items} />{list.next && <p class="more"><button type="button" onClick={() => setWanted(wanted + pageSize)}>{t("inbox.more")}</button></p>}</>
        ))}
      </Shown>
    </div>
  );
}
