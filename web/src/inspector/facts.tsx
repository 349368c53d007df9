// The history of an instance: every fact, and what became of each variable. Both read the same list, a page after the other.
import { get } from "../frame/api";
import { plain, time } from "../frame/format";
import { useLoad } from "../frame/load";
import { named, t } from "../frame/text";
import type { Fact, List } from "../frame/types";
import { Badge, Shown } from "../frame/ui";

const pagesAtMost = 10;

/** The first 5,000 facts, in order. */
async function allFacts(id: string, signal: AbortSignal): Promise<{ items: Fact[]; more: boolean }> {
  const items: Fact[] = [];
  let after: string | undefined;
  for (let page = 0; page < pagesAtMost && (page === 0 || after); ++page) {
    const list = await get<List<Fact>>(`/instances/${id}/history`, { limit: 500, after }, signal);
    items.push(...list.items);
    after = list.next;
  }
  return { items, more: after !== undefined };
}

export function Facts({ id, etag }: { id: string; etag: string | null }) {
  const facts = useLoad((signal) => allFacts(id, signal), [id, etag]);
  return (
    <Shown of={facts}>
      {({ items, more }) => (
        <>
          {more && <p class="hint">{t("facts.first", { n: items.length })}</p>}
          <div class="scroll" tabIndex={0} role="region" aria-label={t("instance.tab.history")}>
            <table>
              <thead><tr><th scope="col" class="number">{t("instance.command")}</th><th scope="col">{t("instance.event")}</th><th scope="col">{t("instance.element")}</th><th scope="col">{t("instance.who")}</th><th scope="col">{t("instance.when")}</th><th scope="col">{t("instance.data")}</th></tr></thead>
              <tbody>{[...items].reverse().map((fact, at) => <tr key={items.length - at}><td class="number"><a href={`/instances/${id}?tab=history&at=${fact.sequence}`} aria-label={t("facts.showThen", { n: fact.sequence })}>{fact.sequence}</a></td><td>{fact.event} <span class="hint">{fact.operation}</span></td><td>{fact.node}</td><td>{fact.actor}</td><td class="short">{time(fact.time)}</td><td class="wide">{plain(fact.data)}</td></tr>)}</tbody>
            </table>
          </div>
        </>
      )}
    </Shown>
  );
}

function shown(value: unknown): string {
  return value === undefined ? t("conflict.nothing") : JSON.stringify(value);
}

/** Who set the variable, when, from what to what, and why. */
export function VariableHistory({ id, scope, name, etag }: { id: string; scope: string; name: string; etag: string | null }) {
  const facts = useLoad((signal) => allFacts(id, signal), [id, etag]);
  return (
    <Shown of={facts}>
      {({ items, more }) => {
        const reasons = new Map(items.filter((fact) => fact.event === "OperationNoted" && fact.data.reason).map((fact) => [fact.sequence, String(fact.data.reason)]));
        const changes = items.filter((fact) => (fact.event === "VariableSet" || fact.event === "VariableRemoved") && fact.data.name === name && fact.data.scope === scope);
        return (
          <>
            {more && <p class="hint">{t("facts.first", { n: items.length })}</p>}
            {changes.length === 0 && <p class="hint">{t("variables.noChanges")}</p>}
            <ol class="comments" aria-label={t("variables.historyOf", { name })}>
              {[...changes].reverse().map((fact, at) => (
                <li key={changes.length - at}>
                  <p><a href={`/instances/${id}?tab=variables&at=${fact.sequence}`}>{t("variables.byCommand", { n: fact.sequence })}</a> <span class="hint">{named("operation", fact.operation)}, {fact.actor || t("slider.engine")}, {time(fact.time)}</span></p>
                  <p><code class="value">{shown(fact.data.before)}</code> → <code class="value">{fact.event === "VariableRemoved" ? t("variables.removed") : shown(fact.data.value)}</code> {reasons.has(fact.sequence) && <Badge>{reasons.get(fact.sequence)}</Badge>}</p>
                </li>
              ))}
            </ol>
          </>
        );
      }}
    </Shown>
  );
}
