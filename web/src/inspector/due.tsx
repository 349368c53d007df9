// Timers and jobs of an instance: when they are due, who holds them; another time, at once, new attempts.
import { useState } from "preact/hooks";
import { post, request } from "../frame/api";
import { time } from "../frame/format";
import { may } from "../frame/session";
import { named, t } from "../frame/text";
import type { OpenJob, Timer, WholeInstance } from "../frame/types";
import { TextField } from "../frame/ui";
import { ReasonDialog } from "./reason";

type Asked = { what: "time" | "fire"; timer: Timer } | { what: "attempts"; job: OpenJob };

/** An instant as the input for date and time takes it, in the zone of the browser. */
function local(text: string): string {
  const at = new Date(text);
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

function TimeDialog({ timer, name, close, done }: { timer: Timer; name: string; close: () => void; done: () => void }) {
  const [due, setDue] = useState(timer.due ? local(timer.due) : "");
  return (
    <ReasonDialog title={t("due.timeOf", { name })} go={t("due.change")} did={t("due.changed")} ready={due !== ""} close={close} done={done}
      act={(reason) => request("PATCH", `/timers/${timer.id}`, { body: { due: new Date(due).toISOString(), reason } })}>
      <TextField label={t("due.newTime")} type="datetime-local" value={due} onInput={setDue} required />
    </ReasonDialog>
  );
}

function AttemptsDialog({ job, close, done }: { job: OpenJob; close: () => void; done: () => void }) {
  const [retries, setRetries] = useState(String(Math.max(1, job.retries)));
  return (
    <ReasonDialog title={t("due.attemptsOf", { name: job.topic })} go={t("due.runNow")} did={t("due.jobChanged")} ready={Number(retries) >= 1} close={close} done={done}
      act={(reason) => request("PATCH", `/jobs/${job.id}`, { body: { retries: Number(retries), reason } })}>
      <TextField label={t("due.attempts")} type="number" value={retries} onInput={setRetries} hint={t("due.attemptsHint")} required />
    </ReasonDialog>
  );
}

interface Props { instance: WholeInstance; names: (element: string) => string; editable: boolean; done: () => void }

export function Due({ instance, names, editable, done }: Props) {
  const [asked, setAsked] = useState<Asked | null>(null);
  const acts = editable && may("instances.admin") && instance.state === "active";
  const close = () => setAsked(null);
  return (
    <>
      <h2>{t("due.timers")}</h2>
      {instance.timers.length === 0 && <p class="hint">{t("due.noTimers")}</p>}
      <ul class="comments">
        {instance.timers.map((timer) => {
          const name = names(timer.elementId);
          return (
            <li key={timer.id}>
              <p><strong>{name}</strong> {name !== timer.elementId && <code>{timer.elementId}</code>} <span class="hint">{timer.due ? t("waiting.until", { time: time(timer.due) }) : t("waiting.paused", { left: timer.left ?? "" })}</span></p>
              {acts && timer.due && (
                <div class="buttons tight">
                  <button type="button" aria-label={t("due.fireOf", { name })} onClick={() => setAsked({ what: "fire", timer })}>{t("due.fire")}</button>
                  <button type="button" aria-label={t("due.timeOf", { name })} onClick={() => setAsked({ what: "time", timer })}>{t("due.changeTime")}</button>
                </div>
              )}
            </li>
          );
        })}
      </ul>
      <h2>{t("due.jobs")}</h2>
      {instance.jobs.length === 0 && <p class="hint">{t("due.noJobs")}</p>}
      <ul class="comments">
        {instance.jobs.map((job) => (
          <li key={job.id}>
            <p><strong>{names(job.elementId)}</strong> <code>{job.topic}</code> <span class="hint">{named("jobType", job.type)}</span></p>
            <p class="hint">{[t("due.left", { n: job.retries }), t("due.from", { time: time(job.due) }), job.worker ? t("due.heldBy", { worker: job.worker, time: time(job.lockedUntil) }) : t("due.free")].join(" · ")}</p>
            {acts && <div class="buttons tight"><button type="button" aria-label={t("due.attemptsOf", { name: job.topic })} onClick={() => setAsked({ what: "attempts", job })}>{t("due.giveAttempts")}</button></div>}
          </li>
        ))}
      </ul>
      {asked?.what === "fire" && (
        <ReasonDialog title={t("due.fireOf", { name: names(asked.timer.elementId) })} go={t("due.fireGo")} did={t("due.fired")} act={(reason) => post(`/timers/${asked.timer.id}/run`, { reason })} close={close} done={done} />
      )}
      {asked?.what === "time" && <TimeDialog timer={asked.timer} name={names(asked.timer.elementId)} close={close} done={done} />}
      {asked?.what === "attempts" && <AttemptsDialog job={asked.job} close={close} done={done} />}
    </>
  );
}
