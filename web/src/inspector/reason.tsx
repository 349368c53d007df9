// The dialog of everything that an admin does: what is asked for, why, and what was refused.
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { notice } from "../frame/notice";
import { t } from "../frame/text";
import { Dialog, explain, TextField, useAction } from "../frame/ui";

// `did`: what is said when it was done; empty: `act` says it.
interface Props {
  title: string; go: string; did: string; danger?: boolean; ready?: boolean; children?: ComponentChildren;
  act: (reason: string) => Promise<unknown>; close: () => void; done: () => void;
}

export function ReasonDialog({ title, go, did, danger = false, ready = true, children, act, close, done }: Props) {
  const [reason, setReason] = useState("");
  const action = useAction();
  const submit = (event: Event) => {
    event.preventDefault();
    void action.run(async () => {
      await act(reason.trim());
      if (did) notice(did);
      close();
      done();
    });
  };
  return (
    <Dialog title={title} close={close}>
      <form onSubmit={submit}>
        {children}
        <TextField label={t("reason")} value={reason} onInput={setReason} required rows={2} autofocus={!children} />
        {action.error ? <p class="error" role="alert">{explain(action.error)}</p> : null}
        <div class="buttons">
          <button type="submit" class={danger ? "danger" : "primary"} disabled={action.busy || !ready || !reason.trim()}>{go}</button>
          <button type="button" onClick={close}>{t("close")}</button>
        </div>
      </form>
    </Dialog>
  );
}
