// A report as a table, whatever its columns: names link to what they name, numbers stand right.
import { amount, date, plain, share, time } from "../frame/format";
import { named } from "../frame/text";

export type Line = Record<string, unknown>;

const hidden = new Set(["id", "taskId", "opportunityId", "elementId"]);
const days = new Set(["referenceDate", "quotationDate", "orderDate", "closeP50", "closeP80", "nextStepDue"]);
const instants = new Set(["due", "createdAt", "touched", "oldest"]);
const groups: Record<string, string> = { stage: "stage", kind: "definition", definition: "definition", status: "status", reason: "why" };

function cell(column: string, line: Line): string {
  const value = line[column];
  const text = String(value ?? "");
  if (value === null || value === undefined) return "";
  if (column === "winProbability") return share(value as number);
  if (column === "reasons") return (value as string[]).map((one) => named("why", one)).join(", ");
  if (days.has(column)) return date(text);
  if (instants.has(column)) return time(text);
  if (typeof value === "number") return amount(value);
  if (groups[column]) return named(groups[column]!, text);
  return plain(value);
}

function target(column: string, line: Line): string | null {
  if (column === "name" && line.taskId) return `/tasks/${String(line.taskId)}`;
  if (column === "title" && line.id) return `/opportunities/${String(line.id)}`;
  return null;
}

export function ReportTable({ label, items, columns }: { label: string; items: Line[]; columns?: string[] }) {
  const shown = columns ?? Object.keys(items[0] ?? {}).filter((name) => !hidden.has(name));
  const isNumber = (column: string) => items.some((line) => typeof line[column] === "number");
  return (
    <div class="scroll" tabIndex={0} role="region" aria-label={label}>
      <table>
        <thead><tr>{shown.map((column) => <th key={column} scope="col" class={isNumber(column) ? "number" : ""}>{named("column", column)}</th>)}</tr></thead>
        <tbody>
          {items.map((line, at) => (
            <tr key={at}>
              {shown.map((column) => {
                const to = target(column, line);
                const text = cell(column, line);
                const form = isNumber(column) ? "number" : text.length < 25 ? "short" : "";
                return <td key={column} class={form}>{to ? <a href={to}>{text}</a> : text}</td>;
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
