// Variables of every scope with their changes; those of the top scope are changed, added, taken away, with a reason. They are JSON; what somebody else
// changed meanwhile is not overwritten.
import { useState } from "preact/hooks";
import { Problem, request } from "../frame/api";
import { notice } from "../frame/notice";
import { may } from "../frame/session";
import { named, t } from "../frame/text";
import type { Activity, Scope } from "../frame/types";
import { explain, TextField, useAction } from "../frame/ui";
import { nameOf } from "./chart";
import { VariableHistory } from "./facts";

interface EditProps { instance: string; etag: string | null; name: string; value: unknown; close: () => void; done: () => void }

function Edit({ instance, etag, name: given, value, close, done }: EditProps) {
  const [name, setName] = useState(given);
  const [text, setText] = useState(value === undefined ? "" : JSON.stringify(value, null, 2));
  const [reason, setReason] = useState("");
  const [wrong, setWrong] = useState("");
  const action = useAction();
  const submit = (event: Event) => {
    event.preventDefault();
    let parsed: unknown;
    try {
      parsed = JSON.parse(text);
    } catch {
      return setWrong(t("variables.notJson"));
    }
    setWrong("");
    void action.run(async () => {
      try {
        await request("PATCH", `/instances/${instance}/variables`, { query: { reason: reason.trim() }, body: { [name.trim()]: parsed }, ...(etag ? { ifMatch: etag } : {}) });
      } catch (error) {
        throw error instanceof Problem && error.status === 412 ? new Error(t("variables.stale")) : error;
      }
      notice(t("variables.changed", { name }));
      close();
      done();
    });
  };
  return (
    <form class="quick" onSubmit={submit}>
      {given === "" && <TextField label={t("variables.name")} value={name} onInput={setName} required autofocus />}
      <TextField label={t("variables.value", { name: name || "…" })} value={text} onInput={setText} rows={3} hint={t("variables.hint")} autofocus={given !== ""} {...(wrong ? { error: wrong } : {})} />
      <TextField label={t("reason")} value={reason} onInput={setReason} required />
      {action.error ? <p class="error" role="alert">{explain(action.error)}</p> : null}
      <div class="buttons">
        <button type="submit" class="primary" disabled={action.busy || !name.trim() || !reason.trim()}>{t("save")}</button>
        <button type="button" onClick={close}>{t("cancel")}</button>
      </div>
    </form>
  );
}

function kindOf(value: unknown): string {
  if (value === null) return "null";
  return Array.isArray(value) ? "list" : typeof value;
}

interface ScopeProps { instance: string; scope: Scope; etag: string | null; editable: boolean; done: () => void }

function ScopeVariables({ instance, scope, etag, editable, done }: ScopeProps) {
  const [open, setOpen] = useState<{ name: string; what: "edit" | "history" } | null>(null);
  const close = () => setOpen(null);
  const names = Object.keys(scope.variables);
  const toggle = (name: string, what: "edit" | "history") => setOpen(open?.name === name && open.what === what ? null : { name, what });
  return (
    <>
      {names.length === 0 && <p class="hint">{t("variables.none")}</p>}
      <dl class="pairs">
        {names.map((name) => (
          <div key={name}>
            <dt><code>{name}</code> <span class="hint">{named("valueKind", kindOf(scope.variables[name]))}</span></dt>
            <dd>
              <code class="value">{JSON.stringify(scope.variables[name])}</code>{" "}
              {editable && <button type="button" class="quiet" aria-label={t("variables.edit", { name })} onClick={() => toggle(name, "edit")}>{t("edit")}</button>}
              <button type="button" class="quiet" aria-expanded={open?.name === name && open.what === "history"} aria-label={t("variables.historyOf", { name })} onClick={() => toggle(name, "history")}>{t("variables.history")}</button>
              {open?.name === name && (open.what === "edit"
                ? <Edit instance={instance} etag={etag} name={name} value={scope.variables[name]} close={close} done={done} />
                : <div class="quick"><VariableHistory id={instance} scope={scope.id} name={name} etag={etag} /></div>)}
            </dd>
          </div>
        ))}
      </dl>
      {editable && (open?.name === "" ? <Edit instance={instance} etag={etag} name="" value={undefined} close={close} done={done} /> : <button type="button" onClick={() => setOpen({ name: "", what: "edit" })}>{t("variables.add")}</button>)}
    </>
  );
}

interface Props { instance: string; scopes: Scope[]; activities: Activity[]; etag: string | null; past: boolean; done: () => void }

export function Variables({ instance, scopes, activities, etag, past, done }: Props) {
  const editable = may("instances.admin") && !past;
  const top = scopes.find((scope) => scope.parent === null && scope.kind === "process");
  const inner = scopes.filter((scope) => scope !== top && Object.keys(scope.variables).length > 0);
  return (
    <>
      {top ? <ScopeVariables instance={instance} scope={top} etag={etag} editable={editable} done={done} /> : <p class="hint">{t("variables.none")}</p>}
      {inner.map((scope) => (
        <section key={scope.id} aria-label={t("variables.inScope", { element: nameOf(activities, scope.elementId ?? scope.id) })}>
          <h2>{t("variables.inScope", { element: nameOf(activities, scope.elementId ?? scope.id) })}</h2>
          <ScopeVariables instance={instance} scope={scope} etag={etag} editable={false} done={done} />
        </section>
      ))}
    </>
  );
}
