// What was said with the customer. A call is logged with two clicks: what it was, and that it is so; all else may be written and need not.
import { useState } from "preact/hooks";
import { get, post } from "../frame/api";
import { date, time } from "../frame/format";
import { useLoad } from "../frame/load";
import { notice } from "../frame/notice";
import { may } from "../frame/session";
import { named, t } from "../frame/text";
import type { Interaction, List, Opportunity } from "../frame/types";
import { explain, Shown, TextField, useAction } from "../frame/ui";

const quick = ["call-out", "call-in", "voicemail", "email-out", "meeting", "note"];

function LogForm({ opportunity, type, close, done }: { opportunity: Opportunity; type: string; close: () => void; done: () => void }) {
  const [subject, setSubject] = useState(named("interaction", type));
  const [details, setDetails] = useState("");
  const [outcome, setOutcome] = useState("");
  const [nextStep, setNextStep] = useState("");
  const [nextStepDue, setNextStepDue] = useState("");
  const action = useAction();
  const submit = (event: Event) => {
    event.preventDefault();
    void action.run(async () => {
      const written = Object.fromEntries(Object.entries({ details, outcome, nextStep, nextStepDue }).filter(([, text]) => text.trim()));
      await post("/interactions", { type, subject, opportunityId: opportunity.id, ...written });
      notice(t("log.done", { what: named("interaction", type) }));
      close();
      done();
    });
  };
  return (
    <form class="quick" onSubmit={submit}>
      <div class="columns">
        <TextField label={t("log.subject")} value={subject} onInput={setSubject} required />
        <TextField label={t("log.outcome")} value={outcome} onInput={setOutcome} />
        <TextField label={t("log.nextStep")} value={nextStep} onInput={setNextStep} />
        <TextField label={t("log.nextStepDue")} type="date" value={nextStepDue} onInput={setNextStepDue} />
      </div>
      <TextField label={t("log.details")} value={details} onInput={setDetails} rows={2} />
      {action.error ? <p class="error" role="alert">{explain(action.error)}</p> : null}
      <div class="buttons">
        <button type="submit" class="primary" disabled={action.busy}>{t("log.go")}</button>
        <button type="button" onClick={close}>{t("cancel")}</button>
      </div>
    </form>
  );
}

function Line({ one }: { one: Interaction }) {
  const people = (one.participants ?? []).map((person) => (typeof person === "string" ? person : person.name)).join(", ");
  return (
    <li>
      <p><strong>{one.subject}</strong> <span class="hint">{named("interaction", one.type)} · {time(one.at)}{one.recordedBy ? ` · ${one.recordedBy}` : ""}{people ? ` · ${people}` : ""}{one.planned ? ` · ${t("log.planned")}` : ""}</span></p>
      {one.details && <p>{one.details}</p>}
      {one.outcome && <p class="hint">{t("log.outcome")}: {one.outcome}</p>}
      {one.nextStep && <p class="hint">{t("log.nextStep")}: {one.nextStep} {one.nextStepDue ? `(${date(one.nextStepDue)})` : ""}</p>}
    </li>
  );
}

export function Interactions({ opportunity }: { opportunity: Opportunity }) {
  const [type, setType] = useState<string | null>(null);
  const lines = useLoad((signal) => get<List<Interaction>>("/interactions", { opportunityId: opportunity.id, sort: "-at", limit: 200 }, signal), [opportunity.id]);
  return (
    <>
      {may("register.write") && (
        <div class="buttons quick-log" role="group" aria-label={t("log.title")}>
          {quick.map((one) => <button key={one} type="button" aria-expanded={type === one} onClick={() => setType(type === one ? null : one)}>{named("interaction", one)}</button>)}
        </div>
      )}
      {type && <LogForm key={type} opportunity={opportunity} type={type} close={() => setType(null)} done={() => void lines.reload()} />}
      <Shown of={lines}>
        {(list) => (list.items.length === 0 ? <p class="hint">{t("log.none")}</p> : <ul class="comments">{list.items.map((one) => <Line key={one.id} one={one} />)}</ul>)}
      </Shown>
    </>
  );
}
