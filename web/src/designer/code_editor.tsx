// A text of a definition with line numbers, colours, and problems at their lines: CodeMirror, loaded with the page that shows it.
import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { xml } from "@codemirror/lang-xml";
import { HighlightStyle, bracketMatching, foldGutter, indentOnInput, syntaxHighlighting } from "@codemirror/language";
import { lintGutter, lintKeymap, setDiagnostics } from "@codemirror/lint";
import { Compartment, EditorState } from "@codemirror/state";
import { EditorView, highlightActiveLine, keymap, lineNumbers } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { useEffect, useRef } from "preact/hooks";
import type { Diagnostic } from "./definitions";
import { d } from "./text";
import { replaceSelected } from "./typed_over";

const look = EditorView.theme({
  "&": { backgroundColor: "var(--surface)", color: "var(--text)", border: "1px solid var(--line)", borderRadius: "8px", fontSize: ".875rem", height: "100%" },
  "&.cm-focused": { outline: "3px solid var(--accent)", outlineOffset: "-3px" },
  ".cm-scroller": { fontFamily: 'ui-monospace, "DejaVu Sans Mono", monospace', lineHeight: "1.5" },
  ".cm-content": { caretColor: "var(--text)" },
  ".cm-cursor": { borderLeftColor: "var(--text)" },
  ".cm-gutters": { backgroundColor: "var(--sunken)", color: "var(--muted)", border: "0" },
  ".cm-activeLine, .cm-activeLineGutter": { backgroundColor: "color-mix(in srgb, var(--tint) 55%, transparent)" },
  "&.cm-focused .cm-selectionBackground, .cm-selectionBackground, ::selection": { backgroundColor: "color-mix(in srgb, var(--accent) 30%, transparent)" },
  ".cm-tooltip": { backgroundColor: "var(--raised)", color: "var(--text)", border: "1px solid var(--line)" },
  ".cm-panels": { backgroundColor: "var(--sunken)", color: "var(--text)" },
  ".cm-foldPlaceholder": { backgroundColor: "var(--chip)", color: "var(--text)", border: "0" },
});

const colours = HighlightStyle.define([
  { tag: tags.tagName, color: "var(--accent)" },
  { tag: tags.attributeName, color: "var(--warn)" },
  { tag: tags.attributeValue, color: "var(--good)" },
  { tag: tags.comment, color: "var(--muted)", fontStyle: "italic" },
  { tag: [tags.angleBracket, tags.processingInstruction, tags.documentMeta], color: "var(--muted)" },
]);

function place(state: EditorState, line: number, column: number): number {
  const at = state.doc.line(Math.max(1, Math.min(line || 1, state.doc.lines)));
  return Math.min(at.from + Math.max(0, column - 1), at.to);
}

function shown(state: EditorState, found: Diagnostic[]) {
  return found.map((one) => {
    const from = place(state, one.line, one.column);
    return { from, to: Math.max(from, state.doc.lineAt(from).to), severity: one.severity === "error" ? ("error" as const) : ("warning" as const), message: `${one.code}: ${one.message}` };
  });
}

interface Props {
  text: string; label: string; diagnostics?: Diagnostic[]; readonly?: boolean; onText?: (text: string) => void;
  /** Where to go, and how often that was asked. */
  jump?: { line: number; column: number; times: number } | null;
}

export function CodeEditor({ text, label, diagnostics, readonly = false, onText, jump }: Props) {
  const holder = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | null>(null);
  const told = useRef(onText);
  told.current = onText;
  useEffect(() => {
    const fixed = new Compartment();
    const made = new EditorView({
      parent: holder.current!,
      state: EditorState.create({
        doc: text,
        extensions: [
          lineNumbers(), foldGutter(), history(), indentOnInput(), bracketMatching(), highlightActiveLine(), xml(), syntaxHighlighting(colours), lintGutter(), look, EditorView.lineWrapping,
          keymap.of([...defaultKeymap, ...historyKeymap, ...lintKeymap, ...(readonly ? [] : [indentWithTab])]),
          fixed.of(EditorState.readOnly.of(readonly)),
          EditorView.contentAttributes.of({ "aria-label": label, tabindex: "0" }),
          EditorView.domEventHandlers({ beforeinput: replaceSelected }),
          EditorView.updateListener.of((update) => { if (update.docChanged) told.current?.(update.state.doc.toString()); }),
        ],
      }),
    });
    view.current = made;
    return () => made.destroy();
  }, []);
  useEffect(() => {
    const now = view.current!;
    if (now.state.doc.toString() !== text) now.dispatch({ changes: { from: 0, to: now.state.doc.length, insert: text } });
  }, [text]);
  useEffect(() => {
    const now = view.current!;
    now.dispatch(setDiagnostics(now.state, shown(now.state, diagnostics ?? [])));
  }, [diagnostics]);
  useEffect(() => {
    if (!jump) return;
    const now = view.current!;
    const at = place(now.state, jump.line, jump.column);
    now.dispatch({ selection: { anchor: at }, effects: EditorView.scrollIntoView(at, { y: "center" }) });
    now.focus();
  }, [jump?.times]);
  return (
    <>
      <div class="code" ref={holder} />
      {!readonly && <p class="hint">{d("code.keys")}</p>}
    </>
  );
}
