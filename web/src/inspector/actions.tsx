// What an admin does to an instance. Each asks why; what moves its tokens is tried before it is done.
import { useState } from "preact/hooks";
import { post } from "../frame/api";
import { may } from "../frame/session";
import { t } from "../frame/text";
import type { WholeInstance } from "../frame/types";
import { MigrateDialog } from "./migrate";
import { MoveDialog } from "./move";
import { ReasonDialog } from "./reason";
import { RewindDialog } from "./rewind";

const steering = ["suspend", "resume", "cancel"] as const;
type Steering = (typeof steering)[number];
type What = Steering | "move" | "rewind" | "migrate";

/** `at`: the command whose state is looked at; null: the present. */
export function InstanceActions({ instance, at, done }: { instance: WholeInstance; at: number | null; done: () => void }) {
  const [what, setWhat] = useState<What | null>(null);
  if (!may("instances.admin") || !["active", "suspended"].includes(instance.state)) return null;
  const props = { instance, close: () => setWhat(null), done };
  const steer = steering.find((one) => one === what);
  return (
    <div class="buttons">
      {instance.state === "active" && <button type="button" onClick={() => setWhat("suspend")}>{t("instance.suspend")}</button>}
      {instance.state === "suspended" && <button type="button" class="primary" onClick={() => setWhat("resume")}>{t("instance.resume")}</button>}
      <button type="button" onClick={() => setWhat("move")}>{t("instance.move")}</button>
      <button type="button" disabled={instance.command.sequence < 2} onClick={() => setWhat("rewind")}>{at === null ? t("instance.rewind") : t("instance.rewindHere", { sequence: at })}</button>
      <button type="button" onClick={() => setWhat("migrate")}>{t("instance.migrate")}</button>
      <button type="button" class="danger" onClick={() => setWhat("cancel")}>{t("instance.cancel")}</button>
      {what === "move" && <MoveDialog {...props} />}
      {what === "rewind" && <RewindDialog {...props} from={at} />}
      {what === "migrate" && <MigrateDialog {...props} />}
      {steer && (
        <ReasonDialog title={t(`instance.title.${steer}`)} go={t(`instance.go.${steer}`)} did={t(`instance.did.${steer}`)} danger={steer === "cancel"}
          act={(reason) => post(`/instances/${instance.id}/${steer}`, { reason })} {...props} />
      )}
    </div>
  );
}
