// Saved views: what the inbox shows, under a name. A view is its address; it is kept in this browser, for each user on their own.
import { useEffect, useRef, useState } from "preact/hooks";
import { notice } from "../frame/notice";
import { session } from "../frame/session";
import { t } from "../frame/text";
import { Dialog, TextField } from "../frame/ui";
import { address, type Asked } from "./query";

interface View { name: string; address: string }

const most = 20;
const longestName = 60;

function place(): string {
  return `onward-views:${session.me!.id}`;
}

function isView(one: unknown): one is View {
  const { name, address: to } = (one ?? {}) as Partial<View>;
  return typeof name === "string" && typeof to === "string" && to.startsWith("/inbox");
}

function read(): View[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(place()) ?? "[]");
    return Array.isArray(kept) ? kept.filter(isView).slice(0, most) : [];
  } catch {
    return [];
  }
}

function write(views: View[]): boolean {
  try {
    localStorage.setItem(place(), JSON.stringify(views));
    return true;
  } catch {
    return false;
  }
}

interface SaveProps { views: View[]; save: (name: string) => void; close: () => void }

function Save({ views, save, close }: SaveProps) {
  const [name, setName] = useState("");
  const typed = name.trim().slice(0, longestName);
  const isFull = views.length >= most && !views.some((one) => one.name === typed);
  const submit = (event: Event) => {
    event.preventDefault();
    if (typed && !isFull) save(typed);
  };
  return (
    <Dialog title={t("views.saveTitle")} close={close}>
      <form onSubmit={submit} noValidate>
        <TextField label={t("views.name")} value={name} onInput={setName} required autofocus hint={t("views.hint")} {...(isFull && typed ? { error: t("views.full", { n: most }) } : {})} />
        <div class="buttons">
          <button type="submit" class="primary" disabled={!typed || isFull}>{t("save")}</button>
          <button type="button" onClick={close}>{t("cancel")}</button>
        </div>
      </form>
    </Dialog>
  );
}

export function Views({ asked }: { asked: Asked }) {
  const [views, setViews] = useState(read);
  const [saving, setSaving] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const here = address(asked);
  useEffect(() => {
    const elsewhere = (event: StorageEvent) => { if (event.key === place()) setViews(read()); };
    addEventListener("storage", elsewhere);
    return () => removeEventListener("storage", elsewhere);
  }, []);
  const keep = (changed: View[], done: string) => {
    const kept = write(changed);
    notice(kept ? done : t("views.noRoom"));
    if (kept) setViews(changed);
  };
  const save = (name: string) => {
    setSaving(false);
    keep([...read().filter((one) => one.name !== name), { name, address: here }].sort((a, b) => a.name.localeCompare(b.name)), t("views.saved", { name }));
  };
  const forget = (name: string) => {
    keep(read().filter((one) => one.name !== name), t("views.deleted", { name }));
    button.current?.focus(); // the button that had the focus is gone
  };
  return (
    <nav class="views" aria-label={t("views.title")}>
      {views.length > 0 && (
        <ul>
          {views.map((one) => (
            <li key={one.name} class="view">
              <a href={one.address} aria-current={one.address === here ? "true" : undefined}>{one.name}</a>
              <button type="button" class="quiet" aria-label={t("views.delete", { name: one.name })} onClick={() => forget(one.name)}>✕</button>
            </li>
          ))}
        </ul>
      )}
      <button type="button" class="quiet" ref={button} onClick={() => setSaving(true)}>{t("views.save")}</button>
      {saving && <Save views={views} save={save} close={() => setSaving(false)} />}
    </nav>
  );
}
