// What stands in a form while somebody types, and what is sent of it.
import type { Field, WholeTask } from "../frame/types";

export type Row = Record<string, string>;
export type Entries = Record<string, string | Row[]>;
export interface Draft { results: string; completedOn: string; entries: Entries }

function pad(value: number): string {
  return String(value).padStart(2, "0");
}

/** An instant as a control of type datetime-local takes it: in the browser's zone. */
function localTime(text: string): string {
  const at = new Date(text);
  if (Number.isNaN(at.getTime())) return "";
  return `${at.getFullYear()}-${pad(at.getMonth() + 1)}-${pad(at.getDate())}T${pad(at.getHours())}:${pad(at.getMinutes())}`;
}

export function entryOf(field: Field, value: unknown): string | Row[] {
  if (field.type === "list") return Array.isArray(value) ? value.map((row) => rowOf(field, row as Record<string, unknown>)) : [];
  if (value === undefined || value === null) return "";
  return field.type === "dateTime" ? localTime(String(value)) : String(value);
}

export function rowOf(field: Field, values: Record<string, unknown>): Row {
  return Object.fromEntries(field.fields!.map((one) => [one.id, entryOf(one, values[one.id] ?? one.default) as string]));
}

function isDraft(value: unknown): value is Draft {
  const draft = value as Draft | null;
  return typeof draft === "object" && draft !== null && typeof draft.entries === "object" && typeof draft.results === "string";
}

/** What the form begins with: the draft that was kept, else the defaults. */
export function beginning(task: WholeTask, today: string): Draft {
  const kept = isDraft(task.draft) ? task.draft : null;
  const entries = Object.fromEntries(task.form.fields.map((field) => [field.id, kept?.entries[field.id] ?? entryOf(field, field.default)]));
  return { results: kept?.results ?? "", completedOn: kept?.completedOn || today, entries };
}

/** A number as JSON writes it, so that no digit is lost; what is none is sent as text, and the server says so at the field. */
function numberOf(text: string): unknown {
  const plain = text.trim().replace(",", ".");
  const value = Number(plain);
  return plain !== "" && Number.isFinite(value) ? value : text;
}

function valueOf(field: Field, entry: string | Row[]): unknown {
  if (Array.isArray(entry)) return entry.map((row) => sent(field.fields!, row));
  switch (field.type) {
    case "number": return numberOf(entry);
    case "boolean": return entry === "true";
    case "dateTime": return new Date(entry).toISOString();
    default: return entry;
  }
}

/** An empty entry is left out; where the definition has a default it is sent as null, or the default would come back. */
export function sent(fields: Field[], entries: Entries | Row): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const field of fields) {
    const entry = entries[field.id] ?? "";
    if (entry.length > 0 || Array.isArray(entry)) values[field.id] = valueOf(field, entry);
    else if (field.default !== undefined && field.default !== null) values[field.id] = null;
  }
  return values;
}
