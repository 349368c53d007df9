// What a task for people says, and what services, decisions, scripts and calls do.
import { Select } from "../../frame/ui";
import { extensions, is, type Thing } from "../moddle";
import { d } from "../text";
import { Check, Line, Part, Rows } from "./controls";
import type { Editing } from "./editing";
import { ChecklistPart, FormPart } from "./form_fields";

export function PersonTask({ editing }: { editing: Editing }) {
  const deliverable = editing.extension("onward:Deliverable");
  const optional = deliverable?.get("optional") === true;
  const text = String(deliverable?.get("text") ?? "");
  const instructions = String(editing.extension("onward:Instructions")?.get("text") ?? "");
  const shows = extensions(editing.thing, "onward:Show").map((one) => String(one.get("variable") ?? "")).join(", ");
  const [assignee, groups] = [editing.camunda("assignee"), editing.camunda("candidateGroups")];
  return (
    <>
      <Part title={d("part.task")} open>
        <Line label={d("task.due")} value={editing.text("onward:due")} set={(due) => editing.set({ "onward:due": due })} hint={d("task.dueHint")} />
        <Line label={d("task.deliverable")} value={text} set={(value) => editing.setText("onward:Deliverable", value, optional ? { optional } : {})} hint={d("task.deliverableHint")} />
        <Check label={d("task.optional")} value={optional} {...(text ? {} : { disabled: true })} set={(value) => editing.setText("onward:Deliverable", text, value ? { optional: true } : {})} />
        <Line label={d("task.instructions")} value={dedented(instructions)} set={(value) => editing.setText("onward:Instructions", value)} rows={6} hint={d("task.instructionsHint")} />
        <Check label={d("task.contact")} value={editing.thing.get("onward:contact") === true} set={(value) => editing.set({ "onward:contact": value || undefined })} />
      </Part>
      <FormPart editing={editing} />
      <ChecklistPart editing={editing} />
      <Part title={d("part.more")} filled={Boolean(shows || editing.text(assignee) || editing.text(groups) || editing.text("onward:followUp") || editing.text("onward:calendar"))}>
        <Line label={d("task.assignee")} value={editing.text(assignee)} set={(value) => editing.set({ [assignee]: value })} hint={d("task.assigneeHint")} />
        <Line label={d("task.groups")} value={editing.text(groups)} set={(value) => editing.set({ [groups]: value })} />
        <Line label={d("task.followUp")} value={editing.text("onward:followUp")} set={(value) => editing.set({ "onward:followUp": value })} />
        <Line label={d("task.calendar")} value={editing.text("onward:calendar")} set={(value) => editing.set({ "onward:calendar": value })} />
        <Line label={d("task.shows")} value={shows} set={(value) => editing.setExtensions("onward:Show", value.split(/[\s,]+/).filter(Boolean).map((variable) => editing.make("onward:Show", { variable })))} hint={d("task.showsHint")} />
      </Part>
    </>
  );
}

/** As the server reads it: without the indentation that all lines share. */
function dedented(text: string): string {
  const lines = text.replace(/^\s*\n/, "").replace(/\s+$/, "").split("\n");
  const least = Math.min(...lines.filter((line) => line.trim()).map((line) => /^\s*/.exec(line)![0].length));
  return Number.isFinite(least) ? lines.map((line) => line.slice(least)).join("\n") : "";
}

interface Mapping { name: string; value: string }

export function Mappings({ editing, type, title, add }: { editing: Editing; type: "onward:Input" | "onward:Output" | "onward:Payload"; title: string; add: string }) {
  const items = extensions(editing.thing, type).map((one): Mapping => ({ name: String(one.get("name") ?? ""), value: String(one.get("value") ?? "") }));
  const set = (changed: Mapping[]) => editing.setExtensions(type, changed.map((one) => editing.make(type, { ...one })));
  return (
    <Part title={title} filled={items.length > 0}>
      <Rows items={items} add={add} remove={(one) => d("remove", { what: one.name })} make={() => ({ name: `name${items.length + 1}`, value: "null" })} set={set}>
        {(one, put) => (
          <div class="columns">
            <Line label={d("mapping.name")} value={one.name} set={(name) => put({ ...one, name })} />
            <Line label={d("mapping.value")} value={one.value} set={(value) => put({ ...one, value })} code />
          </div>
        )}
      </Rows>
    </Part>
  );
}

const actions = ["opportunity.set-stage", "opportunity.close", "opportunity.set", "opportunity.create", "lead.create", "ticket.create", "catalogue.find-additional-products", "customer.do-not-contact", "report.mis", "report.data-quality"];
const doers = ["action", "connector", "worker"] as const;

export function Job({ editing }: { editing: Editing }) {
  const doer = doers.find((one) => editing.text(`onward:${one}`)) ?? "";
  const become = (wanted: string, name: string) => editing.set(Object.fromEntries(doers.map((one) => [`onward:${one}`, one === wanted ? name : undefined])));
  const decision = editing.camunda("decisionRef");
  return (
    <>
      <Part title={d("part.job")} open>
        {is(editing.thing, "bpmn:BusinessRuleTask") && <Line label={d("job.decision")} value={editing.text(decision)} set={(value) => editing.set({ [decision]: value })} hint={d("job.decisionHint")} />}
        {is(editing.thing, "bpmn:BusinessRuleTask") && <Line label={d("job.result")} value={editing.text(editing.camunda("resultVariable"))} set={(value) => editing.set({ [editing.camunda("resultVariable")]: value })} />}
        <Select label={d("job.by")} value={doer} onChange={(wanted) => become(wanted, wanted === "action" ? actions[0]! : "name")} options={[["", d("job.nobody")], ...doers.map((one): [string, string] => [one, d(`job.${one}`)])]} />
        {doer && <Line label={d("job.name")} value={editing.text(`onward:${doer}`)} set={(name) => become(doer, name)} {...(doer === "action" ? { list: actions } : {})} />}
        {doer && <Line label={d("job.result")} value={editing.text("onward:resultVariable")} set={(value) => editing.set({ "onward:resultVariable": value })} />}
        {doer && doer !== "action" && (
          <div class="columns">
            <Line label={d("job.retries")} value={editing.text("onward:retries")} set={(value) => editing.set({ "onward:retries": value })} />
            <Line label={d("job.backoff")} value={editing.text("onward:backoff")} set={(value) => editing.set({ "onward:backoff": value })} />
          </div>
        )}
      </Part>
      <Mappings editing={editing} type="onward:Input" title={d("part.inputs")} add={d("mapping.add")} />
    </>
  );
}

export function Script({ editing }: { editing: Editing }) {
  const result = editing.camunda("resultVariable");
  return (
    <Part title={d("part.script")} open>
      <Line label={d("script.text")} value={editing.text("script")} set={(script) => editing.set({ script, scriptFormat: script ? editing.text("scriptFormat") || "feel" : "" })} rows={4} code />
      <Line label={d("job.result")} value={editing.text(result)} set={(value) => editing.set({ [result]: value })} />
    </Part>
  );
}

export function Call({ editing }: { editing: Editing }) {
  return <Part title={d("part.call")} open><Line label={d("call.process")} value={editing.text("calledElement")} set={(calledElement) => editing.set({ calledElement })} hint={d("call.hint")} /></Part>;
}

export function Simulation({ editing }: { editing: Editing }) {
  const thing: Thing | undefined = editing.extension("onward:Simulation");
  const [duration, probability] = [String(thing?.get("duration") ?? ""), String(thing?.get("probability") ?? "")];
  const set = (values: Record<string, string>) => {
    const given = Object.entries({ duration, probability, ...values }).filter(([, value]) => value);
    editing.setExtensions("onward:Simulation", given.length ? [editing.make("onward:Simulation", Object.fromEntries(given))] : []);
  };
  const isFlow = is(editing.thing, "bpmn:SequenceFlow");
  return (
    <Part title={d("part.simulation")} filled={Boolean(duration || probability)}>
      {!isFlow && <Line label={d("simulation.duration")} value={duration} set={(value) => set({ duration: value })} hint="PT2H, uniform(PT1H, PT3H)" />}
      {(isFlow || !is(editing.thing, "bpmn:Task")) && <Line label={d("simulation.probability")} value={probability} set={(value) => set({ probability: value })} hint="0.3" />}
    </Part>
  );
}
