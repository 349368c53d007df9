// What puts an instance right is tried before it is done: a dry run says what would end and begin, in words and in the picture, or what does not fit.
import type { ComponentChildren } from "preact";
import { useMemo, useState } from "preact/hooks";
import { post, Problem, type ProblemPart } from "../frame/api";
import { notice } from "../frame/notice";
import { may } from "../frame/session";
import { named, t } from "../frame/text";
import type { WholeInstance } from "../frame/types";
import { Dialog, explain, TextField, useAction } from "../frame/ui";
import { Canvas, type Marks } from "../flow/canvas";

interface Touched { id?: string; type: string; elementId: string | null }
export interface Preview { cancelled: Touched[]; opened: Touched[] }
export type Operation = "move" | "rewind" | "migrate";

function List({ title, some }: { title: string; some: Touched[] }) {
  return (
    <>
      <h3>{title}</h3>
      {some.length ? <ul>{some.map((one, at) => <li key={at}>{named("thing", one.type)}: {one.elementId}</li>)}</ul> : <p class="hint">{t("repair.nothing")}</p>}
    </>
  );
}

/** Which element a refusal speaks of: "/mapping/look", or "/cancel/0" of what was asked. */
function elementOf(part: ProblemPart, body: Record<string, unknown>): string {
  const [, member, name] = part.pointer.split("/");
  if (member === "mapping") return name ?? "";
  const asked = (body[member ?? ""] as unknown[] | undefined)?.[Number(name)];
  return typeof asked === "string" ? asked : ((asked as { nodeId?: string } | undefined)?.nodeId ?? "");
}

/** What stays, what would end, what would begin; `names`: what elements are called in the picture. */
function marksOf(instance: WholeInstance, preview: Preview | null, refused: string[], names: Record<string, string>): Marks {
  const marks: Marks = new Map();
  const ending = new Set(preview?.cancelled.map((one) => one.id));
  for (const token of instance.tokens) if (!ending.has(token.id)) marks.set(names[token.node] ?? token.node, { name: "active", note: { text: t("repair.stays"), kind: "active" } });
  for (const one of preview?.cancelled ?? []) if (one.elementId && !marks.has(one.elementId)) marks.set(one.elementId, { name: "ending", note: { text: t("repair.ends"), kind: "ending" } });
  for (const one of preview?.opened ?? []) if (one.elementId) marks.set(one.elementId, { name: "beginning", note: { text: t("repair.begins"), kind: "beginning" } });
  for (const id of refused) marks.set(id, { name: "ending", note: { text: t("repair.unfit"), kind: "ending" } });
  return marks;
}

interface Props {
  instance: WholeInstance; operation: Operation; body: Record<string, unknown>; ready: boolean; children: ComponentChildren;
  version?: number; names?: Record<string, string>; refused?: (parts: ProblemPart[]) => void; close: () => void; done: () => void;
}

/** `body`: what is asked but for the reason; another body has to be tried anew. `version`: of the picture, when it is another than the instance's. */
export function RepairDialog({ instance, operation, body, ready, children, version, names = {}, refused, close, done }: Props) {
  const [reason, setReason] = useState("");
  const [tried, setTried] = useState<{ body: string; preview: Preview | null; parts: ProblemPart[] } | null>(null);
  const action = useAction();
  const key = JSON.stringify(body);
  const current = tried?.body === key ? tried : null;
  const path = `/instances/${instance.id}/${operation}`;
  const attempt = () => action.run(async () => {
    try {
      const preview = await post<Preview>(path, body, { dryRun: true });
      setTried({ body: key, preview, parts: [] });
    } catch (error) {
      const parts = error instanceof Problem ? error.parts : [];
      setTried({ body: key, preview: null, parts });
      refused?.(parts);
      throw error;
    }
  });
  const carryOut = () => action.run(async () => {
    await post(path, { ...body, reason: reason.trim() });
    notice(t(`instance.did.${operation}`));
    close();
    done();
  });
  const unfit = (current?.parts ?? []).map((part) => elementOf(part, body)).filter(Boolean);
  const marks = useMemo(() => marksOf(instance, current?.preview ?? null, unfit, current?.preview ? names : {}), [instance, current]);
  const shownVersion = current?.preview && version ? version : instance.version;
  const error = current || action.busy ? action.error : null;
  return (
    <Dialog title={t(`instance.title.${operation}`)} close={close} wide>
      <form onSubmit={(event) => { event.preventDefault(); void (current?.preview ? carryOut() : attempt()); }}>
        {children}
        <TextField label={t("reason")} value={reason} onInput={setReason} required rows={2} />
        {error ? <div class="error" role="alert">{explain(error)}{(current?.parts.length ?? 0) > 1 && <ul>{current!.parts.map((part) => <li key={part.pointer}>{part.detail}</li>)}</ul>}</div> : null}
        {current?.preview && (
          <div class="quick columns" role="status">
            <div><List title={t("repair.cancelled")} some={current.preview.cancelled} /></div>
            <div><List title={t("repair.opened")} some={current.preview.opened} /></div>
          </div>
        )}
        <div class="buttons">
          <button type="submit" class="primary" disabled={action.busy || !ready || (Boolean(current?.preview) && !reason.trim())}>{t(current?.preview ? `instance.go.${operation}` : "repair.try")}</button>
          <button type="button" onClick={close}>{t("close")}</button>
        </div>
        {(current?.preview || unfit.length > 0) && may("definitions.read") && (
          <Canvas label={t("repair.picture")} marks={marks} definition={instance.definition} version={shownVersion} first={current?.preview?.opened[0]?.elementId ?? unfit[0] ?? ""}
            legend={<><span class="active">▶ {t("repair.stays")}</span><span class="error">✕ {t(current?.preview ? "repair.ends" : "repair.unfit")}</span><span class="done">+ {t("repair.begins")}</span></>} />
        )}
      </form>
    </Dialog>
  );
}
