// Changes of an opportunity that ask for something: who is responsible, which stage, and always why.
import { useState } from "preact/hooks";
import { Problem, request } from "../frame/api";
import { notice } from "../frame/notice";
import { PersonField } from "../frame/people";
import { named, t } from "../frame/text";
import type { Opportunity } from "../frame/types";
import { Dialog, explain, Select, TextField, useAction } from "../frame/ui";

export const stages = ["first-contact", "qualification", "needs", "proposal", "negotiation", "closing", "closed-won", "closed-lost", "disqualified"];

interface Props { opportunity: Opportunity; what: "responsible" | "stage"; close: () => void; done: () => void }

export function ChangeDialog({ opportunity, what, close, done }: Props) {
  const [value, setValue] = useState(what === "stage" ? opportunity.stage : "");
  const [reason, setReason] = useState("");
  const action = useAction();
  const known = stages.includes(opportunity.stage) ? stages : [opportunity.stage, ...stages];
  const submit = (event: Event) => {
    event.preventDefault();
    void action.run(async () => {
      await request("PUT", `/opportunities/${opportunity.id}/${what}`, { body: { value: value.trim(), ...(reason.trim() ? { reason } : {}) } });
      notice(t("opportunity.changed"));
      close();
      done();
    });
  };
  return (
    <Dialog title={t(what === "stage" ? "opportunity.stageTitle" : "opportunity.responsibleTitle")} close={close}>
      <form onSubmit={submit}>
        {what === "stage"
          ? <Select label={t("opportunity.stage")} value={value} onChange={setValue} options={known.map((one) => [one, named("stage", one)])} />
          : <PersonField label={t("opportunity.responsible")} value={value} onInput={setValue} autofocus />}
        <TextField label={t("reason")} value={reason} onInput={setReason} required rows={2} />
        {action.error ? <p class="error" role="alert">{explain(action.error)}</p> : null}
        <div class="buttons">
          <button type="submit" class="primary" disabled={action.busy || !reason.trim() || !value.trim()}>{t("opportunity.change")}</button>
          <button type="button" onClick={close}>{t("cancel")}</button>
        </div>
      </form>
    </Dialog>
  );
}

/** Sends a merge patch; somebody who was faster is a message, not lost work. */
export async function patch(opportunity: Opportunity, etag: string | null, body: unknown): Promise<void> {
  try {
    await request("PATCH", `/opportunities/${opportunity.id}`, { body, ...(etag ? { ifMatch: etag } : {}) });
  } catch (error) {
    if (error instanceof Problem && error.status === 412) throw new Error(t("opportunity.stale"));
    throw error;
  }
}
