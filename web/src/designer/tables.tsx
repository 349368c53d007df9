// Decision tables: dmn-js, read-only or to be edited. Its watermark stays visible.
import { useEffect, useRef, useState } from "preact/hooks";
import { loadStyle } from "../frame/style";
import { explain, Loading } from "../frame/ui";
import { carryStyles } from "./carried_styles";
import { d } from "./text";
import { watchTyping } from "./typed_over";

interface View { element: { id: string; name?: string }; type: string }
interface Tables {
  importXML(text: string): Promise<unknown>; saveXML(how: { format: boolean }): Promise<{ xml: string }>; getViews(): View[]; open(view: View): Promise<unknown>; getActiveView(): View | undefined;
  getActiveViewer(): { on: (name: string, act: () => void) => void } | undefined; destroy(): void; on: (name: string, act: () => void) => void;
}

const quiet = 250;

async function make(container: HTMLElement, edited: boolean): Promise<Tables> {
  loadStyle("decision");
  carryStyles();
  const { default: Shown } = edited ? await import("dmn-js/lib/Modeler") : await import("dmn-js/lib/NavigatedViewer");
  return new Shown({ container }) as unknown as Tables;
}

/** What a screen reader or a keyboard misses in the library's tables. */
function complete(container: HTMLElement): MutationObserver {
  const watch = new MutationObserver(() => {
    container.querySelectorAll("th.index-column:not([role])").forEach((one) => one.setAttribute("role", "presentation"));
    container.querySelectorAll(".tjs-table-container:not([tabindex])").forEach((one) => one.setAttribute("tabindex", "0"));
  });
  watch.observe(container, { childList: true, subtree: true });
  return watch;
}

export function TableView({ text, onText }: { text: string; onText?: (text: string) => void }) {
  const container = useRef<HTMLDivElement>(null);
  const [tables, setTables] = useState<Tables | null>(null);
  const [views, setViews] = useState<View[]>([]);
  const [current, setCurrent] = useState("");
  const [error, setError] = useState<unknown>(null);
  const written = useRef<string | null>(null);
  const told = useRef(onText);
  told.current = onText;
  useEffect(() => {
    let made: Tables | null = null;
    let gone = false;
    const watch = complete(container.current!);
    watchTyping(container.current!);
    make(container.current!, Boolean(onText)).then((one) => { if (gone) one.destroy(); else setTables((made = one)); }, setError);
    return () => { gone = true; watch.disconnect(); made?.destroy(); };
  }, []);
  const listen = (one: Tables) => {
    const viewer = one.getActiveViewer() as ({ heard?: boolean; on: (name: string, act: () => void) => void }) | undefined;
    if (!viewer || viewer.heard || !onText) return;
    viewer.heard = true;
    let timer = 0;
    viewer.on("elements.changed", () => {
      clearTimeout(timer);
      timer = window.setTimeout(() => void one.saveXML({ format: true }).then(({ xml }) => { if (xml !== written.current) { written.current = xml; told.current?.(xml); } }), quiet);
    });
  };
  const show = async (one: Tables, view: View) => {
    await one.open(view);
    listen(one);
    setCurrent(view.element.id);
  };
  useEffect(() => {
    if (!tables || written.current === text) return;
    written.current = text;
    setError(null);
    tables.importXML(text).then(async () => {
      const all = tables.getViews();
      setViews(all);
      const first = all.find((view) => view.type === "decisionTable") ?? all[0];
      if (first) await show(tables, first);
    }).catch(setError);
  }, [tables, text]);
  return (
    <div class="tables-view">
      {views.length > 1 && (
        <div class="faces" role="group" aria-label={d("table.views")}>
          {views.map((view) => <button key={view.element.id} type="button" aria-pressed={current === view.element.id} onClick={() => void show(tables!, view).catch(setError)}>{view.type === "drd" ? d("table.drd") : view.element.name || view.element.id}</button>)}
        </div>
      )}
      {!current && !error && <Loading />}
      {error ? <p class="error" role="alert">{explain(error)}</p> : null}
      <div class="canvas decision" ref={container} role="region" aria-label={d("table.canvas")} />
    </div>
  );
}
