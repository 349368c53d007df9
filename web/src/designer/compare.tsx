// Two versions side by side: two pictures that move together, marked; the differences in words; the texts line by line.
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { useLoad } from "../frame/load";
import { setQuery, usePlace } from "../frame/router";
import { loadStyle } from "../frame/style";
import { useTitle } from "../frame/title";
import { explain, Select, Shown } from "../frame/ui";
import { languageOf, textOf, versionsOf, type Definition } from "./definitions";
import type { Difference } from "./differences";
import { folded, lineDifference } from "./line_difference";
import type { Canvas, Diagram, Events, Registry } from "./moddle";
import { d } from "./text";

interface Pair { left: string; right: string; versions: Definition[]; found: Difference[] | null }

async function load(key: string, left: number, right: number, signal: AbortSignal): Promise<Pair> {
  const [before, after, versions] = await Promise.all([textOf(key, left), textOf(key, right), versionsOf(key, signal)]);
  const both = languageOf(before) === "bpmn" && languageOf(after) === "bpmn";
  const found = both ? await (await import("./differences")).differences(before, after) : null;
  return { left: before, right: after, versions, found };
}

async function draw(container: HTMLElement, text: string): Promise<Diagram> {
  loadStyle("designer"); // how differences are marked
  const { default: Viewer } = await import("bpmn-js/lib/NavigatedViewer");
  const viewer = new Viewer({ container }) as unknown as Diagram;
  await viewer.importXML(text);
  viewer.get<Canvas>("canvas").zoom("fit-viewport", "auto");
  return viewer;
}

/** Where one looks is where the other looks. */
function together(one: Diagram, other: Diagram): void {
  let busy = false;
  const follow = (from: Diagram, to: Diagram) => from.get<Events>("eventBus").on("canvas.viewbox.changed", () => {
    if (busy) return;
    busy = true;
    const { x, y, width, height } = from.get<Canvas>("canvas").viewbox();
    to.get<Canvas>("canvas").viewbox({ x, y, width, height });
    busy = false;
  });
  follow(one, other);
  follow(other, one);
}

function mark(diagram: Diagram, found: Difference[], without: Difference["kind"]): void {
  const registry = diagram.get<Registry>("elementRegistry");
  for (const one of found) if (one.kind !== without && registry.get(one.id)) diagram.get<Canvas>("canvas").addMarker(one.id, `difference-${one.kind}`);
}

function Pictures({ pair, picked }: { pair: Pair; picked: { id: string; times: number } | null }) {
  const [left, right] = [useRef<HTMLDivElement>(null), useRef<HTMLDivElement>(null)];
  const [both, setBoth] = useState<[Diagram, Diagram] | null>(null);
  const [error, setError] = useState<unknown>(null);
  useEffect(() => {
    let gone = false;
    let made: Diagram[] = [];
    Promise.all([draw(left.current!, pair.left), draw(right.current!, pair.right)]).then((drawn) => {
      made = drawn;
      if (gone) return drawn.forEach((one) => one.destroy());
      mark(drawn[0], pair.found!, "added");
      mark(drawn[1], pair.found!, "removed");
      together(drawn[0], drawn[1]);
      setBoth(drawn);
    }, setError);
    return () => { gone = true; made.forEach((one) => one.destroy()); };
  }, [pair]);
  useEffect(() => {
    if (!picked || !both) return;
    const holder = [...both].reverse().find((one) => one.get<Registry>("elementRegistry").get(picked.id));
    if (!holder) return;
    holder.get<Canvas>("canvas").zoom(1, "auto");
    holder.get<Canvas>("canvas").scrollToElement(picked.id);
  }, [picked?.times, both]);
  return (
    <>
      {error ? <p class="error" role="alert">{explain(error)}</p> : null}
      <div class="pair">
        <div class="canvas" ref={left} role="region" aria-label={d("compare.left")} tabIndex={0} />
        <div class="canvas" ref={right} role="region" aria-label={d("compare.right")} tabIndex={0} />
      </div>
    </>
  );
}

function Words({ found, pick }: { found: Difference[]; pick: (id: string) => void }) {
  if (found.length === 0) return <p>{d("compare.sameModel")}</p>;
  const marks = { added: "+", removed: "−", changed: "≠", moved: "↔" } as const;
  return (
    <ul class="differences">
      {found.map((one) => (
        <li key={`${one.kind}/${one.id}`} class={one.kind} data-element={one.id}>
          <span class="difference-mark" aria-hidden="true">{marks[one.kind]}</span>
          <span>
            <button type="button" class="quiet" onClick={() => pick(one.id)}>{d(`difference.${one.kind}`, { name: one.name })}</button>
            {one.details.length > 0 && <ul>{one.details.map((detail) => <li key={detail}>{detail}</li>)}</ul>}
          </span>
        </li>
      ))}
    </ul>
  );
}

function Lines({ pair }: { pair: Pair }) {
  const rows = useMemo(() => folded(lineDifference(pair.left, pair.right), 3), [pair]);
  if (pair.left === pair.right) return <p>{d("compare.sameText")}</p>;
  return (
    <div class="scroll" tabIndex={0} role="region" aria-label={d("compare.lines")}>
      <table class="lines">
        <thead><tr><th scope="col">{d("compare.left")}</th><th scope="col">{d("compare.right")}</th><th scope="col">{d("compare.text")}</th></tr></thead>
        <tbody>
          {rows.map((row, at) => (typeof row === "number"
            ? <tr key={at}><td colSpan={3} class="hint">{d("compare.skipped", { n: row })}</td></tr>
            : <tr key={at} class={row.kind}><td class="number">{row.kind === "added" ? "" : row.left}</td><td class="number">{row.kind === "removed" ? "" : row.right}</td><td><code>{row.kind === "added" ? "+ " : row.kind === "removed" ? "− " : "  "}{row.text}</code></td></tr>))}
        </tbody>
      </table>
    </div>
  );
}

function Compared({ pair }: { pair: Pair }) {
  const [picked, setPicked] = useState<{ id: string; times: number } | null>(null);
  const drawn = pair.found !== null && pair.left.includes("BPMNDiagram") && pair.right.includes("BPMNDiagram");
  return (
    <>
      {drawn && <Pictures pair={pair} picked={picked} />}
      {pair.found && <section class="card"><h2>{d("compare.words")}</h2><Words found={pair.found} pick={(id) => setPicked((before) => ({ id, times: (before?.times ?? 0) + 1 }))} /></section>}
      <section><h2>{d("compare.lines")}</h2><Lines pair={pair} /></section>
    </>
  );
}

export function ComparePage({ id }: { id: string }) {
  const { query } = usePlace();
  const [left, right] = [Number(query.get("left")), Number(query.get("right"))];
  const pair = useLoad((signal) => load(id, left, right, signal), [id, left, right]);
  useTitle(d("compare.title", { name: id }));
  return (
    <div class="page">
      <h1>{d("compare.title", { name: id })}</h1>
      <p><a href={`/definitions/${encodeURIComponent(id)}/${right}?tab=versions`}>{d("compare.back")}</a></p>
      <Shown of={pair}>
        {(loaded) => {
          const options = loaded.versions.map((one): [string, string] => [String(one.version), `${d("version", { n: one.version })}${one.comment ? `: ${one.comment}` : ""}`]);
          return (
            <>
              <div class="columns">
                <Select label={d("compare.left")} value={String(left)} onChange={(value) => setQuery({ left: value })} options={options} />
                <Select label={d("compare.right")} value={String(right)} onChange={(value) => setQuery({ right: value })} options={options} />
              </div>
              <Compared pair={loaded} />
            </>
          );
        }}
      </Shown>
    </div>
  );
}
