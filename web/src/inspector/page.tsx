// One instance, now or as any of its commands left it: its picture, its tokens and what each waits for, what is stuck, its passes, variables, timers,
// jobs, messages and history.
import { useMemo, useRef, useState } from "preact/hooks";
import { get, request } from "../frame/api";
import { useLive } from "../frame/live";
import { useLoad, useSettled } from "../frame/load";
import { usePlace } from "../frame/router";
import { may } from "../frame/session";
import { t } from "../frame/text";
import { useTitle } from "../frame/title";
import type { Activity, List, Scope, WholeInstance } from "../frame/types";
import { Failure, Shown, Tabs } from "../frame/ui";
import { Canvas } from "../flow/canvas";
import { marksOf, nameOf } from "./chart";
import { Due } from "./due";
import { Events } from "./events";
import { Facts } from "./facts";
import { Head, Incidents } from "./head";
import { Slider } from "./slider";
import { Passes, Tokens } from "./tokens";
import { Variables } from "./variables";

interface Seen { instance: WholeInstance; etag: string | null; activities: Activity[]; scopes: Scope[] }

const tabIds = ["tokens", "passes", "variables", "due", "events", "history"] as const;

async function load(id: string, at: number | null, signal: AbortSignal): Promise<Seen> {
  const [reply, activities, variables] = await Promise.all([
    request<WholeInstance>("GET", `/instances/${id}`, { query: { at }, signal }),
    get<List<Activity>>(`/instances/${id}/activities`, { at, limit: 500 }, signal),
    get<{ scopes: Scope[] }>(`/instances/${id}/variables`, { at, scopes: true }, signal),
  ]);
  return { instance: reply.data, etag: reply.etag, activities: activities.items, scopes: variables.scopes };
}

function Picture({ seen, picked }: { seen: Seen; picked: string | null }) {
  const marks = useMemo(() => marksOf(seen.instance, seen.activities), [seen]);
  const first = seen.instance.tokens[0]?.node ?? "";
  return (
    <div class="card">
      <Canvas label={t("instance.picture")} marks={marks} definition={seen.instance.definition} version={seen.instance.version} picked={picked} first={first}
        legend={<><span class="done">✓ {t("steps.done")}</span><span class="active">● {t("steps.active")}</span><span class="error">● {t("tokenState.stuck")}</span><span>×2 {t("instance.passedTwice")}</span></>} />
    </div>
  );
}

function Whole({ id, present, reload }: { id: string; present: Seen; reload: () => void }) {
  const { query } = usePlace();
  const tab = tabIds.find((one) => one === query.get("tab")) ?? "tokens";
  const last = present.instance.command.sequence;
  const asked = Number(query.get("at"));
  const at = Number.isInteger(asked) && asked >= 1 && asked < last ? asked : null;
  const settled = useSettled(at, 120);
  const past = useLoad(async (signal) => (settled === null ? null : load(id, settled, signal)), [id, settled]);
  const [picked, setPicked] = useState<string | null>(null);
  // While the slider moves, what was shown stays until the next is there.
  const held = useRef(present);
  const seen = at === null ? present : (past.data ?? (held.current.instance.id === id ? held.current : present));
  held.current = seen;
  const { instance, etag, activities, scopes } = seen;
  const names = (element: string) => nameOf(activities, element);
  const to = (one: string) => `/instances/${id}?tab=${one}${at === null ? "" : `&at=${at}`}`;
  return (
    <>
      <Head instance={instance} present={present.instance} at={at} done={reload} />
      <Slider at={at} last={last} shown={instance.command} />
      {at !== null && past.error ? <Failure error={past.error} retry={() => void past.reload()} /> : null}
      <Incidents incidents={instance.incidents} names={names} editable={at === null} done={reload} />
      {may("definitions.read") && <Picture seen={seen} picked={picked} />}
      <Tabs label={t("instance.parts")} current={tab} to={to} items={tabIds.map((one) => ({ id: one, label: t(`instance.tab.${one}`) }))} />
      <div class="card tab-body">
        {tab === "tokens" && <Tokens instance={instance} activities={activities} editable={at === null} pick={setPicked} done={reload} />}
        {tab === "passes" && <Passes activities={activities} />}
        {tab === "variables" && <Variables instance={id} scopes={scopes} activities={activities} etag={etag} past={at !== null} done={reload} />}
        {tab === "due" && <Due instance={instance} names={names} editable={at === null} done={reload} />}
        {tab === "events" && <Events instance={id} events={instance.events} names={names} editable={at === null && instance.state === "active"} done={reload} />}
        {tab === "history" && <Facts id={id} etag={present.etag} />}
      </div>
    </>
  );
}

export function InstancePage({ id }: { id: string }) {
  const loaded = useLoad((signal) => load(id, null, signal), [id]);
  const reload = () => { void loaded.reload(); };
  useTitle(t("instance.titled", { id }));
  useLive(["instance", "task", "incident"], reload);
  return (
    <div class="page instance">
      {!loaded.data && <h1 class="hidden">{t("instance.titled", { id })}</h1>}
      <Shown of={loaded}>{(present) => <Whole id={id} present={present} reload={reload} />}</Shown>
    </div>
  );
}
