// One task: what is to be done, with what, and where it stands.
import { useRef, useState } from "preact/hooks";
import { post, request, type ProblemPart } from "../frame/api";
import { dueText, isOverdue, plain, time } from "../frame/format";
import { useLive } from "../frame/live";
import { useLoad } from "../frame/load";
import { PersonField } from "../frame/people";
import { Files } from "../frame/files";
import { may, session } from "../frame/session";
import { named, t } from "../frame/text";
import { useTitle } from "../frame/title";
import type { Fact, WholeTask } from "../frame/types";
import { Badge, Dialog, explain, Shown, useAction } from "../frame/ui";
import { Around, OpportunityLine } from "./around";
import { Checklist } from "./checklist";
import { Conflict } from "./conflict";
import { errorsOf } from "./form";
import { Markdown } from "./markdown";
import { Comments, factsOf, History } from "./talk";
import { canWorkOn, Work } from "./work";

interface Held { task: WholeTask; etag: string | null }

async function load(id: string, signal?: AbortSignal): Promise<Held> {
  const reply = await request<WholeTask>("GET", `/tasks/${id}`, signal ? { signal } : {});
  return { task: reply.data, etag: reply.etag };
}

function Assign({ task, close, done }: { task: WholeTask; close: () => void; done: () => void }) {
  const [person, setPerson] = useState("");
  const action = useAction();
  const submit = (event: Event) => {
    event.preventDefault();
    void action.run(async () => { await post(`/tasks/${task.id}/assign`, { assignee: person.trim() }); close(); done(); });
  };
  return (
    <Dialog title={t("task.assignTitle")} close={close}>
      <form onSubmit={submit}>
        <PersonField label={t("bulk.person")} value={person} onInput={setPerson} autofocus />
        {action.error ? <p class="error" role="alert">{explain(action.error)}</p> : null}
        <div class="buttons">
          <button type="submit" class="primary" disabled={action.busy || !person.trim()}>{t("bulk.assignGo")}</button>
          <button type="button" onClick={close}>{t("cancel")}</button>
        </div>
      </form>
    </Dialog>
  );
}

function Actions({ task, done }: { task: WholeTask; done: () => void }) {
  const [assigning, setAssigning] = useState(false);
  const action = useAction();
  const send = (what: string) => action.run(async () => { await post(`/tasks/${task.id}/${what}`); done(); });
  if (!canWorkOn(task)) return null;
  return (
    <div class="buttons">
      {task.assignee === null && <button type="button" class="primary" disabled={action.busy} onClick={() => void send("claim")}>{t("task.claim")}</button>}
      {task.assignee === session.me!.id && (task.candidateGroups.length > 0 || task.candidateUsers.length > 0 || task.owner) && (
        <button type="button" disabled={action.busy} onClick={() => void send("release")}>{t("task.release")}</button>
      )}
      <button type="button" onClick={() => setAssigning(true)}>{t("bulk.assign")}</button>
      {action.error ? <p class="error" role="alert">{explain(action.error)}</p> : null}
      {assigning && <Assign task={task} close={() => setAssigning(false)} done={done} />}
    </div>
  );
}

function Head({ task, done }: { task: WholeTask; done: () => void }) {
  const overdue = task.state === "open" && isOverdue(task.due);
  const holder = task.assignee ? t("task.with", { person: task.assignee }) : t("inbox.notTaken");
  return (
    <header class="task-head">
      <OpportunityLine task={task} />
      <h1>{task.name}</h1>
      <p class="marks start">
        {task.state === "open" ? <Badge kind={overdue ? "bad" : "plain"}>{dueText(task.due)}</Badge> : <Badge kind="good">{named("taskState", task.state)}</Badge>}
        <Badge kind={task.assignee ? "plain" : "strong"}>{holder}</Badge>
        {task.assignee === null && task.candidateGroups.length > 0 && <Badge>{t("inbox.offeredTo", { groups: task.candidateGroups.join(", ") })}</Badge>}
        {task.priority > 50 && <Badge kind="warn">{t("inbox.high", { priority: task.priority })}</Badge>}
      </p>
      <Actions task={task} done={done} />
    </header>
  );
}

function Given({ task }: { task: WholeTask }) {
  const shown = Object.entries(task.variables);
  if (!task.instructions && !task.deliverable && shown.length === 0) return null;
  return (
    <section class="card">
      {task.instructions && <><h2>{t("task.instructions")}</h2><Markdown text={task.instructions} /></>}
      {task.deliverable && <><h2>{t("task.deliverable")}</h2><p>{task.deliverable}</p></>}
      {shown.length > 0 && <><h2>{t("task.given")}</h2><dl class="pairs">{shown.map(([name, value]) => <div key={name}><dt>{name}</dt><dd>{plain(value) || "–"}</dd></div>)}</dl></>}
    </section>
  );
}

interface Meanwhile { now: Held; last: Fact | undefined }

/** Everything below the head. It is made anew with `version`: then the form begins again from what the server has. */
function Body({ held, keep, reload }: { held: Held; keep: (held: Held) => void; reload: () => void }) {
  const [parts, setParts] = useState<ProblemPart[]>([]);
  const [meanwhile, setMeanwhile] = useState<Meanwhile | null>(null);
  const [version, setVersion] = useState(0);
  const before = useRef(held.task);
  if (!meanwhile) before.current = held.task;
  const { task } = held;
  const changed = (next: WholeTask, etag: string | null) => keep({ task: next, etag });
  const conflict = () => void load(task.id).then(async (now) => {
    const facts = may("instances.read") ? await factsOf(task).catch(() => []) : [];
    setMeanwhile({ now, last: facts[0] });
  }, reload);
  if (meanwhile && meanwhile.now.task.state !== "open") return <Gone task={meanwhile.now.task} last={meanwhile.last} />;
  const canWork = canWorkOn(task);
  return (
    <>
      {meanwhile && (
        <Conflict before={before.current} now={meanwhile.now.task} last={meanwhile.last}
          keepMine={() => { keep(meanwhile.now); setMeanwhile(null); }}
          takeTheirs={() => { keep(meanwhile.now); setMeanwhile(null); setVersion((n) => n + 1); }} />
      )}
      <Given task={task} />
      {task.checklist.length > 0 && <Checklist task={task} canWork={canWork} errors={errorsOf(parts)} changed={changed} />}
      {canWork && <Work key={version} task={task} etag={held.etag} stored={changed} conflict={conflict} wrong={setParts} parts={parts} />}
      {task.state === "open" && !canWork && <p class="card">{task.assignee ? t("task.others", { person: task.assignee }) : t("task.offeredToOthers")}</p>}
      <Files path={`/tasks/${task.id}/attachments`} canAdd={canWork} />
      <Comments task={task} canComment={may("tasks.work") && task.state === "open"} changed={changed} />
      <History task={task} />
    </>
  );
}

function Gone({ task, last }: { task: WholeTask; last: Fact | undefined }) {
  return (
    <section class="card conflict" role="alert">
      <h2>{t("conflict.gone", { state: named("taskState", task.state) })}</h2>
      {last && <p>{t("conflict.who", { actor: last.actor, what: named("event", last.event), time: time(last.time) })}</p>}
      <p><a class="button primary" href="/inbox">{t("task.toInbox")}</a></p>
    </section>
  );
}

export function TaskPage({ id }: { id: string }) {
  const [own, setOwn] = useState<Held | null>(null);
  const loaded = useLoad(async (signal) => { const held = await load(id, signal); setOwn(null); return held; }, [id]);
  const held = own ?? loaded.data;
  useTitle(held?.task.name ?? "");
  useLive(["task"], () => { if (held && held.task.state !== "open") void loaded.reload(); });
  return (
    <div class="page task">
      {!held && <h1 class="hidden">{t("task.title")}</h1>}
      <Shown of={loaded}>
        {(data) => {
          const one = own ?? data;
          return (
            <>
              <Head task={one.task} done={() => void loaded.reload()} />
              <div class="with-side">
                <div><Body held={one} keep={setOwn} reload={() => void loaded.reload()} /></div>
                <aside><Around task={one.task} /></aside>
              </div>
            </>
          );
        }}
      </Shown>
    </div>
  );
}
