// What an event waits for or throws, and what a flow asks.
import { Select } from "../../frame/ui";
import { is, type Modeling, type Thing } from "../moddle";
import { d } from "../text";
import { Check, Line, Part } from "./controls";
import type { Editing } from "./editing";
import { Mappings } from "./tasks";

const timers = ["timeDuration", "timeDate", "timeCycle"] as const;
const namedBy: Record<string, [reference: string, type: string, text: "name" | "errorCode" | "escalationCode"]> = {
  "bpmn:MessageEventDefinition": ["messageRef", "bpmn:Message", "name"],
  "bpmn:SignalEventDefinition": ["signalRef", "bpmn:Signal", "name"],
  "bpmn:ErrorEventDefinition": ["errorRef", "bpmn:Error", "errorCode"],
  "bpmn:EscalationEventDefinition": ["escalationRef", "bpmn:Escalation", "escalationCode"],
};

function Timer({ editing, event }: { editing: Editing; event: Thing }) {
  const kind = timers.find((one) => event.get(one)) ?? "timeDuration";
  const set = (wanted: string, text: string) => editing.set(Object.fromEntries(timers.map((one) => [one, one === wanted && text ? editing.make("bpmn:FormalExpression", { body: text }, event) : undefined])), event);
  return (
    <>
      <Select label={d("timer.kind")} value={kind} onChange={(wanted) => set(wanted, editing.expression(kind, event) || { timeDuration: "P1D", timeDate: "2030-01-01", timeCycle: "R/P1D" }[wanted]!)} options={timers.map((one): [string, string] => [one, d(`timer.${one}`)])} />
      <Line label={d("timer.value")} value={editing.expression(kind, event)} set={(text) => set(kind, text)} hint={d("timer.hint")} />
      <Line label={d("task.calendar")} value={editing.text("onward:calendar", event)} set={(value) => editing.set({ "onward:calendar": value }, event)} />
    </>
  );
}

/** The name of a message or signal, the code of an error or escalation: told by its text, whatever the document calls it. */
function Named({ editing, holder, by }: { editing: Editing; holder: Thing; by: [string, string, "name" | "errorCode" | "escalationCode"] }) {
  const [reference, type, text] = by;
  const referred = holder.get(reference) as Thing | undefined;
  const roots = (editing.diagram.getDefinitions().get("rootElements") as Thing[]).filter((one) => one.$type === type);
  const set = (value: string) => {
    if (!value.trim()) return editing.set({ [reference]: undefined }, holder);
    const found = roots.find((one) => one.get(text) === value) ?? editing.named(type, value);
    if (text !== "name" && !found.get(text)) found.set(text, value);
    editing.set({ [reference]: found }, holder);
  };
  return (
    <>
      <Line label={d(text === "name" ? "event.name" : "event.code")} value={String(referred?.get(text) ?? "")} set={set} list={roots.map((one) => String(one.get(text) ?? ""))} />
      {type === "bpmn:Message" && referred && <Line label={d("event.correlation")} value={editing.text("onward:correlationKey", referred)} set={(value) => editing.set({ "onward:correlationKey": value }, referred)} code />}
    </>
  );
}

export function EventParts({ editing }: { editing: Editing }) {
  const events = (editing.thing.get("eventDefinitions") as Thing[] | undefined) ?? [];
  const throws = is(editing.thing, "bpmn:ThrowEvent");
  return (
    <>
      {events.map((event, at) => (
        <Part key={at} title={d("part.event")} open>
          {event.$type === "bpmn:TimerEventDefinition" && <Timer editing={editing} event={event} />}
          {event.$type === "bpmn:ConditionalEventDefinition" && <Line label={d("event.condition")} value={editing.expression("condition", event)} set={(text) => editing.setExpression("condition", text, event)} code />}
          {namedBy[event.$type] && <Named editing={editing} holder={event} by={namedBy[event.$type]!} />}
          {event.$type === "bpmn:LinkEventDefinition" && <Line label={d("event.name")} value={editing.text("name", event)} set={(name) => editing.set({ name }, event)} />}
        </Part>
      ))}
      {throws && events.some((one) => ["bpmn:MessageEventDefinition", "bpmn:SignalEventDefinition"].includes(one.$type)) && <Mappings editing={editing} type="onward:Payload" title={d("part.payload")} add={d("mapping.add")} />}
      {is(editing.thing, "bpmn:StartEvent") && (
        <Part title={d("part.start")} filled={Boolean(editing.text("onward:opportunity"))}>
          <Select label={d("start.opportunity")} value={editing.text("onward:opportunity")} onChange={(value) => editing.set({ "onward:opportunity": value })}
            options={[["", d("start.none")], ["create", d("start.create")], ["from-signal", d("start.fromSignal")]]} />
        </Part>
      )}
    </>
  );
}

export function MessageTask({ editing }: { editing: Editing }) {
  return <Part title={d("part.event")} open><Named editing={editing} holder={editing.thing} by={["messageRef", "bpmn:Message", "name"]} /></Part>;
}

export function FlowParts({ editing }: { editing: Editing }) {
  const source = editing.shape.source;
  if (!source) return null;
  const from = source.businessObject;
  const asks = is(from, "bpmn:ExclusiveGateway", "bpmn:InclusiveGateway", "bpmn:ComplexGateway", "bpmn:Activity");
  const isDefault = from.get("default") === editing.thing;
  const modeling = editing.diagram.get<Modeling>("modeling");
  if (!asks) return null;
  return (
    <Part title={d("part.flow")} open>
      {!isDefault && <Line label={d("flow.condition")} value={editing.expression("conditionExpression")} set={(text) => editing.setExpression("conditionExpression", text)} rows={2} code hint={d("flow.hint")} />}
      <Check label={d("flow.default")} value={isDefault} set={(value) => {
        if (value) editing.setExpression("conditionExpression", "");
        modeling.updateProperties(source, { default: value ? editing.thing : undefined });
      }} />
    </Part>
  );
}
