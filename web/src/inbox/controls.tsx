// Search, filter, sort and group: each writes into the address, so a view can be kept as a bookmark.
import { useEffect, useRef, useState } from "preact/hooks";
import { get } from "../frame/api";
import { useLoad, useSettled } from "../frame/load";
import { setQuery } from "../frame/router";
import { may } from "../frame/session";
import { named, t } from "../frame/text";
import type { List } from "../frame/types";
import { Select } from "../frame/ui";
import type { Asked } from "./query";

const typedFor = 250;

function Search({ text }: { text: string }) {
  const [typed, setTyped] = useState(text);
  const settled = useSettled(typed, typedFor);
  const asked = useRef(text);
  useEffect(() => {
    if (settled === asked.current) return;
    asked.current = settled;
    setQuery({ text: settled });
  }, [settled]);
  useEffect(() => {
    if (text === asked.current) return; // it was typed here, and perhaps more since
    asked.current = text;
    setTyped(text);
  }, [text]);
  return <input type="search" value={typed} placeholder={t("inbox.search")} aria-label={t("inbox.search")} onInput={(event) => setTyped(event.currentTarget.value)} />;
}

export function Controls({ asked }: { asked: Asked }) {
  const definitions = useLoad(async (signal) => {
    if (!may("definitions.read")) return [];
    const list = await get<List<{ key: string; kind: string }>>("/definitions", { kind: "process", limit: 500 }, signal);
    return list.items.map((one) => one.key);
  }, []);
  const keys = definitions.data ?? (asked.definition ? [asked.definition] : []);
  return (
    <form class="controls" role="search" aria-label={t("inbox.search")} onSubmit={(event) => event.preventDefault()}>
      <Search text={asked.text} />
      <Select label={t("inbox.process")} value={asked.definition} onChange={(definition) => setQuery({ definition })}
        options={[["", t("inbox.everyProcess")], ...keys.map((key): [string, string] => [key, named("definition", key)])]} />
      <Select label={t("inbox.sort")} value={asked.sort} onChange={(sort) => setQuery({ sort })}
        options={[["due", t("sort.due")], ["-priority", t("sort.priority")], ["-createdAt", t("sort.created")]]} />
      <Select label={t("inbox.group")} value={asked.grouping} onChange={(group) => setQuery({ group })}
        options={[["due", t("group.byDue")], ["step", t("group.byStep")], ["definition", t("group.byDefinition")], ["opportunity", t("group.byOpportunity")],
          ["priority", t("group.byPriority")], ["none", t("group.byNothing")]]} />
      {asked.tab !== "done" && (
        <label class="check"><input type="checkbox" checked={asked.overdue} onChange={(event) => setQuery({ overdue: event.currentTarget.checked ? "true" : "" })} />{t("inbox.onlyOverdue")}</label>
      )}
    </form>
  );
}
