// The flowchart as a picture: what is done, active and possible, with the person in charge and the due date at each step. BPMN with a layout of its own
// is drawn by bpmn-js, whose watermark stays visible; what has none, and the compact XML, is a picture that the server draws.
import { useEffect, useRef, useState } from "preact/hooks";
import { raw } from "../frame/api";
import { date, isOverdue } from "../frame/format";
import { loadStyle } from "../frame/style";
import { t } from "../frame/text";
import type { Chart, Step } from "../frame/types";
import { explain, Loading } from "../frame/ui";

const readable = 0.7; // a smaller picture shows the way, but not the words

function activeOf(chart: Chart): string {
  return chart.steps.find((step) => step.state === "active")?.id ?? "";
}

interface Drawn { show: (chart: Chart) => void; pick: (id: string) => void; zoom: (by: number) => void; fit: () => void; close: () => void }

function note(step: Step): HTMLElement | null {
  if (step.state !== "active" && !(step.state === "possible" && step.type === "userTask")) return null;
  const element = document.createElement("div");
  const overdue = step.state === "active" && isOverdue(step.due);
  element.className = `step-note ${step.state}${overdue ? " overdue" : ""}`;
  element.textContent = [step.personInCharge, step.due ? date(step.due) : "", step.passes > 0 ? `×${step.passes}` : ""].filter(Boolean).join(" · ");
  return element.textContent ? element : null;
}

async function drawBpmn(container: HTMLElement, xml: string): Promise<Drawn> {
  loadStyle("diagram");
  const { default: Viewer } = await import("bpmn-js/lib/NavigatedViewer");
  const viewer = new Viewer({ container });
  await viewer.importXML(xml);
  const canvas = viewer.get<{ zoom: (to?: number | "fit-viewport", at?: "auto") => number; addMarker: (id: string, name: string) => void; removeMarker: (id: string, name: string) => void; scrollToElement: (id: string) => void }>("canvas");
  const overlays = viewer.get<{ add: (id: string, what: object) => void; clear: () => void }>("overlays");
  const registry = viewer.get<{ get: (id: string) => unknown }>("elementRegistry");
  const fit = () => void canvas.zoom("fit-viewport", "auto");
  fit();
  let shown = false;
  let marked: [string, string][] = [];
  const mark = (id: string, name: string) => { canvas.addMarker(id, name); marked.push([id, name]); };
  return {
    show: (chart) => {
      for (const [id, name] of marked) canvas.removeMarker(id, name);
      marked = [];
      overlays.clear();
      for (const step of chart.steps) {
        if (!registry.get(step.id)) continue;
        mark(step.id, `step-${step.state}`);
        const html = note(step);
        if (html) overlays.add(step.id, { position: { bottom: 6, left: -4 }, html, show: { minZoom: readable - 0.01 } });
      }
      if (!shown && canvas.zoom() < readable) {
        canvas.zoom(readable, "auto");
        if (registry.get(activeOf(chart))) canvas.scrollToElement(activeOf(chart));
      }
      shown = true;
    },
    pick: (id) => {
      if (!registry.get(id)) return;
      for (const [old, name] of marked.filter(([, name]) => name === "step-picked")) canvas.removeMarker(old, name);
      mark(id, "step-picked");
      canvas.zoom(1, "auto");
      canvas.scrollToElement(id);
    },
    zoom: (by) => void canvas.zoom(canvas.zoom() * by, "auto"),
    fit,
    close: () => viewer.destroy(),
  };
}

function drawSvg(container: HTMLElement, text: string): Drawn {
  // The policy allows no style inside a document: what stands there stands in opportunity.css too.
  const plain = text.replace(/<style>[^<]*<\/style>/, "");
  const picture = document.importNode(new DOMParser().parseFromString(plain, "image/svg+xml").documentElement, true);
  const width = Number(picture.getAttribute("width"));
  picture.setAttribute("class", "picture");
  container.append(picture);
  const find = (id: string) => picture.querySelector(`[data-element="${CSS.escape(id)}"]`);
  let scale = 1;
  let shown = false;
  const apply = () => { picture.setAttribute("width", String(width * scale)); picture.removeAttribute("height"); };
  const fit = () => { scale = container.clientWidth / width; apply(); };
  scale = Math.max(readable, Math.min(1, container.clientWidth / width));
  apply();
  return {
    show: (chart) => {
      for (const step of chart.steps) find(step.id)?.setAttribute("class", `step-${step.state}`);
      const first = find(activeOf(chart));
      if (first && !shown) container.scrollTo({ left: first.getBoundingClientRect().left - container.getBoundingClientRect().left - container.clientWidth / 3 });
      shown = true;
    },
    pick: (id) => {
      picture.querySelectorAll(".step-picked").forEach((one) => one.classList.remove("step-picked"));
      find(id)?.classList.add("step-picked");
      find(id)?.scrollIntoView({ block: "nearest", inline: "center" });
    },
    zoom: (by) => { scale *= by; apply(); },
    fit,
    close: () => picture.remove(),
  };
}

async function draw(container: HTMLElement, definition: string, version: number): Promise<Drawn> {
  const path = `/definitions/${definition}/versions/${version}`;
  const xml = await (await raw("GET", `${path}/xml`, { accept: "application/xml" })).text();
  if (xml.includes("BPMNDiagram")) return drawBpmn(container, xml);
  return drawSvg(container, await (await raw("GET", `${path}/diagram.svg`, { accept: "image/svg+xml" })).text());
}

interface Props { chart: Chart; definition: string; version: number; picked: string | null }

export function Diagram({ chart, definition, version, picked }: Props) {
  const container = useRef<HTMLDivElement>(null);
  const [drawn, setDrawn] = useState<Drawn | null>(null);
  const [error, setError] = useState<unknown>(null);
  useEffect(() => {
    let mine: Drawn | null = null;
    let gone = false;
    setDrawn(null);
    draw(container.current!, definition, version).then((made) => { if (gone) made.close(); else setDrawn((mine = made)); }, setError);
    return () => { gone = true; mine?.close(); };
  }, [definition, version]);
  useEffect(() => drawn?.show(chart), [drawn, chart]);
  useEffect(() => { if (drawn && picked) drawn.pick(picked); }, [drawn, picked]);
  return (
    <figure class="diagram" aria-label={t("diagram.label")}>
      <div class="buttons">
        <button type="button" onClick={() => drawn?.fit()}>{t("diagram.fit")}</button>
        <button type="button" aria-label={t("diagram.larger")} onClick={() => drawn?.zoom(1.25)}>+</button>
        <button type="button" aria-label={t("diagram.smaller")} onClick={() => drawn?.zoom(0.8)}>−</button>
        <span class="legend"><span class="done">✓ {t("steps.done")}</span><span class="active">▶ {t("steps.active")}</span><span class="possible">○ {t("steps.possible")}</span></span>
      </div>
      {!drawn && !error && <Loading />}
      {error ? <p class="hint">{t("diagram.failed")} {explain(error)}</p> : null}
      <div class="canvas" ref={container} role="region" aria-label={t("diagram.canvas")} tabIndex={0} />
    </figure>
  );
}
