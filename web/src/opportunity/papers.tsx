// Demand, quotation and order of an opportunity: shown, and filled in with the same fields as a task's form.
import { useState } from "preact/hooks";
import { Problem, type ProblemPart } from "../frame/api";
import { amount, date, plain } from "../frame/format";
import { notice } from "../frame/notice";
import { may } from "../frame/session";
import { t } from "../frame/text";
import type { Field, Opportunity } from "../frame/types";
import { explain, useAction } from "../frame/ui";
import { errorsOf, Fields } from "../task/form";
import { entryOf, sent, type Entries } from "../task/values";
import { patch } from "./edit";

interface Props { opportunity: Opportunity; etag: string | null; done: () => Promise<unknown> }
type EditProps = Props & { fields: Field[]; values: Record<string, unknown>; body: (values: Record<string, unknown>) => unknown; close: () => void; base: string };

function Edit({ opportunity, etag, done, fields, values, body, close, base }: EditProps) {
  const [entries, setEntries] = useState<Entries>(() => Object.fromEntries(fields.map((field) => [field.id, entryOf(field, values[field.id])])));
  const [parts, setParts] = useState<ProblemPart[]>([]);
  const action = useAction();
  const submit = (event: Event) => {
    event.preventDefault();
    void action.run(async () => {
      setParts([]);
      try {
        await patch(opportunity, etag, body(sent(fields, entries)));
      } catch (error) {
        if (error instanceof Problem && error.parts.length > 0) return setParts(error.parts);
        throw error;
      }
      notice(t("opportunity.changed"));
      await done(); // the form stays until what it wrote can stand in its place
      close();
    });
  };
  return (
    <form onSubmit={submit} noValidate>
      <Fields fields={fields} entries={entries} errors={errorsOf(parts)} base={base} change={(id, value) => setEntries((before) => ({ ...before, [id]: value }))} />
      {action.error ? <p class="error" role="alert">{explain(action.error)}</p> : null}
      <div class="buttons">
        <button type="submit" class="primary" disabled={action.busy}>{t("save")}</button>
        <button type="button" onClick={close}>{t("cancel")}</button>
      </div>
    </form>
  );
}

function field(id: string, label: string, type: Field["type"], more: Partial<Field> = {}): Field {
  return { id, label, type, required: false, ...more };
}

const demandFields = (): Field[] => [field("demand", t("demand.title"), "list", {
  fields: [field("item", t("demand.item"), "string", { required: true }), field("quantity", t("demand.quantity"), "number", { required: true }), field("product", t("demand.product"), "string"),
    field("expectedPrice", t("demand.price"), "number"), field("comment", t("demand.comment"), "string")],
})];

export function Demand(props: Props) {
  const [editing, setEditing] = useState(false);
  const { demand } = props.opportunity;
  if (editing) return <Edit {...props} fields={demandFields()} values={{ demand }} base="" body={(values) => ({ demand: values.demand ?? [] })} close={() => setEditing(false)} />;
  return (
    <>
      {demand.length === 0 ? <p class="hint">{t("demand.none")}</p> : (
        <div class="scroll" tabIndex={0} role="region" aria-label={t("demand.title")}>
          <table>
            <thead><tr><th scope="col">{t("demand.item")}</th><th scope="col" class="number">{t("demand.quantity")}</th><th scope="col">{t("demand.product")}</th><th scope="col" class="number">{t("demand.price")}</th><th scope="col">{t("demand.comment")}</th></tr></thead>
            <tbody>{demand.map((line, at) => <tr key={at}><td>{line.item}</td><td class="number">{amount(line.quantity)}</td><td>{line.product}</td><td class="number">{amount(line.expectedPrice)} {line.currency}</td><td>{line.comment}</td></tr>)}</tbody>
          </table>
        </div>
      )}
      {may("opportunities.write") && <button type="button" onClick={() => setEditing(true)}>{t("demand.edit")}</button>}
    </>
  );
}

const quotationFields = (): Field[] => [field("number", t("quotation.number"), "string"), field("date", t("quotation.date"), "date"), field("amount", t("quotation.amount"), "number", { min: 0 }), field("accepted", t("quotation.accepted"), "boolean")];
const orderFields = (): Field[] => [field("date", t("order.date"), "date"), field("amount", t("order.amount"), "number", { min: 0 })];

function Paper({ title, name, fields, values, props }: { title: string; name: "quotation" | "order"; fields: Field[]; values: Record<string, unknown>; props: Props }) {
  const [editing, setEditing] = useState(false);
  return (
    <section>
      <h2>{title}</h2>
      {editing
        ? <Edit {...props} fields={fields} values={values} base={`/${name}`} body={(sentValues) => ({ [name]: sentValues })} close={() => setEditing(false)} />
        : (
          <>
            <dl class="pairs">{fields.map((one) => <div key={one.id}><dt>{one.label}</dt><dd>{(one.type === "date" ? date(values[one.id] as string | undefined) : plain(values[one.id])) || "–"}</dd></div>)}</dl>
            {may("opportunities.write") && <button type="button" aria-label={t("paper.edit", { paper: title })} onClick={() => setEditing(true)}>{t("edit")}</button>}
          </>
        )}
    </section>
  );
}

export function Papers(props: Props) {
  const { quotation, order } = props.opportunity;
  return (
    <div class="columns">
      <Paper title={t("quotation.title")} name="quotation" fields={quotationFields()} values={{ ...quotation }} props={props} />
      <Paper title={t("order.title")} name="order" fields={orderFields()} values={{ ...order }} props={props} />
    </div>
  );
}
