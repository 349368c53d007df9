// Everything that happened to an opportunity, newest first: who, when, why, and what it was before and after.
import { useState } from "preact/hooks";
import { get } from "../frame/api";
import { plain, time } from "../frame/format";
import { useLoad } from "../frame/load";
import { named, t } from "../frame/text";
import type { HistoryLine, List } from "../frame/types";
import { Shown } from "../frame/ui";

const shownAtFirst = 50;
const told = new Set(["TaskOpened", "TaskAssigned", "TaskClosed", "TaskCommented", "IncidentRaised", "IncidentResolved", "InstanceStarted", "InstanceEnded", "StageReached", "OperationNoted"]);

async function everything(id: string, signal: AbortSignal): Promise<HistoryLine[]> {
  const lines: HistoryLine[] = [];
  let after: string | undefined;
  do {
    const page = await get<List<HistoryLine>>(`/opportunities/${id}/history`, { limit: 500, after }, signal);
    lines.push(...page.items);
    after = page.next;
  } while (after && lines.length < 5_000);
  return lines.reverse();
}

function Line({ line }: { line: HistoryLine }) {
  const changes = Object.entries(line.changes ?? {}).filter(([, change]) => plain(change.before) || plain(change.after));
  const events = (line.events ?? []).filter((event) => told.has(event.event));
  return (
    <li>
      <p><strong>{named("operation", line.operation)}</strong> <span class="hint">{line.actor} · {time(line.time)}</span></p>
      {line.reason && <p>{t("reason")}: {line.reason}</p>}
      {changes.length > 0 && <ul class="changes">{changes.map(([name, change]) => <li key={name}>{t("history.change", { what: name, from: plain(change.before) || "–", to: plain(change.after) || "–" })}</li>)}</ul>}
      {events.length > 0 && <ul class="changes">{events.map((event, at) => <li key={at}>{[named("event", event.event), plain(event.data.name ?? event.data.stage ?? event.node ?? event.data.message)].filter(Boolean).join(": ")}</li>)}</ul>}
    </li>
  );
}

export function History({ id, version }: { id: string; version: unknown }) {
  const [shown, setShown] = useState(shownAtFirst);
  const lines = useLoad((signal) => everything(id, signal), [id, version]);
  return (
    <Shown of={lines}>
      {(all) => (
        <>
          <ul class="comments">{all.slice(0, shown).map((line, at) => <Line key={all.length - at} line={line} />)}</ul>
          {all.length > shown && <button type="button" onClick={() => setShown(shown + shownAtFirst)}>{t("inbox.more")}</button>}
        </>
      )}
    </Shown>
  );
}
