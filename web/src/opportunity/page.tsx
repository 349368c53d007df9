// One opportunity: where it stands, in a picture and as a list that says the same; and what belongs to it.
import { useState } from "preact/hooks";
import { get, post, request } from "../frame/api";
import { amount, date, isOverdue } from "../frame/format";
import { Files } from "../frame/files";
import { useLive } from "../frame/live";
import { useLoad, type Loaded } from "../frame/load";
import { notice } from "../frame/notice";
import { usePlace } from "../frame/router";
import { may } from "../frame/session";
import { named, t } from "../frame/text";
import { useTitle } from "../frame/title";
import type { Flow, Opportunity } from "../frame/types";
import { Badge, explain, Select, Shown, Tabs, useAction } from "../frame/ui";
import { StepList } from "../flow/steps";
import { Diagram } from "./diagram";
import { ChangeDialog } from "./edit";
import { History } from "./history";
import { Interactions } from "./interactions";
import { Demand, Papers } from "./papers";

interface Held { opportunity: Opportunity; etag: string | null }

const tabIds = ["steps", "demand", "interactions", "papers", "files", "history"] as const;

function Actions({ opportunity, done }: { opportunity: Opportunity; done: () => void }) {
  const [changing, setChanging] = useState<"responsible" | "stage" | null>(null);
  const action = useAction();
  if (!may("opportunities.write")) return null;
  const start = () => action.run(async () => {
    await post(`/opportunities/${opportunity.id}/post`);
    notice(t("opportunity.posted"));
    done();
  });
  return (
    <div class="buttons">
      {opportunity.status === "draft" && <button type="button" class="primary" disabled={action.busy} onClick={() => void start()}>{t("opportunity.post")}</button>}
      <button type="button" onClick={() => setChanging("responsible")}>{t("bulk.assign")}</button>
      {opportunity.status !== "draft" && <button type="button" onClick={() => setChanging("stage")}>{t("opportunity.changeStage")}</button>}
      <button type="button" onClick={() => print()}>{t("print")}</button>
      {action.error ? <p class="error" role="alert">{explain(action.error)}</p> : null}
      {changing && <ChangeDialog opportunity={opportunity} what={changing} close={() => setChanging(null)} done={done} />}
    </div>
  );
}

const statusKind = { draft: "plain", open: "strong", won: "good", lost: "bad", disqualified: "warn" } as const;

function Head({ opportunity, done }: { opportunity: Opportunity; done: () => void }) {
  const { nextStep, nextStepDue } = opportunity;
  return (
    <header class="task-head">
      <p class="task-about">{opportunity.number} · {named("definition", opportunity.kind)}{opportunity.customer && ` · ${opportunity.customer.name}`}</p>
      <h1>{opportunity.title}</h1>
      <p class="marks start">
        <Badge kind={statusKind[opportunity.status]}>{named("status", opportunity.status)}</Badge>
        <Badge>{t("opportunity.atStage", { stage: named("stage", opportunity.stage) })}</Badge>
        {opportunity.amount !== null && <Badge>{t("opportunity.amountIs", { amount: amount(opportunity.amount) })}</Badge>}
        <Badge kind={opportunity.responsible ? "plain" : "warn"}>{opportunity.responsible ? t("opportunity.with", { person: opportunity.responsible }) : t("opportunity.nobody")}</Badge>
        {nextStep && <Badge kind={nextStepDue && isOverdue(nextStepDue) ? "bad" : "plain"}>{t("opportunity.nextStep", { step: nextStep, date: date(nextStepDue) })}</Badge>}
      </p>
      <Actions opportunity={opportunity} done={done} />
    </header>
  );
}

function Steps({ flow }: { flow: Loaded<Flow> }) {
  const [chosen, setChosen] = useState(0);
  const [picked, setPicked] = useState<string | null>(null);
  return (
    <Shown of={flow}>
      {(data) => {
        const chart = data.instances[chosen] ?? data.instances[0];
        if (!chart) return <p class="hint">{t("opportunity.noProcess")}</p>;
        return (
          <>
            {data.instances.length > 1 && (
              <Select label={t("opportunity.whichProcess")} value={String(chosen)} onChange={(value) => { setChosen(Number(value)); setPicked(null); }}
                options={data.instances.map((one, at) => [String(at), `${named("definition", one.definition)} (${named("instanceState", one.state)})`])} />
            )}
            <div class="with-side flow">
              {may("definitions.read") ? <Diagram chart={chart} definition={chart.definition} version={chart.version} picked={picked} /> : <span />}
              <section aria-label={t("steps.title")}><h2>{t("steps.title")}</h2><StepList chart={chart} pick={setPicked} /></section>
            </div>
          </>
        );
      }}
    </Shown>
  );
}

function Tab({ id, held, flow, done }: { id: string; held: Held; flow: Loaded<Flow>; done: () => Promise<unknown> }) {
  const common = { opportunity: held.opportunity, etag: held.etag, done };
  switch (id) {
    case "demand": return <Demand {...common} />;
    case "interactions": return <Interactions opportunity={held.opportunity} />;
    case "papers": return <Papers {...common} />;
    case "files": return <Files path={`/opportunities/${common.opportunity.id}/attachments`} canAdd={may("opportunities.write")} />;
    case "history": return <History id={held.opportunity.id} version={held.etag} />;
    default: return <Steps flow={flow} />;
  }
}

export function OpportunityPage({ id }: { id: string }) {
  const { query } = usePlace();
  const tab = tabIds.find((one) => one === query.get("tab")) ?? "steps";
  const loaded = useLoad(async (signal): Promise<Held> => {
    const reply = await request<Opportunity>("GET", `/opportunities/${id}`, { signal });
    return { opportunity: reply.data, etag: reply.etag };
  }, [id]);
  const flow = useLoad((signal) => get<Flow>(`/opportunities/${id}/flow`, {}, signal), [id]);
  const reload = () => Promise.all([loaded.reload(), flow.reload()]);
  useTitle(loaded.data?.opportunity.title ?? "");
  useLive(["task", "instance", "opportunity"], () => void reload());
  return (
    <div class="page opportunity">
      {!loaded.data && <h1 class="hidden">{t("opportunity.one")}</h1>}
      <Shown of={loaded}>
        {(held) => (
          <>
            <Head opportunity={held.opportunity} done={() => void reload()} />
            <Tabs label={t("opportunity.parts")} current={tab} to={(one) => `/opportunities/${id}?tab=${one}`} items={tabIds.map((one) => ({ id: one, label: t(`opportunity.tab.${one}`) }))} />
            <div class="card tab-body"><Tab id={tab} held={held} flow={flow} done={reload} /></div>
          </>
        )}
      </Shown>
    </div>
  );
}
