// What two versions of a process differ in, as sentences: by the elements of the document and not by its lines.
import { BpmnModdle } from "bpmn-moddle";
import { diff } from "bpmn-js-differ";
import { mend } from "./mended_moddle";
import type { Thing } from "./moddle";
import { onwardModdle } from "./onward_moddle";
import { d, dNamed } from "./text";

export interface Difference { kind: "added" | "removed" | "changed" | "moved"; id: string; name: string; details: string[] }

interface Found { _added: Record<string, Thing>; _removed: Record<string, Thing>; _changed: Record<string, { model: Thing; attrs: Record<string, unknown> }>; _layoutChanged: Record<string, Thing> }

export function typeOf(thing: Thing): string {
  return dNamed("type", thing.$type.replace(/^\w+:/, ""));
}

function nameOf(thing: Thing): string {
  const name = String(thing.name ?? "").replace(/\s+/g, " ");
  return name ? `${typeOf(thing)} “${name}”` : `${typeOf(thing)} ${thing.id ?? ""}`;
}

/** Any value, short enough for a sentence. */
function shown(value: unknown): string {
  if (value === undefined || value === null || value === "") return d("difference.nothing");
  if (typeof value !== "object") return `“${String(value).trim().replace(/\s+/g, " ").slice(0, 80)}”`;
  if (Array.isArray(value)) return value.length === 0 ? d("difference.nothing") : value.map(shown).join(", ").slice(0, 160);
  const thing = value as Thing;
  if (typeof thing.body === "string") return `“${thing.body.trim()}”`;
  return String(thing.name ?? thing.id ?? thing.text ?? thing.$type ?? "").trim().slice(0, 80) || d("difference.other");
}

const structural = new Set(["incoming", "outgoing", "flowNodeRef", "lanes", "flowElements", "di"]);

/** Extension elements are compared by what they say: the differ only says that there are some. */
function extensionTexts(thing: Thing | undefined): Map<string, string> {
  const texts = new Map<string, string>();
  const holder = thing?.get("extensionElements") as Thing | undefined;
  for (const one of (holder?.get("values") as Thing[] | undefined) ?? []) {
    const key = one.$type;
    texts.set(key, `${texts.get(key) ?? ""}${said(one)}`);
  }
  return texts;
}

function said(thing: Thing): string {
  return JSON.stringify(thing, (key, value: unknown) => (key === "$parent" ? undefined : value));
}

function byId(definitions: Thing): Map<string, Thing> {
  const found = new Map<string, Thing>();
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) return value.forEach(visit);
    const thing = value as Thing | null;
    if (typeof thing !== "object" || thing === null || typeof thing.$type !== "string" || (thing.id && found.has(thing.id))) return;
    if (thing.id) found.set(thing.id, thing);
    for (const name of ["rootElements", "flowElements", "laneSets", "lanes", "participants", "childLaneSet", "artifacts", "messageFlows"]) visit(thing[name]);
  };
  visit(definitions);
  return found;
}

function extensionDetails(left: Thing | undefined, right: Thing | undefined): string[] {
  const [before, after] = [extensionTexts(left), extensionTexts(right)];
  return [...new Set([...before.keys(), ...after.keys()])].filter((key) => before.get(key) !== after.get(key)).map((key) => {
    const word = dNamed("extension", key.replace(/^\w+:/, ""));
    if (!before.has(key)) return d("difference.extensionNew", { what: word });
    return d(after.has(key) ? "difference.extensionOther" : "difference.extensionGone", { what: word });
  });
}

export async function differences(left: string, right: string): Promise<Difference[]> {
  const moddle = new BpmnModdle({ onward: onwardModdle }) as unknown as { fromXML: (text: string) => Promise<{ rootElement: Thing }> };
  mend(moddle);
  const [before, after] = [(await moddle.fromXML(left)).rootElement, (await moddle.fromXML(right)).rootElement];
  const found = diff(before, after) as unknown as Found;
  const [old, now] = [byId(before), byId(after)];
  const result: Difference[] = [];
  for (const [id, thing] of Object.entries(found._added)) result.push({ kind: "added", id, name: nameOf(thing), details: [] });
  for (const [id, thing] of Object.entries(found._removed)) result.push({ kind: "removed", id, name: nameOf(thing), details: [] });
  const changed = new Map<string, string[]>();
  for (const [id, { attrs }] of Object.entries(found._changed)) {
    const named = Object.entries(attrs).filter(([name]) => !structural.has(name) && name !== "extensionElements");
    changed.set(id, named.map(([name]) => d("difference.value", { name: dNamed("attribute", name), before: shown(old.get(id)?.get(name)), after: shown(now.get(id)?.get(name)) })));
  }
  for (const [id, thing] of now) {
    const details = old.has(id) ? extensionDetails(old.get(id), thing) : [];
    if (details.length > 0) changed.set(id, [...(changed.get(id) ?? []), ...details]);
  }
  for (const [id, details] of changed) if (details.length > 0 && now.has(id)) result.push({ kind: "changed", id, name: nameOf(now.get(id)!), details });
  for (const [id, thing] of Object.entries(found._layoutChanged)) if (!changed.has(id) && old.has(id) && now.has(id)) result.push({ kind: "moved", id, name: nameOf(thing), details: [] });
  return result;
}
