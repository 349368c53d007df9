// A Mermaid flowchart becomes a draft that opens in the designer; what was guessed stands beside it.
import { useState } from "preact/hooks";
import { Problem, request } from "../frame/api";
import { navigate } from "../frame/router";
import { Dialog, explain, TextField, useAction } from "../frame/ui";
import type { Diagnostic } from "./definitions";
import { drafts } from "./draft";
import { d } from "./text";

interface Note { definition: string | null; code: string; message: string; line: number; column: number; elementId: string | null }
interface Imported { definitions: { key: string; name: string; document: string }[]; notes: Note[]; diagnostics: Diagnostic[] }

const example = "graph TD\n  A[Call the customer] --> B{Interested?}\n  B -->|yes| C[Send an offer]\n  B -->|no| D[Say thank you]";

function open(made: Imported["definitions"][number]): void {
  const draft = { id: `chart-${made.key}`, name: made.name, file: `${made.key}.bpmn`, text: made.document, at: new Date().toISOString() };
  drafts.keep(draft);
  navigate(`/designer?draft=${encodeURIComponent(draft.id)}`);
}

function Result({ imported }: { imported: Imported }) {
  return (
    <>
      {imported.notes.length > 0 && <p>{d("import.notes")}</p>}
      <ul class="problems">{imported.notes.map((one, at) => <li key={at}>{one.message} <span class="hint">{one.code}{one.line ? ` · ${d("check.line", { line: one.line })}` : ""}</span></li>)}</ul>
      <div class="buttons">
        {imported.definitions.map((one) => <button key={one.key} type="button" class="primary" onClick={() => open(one)}>{d("import.open", { name: one.name })}</button>)}
      </div>
    </>
  );
}

export function ImportChart({ close }: { close: () => void }) {
  const [text, setText] = useState("");
  const [id, setId] = useState("");
  const [imported, setImported] = useState<Imported | null>(null);
  const action = useAction();
  const wrong = action.error instanceof Problem ? (action.error.diagnostics as Diagnostic[]) : [];
  const go = () => action.run(async () => {
    setImported((await request<Imported>("POST", "/definitions/import", { body: { text, ...(id ? { id } : {}) } })).data);
  });
  return (
    <Dialog title={d("import.title")} close={close}>
      <TextField label={d("import.text")} value={text} onInput={(value) => { setText(value); setImported(null); }} rows={8} hint={d("import.hint")} autofocus />
      {!text && <pre class="example">{example}</pre>}
      <TextField label={d("process.key")} value={id} onInput={setId} hint={d("process.keyHint")} />
      {action.error ? <p class="error" role="alert">{explain(action.error)}</p> : null}
      {wrong.length > 0 && <ul class="problems">{wrong.map((one, at) => <li key={at} class="error">{one.message} <span class="hint">{one.code} · {d("check.line", { line: one.line })}</span></li>)}</ul>}
      {imported && <Result imported={imported} />}
      <div class="buttons">
        <button type="button" class={imported ? "" : "primary"} disabled={!text.trim() || action.busy} onClick={() => void go()}>{d("import.go")}</button>
        <button type="button" onClick={close}>{d("cancel")}</button>
      </div>
    </Dialog>
  );
}
