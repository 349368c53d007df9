// One operation on many instances: begun over a filter, with a reason; how far each is, and what was refused.
import { useState } from "preact/hooks";
import { get, post } from "../frame/api";
import { useProcesses, useVersions } from "../frame/definitions";
import { time } from "../frame/format";
import { useLive } from "../frame/live";
import { useLoad } from "../frame/load";
import { notice } from "../frame/notice";
import { navigate, setQuery, usePlace } from "../frame/router";
import { named, t } from "../frame/text";
import { useTitle } from "../frame/title";
import type { Instance, List } from "../frame/types";
import { Badge, Empty, explain, Select, Shown, TextField, useAction } from "../frame/ui";

interface Batch { id: string; operation: string; state: "running" | "completed"; total: number; done: number; failed: number; reason: string | null; createdBy: string; createdAt: string }
interface WholeBatch extends Batch { items: { instanceId: string; code: string; detail: string }[]; next?: string }
interface Filter { definition?: string; version?: number; state?: string; incident?: boolean }

const operations = ["retry", "suspend", "resume", "cancel", "migrate"] as const;
const countAtMost = 500;

function Progress({ batch }: { batch: Batch }) {
  const over = batch.done + batch.failed;
  return (
    <>
      <progress max={Math.max(1, batch.total)} value={batch.total === 0 ? 1 : over} aria-label={t("batch.progress", { over, total: batch.total })} />{" "}
      <span class="hint">{t("batch.progress", { over, total: batch.total })}</span> {batch.failed > 0 && <Badge kind="bad">{t("batch.refused", { n: batch.failed })}</Badge>}
    </>
  );
}

/** How many instances the filter means now, so that nobody begins what they did not mean. */
function Matching({ filter }: { filter: Filter }) {
  const found = useLoad(async (signal) => {
    const states = filter.state ? [filter.state] : ["active", "suspended"];
    const lists = await Promise.all(states.map((state) => get<List<Instance>>("/instances", { ...filter, state, limit: countAtMost }, signal)));
    return { n: lists.reduce((sum, list) => sum + list.items.length, 0), more: lists.some((list) => list.next !== undefined) };
  }, [filter]);
  return <p role="status">{found.data ? t(found.data.more ? "batch.matchesOver" : "batch.matches", { n: found.data.n }) : t("state.loading")}</p>;
}

function NewBatch({ close }: { close: () => void }) {
  const { query } = usePlace();
  const [operation, setOperation] = useState<string>(query.get("incident") === "true" ? "retry" : "suspend");
  const [reason, setReason] = useState("");
  const [target, setTarget] = useState("");
  const action = useAction();
  const processes = useProcesses();
  const [definition, version, state, incident] = [query.get("definition") ?? "", query.get("version") ?? "", query.get("state") ?? "", query.get("incident") === "true"];
  const filter: Filter = { ...(definition ? { definition } : {}), ...(version ? { version: Number(version) } : {}), ...(state ? { state } : {}), ...(incident ? { incident } : {}) };
  const own = useVersions(definition).data ?? [];
  const into = target || String(own.find((one) => String(one) !== version) ?? "");
  const migrates = operation === "migrate";
  const chosen = Object.keys(filter).length > 0;
  const submit = (event: Event) => {
    event.preventDefault();
    void action.run(async () => {
      const batch = await post<Batch>("/batches", { operation, filter, reason: reason.trim(), ...(migrates ? { arguments: { version: Number(into) } } : {}) });
      notice(t("batch.begun"));
      navigate(`/batches/${batch.id}`);
    });
  };
  const asOptions = (numbers: number[]): [string, string][] => numbers.map((one) => [String(one), t("instance.version", { version: one })]);
  return (
    <form class="card" aria-label={t("batch.new")} onSubmit={submit}>
      <h2>{t("batch.new")}</h2>
      <div class="columns">
        <Select label={t("inbox.process")} value={definition} onChange={(value) => setQuery({ definition: value, version: "" })} options={[["", t("inbox.everyProcess")], ...(processes.data?.map((one) => one.key) ?? (definition ? [definition] : [])).map((key): [string, string] => [key, named("definition", key)])]} />
        <Select label={t("batch.version")} value={version} onChange={(value) => setQuery({ version: value })} options={[["", t("batch.anyVersion")], ...asOptions(own)]} />
        <Select label={t("instance.state")} value={state} onChange={(value) => setQuery({ state: value })} options={[["", t("batch.anyOpen")], ["active", named("instanceState", "active")], ["suspended", named("instanceState", "suspended")]]} />
      </div>
      <label class="check"><input type="checkbox" checked={incident} onChange={(event) => setQuery({ incident: event.currentTarget.checked ? "true" : "" })} />{t("instance.onlyIncidents")}</label>
      {chosen ? <Matching filter={filter} /> : <p role="status">{t("batch.chooseFirst")}</p>}
      <div class="columns">
        <Select label={t("batch.operation")} value={operation} onChange={setOperation} options={operations.map((one): [string, string] => [one, named("batchOperation", one)])} />
        {migrates && <Select label={t("migrate.to")} value={into} onChange={setTarget} options={asOptions(own)} />}
      </div>
      <TextField label={t("reason")} value={reason} onInput={setReason} required rows={2} />
      {action.error ? <p class="error" role="alert">{explain(action.error)}</p> : null}
      <div class="buttons">
        <button type="submit" class={operation === "cancel" ? "danger" : "primary"} disabled={action.busy || !chosen || !reason.trim() || (migrates && !into)}>{t("batch.begin")}</button>
        <button type="button" onClick={close}>{t("close")}</button>
      </div>
    </form>
  );
}

export function BatchList() {
  const { query } = usePlace();
  const isNew = query.get("new") === "true";
  const found = useLoad((signal) => get<List<Batch>>("/batches", { limit: 100 }, signal), []);
  useTitle(t("nav.batches"));
  useLive(["instance"], () => void found.reload());
  return (
    <div class="page batches">
      <div class="heading">
        <h1>{t("nav.batches")}</h1>
        {!isNew && <button type="button" class="primary" onClick={() => setQuery({ new: "true" })}>{t("batch.newDots")}</button>}
      </div>
      {isNew && <NewBatch close={() => navigate("/batches", "replace")} />}
      <Shown of={found}>
        {(list) => (list.items.length === 0 ? <Empty title={t("batch.none")} /> : (
          <div class="scroll" tabIndex={0} role="region" aria-label={t("nav.batches")}>
            <table>
              <thead><tr><th scope="col">{t("batch.one")}</th><th scope="col">{t("batch.operation")}</th><th scope="col">{t("batch.how")}</th><th scope="col">{t("reason")}</th><th scope="col">{t("instance.who")}</th><th scope="col">{t("instance.when")}</th></tr></thead>
              <tbody>{list.items.map((one) => (
                <tr key={one.id}><th scope="row"><a href={`/batches/${one.id}`}>{one.id}</a></th><td class="short">{named("batchOperation", one.operation)}</td><td class="short"><Progress batch={one} /></td><td>{one.reason}</td><td>{one.createdBy}</td><td class="short">{time(one.createdAt)}</td></tr>
              ))}</tbody>
            </table>
          </div>
        ))}
      </Shown>
    </div>
  );
}

export function BatchPage({ id }: { id: string }) {
  const found = useLoad((signal) => get<WholeBatch>(`/batches/${id}`, { limit: 500 }, signal), [id]);
  useTitle(t("batch.titled", { id }));
  useLive(["instance"], () => void found.reload());
  return (
    <div class="page batches">
      {!found.data && <h1 class="hidden">{t("batch.titled", { id })}</h1>}
      <Shown of={found}>
        {(batch) => (
          <>
            <header class="task-head">
              <p class="task-about"><a href="/batches">{t("nav.batches")}</a></p>
              <h1>{named("batchOperation", batch.operation)}</h1>
              <p class="marks start"><Badge kind={batch.state === "completed" ? "good" : "plain"}>{named("batchState", batch.state)}</Badge><Badge>{t("batch.by", { person: batch.createdBy, time: time(batch.createdAt) })}</Badge></p>
              {batch.reason && <p>{t("slider.reason", { reason: batch.reason })}</p>}
              <p><Progress batch={batch} /></p>
            </header>
            <section class="card">
              <h2>{t("batch.refusals")}</h2>
              {batch.items.length === 0 ? <p class="hint">{t("batch.noRefusals")}</p> : (
                <ul class="comments">{batch.items.map((one) => <li key={one.instanceId}><a href={`/instances/${one.instanceId}`}>{one.instanceId}</a> {one.detail} <code>{one.code}</code></li>)}</ul>
              )}
              {batch.next && <p class="hint">{t("batch.moreRefusals", { n: batch.items.length })}</p>}
            </section>
          </>
        )}
      </Shown>
    </div>
  );
}
