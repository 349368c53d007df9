// The inbox of a performer: my tasks, those of my groups, what I have done, what I may start; worked on without leaving the list.
import { useState } from "preact/hooks";
import { useLive } from "../frame/live";
import { useLoad, type Loaded } from "../frame/load";
import { useOpportunities } from "../frame/opportunities";
import { usePlace } from "../frame/router";
import { may } from "../frame/session";
import { t } from "../frame/text";
import { useTitle } from "../frame/title";
import type { Task } from "../frame/types";
import { Dialog, Empty, explain, Shown, Tabs, useAction } from "../frame/ui";
import { Bulk } from "./bulk";
import { Controls } from "./controls";
import { grouped } from "./groups";
import { useKeys } from "./keys";
import { asked, count, find, tabs, type Asked, type Found, type Tab } from "./query";
import { claim, Row } from "./row";
import { Startables, useStartable } from "./startable";
import { Views } from "./views";

const shownAtFirst = 100;
const counted: Tab[] = ["mine", "groups", "started"];
const helpKeys = ["j", "k", "enter", "c", "e", "x", "search", "help"] as const;

function useCounts(): Loaded<Record<string, string>> {
  return useLoad(async (signal) => {
    return Object.fromEntries(await Promise.all(counted.map(async (tab) => [tab, await count(tab, signal)] as const)));
  }, []);
}

function Help({ close }: { close: () => void }) {
  return (
    <Dialog title={t("keys.title")} close={close}>
      <dl class="keys">
        {helpKeys.map((key) => <div key={key}><dt><kbd>{t(`keys.${key}.key`)}</kbd></dt><dd>{t(`keys.${key}.does`)}</dd></div>)}
      </dl>
      <div class="buttons"><button type="button" class="primary" onClick={close}>{t("close")}</button></div>
    </Dialog>
  );
}

interface ListProps { found: Found; asked: Asked; more: () => void; done: () => void }

function TaskList({ found, asked: ask, more, done }: ListProps) {
  const [selected, setSelected] = useState<Set<string>>(new Set());
  const [open, setOpen] = useState<string | null>(null);
  const [help, setHelp] = useState(false);
  const action = useAction();
  const opportunity = useOpportunities(found.tasks.map((task) => task.opportunityId));
  const title = (id: string | null) => opportunity(id)?.title ?? t("group.noOpportunity");
  const ticked = found.tasks.filter((task) => selected.has(task.id));
  const select = (id: string, on: boolean) => setSelected((before) => { const now = new Set(before); if (on) now.add(id); else now.delete(id); return now; });
  const worked = () => { setOpen(null); done(); };
  const task = (id: string) => found.tasks.find((one) => one.id === id);
  const canWork = may("tasks.work") && ask.tab !== "done" && ask.tab !== "started";
  useKeys({
    claim: (id) => { const one = task(id); if (canWork && one && one.assignee === null) void action.run(async () => { await claim(one); done(); }); },
    complete: (id) => { if (canWork) setOpen((now) => (now === id ? null : id)); },
    select: (id) => { if (canWork) select(id, !selected.has(id)); },
    help: () => setHelp(true),
  });
  return (
    <>
      {action.error ? <p class="error" role="alert">{explain(action.error)}</p> : null}
      {ticked.length > 0 && <Bulk tasks={ticked} clear={() => setSelected(new Set())} done={done} />}
      {found.tasks.length === 0 && <NoTasks asked={ask} />}
      {grouped(found.tasks, ask.grouping, title).map((group) => (
        <section key={group.title} class="group" aria-label={group.title || t("inbox.tasks")}>
          {group.title && <h2>{group.title} <span class="count">{group.tasks.length}</span></h2>}
          <ul class="rows">
            {group.tasks.map((one: Task) => (
              <Row key={one.id} task={one} opportunity={opportunity(one.opportunityId)} canWork={canWork} selected={selected.has(one.id)} open={open === one.id}
                select={(on) => select(one.id, on)} toggle={() => setOpen(open === one.id ? null : one.id)} done={worked} />
            ))}
          </ul>
        </section>
      ))}
      {found.more && <p class="more"><button type="button" onClick={more}>{t("inbox.more")}</button></p>}
      <p class="hint keys-hint">{t("keys.hint")} <button type="button" class="quiet" onClick={() => setHelp(true)}>{t("keys.show")}</button></p>
      {help && <Help close={() => setHelp(false)} />}
    </>
  );
}

function NoTasks({ asked: ask }: { asked: Asked }) {
  if (ask.text || ask.definition || ask.overdue)
    return <Empty title={t("inbox.nothingFound")}><p><a href={`/inbox?tab=${ask.tab}`}>{t("inbox.showAll")}</a></p></Empty>;
  return <Empty title={t(`inbox.empty.${ask.tab}`)}>{ask.tab === "mine" && <p><a href="/inbox?tab=groups">{t("inbox.seeGroups")}</a></p>}</Empty>;
}

export function Inbox() {
  const { query } = usePlace();
  const ask = asked(query);
  const [wanted, setWanted] = useState(shownAtFirst);
  const counts = useCounts();
  const found = useLoad((signal) => find(ask, wanted, signal), [ask.tab, ask.sort, ask.text, ask.definition, ask.overdue, wanted]);
  const startable = useStartable(ask.definition);
  const reload = () => { void found.reload(); void counts.reload(); void startable.reload(); };
  const starting = may("tasks.work") && (ask.tab === "mine" || ask.tab === "groups") && !ask.text && !ask.overdue && found.data;
  useTitle(t("nav.inbox"));
  useLive(["task"], reload);
  return (
    <div class="page inbox">
      <h1>{t("nav.inbox")}</h1>
      <Tabs label={t("inbox.which")} current={ask.tab} to={(tab) => `/inbox?tab=${tab}`}
        items={tabs().map((tab) => ({ id: tab, label: t(`inbox.tab.${tab}`), ...(counted.includes(tab) ? { count: counts.data?.[tab] ?? "" } : {}) }))} />
      <Controls key={ask.tab} asked={ask} />
      <Views asked={ask} />
      <Shown of={found}>{(some) => <TaskList key={ask.tab} found={some} asked={ask} more={() => setWanted(wanted + shownAtFirst)} done={reload} />}</Shown>
      {starting && <Startables found={startable} done={reload} />}
    </div>
  );
}
