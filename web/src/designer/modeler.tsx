// The diagram of a process while it is drawn: bpmn-js with our words, the properties beside it, problems at their elements. Its watermark stays visible.
import { useEffect, useRef, useState } from "preact/hooks";
import { loadStyle } from "../frame/style";
import { explain, Loading, Select } from "../frame/ui";
import { carryStyles } from "./carried_styles";
import type { Diagnostic } from "./definitions";
import { is, type Canvas, type Diagram, type Events, type Overlays, type Registry, type Shape } from "./moddle";
import { mend } from "./mended_moddle";
import { onwardModdle } from "./onward_moddle";
import { Properties } from "./properties/panel";
import { d, dNamed } from "./text";

interface Props {
  text: string; onText: (text: string) => void; diagnostics: Diagnostic[];
  /** An element to show, and how often that was asked. */
  jump: { id: string; times: number } | null;
  /** How often each element was reached in the last trial. */
  passes?: Map<string, number> | null;
}

async function make(container: HTMLElement): Promise<Diagram> {
  loadStyle("designer");
  carryStyles();
  const { default: Modeler } = await import("bpmn-js/lib/Modeler");
  const made = new Modeler({ container, moddleExtensions: { onward: onwardModdle } }) as unknown as Diagram;
  mend(made.get("moddle"));
  return made;
}

const legible = { min: 0.8, max: 1.2 }; // marks, however small the picture is
const palette = 135; // of the library, at the left

/** All of it, beside the palette where there is room for both. */
function showAll(diagram: Diagram): void {
  const canvas = diagram.get<Canvas>("canvas");
  canvas.zoom("fit-viewport", "auto");
  const { inner, outer } = canvas.viewbox();
  if (outer.width < 5 * palette || inner.width === 0) return;
  const scale = Math.min(1, (outer.width - palette - 20) / inner.width, (outer.height - 40) / inner.height);
  canvas.viewbox({ x: inner.x - palette / scale, y: inner.y + inner.height / 2 - outer.height / scale / 2, width: outer.width / scale, height: outer.height / scale });
}

/** What the form shows when nothing is chosen: the process. */
function firstOf(diagram: Diagram): Shape {
  const root = diagram.get<Canvas>("canvas").getRootElement();
  return root.children?.find((one) => is(one.businessObject, "bpmn:Participant")) ?? root;
}

function mark(diagram: Diagram, found: Diagnostic[]): () => void {
  const [canvas, registry, overlays] = [diagram.get<Canvas>("canvas"), diagram.get<Registry>("elementRegistry"), diagram.get<Overlays>("overlays")];
  const byElement = new Map<string, Diagnostic[]>();
  for (const one of found) if (one.elementId && registry.get(one.elementId)) byElement.set(one.elementId, [...(byElement.get(one.elementId) ?? []), one]);
  for (const [id, ones] of byElement) {
    const worst = ones.some((one) => one.severity === "error") ? "error" : "warning";
    const html = document.createElement("div");
    html.className = `problem-mark ${worst}`;
    html.textContent = "!";
    html.title = ones.map((one) => one.message).join("\n");
    canvas.addMarker(id, `problem-${worst}`);
    overlays.add(id, { type: "problem", position: { top: -10, left: -10 }, html, scale: legible } as object);
  }
  return () => {
    overlays.remove({ type: "problem" });
    for (const id of byElement.keys()) for (const worst of ["error", "warning"]) if (registry.get(id)) canvas.removeMarker(id, `problem-${worst}`);
  };
}

function count(diagram: Diagram, passes: Map<string, number>): () => void {
  const [registry, overlays] = [diagram.get<Registry>("elementRegistry"), diagram.get<Overlays>("overlays")];
  for (const [id, number] of passes) {
    if (!registry.get(id)) continue;
    const html = document.createElement("div");
    html.className = "pass-count";
    html.textContent = `×${number}`;
    overlays.add(id, { type: "passes", position: { bottom: 4, right: 10 }, html, scale: legible } as object);
  }
  return () => overlays.remove({ type: "passes" });
}

/** Elements in the order of the document, for those who do not use a mouse. */
function named(diagram: Diagram): [string, string][] {
  const all = diagram.get<Registry>("elementRegistry").getAll().filter((one) => !one.labelTarget && is(one.businessObject, "bpmn:BaseElement"));
  return all.map((one) => [one.id, `${one.businessObject.name || one.id} (${dNamed("type", one.businessObject.$type.replace(/^\w+:/, ""))})`]);
}

export function ModelerView({ text, onText, diagnostics, jump, passes }: Props) {
  const container = useRef<HTMLDivElement>(null);
  const [diagram, setDiagram] = useState<Diagram | null>(null);
  const [ready, setReady] = useState(0);
  const [error, setError] = useState<unknown>(null);
  const [lost, setLost] = useState<string[]>([]);
  const [chosen, setChosen] = useState<Shape | null>(null);
  const [, redraw] = useState(0);
  const written = useRef<string | null>(null);
  const told = useRef(onText);
  told.current = onText;

  useEffect(() => {
    let made: Diagram | null = null;
    let gone = false;
    make(container.current!).then((one) => {
      if (gone) return one.destroy();
      made = one;
      const events = one.get<Events>("eventBus");
      events.on("selection.changed", ({ newSelection }) => setChosen(newSelection?.length === 1 ? (newSelection[0]!.labelTarget ?? newSelection[0]!) : null));
      events.on("elements.changed", () => redraw((n) => n + 1));
      events.on("commandStack.changed", () => void one.saveXML({ format: true }).then(({ xml }) => { written.current = xml; told.current(xml); }));
      setDiagram(one);
    }, setError);
    return () => { gone = true; made?.destroy(); };
  }, []);

  useEffect(() => {
    if (!diagram || written.current === text) return;
    written.current = text;
    setError(null);
    diagram.importXML(text).then(({ warnings }) => {
      setLost(warnings.map((one) => one.message.split("\n")[0]!));
      showAll(diagram);
      setChosen(null);
      setReady((n) => n + 1);
    }, setError);
  }, [diagram, text]);

  useEffect(() => (diagram && ready ? mark(diagram, diagnostics) : undefined), [diagram, ready, diagnostics]);
  useEffect(() => (diagram && ready && passes ? count(diagram, passes) : undefined), [diagram, ready, passes]);

  const choose = (id: string) => {
    const shape = diagram?.get<Registry>("elementRegistry").get(id);
    if (!shape) return;
    diagram!.get<{ select: (shape: Shape) => void }>("selection").select(shape);
    diagram!.get<Canvas>("canvas").scrollToElement(id);
  };
  useEffect(() => { if (jump && ready) choose(jump.id); }, [jump?.times, ready]);

  const act = (name: string) => diagram?.get<{ trigger: (name: string) => void }>("editorActions").trigger(name);
  const zoom = (by: number) => { const canvas = diagram?.get<Canvas>("canvas"); canvas?.zoom(canvas.zoom() * by, "auto"); };
  const shape = chosen ?? (diagram && ready ? firstOf(diagram) : null);
  return (
    <div class="modeler">
      <div class="drawing">
        <div class="buttons">
          <button type="button" onClick={() => act("undo")}>{d("model.undo")}</button>
          <button type="button" onClick={() => act("redo")}>{d("model.redo")}</button>
          <button type="button" onClick={() => diagram && showAll(diagram)}>{d("model.fit")}</button>
          <button type="button" aria-label={d("model.larger")} onClick={() => zoom(1.25)}>+</button>
          <button type="button" aria-label={d("model.smaller")} onClick={() => zoom(0.8)}>−</button>
        </div>
        {!ready && !error && <Loading />}
        {error ? <p class="error" role="alert">{d("model.failed")} {explain(error)}</p> : null}
        {lost.length > 0 && <div class="warning" role="alert"><p>{d("model.lost")}</p><ul>{[...new Set(lost)].map((one) => <li key={one}>{one}</li>)}</ul></div>}
        <div class="canvas drawn" ref={container} role="region" aria-label={d("model.canvas")} />
      </div>
      <div class="side">
        {diagram && ready > 0 && <Select label={d("model.element")} value={shape?.id ?? ""} onChange={choose} options={named(diagram)} />}
        {diagram && shape && <Properties diagram={diagram} shape={shape} />}
      </div>
    </div>
  );
}
