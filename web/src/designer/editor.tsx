// One document while it is changed: its faces (diagram, table, text), what the rules say, what can be done with it.
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { lazy } from "../frame/lazy";
import { useSettled } from "../frame/load";
import { notice } from "../frame/notice";
import { useLeaveGuard } from "../frame/router";
import { useChecked } from "./checks";
import { fileNameOf, languageOf, save, type Diagnostic } from "./definitions";
import { DeployDialog } from "./deploy";
import { drafts, type Draft } from "./draft";
import { ProblemList, Summary } from "./problems";
import { Trial } from "./trial";
import { d, type DesignerKey } from "./text";

const ModelerView = lazy(() => import("./modeler").then((module) => module.ModelerView));
const TableView = lazy(() => import("./tables").then((module) => module.TableView));
const TokenView = lazy(() => import("./tokens").then((module) => module.TokenView));
const CodeEditor = lazy(() => import("./code_editor").then((module) => module.CodeEditor));

type Face = "diagram" | "table" | "tokens" | "text";
const faces: Record<string, Face[]> = { bpmn: ["diagram", "text", "tokens"], compact: ["text"], dmn: ["table", "text"] };

export function Editor({ draft }: { draft: Draft }) {
  const [text, setText] = useState(draft.text);
  const language = useMemo(() => languageOf(draft.text), []);
  const [face, setFace] = useState<Face>(faces[language]![0]!);
  const [given, setGiven] = useState<Diagnostic[] | null>(null);
  const [asking, setAsking] = useState<"" | "deploy" | "trial">("");
  const [passes, setPasses] = useState<Map<string, number> | null>(null);
  const [toLine, setToLine] = useState<{ line: number; column: number; times: number } | null>(null);
  const [toElement, setToElement] = useState<{ id: string; times: number } | null>(null);
  const deployed = useRef(false);
  const checked = useChecked(text, draft.file);
  const verdict = checked.state === "known" && checked.text === text ? checked.verdict : null;
  const found = given ?? (checked.state === "known" ? checked.verdict.diagnostics : []);
  const changed = text !== draft.text || draft.at !== "";

  const settled = useSettled(text, 400);
  useEffect(() => {
    if (settled === draft.text || deployed.current) return;
    if (!drafts.keep({ ...draft, text: settled, at: new Date().toISOString() })) notice(d("draft.noRoom"));
  }, [settled]);
  useLeaveGuard(() => !deployed.current && text !== draft.text && drafts.get(draft.id)?.text !== text, d("draft.leave"));

  const edit = (next: string) => { setText(next); setGiven(null); };
  const go = (one: Diagnostic) => {
    if (face === "diagram" && one.elementId) return setToElement((before) => ({ id: one.elementId!, times: (before?.times ?? 0) + 1 }));
    setFace("text");
    setToLine((before) => ({ line: one.line, column: one.column, times: (before?.times ?? 0) + 1 }));
  };
  return (
    <>
      <div class="heading">
        <h1>{draft.from ? d("designer.editing", { name: draft.name, version: draft.from.version }) : draft.name}</h1>
        <div class="buttons">
          <Summary checked={checked} current={text} />
          {language !== "dmn" && <button type="button" disabled={!verdict?.deployment} onClick={() => setAsking(asking === "trial" ? "" : "trial")}>{d("trial.open")}</button>}
          <button type="button" onClick={() => save(text, fileNameOf({ key: draft.name, source: draft.file }, text))}>{d("download")}</button>
          <button type="button" class="primary" disabled={!verdict?.deployment} onClick={() => setAsking("deploy")}>{d("deploy.open")}</button>
        </div>
      </div>
      <p class="hint" role="status">{changed ? d("draft.kept") : d("draft.unchanged")}</p>
      <div class="faces" role="group" aria-label={d("designer.faces")}>
        {faces[language]!.map((one) => <button key={one} type="button" aria-pressed={face === one} onClick={() => setFace(one)}>{d(`face.${one}` as DesignerKey)}</button>)}
      </div>
      {asking === "trial" && verdict?.deployment && <Trial text={text} passes={setPasses} close={() => { setAsking(""); setPasses(null); }} />}
      <div class={`face ${face}`}>
        {face === "diagram" && <ModelerView text={text} onText={edit} diagnostics={found} jump={toElement} passes={passes} />}
        {face === "table" && <TableView text={text} onText={edit} />}
        {face === "tokens" && <TokenView text={text} />}
        {face === "text" && <CodeEditor text={text} label={d("code.label", { name: draft.file })} diagnostics={found} onText={edit} jump={toLine} />}
      </div>
      <section class="card" aria-labelledby="problems-title">
        <h2 id="problems-title">{d("check.title")}</h2>
        <ProblemList checked={checked} go={go} />
      </section>
      {asking === "deploy" && verdict?.deployment && (
        <DeployDialog text={text} file={draft.file} planned={verdict.deployment} close={() => setAsking("")} refused={setGiven}
          done={() => { deployed.current = true; drafts.forget(draft.id); }} />
      )}
    </>
  );
}
