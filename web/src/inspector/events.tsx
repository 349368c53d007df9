// Which messages, signals and conditions an instance waits for; a message or signal can be sent from here.
import { useState } from "preact/hooks";
import { post } from "../frame/api";
import { time } from "../frame/format";
import { notice } from "../frame/notice";
import { may } from "../frame/session";
import { named, t } from "../frame/text";
import type { AwaitedEvent } from "../frame/types";
import { Dialog, explain, TextField, useAction } from "../frame/ui";

interface SendProps { instance: string; event: AwaitedEvent; close: () => void; done: () => void }

function Send({ instance, event: awaited, close, done }: SendProps) {
  const [text, setText] = useState("");
  const [wrong, setWrong] = useState("");
  const action = useAction();
  const isSignal = awaited.type === "signal";
  const submit = (event: Event) => {
    event.preventDefault();
    let variables: unknown;
    try {
      variables = text.trim() ? JSON.parse(text) : {};
    } catch {
      return setWrong(t("variables.notJson"));
    }
    setWrong("");
    void action.run(async () => {
      if (isSignal) await post("/signals", { name: awaited.name, variables });
      else await post("/messages", { name: awaited.name, instanceId: instance, variables, ...(awaited.correlationKey ? { correlationKey: keyOf(awaited.correlationKey) } : {}) });
      notice(t("events.sent", { name: awaited.name ?? "" }));
      close();
      done();
    });
  };
  return (
    <Dialog title={t("events.sendOf", { name: awaited.name ?? "" })} close={close}>
      <form onSubmit={submit}>
        <p class="hint">{t(isSignal ? "events.signalToAll" : "events.messageHere")}</p>
        <TextField label={t("events.variables")} value={text} onInput={setText} rows={3} hint={t("events.variablesHint")} autofocus {...(wrong ? { error: wrong } : {})} />
        {action.error ? <p class="error" role="alert">{explain(action.error)}</p> : null}
        <div class="buttons">
          <button type="submit" class="primary" disabled={action.busy}>{t("events.send")}</button>
          <button type="button" onClick={close}>{t("close")}</button>
        </div>
      </form>
    </Dialog>
  );
}

/** A correlation key is told as text, whether it is one or a number. */
function keyOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

interface Props { instance: string; events: AwaitedEvent[]; names: (element: string) => string; editable: boolean; done: () => void }

export function Events({ instance, events, names, editable, done }: Props) {
  const [sending, setSending] = useState<AwaitedEvent | null>(null);
  if (events.length === 0) return <p class="hint">{t("events.none")}</p>;
  return (
    <>
      <ul class="comments">
        {events.map((one) => (
          <li key={one.id}>
            <p><strong>{one.name ?? named("waiting", one.type)}</strong> <span class="hint">{named("waiting", one.type)} · {t("waiting.at", { element: names(one.elementId) })} · {t("instance.since", { time: time(one.since) })}</span></p>
            {one.correlationKey && <p class="hint">{t("waiting.key", { key: one.correlationKey })}</p>}
            {editable && may("events.send") && one.name && <div class="buttons tight"><button type="button" aria-label={t("events.sendOf", { name: one.name })} onClick={() => setSending(one)}>{t("events.sendDots")}</button></div>}
          </li>
        ))}
      </ul>
      {sending && <Send instance={instance} event={sending} close={() => setSending(null)} done={done} />}
    </>
  );
}
