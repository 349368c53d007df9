// Whose instance it is and how it stands, with what an admin can do; and what is stuck in it.
import { useState } from "preact/hooks";
import { post } from "../frame/api";
import { time } from "../frame/format";
import { may } from "../frame/session";
import { named, t } from "../frame/text";
import type { Incident, WholeInstance } from "../frame/types";
import { Badge } from "../frame/ui";
import { InstanceActions } from "./actions";
import { StateBadge } from "./list";
import { ReasonDialog } from "./reason";

/** `instance`: what is shown; `present`: what is acted on. */
export function Head({ instance, present, at, done }: { instance: WholeInstance; present: WholeInstance; at: number | null; done: () => void }) {
  return (
    <header class="task-head">
      <p class="task-about">
        {may("definitions.read") ? <a href={`/statistics/${instance.definition}/${instance.version}`}>{named("definition", instance.definition)}</a> : named("definition", instance.definition)}, {t("instance.version", { version: instance.version })}
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
      <InstanceActions instance={present} at={at} done={done} />
    </header>
  );
}

function IncidentLine({ incident, names, editable, done }: { incident: Incident; names: (element: string) => string; editable: boolean; done: () => void }) {
  const [asking, setAsking] = useState(false);
  return (
    <li>
      <p><strong>{incident.message || incident.code}</strong> <span class="hint">{names(incident.elementId ?? "")} · <code>{incident.code}</code> · {time(incident.at)}</span></p>
      {editable && may("instances.admin") && <button type="button" onClick={() => setAsking(true)}>{t("incident.retry")}</button>}
      {asking && (
        <ReasonDialog title={t("incident.retryTitle")} go={t("incident.retryGo")} did={t("incident.retried", { done: 1, all: 1 })} act={(reason) => post(`/incidents/${incident.id}/retry`, { reason })} close={() => setAsking(false)} done={done}>
          <p>{incident.message || incident.code}</p>
        </ReasonDialog>
      )}
    </li>
  );
}

export function Incidents({ incidents, names, editable, done }: { incidents: Incident[]; names: (element: string) => string; editable: boolean; done: () => void }) {
  if (incidents.length === 0) return null;
  return <section class="card failed"><h2>{t("nav.incidents")}</h2><ul class="comments">{incidents.map((one) => <IncidentLine key={one.id} incident={one} names={names} editable={editable} done={done} />)}</ul></section>;
}
