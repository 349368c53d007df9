// Items of a checklist: done, or not applicable with the reason. Each is kept as soon as it is marked.
import { useState } from "preact/hooks";
import { request } from "../frame/api";
import { time } from "../frame/format";
import { t } from "../frame/text";
import type { ChecklistItem, WholeTask } from "../frame/types";
import { explain, TextField, useAction } from "../frame/ui";
import type { Errors } from "./form";

type Mark = "open" | "done" | "notApplicable";

interface ItemProps { task: string; item: ChecklistItem; canWork: boolean; error: string | undefined; changed: (task: WholeTask, etag: string | null) => void }

function Item({ task, item, canWork, error, changed }: ItemProps) {
  const [asking, setAsking] = useState<Mark | null>(null);
  const [remark, setRemark] = useState(item.remark ?? "");
  const action = useAction();
  const by = item.by ? t("check.by", { by: item.by, time: time(item.at) }) : "";
  const mark: Mark = item.done ? "done" : item.notApplicable ? "notApplicable" : "open";
  const set = (to: Mark, said: string) => action.run(async () => {
    const body = { done: to === "done", notApplicable: to === "notApplicable", ...(said.trim() && to !== "open" ? { remark: said } : {}) };
    await request("PUT", `/tasks/${task}/checklist/${item.id}`, { body });
    const reply = await request<WholeTask>("GET", `/tasks/${task}`);
    setAsking(null);
    changed(reply.data, reply.etag);
  });
  const choose = (to: Mark) => {
    if (to === mark) return;
    if (to === "notApplicable" || (to === "done" && item.remarkRequired)) setAsking(to);
    else void set(to, "");
  };
  return (
    <li class={`item ${mark}${error && mark === "open" ? " wrong" : ""}`}>
      <div class="item-line">
        <label class="check">
          <input type="checkbox" checked={mark === "done"} disabled={!canWork || action.busy} onChange={(event) => { const on = event.currentTarget.checked; event.currentTarget.checked = mark === "done"; choose(on ? "done" : "open"); }} />
          <span>{item.text}{item.remarkRequired && <span class="muted"> {t("check.remarkNeeded")}</span>}</span>
        </label>
        {canWork && (mark === "notApplicable"
          ? <button type="button" class="quiet" disabled={action.busy} onClick={() => choose("open")}>{t("check.reopen")}</button>
          : mark === "open" && <button type="button" class="quiet" disabled={action.busy} aria-label={t("check.notApplicableOne", { item: item.text })} onClick={() => choose("notApplicable")}>{t("check.notApplicable")}</button>)}
        {mark === "done" && !item.remark && <span class="hint">{by}</span>}
      </div>
      {(mark === "notApplicable" || item.remark) && mark !== "open" && <p class="hint">{mark === "notApplicable" && `${t("check.isNotApplicable")}. `}{item.remark && `${item.remark}. `}{by}</p>}
      {asking && (
        <form class="quick" onSubmit={(event) => { event.preventDefault(); void set(asking, remark); }}>
          <TextField label={asking === "done" ? t("check.remark") : t("check.why")} value={remark} onInput={setRemark} required autofocus />
          <div class="buttons">
            <button type="submit" class="primary" disabled={action.busy || !remark.trim()}>{asking === "done" ? t("check.markDone") : t("check.markNot")}</button>
            <button type="button" onClick={() => setAsking(null)}>{t("cancel")}</button>
          </div>
        </form>
      )}
      {error && mark === "open" && <p class="error">{t("check.open")}</p>}
      {action.error ? <p class="error" role="alert">{explain(action.error)}</p> : null}
    </li>
  );
}

interface Props { task: WholeTask; canWork: boolean; errors: Errors; changed: (task: WholeTask, etag: string | null) => void }

export function Checklist({ task, canWork, errors, changed }: Props) {
  const settled = task.checklist.filter((item) => item.done || item.notApplicable).length;
  return (
    <section class="card">
      <h2>{t("check.title")} <span class="count">{t("check.count", { done: settled, all: task.checklist.length })}</span></h2>
      <ul class="checklist">
        {task.checklist.map((item) => <Item key={item.id} task={task.id} item={item} canWork={canWork} error={errors(`/checklist/${item.id}`)} changed={changed} />)}
      </ul>
    </section>
  );
}
