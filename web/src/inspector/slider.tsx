// Back and forth through the history: the instance is shown as any of its commands left it. The address keeps which one, so it can be sent.
import { time } from "../frame/format";
import { setQuery } from "../frame/router";
import { named, t } from "../frame/text";
import type { Command } from "../frame/types";

export function commandText(command: Command, last: number): string {
  const what = t("slider.command", { n: command.sequence, last, what: named("operation", command.operation), who: command.actor || t("slider.engine"), when: time(command.time) });
  return command.reason ? `${what}. ${t("slider.reason", { reason: command.reason })}` : what;
}

interface Props { at: number | null; last: number; shown: Command }

/** `at`: null: the present. `shown`: the command whose state is on the page, which may lag behind the slider. */
export function Slider({ at, last, shown }: Props) {
  const value = at ?? last;
  const go = (to: number) => setQuery({ at: to >= last ? "" : String(Math.max(1, to)) });
  const text = shown.sequence === value ? commandText(shown, last) : t("slider.number", { n: value, last });
  return (
    <section class={`card slider${at === null ? "" : " past"}`} aria-label={t("slider.title")}>
      <div class="slider-line">
        <button type="button" aria-label={t("slider.before")} disabled={value <= 1} onClick={() => go(value - 1)}>◀</button>
        <input type="range" min={1} max={last} value={value} aria-label={t("slider.title")} aria-valuetext={text} disabled={last === 1} onInput={(event) => go(Number(event.currentTarget.value))} />
        <button type="button" aria-label={t("slider.after")} disabled={value >= last} onClick={() => go(value + 1)}>▶</button>
        <button type="button" disabled={at === null} onClick={() => go(last)}>{t("slider.now")}</button>
      </div>
      <p class="hint">{text}</p>
      {at !== null && <p class="hint past-note">{t("slider.past")}</p>}
    </section>
  );
}
