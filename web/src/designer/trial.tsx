// A dry run on the server: imaginary instances of what stands in the editor, with example data; nothing is kept there.
import { useState } from "preact/hooks";
import { request } from "../frame/api";
import { share } from "../frame/format";
import { explain, TextField, useAction } from "../frame/ui";
import { d, dNamed } from "./text";

interface Outcome { outcome: string; elementId: string; name: string; detail: string; number: number; share: number; meanMs: number }
interface Report {
  instances: number; commands: number; bound: string | null; cycleTime: { count: number; meanMs: number; p95Ms: number }; outcomes: Outcome[];
  activities: { elementId: string; name: string; durationFrom: string | null; done: number; meanWorkMs: number }[];
  elements: { elementId: string; number: number }[]; paths: { number: number; elementIds: string[]; cut: boolean }[];
}

/** "3 d 4 h": the two largest units. */
export function span(ms: number): string {
  const units: [number, string][] = [[86_400_000, "d"], [3_600_000, "h"], [60_000, "min"], [1_000, "s"]];
  const at = units.findIndex(([size]) => ms >= size);
  if (at < 0) return ms > 0 ? `${ms} ms` : "0";
  const [size, name] = units[at]!;
  const rest = units[at + 1];
  const more = rest ? Math.floor((ms % size) / rest[0]) : 0;
  return `${Math.floor(ms / size)} ${name}${more ? ` ${more} ${rest![1]}` : ""}`;
}

function Outcomes({ report }: { report: Report }) {
  return (
    <div class="scroll" tabIndex={0} role="region" aria-label={d("trial.outcomes")}>
      <table>
        <thead><tr><th scope="col">{d("trial.outcome")}</th><th scope="col" class="number">{d("trial.number")}</th><th scope="col" class="number">{d("trial.share")}</th><th scope="col" class="number">{d("trial.time")}</th></tr></thead>
        <tbody>
          {report.outcomes.map((one, at) => (
            <tr key={at} class={one.outcome}>
              <th scope="row">{dNamed("outcome", one.outcome)}{one.elementId ? `: ${one.name || one.elementId}` : ""} {one.detail && <span class="hint">{one.detail}</span>}</th>
              <td class="number">{one.number}</td><td class="number">{share(one.share)}</td><td class="number">{one.meanMs ? span(one.meanMs) : ""}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Found({ report }: { report: Report }) {
  return (
    <>
      <p>{d("trial.cycle", { n: report.cycleTime.count, mean: span(report.cycleTime.meanMs), most: span(report.cycleTime.p95Ms) })}{report.bound ? ` ${d("trial.bound", { bound: report.bound })}` : ""}</p>
      <Outcomes report={report} />
      <h3>{d("trial.paths")}</h3>
      <ol class="paths">{report.paths.slice(0, 5).map((one, at) => <li key={at}><strong>×{one.number}</strong> {one.elementIds.join(" → ")}{one.cut ? " …" : ""}</li>)}</ol>
      {report.activities.length > 0 && <h3>{d("trial.activities")}</h3>}
      <ul>{report.activities.filter((one) => one.meanWorkMs > 0).map((one) => <li key={one.elementId}>{d("trial.activity", { name: one.name || one.elementId, n: one.done, time: span(one.meanWorkMs) })}</li>)}</ul>
    </>
  );
}

function readJson(text: string): Record<string, unknown> | null {
  if (!text.trim()) return {};
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

export function Trial({ text, passes, close }: { text: string; passes: (found: Map<string, number>) => void; close: () => void }) {
  const [variables, setVariables] = useState("");
  const [instances, setInstances] = useState("100");
  const [report, setReport] = useState<Report | null>(null);
  const action = useAction();
  const data = readJson(variables);
  const number = Number(instances);
  const fits = Number.isInteger(number) && number >= 1 && number <= 500;
  const go = () => action.run(async () => {
    const made = (await request<Report>("POST", "/definitions/simulate", { body: { document: text, variables: data, instances: number } })).data;
    setReport(made);
    passes(new Map(made.elements.map((one) => [one.elementId, one.number])));
  });
  return (
    <section class="card trial" aria-labelledby="trial-title">
      <h2 id="trial-title">{d("trial.title")}</h2>
      <p class="hint">{d("trial.what")}</p>
      <TextField label={d("trial.variables")} value={variables} onInput={setVariables} rows={3} hint={d("trial.variablesHint")} {...(data === null ? { error: d("trial.notJson") } : {})} />
      <TextField label={d("trial.instances")} value={instances} onInput={setInstances} {...(fits ? {} : { error: d("trial.instancesHint") })} />
      {action.error ? <p class="error" role="alert">{explain(action.error)}</p> : null}
      <div class="buttons">
        <button type="button" class="primary" disabled={data === null || !fits || action.busy} onClick={() => void go()}>{d("trial.go")}</button>
        <button type="button" onClick={close}>{d("close")}</button>
      </div>
      {report && <Found report={report} />}
    </section>
  );
}
