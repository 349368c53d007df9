// News from the server: GET /api/v1/events, read as a stream because EventSource cannot send who asks. An event says that something of its topic
// changed; what changed is read through the API. A server without events is asked again in intervals instead.
import { useEffect, useState } from "preact/hooks";
import { address } from "./api";
import { headersOf, session } from "./session";

export type Topic = "task" | "instance" | "incident" | "opportunity";
export type Line = "connecting" | "live" | "polling" | "offline";

const pollEvery = 15_000;
const firstRetry = 1_000;
const longestRetry = 30_000;
const gatherFor = 250; // one command makes several events; they are one reason to look again

type Listener = { topics: Topic[]; changed: () => void };
const listeners = new Set<Listener>();
const lineWatchers = new Set<(line: Line) => void>();
let line: Line = "connecting";
let lastId: string | null = null;
let running: AbortController | null = null;
let gathering: number | undefined;
const gathered = new Set<string>();

function setLine(now: Line): void {
  line = now;
  for (const watcher of lineWatchers) watcher(now);
}

function spread(topic: string): void {
  gathered.add(topic);
  gathering ??= window.setTimeout(() => {
    gathering = undefined;
    const topics = [...gathered];
    gathered.clear();
    for (const one of listeners)
      if (topics.includes("all") || one.topics.some((wanted) => topics.includes(wanted))) one.changed();
  }, gatherFor);
}

function take(block: string): void {
  let topic = "";
  for (const text of block.split("\n")) {
    const [name, ...rest] = text.split(":");
    const value = rest.join(":").trimStart();
    if (name === "id") lastId = value;
    if (name === "event") topic = value;
    if (name === "data" && !topic) topic = topicOf(value);
  }
  if (topic === "reset") spread("all"); // what was missed is no longer kept
  else if (topic) spread(topic.split(".")[0]!);
}

function topicOf(data: string): string {
  try {
    return (JSON.parse(data) as { topic?: string }).topic ?? "all";
  } catch {
    return "all";
  }
}

async function readStream(body: ReadableStream<Uint8Array>): Promise<void> {
  const reader = body.pipeThrough(new TextDecoderStream() as unknown as ReadableWritablePair<string, Uint8Array>).getReader();
  let held = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    held += value.replace(/\r\n?/g, "\n");
    const blocks = held.split("\n\n");
    held = blocks.pop()!;
    blocks.forEach(take);
  }
}

function rest(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener("abort", () => { clearTimeout(timer); resolve(); });
  });
}

/** One connection; answers how long to wait before the next. */
async function connect(signal: AbortSignal, failed: number): Promise<number> {
  const headers: Record<string, string> = { accept: "text/event-stream", ...headersOf(session.credentials) };
  if (lastId) headers["last-event-id"] = lastId;
  const response = await fetch(address("/events"), { headers, signal, cache: "no-store" }); // without a topic: every one that one may hear
  if (response.status === 404 || response.status === 403) {
    setLine("polling");
    return 0;
  }
  if (!response.ok || !response.body) throw new Error(String(response.status));
  setLine("live");
  // What was read before the stream began may be old already; a stream that is resumed tells what was missed.
  if (failed > 0 || !lastId) spread("all");
  await readStream(response.body);
  return firstRetry;
}

async function run(signal: AbortSignal): Promise<void> {
  let failed = 0;
  while (!signal.aborted) {
    if (line === "polling") {
      await rest(pollEvery, signal);
      if (!document.hidden) spread("all");
      continue;
    }
    let pause: number;
    try {
      pause = await connect(signal, failed);
      failed = 0;
    } catch {
      if (signal.aborted) return;
      setLine("offline");
      pause = Math.min(longestRetry, firstRetry * 2 ** failed++);
    }
    await rest(pause, signal);
  }
}

session.watch(() => {
  running?.abort();
  running = null;
  lastId = null;
  line = "connecting";
  if (session.me) begin();
});

function begin(): void {
  if (running || !session.me) return;
  running = new AbortController();
  void run(running.signal);
}

for (const name of ["online", "focus"]) addEventListener(name, () => { if (line !== "live") spread("all"); });

/** Calls `changed` when something of these topics changed. */
export function useLive(topics: Topic[], changed: () => void): void {
  useEffect(() => {
    const listener = { topics, changed };
    listeners.add(listener);
    begin();
    return () => void listeners.delete(listener);
  });
}

export function useLine(): Line {
  const [now, setNow] = useState(line);
  useEffect(() => {
    lineWatchers.add(setNow);
    setNow(line); // it may have changed since this was drawn
    return () => void lineWatchers.delete(setNow);
  }, []);
  return now;
}
