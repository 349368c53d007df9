// Changes of the document behind a drawn element: each is one step that can be undone.
import { extensions, is, type Diagram, type Modeling, type Shape, type Thing } from "../moddle";

interface Factory { create(type: string, values?: Record<string, unknown>): Thing }

const camunda = "http://camunda.org/schema/1.0/bpmn";

export class Editing {
  constructor(readonly diagram: Diagram, readonly shape: Shape) {}

  /** What the form shows: of a pool the process in it. */
  get thing(): Thing { return this.shape.businessObject; }
  get process(): Thing | undefined {
    if (is(this.thing, "bpmn:Participant")) return this.thing.get("processRef") as Thing | undefined;
    return is(this.thing, "bpmn:Process") ? this.thing : undefined;
  }
  private get modeling(): Modeling { return this.diagram.get("modeling"); }

  make(type: string, values: Record<string, unknown> = {}, parent?: Thing): Thing {
    const made = this.diagram.get<Factory>("bpmnFactory").create(type, values);
    if (parent) made.$parent = parent;
    return made;
  }

  text(name: string, thing = this.thing): string {
    const value = thing.get(name);
    return value === undefined || value === null ? "" : String(value);
  }

  set(values: Record<string, unknown>, thing = this.thing): void {
    const written = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, value === "" ? undefined : value]));
    if (Object.keys(written).some((name) => name.startsWith("camunda:")) && !this.knows(camunda)) this.diagram.getDefinitions().$attrs["xmlns:camunda"] = camunda;
    if (thing === this.shape.businessObject) this.modeling.updateProperties(this.shape, written);
    else this.modeling.updateModdleProperties(this.shape, thing, written);
  }

  /** In the words of `camunda:`, whatever the document calls that namespace. */
  camunda(name: string): string {
    const prefix = this.prefixOf(camunda) ?? "camunda";
    return `${prefix}:${name}`;
  }
  private prefixOf(uri: string): string | undefined {
    return Object.entries(this.diagram.getDefinitions().$attrs).find(([name, value]) => name.startsWith("xmlns:") && value === uri)?.[0].slice(6);
  }
  private knows(uri: string): boolean { return this.prefixOf(uri) !== undefined; }

  extension(type: string, thing = this.thing): Thing | undefined { return extensions(thing, type)[0]; }

  /** All extension elements of this type become these, where the first of them stood. */
  setExtensions(type: string, made: Thing[], thing = this.thing): void {
    const holder = (thing.get("extensionElements") as Thing | undefined) ?? this.make("bpmn:ExtensionElements", { values: [] }, thing);
    const before = (holder.get("values") as Thing[] | undefined) ?? [];
    const at = before.findIndex((one) => one.$type === type);
    const values = before.filter((one) => one.$type !== type);
    for (const one of made) one.$parent = holder;
    values.splice(at < 0 ? values.length : at, 0, ...made);
    if (values.length === 0) return this.set({ extensionElements: undefined }, thing);
    if (thing.get("extensionElements")) return this.modeling.updateModdleProperties(this.shape, holder, { values });
    holder.set("values", values);
    this.set({ extensionElements: holder }, thing);
  }

  /** Texts such as deliverable and instructions; an empty one takes the element away. */
  setText(type: string, text: string, more: Record<string, unknown> = {}): void {
    const values = { ...more, text };
    this.setExtensions(type, text.trim() ? [this.make(type, values)] : []);
  }

  documentation(thing = this.thing): string {
    return ((thing.get("documentation") as Thing[] | undefined) ?? []).map((one) => String(one.text ?? "")).join("\n");
  }
  setDocumentation(text: string, thing = this.thing): void {
    this.set({ documentation: text.trim() ? [this.make("bpmn:Documentation", { text }, thing)] : [] }, thing);
  }

  expression(name: string, thing = this.thing): string { return String((thing.get(name) as Thing | undefined)?.body ?? ""); }
  setExpression(name: string, text: string, thing = this.thing): void {
    this.set({ [name]: text.trim() ? this.make("bpmn:FormalExpression", { body: text }, thing) : undefined }, thing);
  }

  /** A message, signal, error or escalation of the document, by its name; made when there is none. */
  named(type: string, name: string): Thing {
    const definitions = this.diagram.getDefinitions();
    const roots = (definitions.get("rootElements") as Thing[]) ?? [];
    const found = roots.find((one) => one.$type === type && one.name === name);
    if (found) return found;
    const made = this.make(type, { name }, definitions);
    this.modeling.updateModdleProperties(this.shape, definitions, { rootElements: [...roots, made] });
    return made;
  }
}
