// Definitions as the API has them: what is deployed, and what the server says of a text that is not.
import { get, Problem, raw, request } from "../frame/api";

export interface Definition {
  key: string; version: number; kind: "process" | "decision"; name: string; versionTag: string | null; digest: string; executable: boolean;
  opportunityKind: string | null; source: string | null; deployedAt: string; deployedBy: string | null; comment: string | null; decisions?: string[];
}

export interface Node {
  id: string; name: string; type: string; lane: string | null; parent: string | null; attachedTo: string | null; stage: string | null; deliverable: string | null;
  due: string | null; instructions: string | null;
}

export interface DefinitionDetail extends Definition { nodes?: Node[]; flows?: { id: string; name: string | null; source: string; target: string; condition: string | null }[] }

export interface Diagnostic { severity: "error" | "warning" | "not-executable"; code: string; clause: string | null; message: string; line: number; column: number; elementId: string | null }

export interface Impact { definition: string; elementId: string; instances: number }

export interface Deployment { definitions: { key: string; version: number; kind: string; name: string; executable: boolean }[]; diagnostics: Diagnostic[]; impact?: Impact[] }

/** What the rules say of a text; `deployment` is absent when it is refused. */
export interface Verdict { diagnostics: Diagnostic[]; deployment?: Deployment }

export function path(key: string, version: number): string {
  return `/definitions/${encodeURIComponent(key)}/versions/${version}`;
}

export async function textOf(key: string, version: number): Promise<string> {
  return (await raw("GET", `${path(key, version)}/xml`, { accept: "application/xml" })).text();
}

export async function versionsOf(key: string, signal?: AbortSignal): Promise<Definition[]> {
  const found: Definition[] = [];
  let next: string | undefined;
  do {
    const page: { items: Definition[]; next?: string } = await get("/definitions", { key, allVersions: true, limit: 500, after: next }, signal);
    found.push(...page.items);
    next = page.next;
  } while (next);
  return found.reverse();
}

function formOf(text: string, name: string): FormData {
  const form = new FormData();
  form.append("file", new Blob([text], { type: "application/xml" }), name);
  return form;
}

function refusal(error: unknown): Verdict {
  if (error instanceof Problem && error.diagnostics.length > 0) return { diagnostics: error.diagnostics as Diagnostic[] };
  throw error;
}

export async function check(text: string, name: string, signal: AbortSignal): Promise<Verdict> {
  try {
    const { data } = await request<Deployment>("POST", "/definitions", { query: { dryRun: true }, form: formOf(text, name), signal });
    return { diagnostics: data.diagnostics, deployment: data };
  } catch (error) {
    return refusal(error);
  }
}

export async function deploy(text: string, name: string, comment: string): Promise<Verdict> {
  try {
    const { data } = await request<Deployment>("POST", "/definitions", { query: { comment: comment || null }, form: formOf(text, name) });
    return { diagnostics: data.diagnostics, deployment: data };
  } catch (error) {
    return refusal(error);
  }
}

export type Language = "bpmn" | "compact" | "dmn";

/** By the root element's namespace, as the server tells them apart. */
export function languageOf(text: string): Language {
  if (/urn:onward:process:1/.test(text)) return "compact";
  return /www\.omg\.org\/spec\/DMN\//.test(text) ? "dmn" : "bpmn";
}

export function fileNameOf(definition: { key: string; source?: string | null; kind?: string }, text: string): string {
  if (definition.source) return definition.source;
  return `${definition.key}.${{ bpmn: "bpmn", compact: "xml", dmn: "dmn" }[languageOf(text)]}`;
}

export function save(text: string, name: string, type = "application/xml"): void {
  const address = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}
