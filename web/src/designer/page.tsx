// The designer: one document, as a diagram or table and as a text, checked while it is changed, tried, deployed.
import { useEffect, useState } from "preact/hooks";
import { get } from "../frame/api";
import { useLoad } from "../frame/load";
import { navigate, usePlace } from "../frame/router";
import { useTitle } from "../frame/title";
import { Empty, Shown } from "../frame/ui";
import { fileNameOf, textOf, type Definition } from "./definitions";
import { drafts, type Draft } from "./draft";
import { Editor } from "./editor";
import { fresh } from "./fresh";
import { d } from "./text";

/** What the address asks for: a kept draft, a new document, or a version to go on from. */
async function open(query: URLSearchParams, signal: AbortSignal): Promise<Draft | null> {
  const [kept, made, key] = [query.get("draft"), query.get("new"), query.get("from")];
  if (kept) return drafts.get(kept);
  if (made && fresh[made]) return { id: `new-${made}`, ...fresh[made]!, at: "" };
  if (!key) return null;
  const version = Number(query.get("version"));
  const definition = await get<Definition>(`/definitions/${encodeURIComponent(key)}/versions/${version}`, {}, signal);
  const text = await textOf(key, version);
  return { id: `${key}@${version}`, name: definition.name || key, file: fileNameOf(definition, text), text, at: "", from: { key, version } };
}

function Kept({ draft, choose }: { draft: Draft; choose: (kept: boolean) => void }) {
  return (
    <div class="card">
      <h1>{draft.name}</h1>
      <p>{d("draft.found", { name: draft.name })}</p>
      <div class="buttons">
        <button type="button" class="primary" onClick={() => choose(true)}>{d("draft.goOn")}</button>
        <button type="button" onClick={() => choose(false)}>{d("draft.anew")}</button>
      </div>
    </div>
  );
}

function Opened({ draft }: { draft: Draft }) {
  const [kept] = useState(() => (draft.at ? null : drafts.get(draft.id)));
  const [chosen, setChosen] = useState<Draft | null>(kept && kept.text !== draft.text ? null : draft);
  if (!chosen && kept) return <Kept draft={kept} choose={(wanted) => { if (!wanted) drafts.forget(draft.id); setChosen(wanted ? kept : draft); }} />;
  return <Editor draft={chosen ?? draft} />;
}

export function DesignerPage() {
  const { query } = usePlace();
  const asked = query.toString();
  const opened = useLoad((signal) => open(new URLSearchParams(asked), signal), [asked]);
  useTitle(d("designer.title"));
  useEffect(() => {
    if (!asked) navigate("/definitions", "replace");
  }, [asked]);
  return (
    <div class="page designer">
      <Shown of={opened}>
        {(draft) => (draft ? <Opened key={asked} draft={draft} /> : <Empty page title={d("draft.gone")}><p><a href="/definitions">{d("draft.toList")}</a></p></Empty>)}
      </Shown>
    </div>
  );
}
