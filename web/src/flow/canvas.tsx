// A process as a picture in which elements are marked: by a class, which styles draw, and by a note, which says the same in words. BPMN with a layout of
// its own is drawn by bpmn-js, whose watermark stays visible; what has none, and the compact XML, is a picture that the server draws.
import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { raw } from "../frame/api";
import { loadStyle } from "../frame/style";
import { t } from "../frame/text";
import { explain, Loading } from "../frame/ui";

export interface Mark { name: string; note?: { text: string; kind: string } }
export type Marks = Map<string, Mark>;

interface Box { x: number; y: number; width: number; height: number }

const readable = 0.7; // a smaller picture shows the way, but not the words
const notePlace = { top: -12, left: -4 }; // above: names of events stand below them, and boundary events sit at the lower edge
const svgNamespace = "http://www.w3.org/2000/svg";

interface Drawn {
  show: (marks: Marks, first: string | null) => void; pick: (id: string) => void; zoom: (by: number) => void; fit: () => void; close: () => void;
  /** On paper there is nothing to scroll: all of it, as wide as the page is. */
  toPaper: () => void; toScreen: () => void;
}

function noteElement(note: NonNullable<Mark["note"]>): HTMLElement {
  const element = document.createElement("div");
  element.className = `step-note ${note.kind}`;
  element.textContent = note.text;
  return element;
}

async function drawBpmn(container: HTMLElement, xml: string): Promise<Drawn> {
  loadStyle("diagram");
  const { default: Viewer } = await import("bpmn-js/lib/NavigatedViewer");
  const viewer = new Viewer({ container });
  await viewer.importXML(xml);
  const canvas = viewer.get<{ zoom: (to?: number | "fit-viewport", at?: "auto") => number; viewbox: () => Box & { scale: number; inner: Box }; addMarker: (id: string, name: string) => void; removeMarker: (id: string, name: string) => void; scrollToElement: (id: string) => void }>("canvas");
  const overlays = viewer.get<{ add: (id: string, what: object) => void; clear: () => void }>("overlays");
  const registry = viewer.get<{ get: (id: string) => unknown }>("elementRegistry");
  const fit = () => void canvas.zoom("fit-viewport", "auto");
  const picture = container.querySelector("svg")!;
  fit();
  let shown = false;
  let marked: [string, string][] = [];
  const mark = (id: string, name: string) => { canvas.addMarker(id, name); marked.push([id, name]); };
  return {
    show: (marks, first) => {
      for (const [id, name] of marked) canvas.removeMarker(id, name);
      marked = [];
      overlays.clear();
      for (const [id, one] of marks) {
        if (!registry.get(id)) continue;
        mark(id, `step-${one.name}`);
        if (one.note) overlays.add(id, { position: notePlace, html: noteElement(one.note), show: { minZoom: readable - 0.01 } });
      }
      if (!shown && first !== null && canvas.zoom() < readable) {
        canvas.zoom(readable, "auto");
        if (registry.get(first)) canvas.scrollToElement(first);
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
    toPaper: () => {
      const { inner, x, y, scale } = canvas.viewbox();
      picture.setAttribute("viewBox", [inner.x - x, inner.y - y, inner.width, inner.height].map((one) => one * scale).join(" "));
    },
    toScreen: () => picture.removeAttribute("viewBox"),
    close: () => viewer.destroy(),
  };
}

/** A note at the upper left corner of an element, drawn over the picture. */
function svgNote(picture: Element, element: SVGGraphicsElement, note: NonNullable<Mark["note"]>): void {
  const box = (element.querySelector<SVGGraphicsElement>("rect, circle, polygon, path") ?? element).getBBox();
  const group = document.createElementNS(svgNamespace, "g");
  group.setAttribute("class", `svg-note ${note.kind}`);
  const text = document.createElementNS(svgNamespace, "text");
  text.textContent = note.text;
  text.setAttribute("x", String(box.x + 2));
  text.setAttribute("y", String(box.y + 1));
  group.append(text);
  group.setAttribute("data-note", element.getAttribute("data-element")!);
  picture.append(group);
  const width = text.getBBox().width;
  const ground = document.createElementNS(svgNamespace, "rect");
  for (const [name, value] of [["x", box.x - 3], ["y", box.y - 12], ["width", width + 10], ["height", 17], ["rx", 4]] as const) ground.setAttribute(name, String(value));
  group.prepend(ground);
}

function drawSvg(container: HTMLElement, text: string): Drawn {
  // The policy allows no style inside a document: what stands there stands in opportunity.css too.
  const plain = text.replace(/<style>[^<]*<\/style>/, "");
  const picture = document.importNode(new DOMParser().parseFromString(plain, "image/svg+xml").documentElement, true);
  const width = Number(picture.getAttribute("width"));
  picture.setAttribute("class", "picture");
  container.append(picture);
  const find = (id: string) => picture.querySelector<SVGGraphicsElement>(`[data-element="${CSS.escape(id)}"]`);
  let scale = 1;
  let shown = false;
  const apply = () => { picture.setAttribute("width", String(width * scale)); picture.removeAttribute("height"); };
  const fit = () => { scale = container.clientWidth / width; apply(); };
  scale = Math.max(readable, Math.min(1, container.clientWidth / width));
  apply();
  return {
    show: (marks, first) => {
      picture.querySelectorAll(".svg-note").forEach((one) => one.remove());
      picture.querySelectorAll("[data-element]").forEach((one) => one.removeAttribute("class"));
      for (const [id, one] of marks) {
        const element = find(id);
        element?.setAttribute("class", `step-${one.name}`);
        if (element && one.note) svgNote(picture, element, one.note);
      }
      const start = first === null ? null : find(first);
      if (start && !shown) container.scrollTo({ left: start.getBoundingClientRect().left - container.getBoundingClientRect().left - container.clientWidth / 3 });
      shown = true;
    },
    pick: (id) => {
      picture.querySelectorAll(".step-picked").forEach((one) => one.classList.remove("step-picked"));
      find(id)?.classList.add("step-picked");
      find(id)?.scrollIntoView({ block: "nearest", inline: "center" });
    },
    zoom: (by) => { scale *= by; apply(); },
    fit,
    toPaper: () => picture.setAttribute("width", "100%"),
    toScreen: apply,
    close: () => picture.remove(),
  };
}

async function draw(container: HTMLElement, definition: string, version: number): Promise<Drawn> {
  const path = `/definitions/${encodeURIComponent(definition)}/versions/${version}`;
  const xml = await (await raw("GET", `${path}/xml`, { accept: "application/xml" })).text();
  if (xml.includes("BPMNDiagram")) return drawBpmn(container, xml);
  return drawSvg(container, await (await raw("GET", `${path}/diagram.svg`, { accept: "image/svg+xml" })).text());
}

const noMarks: Marks = new Map();

interface Props { label: string; region?: string; marks?: Marks; definition: string; version: number; picked?: string | null; legend?: ComponentChildren; first?: string | null }

/** `first`: the element that a large picture begins with; null: it is shown as a whole. */
export function Canvas({ label, region = t("diagram.canvas"), marks = noMarks, definition, version, picked, legend, first = null }: Props) {
  const container = useRef<HTMLDivElement>(null);
  const [drawn, setDrawn] = useState<Drawn | null>(null);
  const [error, setError] = useState<unknown>(null);
  useEffect(() => {
    let mine: Drawn | null = null;
    let gone = false;
    setDrawn(null);
    setError(null);
    draw(container.current!, definition, version).then((made) => { if (gone) made.close(); else setDrawn((mine = made)); }, setError);
    return () => { gone = true; mine?.close(); };
  }, [definition, version]);
  useEffect(() => drawn?.show(marks, first), [drawn, marks]);
  useEffect(() => { if (drawn && picked) drawn.pick(picked); }, [drawn, picked]);
  useEffect(() => {
    const paper = matchMedia("print");
    const [toPaper, toScreen] = [() => drawn?.toPaper(), () => drawn?.toScreen()];
    const changed = () => (paper.matches ? toPaper() : toScreen());
    paper.addEventListener("change", changed);
    addEventListener("beforeprint", toPaper);
    addEventListener("afterprint", toScreen);
    return () => {
      paper.removeEventListener("change", changed);
      removeEventListener("beforeprint", toPaper);
      removeEventListener("afterprint", toScreen);
    };
  }, [drawn]);
  return (
    <figure class="diagram" aria-label={label}>
      <div class="buttons">
        <button type="button" onClick={() => drawn?.fit()}>{t("diagram.fit")}</button>
        <button type="button" aria-label={t("diagram.larger")} onClick={() => drawn?.zoom(1.25)}>+</button>
        <button type="button" aria-label={t("diagram.smaller")} onClick={() => drawn?.zoom(0.8)}>−</button>
        {legend && <span class="legend">{legend}</span>}
      </div>
      {!drawn && !error && <Loading />}
      {error ? <p class="hint">{t("diagram.failed")} {explain(error)}</p> : null}
      <div class="canvas" ref={container} role="region" aria-label={region} tabIndex={0} />
    </figure>
  );
}
