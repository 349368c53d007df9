// The reports: the month, the funnel, and what waits too long; each as a table, as bars where that says more, and as a file.
import { get } from "../frame/api";
import { amount } from "../frame/format";
import { useLoad } from "../frame/load";
import { setQuery, usePlace } from "../frame/router";
import { named, t } from "../frame/text";
import { useTitle } from "../frame/title";
import { Empty, explain, Shown, Tabs, TextField, useAction } from "../frame/ui";
import { Bars, type Bar } from "./bars";
import { download } from "./download";
import { ReportTable, type Line } from "./table";

interface Report { name: string; items: Line[] }

export const reportNames = ["mis", "funnel", "overdue", "hung", "stale", "workload", "forecast"] as const;
type Name = (typeof reportNames)[number];

const columns: Partial<Record<Name, string[]>> = {
  mis: ["resources", "referenceDate", "customer", "requirements", "quotationDate", "quotationAmount", "orderDate", "orderAmount", "status"],
  overdue: ["name", "definition", "assignee", "candidateGroups", "due", "daysLate"],
  hung: ["name", "definition", "candidateGroups", "createdAt", "reason"],
  stale: ["title", "customer", "responsible", "stage", "daysQuiet", "nextStep", "nextStepDue", "reasons"],
  forecast: ["title", "kind", "responsible", "winProbability", "closeP50", "closeP80", "amount", "weightedAmount"],
};

function number(line: Line, column: string): number {
  return Number(line[column] ?? 0);
}

function count(items: Line[], label: (line: Line) => string): Bar[] {
  const counted = new Map<string, number>();
  for (const line of items) counted.set(label(line), (counted.get(label(line)) ?? 0) + 1);
  return [...counted].sort((a, b) => b[1] - a[1]).map(([name, value]) => ({ label: name, value, text: String(value) }));
}

function barsOf(name: Name, items: Line[]): Bar[] {
  switch (name) {
    case "funnel":
      return items.map((line) => ({
        label: `${named("definition", String(line.kind))}: ${named("stage", String(line.stage))}`, value: number(line, "opportunities"), text: amount(number(line, "opportunities")),
        ...(line.amount ? { partText: amount(number(line, "amount")) } : {}),
      }));
    case "workload":
      return items.map((line) => ({
        label: String(line.person ?? line.group ?? t("opportunity.nobody")), value: number(line, "open"), text: amount(number(line, "open")), part: number(line, "overdue"),
        ...(line.overdue ? { partText: t("reports.ofThemOverdue", { n: number(line, "overdue") }) } : {}),
      }));
    case "overdue": return count(items, (line) => String(line.assignee ?? (line.candidateGroups as string[]).join(", ")));
    case "hung": return count(items, (line) => named("why", String(line.reason)));
    case "mis": case "stale": case "forecast": return [];
  }
}

function thisMonth(): string {
  return new Date().toISOString().slice(0, 7);
}

function Files({ name, query }: { name: Name; query: Record<string, string> }) {
  const action = useAction();
  return (
    <div class="buttons">
      <button type="button" disabled={action.busy} onClick={() => void action.run(() => download(name, query, "csv"))}>{t("reports.csv")}</button>
      <button type="button" disabled={action.busy} onClick={() => void action.run(() => download(name, query, "xlsx"))}>{t("reports.xlsx")}</button>
      {action.error ? <p class="error" role="alert">{explain(action.error)}</p> : null}
    </div>
  );
}

export function ReportPage({ name: given }: { name?: string }) {
  const { query } = usePlace();
  const name = reportNames.find((one) => one === given) ?? "mis";
  const month = /^\d{4}-\d{2}$/.test(query.get("month") ?? "") ? query.get("month")! : thisMonth();
  const asked: Record<string, string> = name === "mis" ? { month } : {};
  const report = useLoad((signal) => get<Report>(`/reports/${name}`, asked, signal), [name, month]);
  const title = t(`reports.${name}`);
  useTitle(title);
  return (
    <div class="page reports">
      <h1>{t("nav.reports")}</h1>
      <Tabs label={t("reports.which")} current={name} to={(one) => `/reports/${one}`} items={reportNames.map((one) => ({ id: one, label: t(`reports.${one}`) }))} />
      <div class="heading">
        {name === "mis" ? <TextField label={t("reports.month")} type="month" value={month} onInput={(value) => setQuery({ month: value })} /> : <p class="hint">{t(`reports.about.${name}`)}</p>}
        <Files name={name} query={asked} />
      </div>
      <Shown of={report}>
        {({ items }) => (items.length === 0 ? <Empty title={t("reports.nothing")} /> : (
          <>
            <Bars title={title} bars={barsOf(name, items)} />
            <ReportTable label={title} items={items} {...(columns[name] ? { columns: columns[name] } : {})} />
          </>
        ))}
      </Shown>
    </div>
  );
}
