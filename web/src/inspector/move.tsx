// Tokens are taken away and others started.
import { useState } from "preact/hooks";
import { get } from "../frame/api";
import { useLoad } from "../frame/load";
import { named, t } from "../frame/text";
import type { WholeDefinition, WholeInstance } from "../frame/types";
import { Select } from "../frame/ui";
import { RepairDialog } from "./repair";

export interface RepairProps { instance: WholeInstance; close: () => void; done: () => void }

export function useNodes(definition: string, version: number) {
  return useLoad((signal) => get<WholeDefinition>(`/definitions/${definition}/versions/${version}`, {}, signal), [definition, version]);
}

export function MoveDialog({ instance, close, done }: RepairProps) {
  const [cancel, setCancel] = useState<string[]>([]);
  const [nodeId, setNodeId] = useState("");
  const definition = useNodes(instance.definition, instance.version);
  const body = { ...(cancel.length ? { cancel } : {}), ...(nodeId ? { activate: [{ nodeId }] } : {}) };
  const names = new Map((definition.data?.nodes ?? []).map((node) => [node.id, node.name || node.id]));
  return (
    <RepairDialog instance={instance} operation="move" body={body} ready={cancel.length > 0 || nodeId !== ""} close={close} done={done}>
      <fieldset class="list-field">
        <legend>{t("move.take")}</legend>
        {instance.tokens.map((token) => (
          <label class="check" key={token.id}>
            <input type="checkbox" checked={cancel.includes(token.id)} onChange={(event) => { const on = event.currentTarget.checked; setCancel((before) => (on ? [...before, token.id] : before.filter((id) => id !== token.id))); }} />
            {t("move.token", { node: names.get(token.node) ?? token.node, state: named("tokenState", token.state) })}
          </label>
        ))}
      </fieldset>
      <Select label={t("move.start")} value={nodeId} onChange={setNodeId} options={[["", t("move.nowhere")], ...[...names].map(([id, name]): [string, string] => [id, name === id ? id : `${name} (${id})`])]} />
    </RepairDialog>
  );
}
