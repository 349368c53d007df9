// The pipeline: open opportunities by stage, with amounts and what the forecast makes of them.
import { get } from "../frame/api";
import { amount, date, isOverdue, share } from "../frame/format";
import { useLive } from "../frame/live";
import { useLoad } from "../frame/load";
import { setQuery, usePlace } from "../frame/router";
import { named, t } from "../frame/text";
import { useTitle } from "../frame/title";
import type { List, Opportunity } from "../frame/types";
import { Badge, Empty, Select, Shown } from "../frame/ui";
import { Bars } from "./bars";

interface Forecast { id: string; winProbability: number | null; closeP50: string | null; weightedAmount: number | null }
interface Month { month: string | null; opportunities: number; amount: number; weightedAmount: number }
interface Pipeline { open: Opportunity[]; more: boolean; forecast: Map<string, Forecast>; months: Month[] }

const order = ["first-contact", "qualification", "needs", "proposal", "negotiation", "closing"];
const pagesAtMost = 10;

async function load(kind: string, signal: AbortSignal): Promise<Pipeline> {
  const open: Opportunity[] = [];
  const forecast = get<{ items: Forecast[]; sums: { month: Month[] } }>("/reports/forecast", {}, signal);
  forecast.catch(() => undefined); // asked for at the same time; what is wrong is told below
  let after: string | undefined;
  for (let page = 0; page < pagesAtMost && (page === 0 || after); ++page) {
    const list = await get<List<Opportunity>>("/opportunities", { status: "open", kind, limit: 500, after }, signal);
    open.push(...list.items);
    after = list.next;
  }
  const { items, sums } = await forecast;
  return { open, more: after !== undefined, forecast: new Map(items.map((one) => [one.id, one])), months: sums.month };
}

function Card({ one, forecast }: { one: Opportunity; forecast: Forecast | undefined }) {
  return (
    <li class="deal">
      <a href={`/opportunities/${one.id}`}>{one.title}</a>
      <p class="hint">{[one.customer?.name, one.amount !== null ? amount(one.amount) : "", one.responsible ?? t("opportunity.nobody")].filter(Boolean).join(" · ")}</p>
      {forecast?.winProbability != null && <p class="hint">{t("pipeline.chance", { share: share(forecast.winProbability), date: date(forecast.closeP50) })}</p>}
      {one.nextStep && <p class="hint">{t("opportunity.nextStep", { step: one.nextStep, date: date(one.nextStepDue) })} {one.nextStepDue && isOverdue(one.nextStepDue) && <Badge kind="bad">{t("group.due.overdue")}</Badge>}</p>}
    </li>
  );
}

function Column({ stage, deals, forecast }: { stage: string; deals: Opportunity[]; forecast: Pipeline["forecast"] }) {
  const sum = deals.reduce((total, one) => total + (one.amount ?? 0), 0);
  const weighted = deals.reduce((total, one) => total + (forecast.get(one.id)?.weightedAmount ?? 0), 0);
  return (
    <section class="stage" aria-label={named("stage", stage)}>
      <h2>{named("stage", stage)} <span class="count">{deals.length}</span></h2>
      <p class="hint">{t("pipeline.sum", { sum: amount(sum) })}{weighted > 0 && ` · ${t("pipeline.weighted", { sum: amount(weighted) })}`}</p>
      <ul>{deals.map((one) => <Card key={one.id} one={one} forecast={forecast.get(one.id)} />)}</ul>
    </section>
  );
}

export function PipelinePage() {
  const { query } = usePlace();
  const kind = query.get("kind") ?? "";
  const kinds = useLoad((signal) => get<List<{ kind: string; name: string }>>("/opportunity-kinds", {}, signal), []);
  const pipeline = useLoad((signal) => load(kind, signal), [kind]);
  useTitle(t("nav.pipeline"));
  useLive(["opportunity"], () => void pipeline.reload());
  return (
    <div class="page pipeline">
      <div class="heading">
        <h1>{t("nav.pipeline")}</h1>
        <Select label={t("opportunity.kind")} value={kind} onChange={(value) => setQuery({ kind: value })}
          options={[["", t("pipeline.everyKind")], ...(kinds.data?.items ?? []).map((one): [string, string] => [one.kind, one.name])]} />
      </div>
      <Shown of={pipeline}>
        {({ open, more, forecast, months }) => {
          const stages = [...new Set([...order, ...open.map((one) => one.stage)])]; // the usual ones always, others after them: a first deal in one moves no other
          if (open.length === 0) return <Empty title={t("opportunities.none")} />;
          const known = months.filter((one) => one.month !== null && one.amount > 0);
          return (
            <>
              {more && <p class="hint">{t("pipeline.more", { n: open.length })}</p>}
              <div class="board" tabIndex={0} role="region" aria-label={t("nav.pipeline")}>{stages.map((stage) => <Column key={stage} stage={stage} deals={open.filter((one) => one.stage === stage)} forecast={forecast} />)}</div>
              {!kind && <Bars title={t("pipeline.byMonth")} bars={known.map((one) => ({ label: one.month!, value: one.amount, part: one.weightedAmount, text: amount(one.amount), partText: t("pipeline.weighted", { sum: amount(one.weightedAmount) }) }))} />}
            </>
          );
        }}
      </Shown>
    </div>
  );
}
