// One version of a process or decision: picture or table, text, steps, and all of its versions.
import { useMemo, useState } from "preact/hooks";
import { get } from "../frame/api";
import { time } from "../frame/format";
import { lazy } from "../frame/lazy";
import { useLoad } from "../frame/load";
import { navigate, usePlace } from "../frame/router";
import { may } from "../frame/session";
import { useTitle } from "../frame/title";
import { Badge, Shown, Tabs } from "../frame/ui";
import { Canvas } from "../flow/canvas";
import { fileNameOf, languageOf, path, save, textOf, versionsOf, type Definition, type DefinitionDetail } from "./definitions";
import { d, dNamed, type DesignerKey } from "./text";

const CodeEditor = lazy(() => import("./code_editor").then((module) => module.CodeEditor));
const TableView = lazy(() => import("./tables").then((module) => module.TableView));

interface Whole { definition: DefinitionDetail; text: string; versions: Definition[] }

async function load(key: string, version: number | null, signal: AbortSignal): Promise<Whole> {
  const where = version === null ? `/definitions/${encodeURIComponent(key)}` : path(key, version);
  const definition = await get<DefinitionDetail>(where, {}, signal);
  const [text, versions] = await Promise.all([textOf(key, definition.version), versionsOf(key, signal)]);
  return { definition, text, versions: versions.filter((one) => one.kind === definition.kind) };
}

function Steps({ definition }: { definition: DefinitionDetail }) {
  const nodes = (definition.nodes ?? []).filter((one) => !/Gateway$/.test(one.type));
  return (
    <ol class="steps">
      {nodes.map((one) => (
        <li key={one.id} class="step plain-step">
          <span class="step-text"><span class="step-name">{one.name || one.id}</span> <span class="hint">{dNamed("type", one.type.charAt(0).toUpperCase() + one.type.slice(1))}</span>
            {(one.lane ?? one.due) && <span class="step-about">{[one.lane && d("step.lane", { lane: one.lane }), one.due && d("step.due", { due: one.due })].filter(Boolean).join(" · ")}</span>}
            {one.deliverable && <span class="step-about">{d("step.deliverable", { deliverable: one.deliverable })}</span>}
          </span>
        </li>
      ))}
    </ol>
  );
}

function Versions({ definition, versions }: { definition: Definition; versions: Definition[] }) {
  const others = versions.filter((one) => one.version !== definition.version);
  const [other, setOther] = useState(String(others[0]?.version ?? ""));
  const compare = () => {
    const [left, right] = [Number(other), definition.version].sort((a, b) => a - b);
    navigate(`/definitions/${encodeURIComponent(definition.key)}/compare?left=${left}&right=${right}`);
  };
  return (
    <>
      {others.length > 0 && (
        <div class="buttons compare-with">
          <label>{d("compare.with")} <select value={other} onChange={(event) => setOther(event.currentTarget.value)}>{others.map((one) => <option key={one.version} value={one.version}>{d("version", { n: one.version })}</option>)}</select></label>
          <button type="button" onClick={compare}>{d("compare.go")}</button>
        </div>
      )}
      <div class="scroll" tabIndex={0} role="region" aria-label={d("tab.versions")}>
        <table>
          <thead><tr><th scope="col" class="number">{d("definition.version")}</th><th scope="col">{d("definition.deployed")}</th><th scope="col">{d("definition.by")}</th><th scope="col">{d("definition.comment")}</th><th scope="col">{d("definition.file")}</th></tr></thead>
          <tbody>
            {versions.map((one) => (
              <tr key={one.version}>
                <th scope="row" class="number"><a href={`/definitions/${encodeURIComponent(one.key)}/${one.version}`} aria-current={one.version === definition.version ? "true" : undefined}>{one.version}</a></th>
                <td class="short">{time(one.deployedAt)}</td><td>{one.deployedBy}</td><td class="wide">{one.comment}</td><td>{one.source}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

function Page({ whole: { definition, text, versions } }: { whole: Whole }) {
  const { query } = usePlace();
  const isTable = languageOf(text) === "dmn";
  const tabs = useMemo(() => (isTable ? ["table", "text", "versions"] : ["diagram", "steps", "text", "versions"]), [isTable]);
  const tab = tabs.includes(query.get("tab") ?? "") ? query.get("tab")! : tabs[0]!;
  const here = `/definitions/${encodeURIComponent(definition.key)}/${definition.version}`;
  const newest = versions[0]?.version ?? definition.version;
  useTitle(definition.name);
  return (
    <>
      <div class="heading">
        <h1>{definition.name || definition.key}</h1>
        <div class="buttons">
          {may("definitions.write") && <a class="button primary" href={`/designer?from=${encodeURIComponent(definition.key)}&version=${definition.version}`}>{d("definition.edit")}</a>}
          <button type="button" onClick={() => save(text, fileNameOf(definition, text))}>{d("download")}</button>
        </div>
      </div>
      <p class="task-about">
        {d("definition.about", { key: definition.key, version: definition.version, time: time(definition.deployedAt), by: definition.deployedBy ?? "–" })}{" "}
        {definition.version === newest ? <Badge kind="good">{d("definition.newest")}</Badge> : <a href={`/definitions/${encodeURIComponent(definition.key)}/${newest}`}>{d("definition.toNewest", { n: newest })}</a>}{" "}
        {!definition.executable && <Badge kind="warn">{d("definition.notExecutable")}</Badge>}{" "}
        {definition.opportunityKind && <Badge>{d("definition.kindOf", { kind: definition.opportunityKind })}</Badge>}
      </p>
      {definition.comment && <p>{definition.comment}</p>}
      <Tabs label={d("definition.parts")} current={tab} to={(id) => `${here}?tab=${id}`} items={tabs.map((id) => ({ id, label: d(`tab.${id}` as DesignerKey), ...(id === "versions" ? { count: String(versions.length) } : {}) }))} />
      {tab === "diagram" && <Canvas label={d("picture.label")} region={d("picture.canvas")} definition={definition.key} version={definition.version} />}
      {tab === "table" && <TableView key={here} text={text} />}
      {tab === "steps" && <Steps definition={definition} />}
      {tab === "text" && <CodeEditor key={here} text={text} label={d("code.label", { name: fileNameOf(definition, text) })} readonly />}
      {tab === "versions" && <Versions key={here} definition={definition} versions={versions} />}
    </>
  );
}

export function DefinitionPage({ id, version }: { id: string; version?: string }) {
  const number = version === undefined ? null : Number(version);
  const whole = useLoad((signal) => load(id, number, signal), [id, version]);
  return <div class="page"><Shown of={whole}>{(loaded) => <Page whole={loaded} />}</Shown></div>;
}
