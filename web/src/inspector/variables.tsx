// Variables of the top scope: looked at, changed, added, taken away. They are JSON; what somebody else changed meanwhile is not overwritten.
import { useState } from "preact/hooks";
import { get, Problem, request } from "../frame/api";
import { useLoad } from "../frame/load";
import { notice } from "../frame/notice";
import { may } from "../frame/session";
import { t } from "../frame/text";
import { explain, Shown, TextField, useAction } from "../frame/ui";

interface EditProps { instance: string; etag: string | null; name: string; value: unknown; close: () => void; done: () => void }

function Edit({ instance, etag, name: given, value, close, done }: EditProps) {
  const [name, setName] = useState(given);
  const [text, setText] = useState(value === undefined ? "" : JSON.stringify(value, null, 2));
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
        await request("PATCH", `/instances/${instance}/variables`, { body: { [name.trim()]: parsed }, ...(etag ? { ifMatch: etag } : {}) });
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
      {action.error ? <p class="error" role="alert">{explain(action.error)}</p> : null}
      <div class="buttons">
        <button type="submit" class="primary" disabled={action.busy || !name.trim()}>{t("save")}</button>
        <button type="button" onClick={close}>{t("cancel")}</button>
      </div>
    </form>
  );
}

export function Variables({ instance, etag, done }: { instance: string; etag: string | null; done: () => void }) {
  const [editing, setEditing] = useState<string | null>(null);
  const variables = useLoad((signal) => get<Record<string, unknown>>(`/instances/${instance}/variables`, {}, signal), [instance, etag]);
  const close = () => setEditing(null);
  const changed = () => { void variables.reload(); done(); };
  return (
    <Shown of={variables}>
      {(values) => (
        <>
          {Object.keys(values).length === 0 && <p class="hint">{t("variables.none")}</p>}
          <dl class="pairs">
            {Object.entries(values).map(([name, value]) => (
              <div key={name}>
                <dt><code>{name}</code></dt>
                <dd>
                  <code class="value">{JSON.stringify(value)}</code>{" "}
                  {may("instances.admin") && <button type="button" class="quiet" aria-label={t("variables.edit", { name })} onClick={() => setEditing(name)}>{t("edit")}</button>}
                  {editing === name && <Edit instance={instance} etag={etag} name={name} value={value} close={close} done={changed} />}
                </dd>
              </div>
            ))}
          </dl>
          {may("instances.admin") && (editing === "" ? <Edit instance={instance} etag={etag} name="" value={undefined} close={close} done={changed} /> : <button type="button" onClick={() => setEditing("")}>{t("variables.add")}</button>)}
        </>
      )}
    </Shown>
  );
}
