// The form, the checklist and the shown variables of a task, as rows.
import { Select } from "../../frame/ui";
import type { Thing } from "../moddle";
import { d } from "../text";
import { Check, Line, Part, Rows } from "./controls";
import type { Editing } from "./editing";

interface Option { value: string; label: string }
interface Field { id: string; label: string; type: string; required: boolean; requiredIf: string; default: string; min: string; max: string; above: string; keep: string; options: Option[]; fields: Field[]; others: Record<string, string> }

const types = ["string", "text", "boolean", "number", "date", "dateTime", "enum", "list"];
const texts = ["label", "requiredIf", "default", "min", "max", "above", "keep"] as const;
export const keeps = [
  "source", "needs", "requirements", "campaign", "lossReason", "feedback", "upsellIdea", "nextStep", "description", "referenceDate", "nextStepDue", "dealSize", "likelihood", "discount",
  "complexity", "responsible", "customer", "quotation.number", "quotation.date", "quotation.amount", "quotation.accepted", "order.date", "order.amount", "bant.budget", "bant.authority",
  "bant.need", "bant.timeline",
];

function read(thing: Thing): Field {
  const text = (name: string) => (thing.get(name) === undefined ? "" : String(thing.get(name)));
  const list = (name: string) => (thing.get(name) as Thing[] | undefined) ?? [];
  return {
    id: text("id"), type: text("type") || "string", required: thing.get("required") === true, label: text("label"), requiredIf: text("requiredIf"), default: text("default"),
    min: text("min"), max: text("max"), above: text("above"), keep: text("keep"), others: { ...thing.$attrs },
    options: list("options").map((one) => ({ value: String(one.get("value") ?? ""), label: one.get("label") === undefined ? "" : String(one.get("label")) })), fields: list("fields").map(read),
  };
}

function write(editing: Editing, field: Field): Thing {
  const made = editing.make("onward:Field", { id: field.id, type: field.type, ...field.others });
  if (field.required) made.set("required", true);
  for (const name of texts) if (field[name] !== "") made.set(name, field[name]);
  if (field.options.length > 0 && field.type === "enum") made.set("options", field.options.map((one) => editing.make("onward:Option", one.label ? { ...one } : { value: one.value }, made)));
  if (field.fields.length > 0 && field.type === "list") {
    const columns = field.fields.map((one) => write(editing, one));
    for (const one of columns) one.$parent = made;
    made.set("fields", columns);
  }
  return made;
}

const fresh = (id: string): Field => ({ id, label: "", type: "string", required: false, requiredIf: "", default: "", min: "", max: "", above: "", keep: "", options: [], fields: [], others: {} });

function freeId(fields: Field[]): string {
  let n = fields.length + 1;
  while (fields.some((one) => one.id === `field${n}`)) n += 1;
  return `field${n}`;
}

const isVariable = (text: string) => (/^[A-Za-z_][A-Za-z0-9_]*$/.test(text) ? "" : d("field.badId"));

function FieldRow({ field, set, inList }: { field: Field; set: (field: Field) => void; inList: boolean }) {
  const change = (values: Partial<Field>) => set({ ...field, ...values });
  const wanted = types.filter((type) => !inList || type !== "list");
  return (
    <details class="field-edit">
      <summary>{field.label || field.id} <span class="hint">{d(`fieldType.${field.type}` as "fieldType.string")}{field.required ? ` · ${d("field.required")}` : ""}</span></summary>
      <Line label={d("field.id")} value={field.id} set={(id) => change({ id })} refuse={isVariable} />
      <Line label={d("field.label")} value={field.label} set={(label) => change({ label })} />
      <Select label={d("field.type")} value={field.type} onChange={(type) => change({ type })} options={wanted.map((type): [string, string] => [type, d(`fieldType.${type}` as "fieldType.string")])} />
      <Check label={d("field.required")} value={field.required} set={(required) => change({ required })} />
      <Line label={d("field.requiredIf")} value={field.requiredIf} set={(requiredIf) => change({ requiredIf })} code />
      <Line label={d("field.default")} value={field.default} set={(value) => change({ default: value })} code hint={d("field.feel")} />
      {field.type === "number" && (
        <div class="columns">
          <Line label={d("field.min")} value={field.min} set={(min) => change({ min })} />
          <Line label={d("field.max")} value={field.max} set={(max) => change({ max })} />
          <Line label={d("field.above")} value={field.above} set={(above) => change({ above })} />
        </div>
      )}
      {!inList && <Select label={d("field.keep")} value={field.keep} onChange={(keep) => change({ keep })} options={[["", d("field.keepNot")], ...keeps.map((one): [string, string] => [one, one])]} />}
      {field.type === "enum" && (
        <Rows items={field.options} add={d("option.add")} remove={(one) => d("remove", { what: one.value })} make={() => ({ value: `option${field.options.length + 1}`, label: "" })} set={(options) => change({ options })}>
          {(one, put) => (
            <div class="columns">
              <Line label={d("option.value")} value={one.value} set={(value) => put({ ...one, value })} />
              <Line label={d("option.label")} value={one.label} set={(label) => put({ ...one, label })} />
            </div>
          )}
        </Rows>
      )}
      {field.type === "list" && <FieldRows fields={field.fields} set={(fields) => change({ fields })} inList />}
    </details>
  );
}

function FieldRows({ fields, set, inList }: { fields: Field[]; set: (fields: Field[]) => void; inList: boolean }) {
  return (
    <Rows items={fields} add={d(inList ? "column.add" : "field.add")} remove={(one) => d("remove", { what: one.label || one.id })} make={() => fresh(freeId(fields))} set={set}>
      {(one, put) => <FieldRow field={one} set={put} inList={inList} />}
    </Rows>
  );
}

export function FormPart({ editing }: { editing: Editing }) {
  const fields = ((editing.extension("onward:Form")?.get("fields") as Thing[] | undefined) ?? []).map(read);
  const set = (changed: Field[]) => {
    if (changed.length === 0) return editing.setExtensions("onward:Form", []);
    const form = editing.make("onward:Form");
    const made = changed.map((one) => write(editing, one));
    for (const one of made) one.$parent = form;
    form.set("fields", made);
    editing.setExtensions("onward:Form", [form]);
  };
  return <Part title={d("part.form")} filled={fields.length > 0}><FieldRows fields={fields} set={set} inList={false} /></Part>;
}

interface Item { id: string; text: string; remarkRequired: boolean }

export function ChecklistPart({ editing }: { editing: Editing }) {
  const things = (editing.extension("onward:Checklist")?.get("items") as Thing[] | undefined) ?? [];
  const items = things.map((one): Item => ({ id: String(one.get("id") ?? ""), text: String(one.get("text") ?? ""), remarkRequired: one.get("remarkRequired") === true }));
  const set = (changed: Item[]) => {
    if (changed.length === 0) return editing.setExtensions("onward:Checklist", []);
    const list = editing.make("onward:Checklist");
    list.set("items", changed.map((one) => editing.make("onward:Item", one.remarkRequired ? { ...one } : { id: one.id, text: one.text }, list)));
    editing.setExtensions("onward:Checklist", [list]);
  };
  const freeItem = () => {
    let n = items.length + 1;
    while (items.some((one) => one.id === `item-${n}`)) n += 1;
    return { id: `item-${n}`, text: d("item.new"), remarkRequired: false };
  };
  return (
    <Part title={d("part.checklist")} filled={items.length > 0}>
      <Rows items={items} add={d("item.add")} remove={(one) => d("remove", { what: one.text })} make={freeItem} set={set}>
        {(one, put) => (
          <>
            <Line label={d("item.text")} value={one.text} set={(text) => put({ ...one, text })} />
            <Check label={d("item.remark")} value={one.remarkRequired} set={(remarkRequired) => put({ ...one, remarkRequired })} />
          </>
        )}
      </Rows>
    </Part>
  );
}
