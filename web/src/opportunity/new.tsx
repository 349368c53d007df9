// Posting an opportunity: the few things that it cannot do without.
import { useState } from "preact/hooks";
import { get, post, Problem } from "../frame/api";
import { useLoad } from "../frame/load";
import { PersonField } from "../frame/people";
import { navigate } from "../frame/router";
import { session } from "../frame/session";
import { named, t } from "../frame/text";
import type { List, Opportunity } from "../frame/types";
import { Dialog, explain, Select, TextField, useAction } from "../frame/ui";

export function NewOpportunity({ close }: { close: () => void }) {
  const kinds = useLoad((signal) => get<List<{ kind: string; name: string }>>("/opportunity-kinds", {}, signal), []);
  const [given, setGiven] = useState({ kind: "standard-sale", title: "", customer: "", responsible: session.me!.id });
  const action = useAction();
  const set = (part: Partial<typeof given>) => setGiven((before) => ({ ...before, ...part }));
  const send = (draft: boolean) => action.run(async () => {
    const { customer, ...rest } = given;
    const made = await post<Opportunity>("/opportunities", { ...rest, ...(customer.trim() ? { customer } : {}), ...(draft ? { draft } : {}) });
    close();
    navigate(`/opportunities/${made.id}`);
  });
  const wrong = (pointer: string) => {
    const detail = action.error instanceof Problem ? action.error.parts.find((part) => part.pointer === pointer)?.detail : undefined;
    return detail ? { error: detail } : {};
  };
  return (
    <Dialog title={t("opportunity.new")} close={close}>
      <form noValidate onSubmit={(event) => { event.preventDefault(); void send(false); }}>
        <Select label={t("opportunity.kind")} value={given.kind} onChange={(kind) => set({ kind })} options={(kinds.data?.items ?? [{ kind: given.kind, name: named("definition", given.kind) }]).map((one) => [one.kind, one.name])} />
        <TextField label={t("opportunity.title")} value={given.title} onInput={(title) => set({ title })} required autofocus {...wrong("/title")} />
        <TextField label={t("opportunity.customer")} value={given.customer} onInput={(customer) => set({ customer })} {...wrong("/customer")} />
        <PersonField label={t("opportunity.responsible")} value={given.responsible} onInput={(responsible) => set({ responsible })} />
        {action.error ? <p class="error" role="alert">{explain(action.error)}</p> : null}
        <div class="buttons">
          <button type="submit" class="primary" disabled={action.busy}>{t("opportunity.post")}</button>
          <button type="button" disabled={action.busy} onClick={() => void send(true)}>{t("opportunity.keepDraft")}</button>
          <button type="button" class="quiet" onClick={close}>{t("cancel")}</button>
        </div>
      </form>
    </Dialog>
  );
}
