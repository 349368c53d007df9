// What may be started beside the tasks that are there: the activities that ad-hoc sub-processes offer. Starting a user task makes it a task like others.
import { get, post } from "../frame/api";
import { date } from "../frame/format";
import { useLoad, type Loaded } from "../frame/load";
import { notice } from "../frame/notice";
import { useOpportunities } from "../frame/opportunities";
import { named, t } from "../frame/text";
import type { List } from "../frame/types";
import { explain, useAction } from "../frame/ui";

interface Offer { elementId: string; name: string }
interface Startable { scope: string; instanceId: string; definition: string; elementId: string; name: string; opportunityId: string | null; since: string; offers: Offer[] }

const most = 50;

export function useStartable(definition: string): Loaded<Startable[]> {
  return useLoad(async (signal) => (await get<List<Startable>>("/adhoc", { definition, limit: most }, signal)).items, [definition]);
}

function One({ one, title, done }: { one: Startable; title: string; done: () => void }) {
  const action = useAction();
  const about = [title, named("definition", one.definition), t("startable.since", { day: date(one.since) })].filter((text) => text).join(" · ");
  const start = (offer: Offer) => void action.run(async () => {
    await post(`/instances/${one.instanceId}/adhoc`, { scope: one.scope, elementId: offer.elementId });
    notice(t("adHoc.started", { name: offer.name || offer.elementId }));
    done();
  });
  return (
    <li class="row">
      <span class="row-title">{one.name || one.elementId}</span>
      <span class="row-about">{about}</span>
      <div class="buttons tight">
        {one.offers.map((offer) => <button key={offer.elementId} type="button" disabled={action.busy} onClick={() => start(offer)}>{t("adHoc.start", { name: offer.name || offer.elementId })}</button>)}
      </div>
      {action.error ? <p class="error" role="alert">{explain(action.error)}</p> : null}
    </li>
  );
}

export function Startables({ found, done }: { found: Loaded<Startable[]>; done: () => void }) {
  const all = found.data ?? [];
  const opportunity = useOpportunities(all.map((one) => one.opportunityId));
  if (all.length === 0) return null;
  return (
    <section class="group" aria-label={t("startable.title")}>
      <h2>{t("startable.title")} <span class="count">{all.length}</span></h2>
      <ul class="rows">{all.map((one) => <One key={one.scope} one={one} title={opportunity(one.opportunityId)?.title ?? ""} done={done} />)}</ul>
    </section>
  );
}
