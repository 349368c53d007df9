// Opportunities: mine, all, searched and filtered; and the way to post a new one.
import { useEffect, useState } from "preact/hooks";
import { get } from "../frame/api";
import { amount, date } from "../frame/format";
import { useLoad, useSettled } from "../frame/load";
import { setQuery, usePlace } from "../frame/router";
import { may, session } from "../frame/session";
import { named, t } from "../frame/text";
import { useTitle } from "../frame/title";
import type { List, Opportunity } from "../frame/types";
import { Badge, Empty, Select, Shown, Tabs } from "../frame/ui";
import { NewOpportunity } from "./new";

const pageSize = 100;
const states = ["open", "draft", "won", "lost", "disqualified"];

function Search({ text }: { text: string }) {
  const [typed, setTyped] = useState(text);
  const settled = useSettled(typed, 250);
  useEffect(() => { if (settled !== text) setQuery({ text: settled }); }, [settled]);
  return <input type="search" value={typed} placeholder={t("opportunities.search")} aria-label={t("opportunities.search")} onInput={(event) => setTyped(event.currentTarget.value)} />;
}

function Table({ items }: { items: Opportunity[] }) {
  return (
    <div class="scroll" tabIndex={0} role="region" aria-label={t("nav.opportunities")}>
      <table>
        <thead><tr><th scope="col">{t("opportunity.title")}</th><th scope="col">{t("opportunity.customer")}</th><th scope="col">{t("opportunity.stage")}</th><th scope="col" class="number">{t("opportunity.amount")}</th><th scope="col">{t("opportunity.responsible")}</th><th scope="col">{t("opportunity.since")}</th></tr></thead>
        <tbody>
          {items.map((one) => (
            <tr key={one.id}>
              <th scope="row"><a href={`/opportunities/${one.id}`}>{one.title}</a> <span class="hint">{one.number}</span></th>
              <td>{one.customer?.name}</td>
              <td>{named("stage", one.stage)} {one.status !== "open" && <Badge>{named("status", one.status)}</Badge>}</td>
              <td class="number">{amount(one.amount)}</td>
              <td>{one.responsible ?? <Badge kind="warn">{t("opportunity.nobody")}</Badge>}</td>
              <td>{date(one.createdAt)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

export function OpportunityList() {
  const { query } = usePlace();
  const [making, setMaking] = useState(false);
  const [wanted, setWanted] = useState(pageSize);
  const whose = query.get("whose") === "all" ? "all" : "mine";
  const [text, status] = [query.get("text") ?? "", query.get("status") ?? "open"];
  const found = useLoad(async (signal): Promise<List<Opportunity>> => {
    const items: Opportunity[] = [];
    let next: string | undefined;
    do {
      const page = await get<List<Opportunity>>("/opportunities", { text, status: status === "any" ? "" : status, responsible: whose === "mine" ? session.me!.id : "", sort: "-createdAt", limit: pageSize, after: next }, signal);
      items.push(...page.items);
      next = page.next;
    } while (next && items.length < wanted);
    return next ? { items, next } : { items };
  }, [whose, text, status, wanted]);
  useTitle(t("nav.opportunities"));
  return (
    <div class="page">
      <div class="heading"><h1>{t("nav.opportunities")}</h1>{may("opportunities.write") && <button type="button" class="primary" onClick={() => setMaking(true)}>{t("opportunity.new")}</button>}</div>
      <Tabs label={t("opportunities.whose")} current={whose} to={(id) => `/opportunities?whose=${id}`} items={[{ id: "mine", label: t("opportunities.mine") }, { id: "all", label: t("opportunities.all") }]} />
      <form class="controls few" role="search" aria-label={t("opportunities.search")} onSubmit={(event) => event.preventDefault()}>
        <Search key={whose} text={text} />
        <Select label={t("opportunity.status")} value={status} onChange={(value) => setQuery({ status: value })} options={[...states.map((one): [string, string] => [one, named("status", one)]), ["any", t("opportunities.any")]]} />
      </form>
      <Shown of={found}>
        {(list) => (list.items.length === 0
          ? <Empty title={t(text || status !== "open" ? "opportunities.nothing" : whose === "mine" ? "opportunities.noneMine" : "opportunities.none")} />
          : <><Table items={list.items} />{list.next && <p class="more"><button type="button" onClick={() => setWanted(wanted + pageSize)}>{t("inbox.more")}</button></p>}</>)}
      </Shown>
      {making && <NewOpportunity close={() => setMaking(false)} />}
    </div>
  );
}
