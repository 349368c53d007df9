// A form from the definition: one control per field, with the server's message where something is wrong.
import type { ProblemPart } from "../frame/api";
import { t } from "../frame/text";
import type { Field } from "../frame/types";
import { Labeled, Select, TextField } from "../frame/ui";
import { rowOf, type Entries, type Row } from "./values";

export type Errors = (pointer: string) => string | undefined;

export function errorsOf(parts: ProblemPart[]): Errors {
  return (pointer) => parts.find((part) => part.pointer === pointer)?.detail;
}

interface OneProps { field: Field; value: string; change: (value: string) => void; error: string | undefined }

function label(field: Field): string {
  return field.label || field.id;
}

function YesNo({ field, value, change, error }: OneProps) {
  return (
    <Labeled label={label(field)} error={error} required={field.required}>
      {({ id, describedBy, invalid }) => (
        <select id={id} value={value} aria-describedby={describedBy} aria-invalid={invalid} aria-required={field.required} onChange={(event) => change(event.currentTarget.value)}>
          <option value="">{t("form.choose")}</option>
          <option value="true">{t("form.yes")}</option>
          <option value="false">{t("form.no")}</option>
        </select>
      )}
    </Labeled>
  );
}

function bounds(field: Field): string | undefined {
  if (field.min !== undefined && field.max !== undefined) return t("form.between", { min: field.min, max: field.max });
  if (field.min !== undefined) return t(field.exclusiveMin ? "form.above" : "form.atLeast", { min: field.min });
  return field.max !== undefined ? t("form.atMost", { max: field.max }) : undefined;
}

function One({ field, value, change, error }: OneProps) {
  const common = { label: label(field), value, required: field.required, ...(error ? { error } : {}) };
  switch (field.type) {
    case "boolean": return <YesNo field={field} value={value} change={change} error={error} />;
    case "enum":
      return <Select {...common} onChange={change} options={[["", t("form.choose")], ...(field.options ?? []).map((one): [string, string] => [one.value, one.label || one.value])]} />;
    case "text": return <TextField {...common} rows={4} onInput={change} />;
    case "number": {
      const hint = bounds(field);
      return <TextField {...common} onInput={change} {...(hint ? { hint } : {})} />;
    }
    case "date": return <TextField {...common} type="date" onInput={change} />;
    case "dateTime": return <TextField {...common} type="datetime-local" onInput={change} />;
    case "string":
    case "list": return <TextField {...common} onInput={change} />;
  }
}

interface RowsProps { field: Field; rows: Row[]; change: (rows: Row[]) => void; errors: Errors; base: string }

function Rows({ field, rows, change, errors, base }: RowsProps) {
  const error = errors(`${base}/${field.id}`);
  const set = (at: number, id: string, value: string) => change(rows.map((row, i) => (i === at ? { ...row, [id]: value } : row)));
  return (
    <fieldset class="list-field">
      <legend>{label(field)}</legend>
      {error && <p class="error">{error}</p>}
      {rows.length === 0 && <p class="hint">{t("form.noRows")}</p>}
      {rows.map((row, at) => (
        <div class="list-row" role="group" aria-label={t("form.row", { row: at + 1 })} key={at}>
          <div class="columns">
            {field.fields!.map((one) => (
              <One key={one.id} field={one} value={row[one.id] ?? ""} change={(value) => set(at, one.id, value)} error={errors(`${base}/${field.id}/${at}/${one.id}`)} />
            ))}
          </div>
          <button type="button" class="quiet" onClick={() => change(rows.filter((_, i) => i !== at))}>{t("form.removeRow", { row: at + 1 })}</button>
        </div>
      ))}
      <button type="button" onClick={() => change([...rows, rowOf(field, {})])}>{t("form.addRow")}</button>
    </fieldset>
  );
}

interface FieldsProps { fields: Field[]; entries: Entries; change: (id: string, value: string | Row[]) => void; errors: Errors; base?: string }

/** `base`: where the values stand in the body that is sent. */
export function Fields({ fields, entries, change, errors, base = "/variables" }: FieldsProps) {
  return (
    <div class="fields">
      {fields.map((field) => {
        const entry = entries[field.id] ?? "";
        if (field.type === "list") return <Rows key={field.id} field={field} rows={Array.isArray(entry) ? entry : []} change={(rows) => change(field.id, rows)} errors={errors} base={base} />;
        return <One key={field.id} field={field} value={entry as string} change={(value) => change(field.id, value)} error={errors(`${base}/${field.id}`)} />;
      })}
    </div>
  );
}
