// Processes and decisions that are deployed, the newest version of each; and the ways to a new one.
import { useState } from "preact/hooks";
import { get } from "../frame/api";
import { time } from "../frame/format";
import { useLoad } from "../frame/load";
import { navigate, setQuery, usePlace } from "../frame/router";
import { may } from "../frame/session";
import { t } from "../frame/text";
import { useTitle } from "../frame/title";
import type { List } from "../frame/types";
import { Badge, Empty, Select, Shown } from "../frame/ui";
import type { Definition } from "./definitions";
import { drafts } from "./draft";
import { ImportChart } from "./import_chart";
import { d } from "./text";

function Row({ one }: { one: Definition }) {
  return (
    <tr>
      <th scope="row"><a href={`/definitions/${encodeURIComponent(one.key)}`}>{one.name || one.key}</a> <span class="hint">{one.key}</span></th>
      <td>{d(one.kind === "process" ? "kind.process" : "kind.decision")} {!one.executable && <Badge kind="warn">{d("definition.notExecutable")}</Badge>}</td>
      <td class="number">{one.version}</td>
      <td class="short">{time(one.deployedAt)}</td>
      <td>{one.deployedBy}</td>
      <td class="wide">{one.comment}</td>
    </tr>
  );
}

function Table({ items }: { items: Definition[] }) {
  return (
    <div class="scroll" tabIndex={0} role="region" aria-label={t("nav.definitions")}>
      <table>
        <thead><tr><th scope="col">{d("definition.name")}</th><th scope="col">{d("definition.kind")}</th><th scope="col" class="number">{d("definition.version")}</th><th scope="col">{d("definition.deployed")}</th><th scope="col">{d("definition.by")}</th><th scope="col">{d("definition.comment")}</th></tr></thead>
        <tbody>{items.map((one) => <Row key={`${one.kind}/${one.key}`} one={one} />)}</tbody>
      </table>
    </div>
  );
}

function New() {
  const [importing, setImporting] = useState(false);
  const begin = (what: string) => navigate(`/designer?new=${what}`);
  return (
    <>
      <div class="buttons">
        <button type="button" class="primary" onClick={() => begin("bpmn")}>{d("new.bpmn")}</button>
        <button type="button" onClick={() => begin("compact")}>{d("new.compact")}</button>
        <button type="button" onClick={() => begin("dmn")}>{d("new.dmn")}</button>
        <button type="button" onClick={() => setImporting(true)}>{d("new.mermaid")}</button>
      </div>
      {importing && <ImportChart close={() => setImporting(false)} />}
    </>
  );
}

function Drafts() {
  const [, changed] = useState(0);
  const all = drafts.all();
  if (all.length === 0) return null;
  return (
    <section class="card">
      <h2>{d("drafts.title")}</h2>
      <p class="hint">{d("drafts.where")}</p>
      <ul class="files">
        {all.map((one) => (
          <li key={one.id}>
            <a href={`/designer?draft=${encodeURIComponent(one.id)}`}>{one.name}</a> <span class="hint">{time(one.at)}</span>
            <button type="button" aria-label={d("drafts.forgetOne", { name: one.name })} onClick={() => { drafts.forget(one.id); changed((n) => n + 1); }}>{d("drafts.forget")}</button>
          </li>
        ))}
      </ul>
    </section>
  );
}

export function DefinitionList() {
  const { query } = usePlace();
  const [kind, text] = [query.get("kind") ?? "", (query.get("text") ?? "").toLowerCase()];
  const found = useLoad(async (signal) => {
    const items: Definition[] = [];
    let next: string | undefined;
    do {
      const page: List<Definition> = await get("/definitions", { kind, limit: 500, after: next }, signal);
      items.push(...page.items);
      next = page.next;
    } while (next);
    return items;
  }, [kind]);
  useTitle(t("nav.definitions"));
  const fits = (one: Definition) => `${one.name} ${one.key}`.toLowerCase().includes(text);
  return (
    <div class="page">
      <div class="heading"><h1>{t("nav.definitions")}</h1>{may("definitions.write") && <New />}</div>
      {may("definitions.write") && <Drafts />}
      <form class="controls few" role="search" aria-label={d("list.search")} onSubmit={(event) => event.preventDefault()}>
        <input type="search" value={query.get("text") ?? ""} placeholder={d("list.search")} aria-label={d("list.search")} onInput={(event) => setQuery({ text: event.currentTarget.value })} />
        <Select label={d("definition.kind")} value={kind} onChange={(value) => setQuery({ kind: value })} options={[["", d("kind.all")], ["process", d("kind.processes")], ["decision", d("kind.decisions")]]} />
      </form>
      <Shown of={found}>
        {(all) => {
          const items = all.filter(fits);
          return items.length === 0 ? <Empty title={d(text ? "list.nothing" : "list.none")} /> : <Table items={items} />;
        }}
      </Shown>
    </div>
  );
}
