// What a page shows comes from the API: loading, there, failed. While it is loaded anew, what was there stays.
import { useCallback, useEffect, useRef, useState } from "preact/hooks";

export interface Loaded<T> { data: T | undefined; error: unknown; loading: boolean; reload: () => Promise<void> }

/** `keys` say what is asked for: other keys are another thing, and nothing of the one before is shown. */
export function useLoad<T>(load: (signal: AbortSignal) => Promise<T>, keys: unknown[]): Loaded<T> {
  const [state, setState] = useState<{ key: string; data?: T; error?: unknown; loading: boolean }>({ key: "", loading: true });
  const key = JSON.stringify(keys);
  const running = useRef<AbortController | null>(null);
  const latest = useRef(load);
  latest.current = load;

  const reload = useCallback(async () => {
    running.current?.abort();
    const mine = (running.current = new AbortController());
    setState((before) => (before.key === key ? { ...before, loading: true } : { key, loading: true }));
    try {
      const data = await latest.current(mine.signal);
      if (!mine.signal.aborted) setState({ key, data, loading: false });
    } catch (error) {
      if (!mine.signal.aborted) setState((before) => ({ ...before, key, error, loading: false }));
    }
  }, [key]);

  useEffect(() => {
    void reload();
    return () => running.current?.abort();
  }, [reload]);

  const current = state.key === key;
  return { data: current ? state.data : undefined, error: current ? state.error : undefined, loading: !current || state.loading, reload };
}

/** The value as it was when it last stood still for so long. */
export function useSettled<T>(value: T, ms: number): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), ms);
    return () => clearTimeout(timer);
  }, [value, ms]);
  return settled;
}
