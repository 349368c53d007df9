// Tokens that walk through the diagram: one starts them, and looks whether they come where they should. Conditions and data are not looked at; the dry run does.
import { useEffect, useRef, useState } from "preact/hooks";
import { loadStyle } from "../frame/style";
import { explain, Loading } from "../frame/ui";
import { carryStyles } from "./carried_styles";
import type { Canvas, Diagram, Registry } from "./moddle";
import { onwardModdle } from "./onward_moddle";
import { d } from "./text";

const readable = 0.75;

// In place of colours by chance: white numbers can be read on each of these.
const colours = ["#14568a", "#a8201a", "#17613a", "#6b3fa0", "#7d4b00", "#00695c", "#8e1f5c", "#39454f"];

class Colours {
  static $inject = ["eventBus"];
  constructor(events: { on: (name: string, priority: number, act: (event: { scope: { parent?: { colors: object }; colors: object } }) => void) => void }) {
    let next = 0;
    events.on("tokenSimulation.simulator.createScope", 1500, ({ scope }) => {
      scope.colors = scope.parent?.colors ?? { primary: colours[next++ % colours.length], auxiliary: "#fff" };
    });
  }
}

async function make(container: HTMLElement, text: string): Promise<Diagram> {
  loadStyle("designer");
  carryStyles();
  const [{ default: Viewer }, { default: simulation }] = await Promise.all([import("bpmn-js/lib/NavigatedViewer"), import("bpmn-js-token-simulation/lib/viewer.js")]);
  const viewer = new Viewer({ container, moddleExtensions: { onward: onwardModdle }, additionalModules: [simulation, { coloredScopes: ["type", Colours] }] }) as unknown as Diagram;
  await viewer.importXML(text);
  const canvas = viewer.get<Canvas>("canvas");
  canvas.zoom("fit-viewport", "auto");
  if (canvas.zoom() < readable) {
    canvas.zoom(readable, "auto"); // below it the buttons at the events are not shown
    const first = viewer.get<Registry>("elementRegistry").getAll().find((one) => one.type === "bpmn:StartEvent");
    if (first) canvas.scrollToElement(first.id);
  }
  viewer.get<{ toggleMode: (active?: boolean) => void }>("toggleMode").toggleMode(true);
  return viewer;
}

export function TokenView({ text }: { text: string }) {
  const container = useRef<HTMLDivElement>(null);
  const [ready, setReady] = useState(false);
  const [error, setError] = useState<unknown>(null);
  useEffect(() => {
    let made: Diagram | null = null;
    let gone = false;
    make(container.current!, text).then((one) => { if (gone) one.destroy(); else { made = one; setReady(true); } }, setError);
    return () => { gone = true; made?.destroy(); };
  }, [text]);
  return (
    <>
      <p class="hint">{d("tokens.what")}</p>
      {!ready && !error && <Loading />}
      {error ? <p class="error" role="alert">{explain(error)}</p> : null}
      <div class="canvas drawn tokens" ref={container} role="region" aria-label={d("tokens.canvas")} />
    </>
  );
}
