// A version as a picture: what its author drew, or what the server lays out. Decisions are shown by their tables.
import { useEffect, useRef, useState } from "preact/hooks";
import { raw } from "../frame/api";
import { loadStyle } from "../frame/style";
import { explain, Loading } from "../frame/ui";
import { carryStyles } from "./carried_styles";
import { languageOf, path } from "./definitions";
import type { Canvas, Diagram } from "./moddle";
import { mend } from "./mended_moddle";
import { onwardModdle } from "./onward_moddle";
import { d } from "./text";

export interface Drawn { diagram: Diagram | null; close: () => void }

export async function drawBpmn(container: HTMLElement, text: string): Promise<Diagram> {
  loadStyle("designer");
  carryStyles();
  const { default: Viewer } = await import("bpmn-js/lib/NavigatedViewer");
  const viewer = new Viewer({ container, moddleExtensions: { onward: onwardModdle } }) as unknown as Diagram;
  mend(viewer.get("moddle"));
  await viewer.importXML(text);
  viewer.get<Canvas>("canvas").zoom("fit-viewport", "auto");
  return viewer;
}

async function drawSvg(container: HTMLElement, key: string, version: number): Promise<Drawn> {
  const text = await (await raw("GET", `${path(key, version)}/diagram.svg`, { accept: "image/svg+xml" })).text();
  const plain = text.replace(/<style>[^<]*<\/style>/, ""); // the policy allows none: opportunity.css has it
  const picture = document.importNode(new DOMParser().parseFromString(plain, "image/svg+xml").documentElement, true);
  picture.setAttribute("class", "picture");
  container.replaceChildren(picture);
  return { diagram: null, close: () => picture.remove() };
}

async function draw(container: HTMLElement, key: string, version: number, text: string): Promise<Drawn> {
  if (languageOf(text) !== "bpmn" || !text.includes("BPMNDiagram")) return drawSvg(container, key, version);
  const diagram = await drawBpmn(container, text);
  return { diagram, close: () => diagram.destroy() };
}

export function Picture({ definition, version, text }: { definition: string; version: number; text: string }) {
  const container = useRef<HTMLDivElement>(null);
  const [drawn, setDrawn] = useState<Drawn | null>(null);
  const [error, setError] = useState<unknown>(null);
  useEffect(() => {
    let mine: Drawn | null = null;
    let gone = false;
    setDrawn(null);
    draw(container.current!, definition, version, text).then((made) => { if (gone) made.close(); else setDrawn((mine = made)); }, setError);
    return () => { gone = true; mine?.close(); };
  }, [definition, version, text]);
  const zoom = (by: number) => { const canvas = drawn?.diagram?.get<Canvas>("canvas"); canvas?.zoom(canvas.zoom() * by, "auto"); };
  return (
    <figure class="diagram" aria-label={d("picture.label")}>
      {drawn?.diagram && (
        <div class="buttons">
          <button type="button" onClick={() => drawn.diagram?.get<Canvas>("canvas").zoom("fit-viewport", "auto")}>{d("model.fit")}</button>
          <button type="button" aria-label={d("model.larger")} onClick={() => zoom(1.25)}>+</button>
          <button type="button" aria-label={d("model.smaller")} onClick={() => zoom(0.8)}>−</button>
        </div>
      )}
      {!drawn && !error && <Loading />}
      {error ? <p class="error" role="alert">{explain(error)}</p> : null}
      <div class="canvas" ref={container} role="region" aria-label={d("picture.canvas")} tabIndex={0} />
    </figure>
  );
}
