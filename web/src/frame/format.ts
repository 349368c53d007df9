// Dates, amounts and durations as people read them; zone and form are those of the browser.
import { locale, t } from "./text";

const day = new Intl.DateTimeFormat(locale, { day: "numeric", month: "short", year: "numeric" });
const dayAndTime = new Intl.DateTimeFormat(locale, { day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit" });
const amounts = new Intl.NumberFormat(locale, { maximumFractionDigits: 2 });
const shares = new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 0 });

/** A date of the API, YYYY-MM-DD, is no instant: it must not move with the zone. */
export function date(text: string | null | undefined): string {
  if (!text) return "";
  const plain = /^\d{4}-\d{2}-\d{2}$/.test(text);
  return day.format(new Date(plain ? `${text}T00:00:00` : text));
}

export function time(text: string | null | undefined): string {
  return text ? dayAndTime.format(new Date(text)) : "";
}

/** How long something takes, in its two largest units: "3 d 4 h". */
export function span(ms: number | null | undefined): string {
  if (ms === null || ms === undefined) return "";
  if (ms < 1_000) return t("span.ms", { n: Math.round(ms) });
  const parts: string[] = [];
  let left = Math.round(ms / 1_000);
  for (const [unit, seconds] of [["d", 86_400], ["h", 3_600], ["min", 60], ["s", 1]] as const) {
    const n = Math.floor(left / seconds);
    left -= n * seconds;
    if (n > 0) parts.push(t(`span.${unit}`, { n }));
    else if (parts.length > 0) break;
    if (parts.length === 2) break;
  }
  return parts.join(" ");
}

export function amount(value: number | null | undefined): string {
  return value === null || value === undefined ? "" : amounts.format(value);
}

export function share(value: number | null | undefined): string {
  return value === null || value === undefined ? "" : shares.format(value);
}

/** Today as YYYY-MM-DD, in the zone of the browser. */
export function today(): string {
  const now = new Date();
  return `${now.getFullYear()}-${String(now.getMonth() + 1).padStart(2, "0")}-${String(now.getDate()).padStart(2, "0")}`;
}

/** Whole days from today until then; negative when it is past. */
export function daysUntil(text: string): number {
  const then = new Date(text);
  const start = (at: Date) => Date.UTC(at.getFullYear(), at.getMonth(), at.getDate());
  return Math.round((start(then) - start(new Date())) / 86_400_000);
}

export function isOverdue(due: string | null): boolean {
  return due !== null && new Date(due).getTime() < Date.now();
}

/** "Due today", "Overdue by 3 days": in words, so that nobody needs the colour. */
export function dueText(due: string | null): string {
  if (due === null) return t("due.none");
  const days = daysUntil(due);
  if (isOverdue(due)) return days === 0 ? t("due.overdueToday") : t(days === -1 ? "due.overdueDay" : "due.overdueDays", { days: -days });
  if (days === 0) return t("due.today");
  if (days === 1) return t("due.tomorrow");
  return t("due.on", { date: date(due) });
}

/** Any value of a variable, readable in one line. */
export function plain(value: unknown): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "string") return value;
  if (typeof value === "boolean") return t(value ? "yes" : "no");
  if (typeof value === "number") return amounts.format(value);
  if (Array.isArray(value)) return value.map(plain).join("; ");
  // What has a number and a name is known by its name.
  const members = value as Record<string, unknown>;
  if (Object.keys(members).sort().join() === "id,name") return String(members.name);
  return Object.entries(members).map(([name, one]) => `${name}: ${plain(one)}`).join(", ");
}
