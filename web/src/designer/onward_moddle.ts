// What `onward:` adds to BPMN, in the words of bpmn-moddle: processes/schema/onward-bpmn.xsd says the same. An element that were missing here would be lost
// when a document is opened and written again.

const attribute = (name: string, type = "String") => ({ name, type, isAttr: true });
const many = (name: string, type: string) => ({ name, type, isMany: true });
const extension = (name: string, properties: object[]) => ({ name, superClass: ["Element"], properties });
const words = (name: string, on: string[], properties: object[]) => ({ name, extends: on, properties });

export const onwardModdle = {
  name: "Onward",
  uri: "urn:onward:bpmn:1",
  prefix: "onward",
  xml: { tagAlias: "lowerCase" },
  types: [
    words("ProcessWords", ["bpmn:Process"], [attribute("opportunityKind"), attribute("zone")]),
    words("LaneWords", ["bpmn:Lane"], [attribute("group"), attribute("assign")]),
    words("NodeWords", ["bpmn:FlowNode"], [attribute("stage"), attribute("waitsOn")]),
    words("StartWords", ["bpmn:StartEvent"], [attribute("opportunity")]),
    words("TaskWords", ["bpmn:UserTask"], [attribute("due"), attribute("followUp"), attribute("contact", "Boolean"), attribute("calendar")]),
    words("JobWords", ["bpmn:ServiceTask", "bpmn:SendTask", "bpmn:BusinessRuleTask"],
      [attribute("action"), attribute("connector"), attribute("worker"), attribute("retries"), attribute("backoff"), attribute("resultVariable")]),
    words("LoopWords", ["bpmn:MultiInstanceLoopCharacteristics"], [attribute("collect"), attribute("collected")]),
    words("StandardLoopWords", ["bpmn:StandardLoopCharacteristics"], [attribute("maximum")]),
    words("TimerWords", ["bpmn:TimerEventDefinition"], [attribute("calendar"), attribute("pausedWhile")]),
    words("MessageWords", ["bpmn:Message"], [attribute("correlationKey"), attribute("timeToLive")]),
    words("CorrelationWords", ["bpmn:MessageEventDefinition", "bpmn:SendTask", "bpmn:ReceiveTask"], [attribute("correlationKey")]),
    extension("Deliverable", [attribute("optional", "Boolean"), { name: "text", type: "String", isBody: true }]),
    extension("Instructions", [{ name: "text", type: "String", isBody: true }]),
    extension("Calendar", [attribute("id"), attribute("holidays"), many("open", "Open")]),
    extension("Open", [attribute("days"), attribute("hours")]),
    extension("Form", [many("fields", "Field")]),
    extension("Field", [
      attribute("id"), attribute("label"), attribute("type"), attribute("required", "Boolean"), attribute("requiredIf"), attribute("default"), attribute("min"),
      attribute("max"), attribute("above"), attribute("keep"), many("options", "Option"), many("fields", "Field"),
    ]),
    extension("Option", [attribute("value"), attribute("label")]),
    extension("Checklist", [many("items", "Item")]),
    extension("Item", [attribute("id"), attribute("text"), attribute("remarkRequired", "Boolean")]),
    extension("Show", [attribute("variable")]),
    extension("Input", [attribute("name"), attribute("value")]),
    extension("Output", [attribute("name"), attribute("value")]),
    extension("Payload", [attribute("name"), attribute("value")]),
    extension("Simulation", [attribute("duration"), attribute("probability")]),
  ],
};
