// The rules of the server, asked while one types: the same words and codes as when it is deployed.
import { useEffect, useState } from "preact/hooks";
import { useSettled } from "../frame/load";
import { check, type Verdict } from "./definitions";

export type Checked = { state: "waiting" } | { state: "failed"; error: unknown } | { state: "known"; text: string; verdict: Verdict };

const stillFor = 500;

/** `refresh` other than before: asked anew although the text is the same. */
export function useChecked(text: string, name: string, refresh = 0): Checked {
  const settled = useSettled(text, stillFor);
  const [checked, setChecked] = useState<Checked>({ state: "waiting" });
  useEffect(() => {
    const mine = new AbortController();
    if (!settled) return undefined;
    check(settled, name, mine.signal).then(
      (verdict) => { if (!mine.signal.aborted) setChecked({ state: "known", text: settled, verdict }); },
      (error: unknown) => { if (!mine.signal.aborted) setChecked({ state: "failed", error }); });
    return () => mine.abort();
  }, [settled, name, refresh]);
  return checked;
}
