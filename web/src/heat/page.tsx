// The heat map: what happens at each step of a process, in a picture and in a table that says the same without colours.
import { useMemo, useState } from "preact/hooks";
import { get } from "../frame/api";
import { useProcesses, useVersions } from "../frame/definitions";
import { useLoad } from "../frame/load";
import { navigate, setQuery, usePlace } from "../frame/router";
import { may } from "../frame/session";
import { named, t } from "../frame/text";
import { useTitle } from "../frame/title";
import { Empty, Failure, Loading, Select, Shown, TextField } from "../frame/ui";
import { Canvas, type Marks } from "../flow/canvas";
import { degreeOf, degrees, type Measure, measures, type NodeStatistics, textOf, valueOf } from "./measures";
import { boundsOf, periodOf, periods } from "./period";

function marksOf(nodes: NodeStatistics[], measure: Measure): Marks {
  const most = Math.max(0, ...nodes.map((node) => valueOf(node, measure) ?? 0));
  return new Map(nodes.map((node) => {
    const degree = degreeOf(valueOf(node, measure), most, measure);
    return [node.id, { name: `heat-${degree}`, ...(degree > 0 ? { note: { text: textOf(node, measure), kind: `heat-${degree}` } } : {}) }];
  }));
}

function Table({ nodes, measure, pick }: { nodes: NodeStatistics[]; measure: Measure; pick: (id: string) => void }) {
  const rows = [...nodes].sort((a, b) => (valueOf(b, measure) ?? -1) - (valueOf(a, measure) ?? -1));
  return (
    <div class="scroll" tabIndex={0} role="region" aria-label={t("heat.table")}>
      <table>
        <thead><tr><th scope="col">{t("heat.step")}</th>{measures.map((one) => <th key={one} scope="col" class="number" aria-sort={one === measure ? "descending" : undefined}>{t(`heat.${one}`)}</th>)}</tr></thead>
        <tbody>
          {rows.map((node) => (
            <tr key={node.id}>
              <th scope="row"><button type="button" class="step-name" onClick={() => pick(node.id)}>{node.name || node.id}</button></th>
              {measures.map((one) => <td key={one} class={`number${one === measure ? " measured" : ""}`}>{textOf(node, one) || "–"}</td>)}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Legend({ measure }: { measure: Measure }) {
  return <><span>{t(`heat.${measure}`)}:</span><span class="heat-scale">{Array.from({ length: degrees }, (_, at) => <span key={at} class={`heat-${at + 1}`} aria-hidden="true" />)}</span><span>{t("heat.scale")}</span></>;
}

function HeatMap({ definition, version }: { definition: string; version: number }) {
  const { query } = usePlace();
  const measure = measures.find((one) => one === query.get("measure")) ?? "completed";
  const period = periodOf(query.get("period"));
  const [first, last] = [query.get("from") ?? "", query.get("to") ?? ""];
  const [picked, setPicked] = useState<string | null>(null);
  const turned = period === "own" && first !== "" && last !== "" && last < first;
  const statistics = useLoad(async (signal) => {
    if (turned) return [];
    return (await get<{ nodes: NodeStatistics[] }>(`/definitions/${definition}/versions/${version}/statistics`, boundsOf(period, first, last, new Date()), signal)).nodes;
  }, [definition, version, period, first, last]);
  const marks = useMemo(() => marksOf(statistics.data ?? [], measure), [statistics.data, measure]);
  return (
    <>
      <form class="controls heat" aria-label={t("heat.what")} onSubmit={(event) => event.preventDefault()}>
        <Select label={t("heat.measure")} value={measure} onChange={(value) => setQuery({ measure: value })} options={measures.map((one): [string, string] => [one, t(`heat.${one}`)])} />
        <Select label={t("heat.period")} value={period} onChange={(value) => setQuery({ period: value })} options={periods.map((one): [string, string] => [one, t(`heat.period.${one}`)])} />
        {period === "own" && <TextField label={t("heat.from")} type="date" value={first} onInput={(value) => setQuery({ from: value })} />}
        {period === "own" && <TextField label={t("heat.to")} type="date" value={last} onInput={(value) => setQuery({ to: value })} {...(turned ? { error: t("heat.turned") } : {})} />}
      </form>
      <p class="hint about">{t(measure === "active" || measure === "incidents" ? "heat.asOfNow" : "heat.inPeriod")}</p>
      <Shown of={statistics}>
        {(nodes) => (
          <>
            {nodes.length > 0 && nodes.every((node) => !valueOf(node, measure)) && <Empty title={t("heat.nothing")} />}
            <div class="card"><Canvas label={t("heat.picture")} marks={marks} definition={definition} version={version} picked={picked} first={nodes[0]?.id ?? ""} legend={<Legend measure={measure} />} /></div>
            {nodes.length === 0 ? <Empty title={t("heat.noSteps")} /> : <Table nodes={nodes} measure={measure} pick={setPicked} />}
          </>
        )}
      </Shown>
    </>
  );
}

/** Without a process: the first that there is. */
export function HeatPage({ definition: key = "", version: text = "" }: { definition?: string; version?: string }) {
  const all = useProcesses();
  const newest = new Map((all.data ?? []).map((one) => [one.key, one.version]));
  const processes = [...newest.keys()].sort();
  const definition = key || (processes.includes("standard-sale") ? "standard-sale" : (processes[0] ?? ""));
  const versions = useVersions(definition).data ?? [];
  const version = Number(text) || newest.get(definition) || 0;
  const go = (to: string, number: number) => navigate(`/statistics/${encodeURIComponent(to)}/${number}${location.search}`);
  useTitle(t("nav.statistics"));
  return (
    <div class="page statistics">
      <div class="heading">
        <h1>{t("nav.statistics")}</h1>
        {may("instances.read") && definition && <a class="button" href={`/instances?definition=${encodeURIComponent(definition)}&version=${version}`}>{t("heat.instances")}</a>}
      </div>
      {all.data === undefined ? (all.error ? <Failure error={all.error} retry={() => void all.reload()} /> : <Loading />) : processes.length === 0 ? <Empty title={t("heat.noProcess")} /> : (
        <>
          <form class="controls heat" aria-label={t("inbox.process")} onSubmit={(event) => event.preventDefault()}>
            <Select label={t("inbox.process")} value={definition} onChange={(value) => go(value, newest.get(value)!)} options={processes.map((one): [string, string] => [one, named("definition", one)])} />
            <Select label={t("batch.version")} value={String(version)} onChange={(value) => go(definition, Number(value))} options={(versions.includes(version) ? versions : [version, ...versions]).map((one): [string, string] => [String(one), t("instance.version", { version: one })])} />
          </form>
          <HeatMap key={`${definition}/${version}`} definition={definition} version={version} />
        </>
      )}
    </div>
  );
}
