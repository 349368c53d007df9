// An instance goes back to the state after an earlier command.
import { useState } from "preact/hooks";
import { get } from "../frame/api";
import { useLoad, useSettled } from "../frame/load";
import { t } from "../frame/text";
import type { WholeInstance } from "../frame/types";
import { commandText } from "./slider";
import { RepairDialog } from "./repair";
import type { RepairProps } from "./move";

export function RewindDialog({ instance, close, done, from }: RepairProps & { from: number | null }) {
  const last = instance.command.sequence;
  const [sequence, setSequence] = useState(from ?? Math.max(1, last - 1));
  const settled = useSettled(sequence, 150);
  const then = useLoad((signal) => get<WholeInstance>(`/instances/${instance.id}`, { at: settled }, signal), [settled]);
  const text = then.data ? commandText(then.data.command, last) : t("state.loading");
  return (
    <RepairDialog instance={instance} operation="rewind" body={{ toSequence: sequence }} ready={sequence < last} close={close} done={done}>
      <div class="field">
        <label for="rewind-to">{t("rewind.to")}</label>
        <input id="rewind-to" type="range" min={1} max={last} value={sequence} aria-valuetext={text} onInput={(event) => setSequence(Number(event.currentTarget.value))} />
        <p class="hint">{text}</p>
        <p class="hint">{t("rewind.hint")}</p>
      </div>
    </RepairDialog>
  );
}
