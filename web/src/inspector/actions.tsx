// What an admin does to an instance: suspend, resume, cancel, move. Each asks why; a move is tried before it is done.
import { useState } from "preact/hooks";
import { get, post, Problem } from "../frame/api";
import { useLoad } from "../frame/load";
import { notice } from "../frame/notice";
import { may } from "../frame/session";
import { named, t } from "../frame/text";
import type { WholeInstance } from "../frame/types";
import { Dialog, explain, Select, TextField, useAction } from "../frame/ui";

type What = "suspend" | "resume" | "cancel" | "move";
interface Props { instance: WholeInstance; close: () => void; done: () => void }

function ReasonDialog({ instance, what, close, done }: Props & { what: Exclude<What, "move"> }) {
  const [reason, setReason] = useState("");
  const action = useAction();
  const submit = (event: Event) => {
    event.preventDefault();
    void action.run(async () => {
      await post(`/instances/${instance.id}/${what}`, { reason });
      notice(t(`instance.did.${what}`));
      close();
      done();
    });
  };
  return (
    <Dialog title={t(`instance.title.${what}`)} close={close}>
      <form onSubmit={submit}>
        <TextField label={t("reason")} value={reason} onInput={setReason} required rows={2} autofocus />
        {action.error ? <p class="error" role="alert">{explain(action.error)}</p> : null}
        <div class="buttons">
          <button type="submit" class={what === "cancel" ? "danger" : "primary"} disabled={action.busy || !reason.trim()}>{t(`instance.go.${what}`)}</button>
          <button type="button" onClick={close}>{t("close")}</button>
        </div>
      </form>
    </Dialog>
  );
}

interface Touched { id?: string; type: string; elementId: string | null }
interface Preview { cancelled: Touched[]; opened: Touched[] }

function Outcome({ preview }: { preview: Preview }) {
  const lines = (some: Touched[]) => some.map((one, at) => <li key={at}>{named("thing", one.type)}: {one.elementId}</li>);
  return (
    <div class="quick" role="status">
      <h3>{t("move.cancelled")}</h3>
      {preview.cancelled.length ? <ul>{lines(preview.cancelled)}</ul> : <p class="hint">{t("move.nothing")}</p>}
      <h3>{t("move.opened")}</h3>
      {preview.opened.length ? <ul>{lines(preview.opened)}</ul> : <p class="hint">{t("move.nothing")}</p>}
    </div>
  );
}

function MoveDialog({ instance, close, done }: Props) {
  const [cancel, setCancel] = useState<string[]>([]);
  const [nodeId, setNodeId] = useState("");
  const [reason, setReason] = useState("");
  const [preview, setPreview] = useState<Preview | null>(null);
  const action = useAction();
  const nodes = useLoad((signal) => get<{ nodes: { id: string; name: string | null; type: string }[] }>(`/definitions/${instance.definition}/versions/${instance.version}`, {}, signal), []);
  const body = { ...(cancel.length ? { cancel } : {}), ...(nodeId ? { activate: [{ nodeId }] } : {}), ...(reason.trim() ? { reason } : {}) };
  const changed = (work: () => void) => { work(); setPreview(null); action.clear(); };
  const attempt = () => action.run(async () => setPreview(await post<Preview>(`/instances/${instance.id}/move`, body, { dryRun: true })));
  const move = () => action.run(async () => {
    await post(`/instances/${instance.id}/move`, body);
    notice(t("instance.did.move"));
    close();
    done();
  });
  const parts = action.error instanceof Problem ? action.error.parts : [];
  return (
    <Dialog title={t("instance.title.move")} close={close}>
      <form onSubmit={(event) => { event.preventDefault(); void (preview ? move() : attempt()); }}>
        <fieldset class="list-field">
          <legend>{t("move.take")}</legend>
          {instance.tokens.map((token) => (
            <label class="check" key={token.id}>
              <input type="checkbox" checked={cancel.includes(token.id)} onChange={(event) => { const on = event.currentTarget.checked; changed(() => setCancel((before) => (on ? [...before, token.id] : before.filter((id) => id !== token.id)))); }} />
              {t("move.token", { node: token.node, state: named("tokenState", token.state) })}
            </label>
          ))}
        </fieldset>
        <Select label={t("move.start")} value={nodeId} onChange={(value) => changed(() => setNodeId(value))} options={[["", t("move.nowhere")], ...(nodes.data?.nodes ?? []).map((node): [string, string] => [node.id, node.name ? `${node.name} (${node.id})` : node.id])]} />
        <TextField label={t("reason")} value={reason} onInput={setReason} required rows={2} />
        {preview && <Outcome preview={preview} />}
        {action.error ? <div class="error" role="alert">{explain(action.error)}{parts.length > 1 && <ul>{parts.map((part) => <li key={part.pointer}>{part.detail}</li>)}</ul>}</div> : null}
        <div class="buttons">
          <button type="submit" class="primary" disabled={action.busy || (cancel.length === 0 && !nodeId) || (preview !== null && !reason.trim())}>{t(preview ? "move.go" : "move.try")}</button>
          <button type="button" onClick={close}>{t("close")}</button>
        </div>
      </form>
    </Dialog>
  );
}

export function InstanceActions({ instance, done }: { instance: WholeInstance; done: () => void }) {
  const [what, setWhat] = useState<What | null>(null);
  if (!may("instances.admin") || !["active", "suspended"].includes(instance.state)) return null;
  const close = () => setWhat(null);
  return (
    <div class="buttons">
      {instance.state === "active" && <button type="button" onClick={() => setWhat("suspend")}>{t("instance.suspend")}</button>}
      {instance.state === "suspended" && <button type="button" class="primary" onClick={() => setWhat("resume")}>{t("instance.resume")}</button>}
      <button type="button" onClick={() => setWhat("move")}>{t("instance.move")}</button>
      <button type="button" class="danger" onClick={() => setWhat("cancel")}>{t("instance.cancel")}</button>
      {what === "move" && <MoveDialog instance={instance} close={close} done={done} />}
      {what && what !== "move" && <ReasonDialog instance={instance} what={what} close={close} done={done} />}
    </div>
  );
}
