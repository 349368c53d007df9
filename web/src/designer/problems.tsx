// What the rules found, as a list: each leads to its place.
import { explain } from "../frame/ui";
import type { Checked } from "./checks";
import type { Diagnostic } from "./definitions";
import { d, dNamed } from "./text";

export function counts(found: Diagnostic[]): { errors: number; others: number } {
  const errors = found.filter((one) => one.severity === "error").length;
  return { errors, others: found.length - errors };
}

function summary(checked: Checked, current: string): { kind: string; text: string } {
  if (checked.state === "failed") return { kind: "bad", text: explain(checked.error) };
  if (checked.state === "waiting" || checked.text !== current) return { kind: "", text: d("check.running") };
  const { errors, others } = counts(checked.verdict.diagnostics);
  if (errors > 0) return { kind: "bad", text: d(errors === 1 ? "check.error" : "check.errors", { n: errors }) };
  return others > 0 ? { kind: "warn", text: d(others === 1 ? "check.warning" : "check.warnings", { n: others }) } : { kind: "good", text: d("check.good") };
}

export function Summary({ checked, current }: { checked: Checked; current: string }) {
  const { kind, text } = summary(checked, current);
  return <span class={`verdict ${kind}`} role="status"><span key={text}>{text}</span></span>;
}

export function ProblemList({ checked, go }: { checked: Checked; go: (one: Diagnostic) => void }) {
  const found = checked.state === "known" ? checked.verdict.diagnostics : [];
  if (found.length === 0) return <p class="hint">{checked.state === "known" ? d("check.nothing") : d("check.running")}</p>;
  return (
    <ul class="problems">
      {found.map((one, at) => (
        <li key={at} class={one.severity} data-code={one.code}>
          <button type="button" class="quiet" onClick={() => go(one)}>{one.message}</button>
          <span class="hint">{dNamed("severity", one.severity)} · {one.code}{one.elementId ? ` · ${one.elementId}` : ""}{one.line ? ` · ${d("check.line", { line: one.line })}` : ""}{one.clause ? ` · ${one.clause}` : ""}</span>
        </li>
      ))}
    </ul>
  );
}
