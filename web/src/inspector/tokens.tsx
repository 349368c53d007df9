// Where the tokens of an instance are and what each waits for, and every pass of every element: what the picture shows, in words. What an ad-hoc
// sub-process offers is started from here.
import { post } from "../frame/api";
import { time } from "../frame/format";
import { notice } from "../frame/notice";
import { may } from "../frame/session";
import { named, t } from "../frame/text";
import type { Activity, Waiting, WholeInstance } from "../frame/types";
import { Badge, explain, useAction } from "../frame/ui";
import { nameOf, waitingText } from "./chart";

function Link({ waiting }: { waiting: Waiting }) {
  if (waiting.taskId) return <a href={`/tasks/${String(waiting.taskId)}`}>{t("waiting.openTask")}</a>;
  if (waiting.instanceId) return <a href={`/instances/${String(waiting.instanceId)}`}>{String(waiting.instanceId)}</a>;
  return null;
}

interface Offer { elementId: string; name: string }
type Begin = (scope: string, offer: Offer) => Promise<void>;

/** What may be started in an ad-hoc sub-process, each with its button for who works on tasks. */
function Offers({ waiting, begin }: { waiting: Waiting; begin: Begin | null }) {
  const action = useAction();
  const offers = (waiting.offers as Offer[] | undefined) ?? [];
  if (offers.length === 0) return null;
  if (!begin) return <>: {offers.map((offer) => offer.name || offer.elementId).join(", ")}</>;
  return (
    <>
      <span class="buttons tight">
        {offers.map((offer) => <button key={offer.elementId} type="button" disabled={action.busy} onClick={() => void action.run(() => begin(String(waiting.scope), offer))}>{t("adHoc.start", { name: offer.name || offer.elementId })}</button>)}
      </span>
      {action.error ? <p class="error" role="alert">{explain(action.error)}</p> : null}
    </>
  );
}

function WaitsFor({ waiting, host, names, begin }: { waiting: Waiting; host: string; names: (element: string) => string; begin: Begin | null }) {
  const boundary = waiting.elementId && waiting.elementId !== host ? names(String(waiting.elementId)) : "";
  return <li>{waitingText(waiting)}<Offers waiting={waiting} begin={begin} /> <Link waiting={waiting} /> {boundary && <span class="hint">{t("waiting.at", { element: boundary })}</span>}</li>;
}

interface TokensProps { instance: WholeInstance; activities: Activity[]; editable: boolean; pick: (element: string) => void; done: () => void }

export function Tokens({ instance, activities, editable, pick, done }: TokensProps) {
  const { tokens } = instance;
  const begin = async (scope: string, offer: Offer) => {
    await post(`/instances/${instance.id}/adhoc`, { scope, elementId: offer.elementId });
    notice(t("adHoc.started", { name: offer.name || offer.elementId }));
    done();
  };
  const canBegin = editable && instance.state === "active" && may("tasks.work");
  const names = (element: string) => nameOf(activities, element);
  if (tokens.length === 0) return <p class="hint">{t("instance.noTokens")}</p>;
  return (
    <ul class="comments">
      {tokens.map((token) => (
        <li key={token.id}>
          <p>
            <button type="button" class="step-name" onClick={() => pick(token.node)}><strong>{names(token.node)}</strong></button>{" "}
            {names(token.node) !== token.node && <code>{token.node}</code>} <Badge kind={token.state === "stuck" ? "bad" : "plain"}>{named("tokenState", token.state)}</Badge>{" "}
            <span class="hint">{t("instance.since", { time: time(token.since) })}</span>
          </p>
          {token.waitingFor.length > 0
            ? <ul class="changes" aria-label={t("waiting.for")}>{token.waitingFor.map((waiting, at) => <WaitsFor key={at} waiting={waiting} host={token.node} names={names} begin={canBegin ? begin : null} />)}</ul>
            : <p class="hint">{named("waitingState", token.state)}</p>}
        </li>
      ))}
    </ul>
  );
}

export function Passes({ activities }: { activities: Activity[] }) {
  return (
    <div class="scroll" tabIndex={0} role="region" aria-label={t("instance.tab.passes")}>
      <table>
        <thead><tr><th scope="col">{t("instance.element")}</th><th scope="col">{t("instance.state")}</th><th scope="col">{t("instance.began")}</th><th scope="col">{t("instance.ended")}</th></tr></thead>
        <tbody>{activities.map((one) => <tr key={one.id}><th scope="row">{one.name ?? one.elementId}{one.loopCounter !== null && ` #${one.loopCounter}`} <span class="hint">{one.type}</span></th><td>{named("instanceState", one.state)}</td><td class="short">{time(one.startedAt)}</td><td class="short">{time(one.endedAt)}</td></tr>)}</tbody>
      </table>
    </div>
  );
}
