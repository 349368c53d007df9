// Where the tokens of an instance are and what each waits for, and every pass of every element: what the picture shows, in words.
import { time } from "../frame/format";
import { named, t } from "../frame/text";
import type { Activity, Token, Waiting } from "../frame/types";
import { Badge } from "../frame/ui";
import { nameOf, waitingText } from "./chart";

function Link({ waiting }: { waiting: Waiting }) {
  if (waiting.taskId) return <a href={`/tasks/${String(waiting.taskId)}`}>{t("waiting.openTask")}</a>;
  if (waiting.instanceId) return <a href={`/instances/${String(waiting.instanceId)}`}>{String(waiting.instanceId)}</a>;
  return null;
}

interface Offer { elementId: string; name: string }

function WaitsFor({ waiting, host, names }: { waiting: Waiting; host: string; names: (element: string) => string }) {
  const boundary = waiting.elementId && waiting.elementId !== host ? names(String(waiting.elementId)) : "";
  const offers = (waiting.offers as Offer[] | undefined)?.map((offer) => offer.name || offer.elementId).join(", ");
  return <li>{waitingText(waiting)}{offers ? `: ${offers}` : ""} <Link waiting={waiting} /> {boundary && <span class="hint">{t("waiting.at", { element: boundary })}</span>}</li>;
}

interface TokensProps { tokens: Token[]; activities: Activity[]; pick: (element: string) => void }

export function Tokens({ tokens, activities, pick }: TokensProps) {
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
            ? <ul class="changes" aria-label={t("waiting.for")}>{token.waitingFor.map((waiting, at) => <WaitsFor key={at} waiting={waiting} host={token.node} names={names} />)}</ul>
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
