// Requests to the HTTP API. A refusal becomes a Problem, a server that cannot be reached an Unreachable.
import { headersOf, session, type Credentials } from "./session";
import type { Me } from "./types";

export interface ProblemPart { pointer: string; code: string; detail: string }

export class Problem extends Error {
  constructor(readonly status: number, readonly code: string, readonly detail: string, readonly parts: ProblemPart[], readonly diagnostics: unknown[] = []) {
    super(detail);
  }
}

export class Unreachable extends Error {}

export interface Options {
  query?: Record<string, string | number | boolean | null | undefined>;
  body?: unknown;
  form?: FormData; // in place of body
  ifMatch?: string;
  accept?: string;
  signal?: AbortSignal;
  credentials?: Credentials | null;
}

export interface Reply<T> { data: T; etag: string | null }

export function address(path: string, query: Options["query"] = {}): string {
  const given = new URLSearchParams();
  for (const [name, value] of Object.entries(query))
    if (value !== null && value !== undefined && value !== "") given.set(name, String(value));
  const text = given.toString();
  return `/api/v1${path}${text ? `?${text}` : ""}`;
}

function newKey(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

function headers(method: string, options: Options, given: Credentials | null): Record<string, string> {
  const made: Record<string, string> = { accept: options.accept ?? "application/json", ...headersOf(given) };
  if (options.body !== undefined) made["content-type"] = "application/json";
  if (options.ifMatch) made["if-match"] = options.ifMatch;
  if (method === "POST") made["idempotency-key"] = newKey();
  return made;
}

async function problemOf(response: Response): Promise<Problem> {
  try {
    const text = (await response.json()) as { code?: string; detail?: string; title?: string; errors?: ProblemPart[]; diagnostics?: unknown[] };
    return new Problem(response.status, text.code ?? "", text.detail ?? text.title ?? "", text.errors ?? [], text.diagnostics);
  } catch {
    return new Problem(response.status, "", response.statusText, []);
  }
}

export async function raw(method: string, path: string, options: Options = {}): Promise<Response> {
  const given = options.credentials === undefined ? session.credentials : options.credentials;
  const init: RequestInit = { method, headers: headers(method, options, given), cache: "no-store", credentials: given?.signedIn ? "same-origin" : "omit" };
  if (options.body !== undefined) init.body = JSON.stringify(options.body);
  if (options.form) init.body = options.form; // the browser names its boundary itself
  if (options.signal) init.signal = options.signal;
  let response: Response;
  try {
    response = await fetch(address(path, options.query), init);
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw new Unreachable("the server cannot be reached");
  }
  if (response.ok) return response;
  const problem = await problemOf(response);
  // A token that was revoked or has expired: back to the door.
  if (problem.status === 401 && options.credentials === undefined && session.me) session.end();
  throw problem;
}

export async function request<T>(method: string, path: string, options: Options = {}): Promise<Reply<T>> {
  const response = await raw(method, path, options);
  const data = response.status === 204 ? (undefined as T) : ((await response.json()) as T);
  return { data, etag: response.headers.get("etag") };
}

export async function get<T>(path: string, query: Options["query"] = {}, signal?: AbortSignal): Promise<T> {
  return (await request<T>("GET", path, signal ? { query, signal } : { query })).data;
}

export async function post<T>(path: string, body: unknown = {}, query: Options["query"] = {}): Promise<T> {
  return (await request<T>("POST", path, { body, query })).data;
}

export async function whoIs(credentials: Credentials | null): Promise<Me> {
  return (await request<Me>("GET", "/me", { credentials })).data;
}
