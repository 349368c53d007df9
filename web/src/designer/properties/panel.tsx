// The properties of what is chosen in the diagram: only what a process for Onward says, in its words. Everything else stands in the text.
import { is, type Diagram, type Registry, type Shape, type Thing } from "../moddle";
import { d, dNamed } from "../text";
import { Check, Line, Part } from "./controls";
import { Editing } from "./editing";
import { EventParts, FlowParts, MessageTask } from "./events";
import { Loop } from "./loops";
import { Call, Job, Mappings, PersonTask, Script, Simulation } from "./tasks";

const stages = ["first-contact", "qualification", "needs", "proposal", "negotiation", "closing", "closed-won", "closed-lost", "disqualified"];

function General({ editing }: { editing: Editing }) {
  const registry = editing.diagram.get<Registry>("elementRegistry");
  const badId = (id: string) => {
    if (!/^[A-Za-z_][\w.-]*$/.test(id)) return d("id.bad");
    return registry.get(id) ? d("id.taken") : "";
  };
  return (
    <>
      <Line label={d("element.name")} value={editing.text("name")} set={(name) => editing.set({ name })} rows={2} />
      <Line label={d("element.id")} value={editing.text("id")} set={(id) => editing.set({ id })} refuse={badId} />
    </>
  );
}

function Process({ editing, process }: { editing: Editing; process: Thing }) {
  return (
    <Part title={d("part.process")} open>
      {process !== editing.thing && <Line label={d("process.name")} value={editing.text("name", process)} set={(name) => editing.set({ name }, process)} />}
      {process !== editing.thing && <Line label={d("process.key")} value={editing.text("id", process)} set={(id) => editing.set({ id }, process)} hint={d("process.keyHint")} />}
      <Line label={d("process.kind")} value={editing.text("onward:opportunityKind", process)} set={(value) => editing.set({ "onward:opportunityKind": value }, process)} hint={d("process.kindHint")} />
      <Line label={d("process.zone")} value={editing.text("onward:zone", process)} set={(value) => editing.set({ "onward:zone": value }, process)} />
      <Check label={d("process.executable")} value={process.get("isExecutable") === true} set={(value) => editing.set({ isExecutable: value }, process)} />
      <Line label={d("element.documentation")} value={editing.documentation(process)} set={(text) => editing.setDocumentation(text, process)} rows={3} />
    </Part>
  );
}

function Lane({ editing }: { editing: Editing }) {
  return (
    <Part title={d("part.lane")} open>
      <Line label={d("lane.group")} value={editing.text("onward:group")} set={(value) => editing.set({ "onward:group": value })} hint={d("lane.hint")} />
      <Check label={d("lane.assign")} value={editing.text("onward:assign") === "responsible"} set={(value) => editing.set({ "onward:assign": value ? "responsible" : "" })} />
    </Part>
  );
}

function Parts({ editing }: { editing: Editing }) {
  const thing = editing.thing;
  const isNode = is(thing, "bpmn:FlowNode");
  return (
    <>
      {editing.process && <Process editing={editing} process={editing.process} />}
      {is(thing, "bpmn:Lane") && <Lane editing={editing} />}
      {is(thing, "bpmn:UserTask") && <PersonTask editing={editing} />}
      {is(thing, "bpmn:SendTask", "bpmn:ReceiveTask") && <MessageTask editing={editing} />}
      {is(thing, "bpmn:ServiceTask", "bpmn:SendTask", "bpmn:BusinessRuleTask") && <Job editing={editing} />}
      {is(thing, "bpmn:ScriptTask") && <Script editing={editing} />}
      {is(thing, "bpmn:CallActivity") && <Call editing={editing} />}
      {is(thing, "bpmn:Event") && <EventParts editing={editing} />}
      {is(thing, "bpmn:Activity") && <Loop editing={editing} />}
      {is(thing, "bpmn:Activity", "bpmn:Event") && <Mappings editing={editing} type="onward:Output" title={d("part.outputs")} add={d("mapping.add")} />}
      {is(thing, "bpmn:SequenceFlow") && <FlowParts editing={editing} />}
      {isNode && <Line label={d("element.stage")} value={editing.text("onward:stage")} set={(stage) => editing.set({ "onward:stage": stage })} list={stages} hint={d("element.stageHint")} />}
      {isNode && <Line label={d("element.documentation")} value={editing.documentation()} set={(text) => editing.setDocumentation(text)} rows={2} />}
      {is(thing, "bpmn:Activity", "bpmn:CatchEvent", "bpmn:SequenceFlow") && <Simulation editing={editing} />}
    </>
  );
}

export function Properties({ diagram, shape }: { diagram: Diagram; shape: Shape }) {
  const editing = new Editing(diagram, shape);
  const thing = shape.businessObject;
  const type = thing.$type.replace(/^\w+:/, "");
  if (!is(thing, "bpmn:BaseElement")) return null;
  return (
    <section class="properties" aria-label={d("properties.title")}>
      <h2>{dNamed("type", type)}</h2>
      <div key={`${shape.id}`}>
        <General editing={editing} />
        <Parts editing={editing} />
      </div>
    </section>
  );
}
