// What is typed is kept on the server as the task's draft, a moment after the last key. A task that changed meanwhile is a conflict, not overwritten.
import { useEffect, useRef, useState } from "preact/hooks";
import { Problem, request } from "../frame/api";
import type { Task, WholeTask } from "../frame/types";
import type { Draft } from "./values";

const keptAfter = 800;

export type Kept = "kept" | "waiting" | "saving" | "failed" | "untouched";

interface Options { task: WholeTask; etag: string | null; draft: Draft; on: boolean; stored: (task: WholeTask, etag: string | null) => void; conflict: () => void }

export function useDraft({ task, etag, draft, on, stored, conflict }: Options): Kept {
  const [kept, setKept] = useState<Kept>("untouched");
  const text = JSON.stringify(draft);
  const last = useRef(text);
  useEffect(() => {
    if (!on || text === last.current) return undefined;
    setKept("waiting");
    const timer = setTimeout(() => {
      setKept("saving");
      void request<Task>("PATCH", `/tasks/${task.id}`, { body: { draft: JSON.parse(text) as unknown }, ...(etag ? { ifMatch: etag } : {}) }).then(
        (reply) => {
          last.current = text;
          setKept("kept");
          // The answer is the task as lists show it.
          stored({ ...task, ...reply.data, draft: JSON.parse(text) as Record<string, unknown> }, reply.etag);
        },
        (error: unknown) => {
          setKept("failed");
          if (error instanceof Problem && (error.status === 412 || error.status === 409)) conflict();
        });
    }, keptAfter);
    return () => clearTimeout(timer);
  }, [text, on, etag]);
  return kept;
}
