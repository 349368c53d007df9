// Before something is deployed: what it would become, which running instances notice, and a word about why.
import { useState } from "preact/hooks";
import { notice } from "../frame/notice";
import { navigate } from "../frame/router";
import { Dialog, explain, TextField, useAction } from "../frame/ui";
import { deploy, type Deployment, type Diagnostic } from "./definitions";
import { d } from "./text";

interface Props { text: string; file: string; planned: Deployment; done: () => void; refused: (found: Diagnostic[]) => void; close: () => void }

function Affected({ planned }: { planned: Deployment }) {
  const changed = planned.impact ?? [];
  if (changed.length === 0) return <p>{d("deploy.noImpact")}</p>;
  const running = changed.filter((one) => one.instances > 0);
  return (
    <>
      <p>{running.length === 0 ? d("deploy.changedOnly", { n: changed.length }) : d("deploy.impact")}</p>
      {running.length > 0 && <ul class="impact">{running.map((one) => <li key={`${one.definition}/${one.elementId}`}>{d(one.instances === 1 ? "deploy.oneAt" : "deploy.at", { n: one.instances, element: one.elementId, definition: one.definition })}</li>)}</ul>}
      <p class="hint">{d("deploy.stay")}</p>
    </>
  );
}

export function DeployDialog({ text, file, planned, done, refused, close }: Props) {
  const [comment, setComment] = useState("");
  const action = useAction();
  const go = () => action.run(async () => {
    const { diagnostics, deployment } = await deploy(text, file, comment.trim());
    if (!deployment) {
      refused(diagnostics);
      return close();
    }
    done();
    const first = deployment.definitions[0]!;
    notice(d("deploy.done", { name: first.name || first.key, version: first.version }));
    navigate(`/definitions/${encodeURIComponent(first.key)}/${first.version}`);
  });
  return (
    <Dialog title={d("deploy.title")} close={close}>
      <ul class="bare">
        {planned.definitions.map((one) => <li key={one.key}>{d("deploy.becomes", { name: one.name || one.key, key: one.key, version: one.version })}{!one.executable && <span class="error"> {d("deploy.notExecutable")}</span>}</li>)}
      </ul>
      <Affected planned={planned} />
      <TextField label={d("definition.comment")} value={comment} onInput={setComment} hint={d("deploy.commentHint")} autofocus />
      {action.error ? <p class="error" role="alert">{explain(action.error)}</p> : null}
      <div class="buttons">
        <button type="button" class="primary" disabled={action.busy || new Blob([comment]).size > 1000} onClick={() => void go()}>{d("deploy.go")}</button>
        <button type="button" onClick={close}>{d("cancel")}</button>
      </div>
    </Dialog>
  );
}
