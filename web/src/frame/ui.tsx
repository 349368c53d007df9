// The small parts that every page is made of: states, buttons, badges, tabs, messages.
import type { ComponentChildren, JSX } from "preact";
import { useEffect, useId, useRef, useState } from "preact/hooks";
import { Problem, Unreachable } from "./api";
import type { Loaded } from "./load";
import { t } from "./text";
import type { Key } from "../texts/en";

export function Loading() {
  return <div class="state" role="status" aria-busy="true"><span class="spinner" aria-hidden="true" />{t("state.loading")}</div>;
}

/** `page`: nothing else stands on the page, so this is its heading. */
export function Empty({ title, page = false, children }: { title: string; page?: boolean; children?: ComponentChildren }) {
  return <div class="state empty">{page ? <h1 class="state-title">{title}</h1> : <p class="state-title">{title}</p>}{children}</div>;
}

export function explain(error: unknown): string {
  if (error instanceof Unreachable) return t("state.offline");
  if (error instanceof Problem) {
    if (error.status === 404) return t("state.notFound");
    if (error.status === 403) return t("state.forbidden");
    const parts = error.parts.map((part) => part.detail).join("; ");
    return parts && !error.detail.includes(parts) ? `${error.detail}: ${parts}` : error.detail;
  }
  return error instanceof Error ? error.message : String(error);
}

export function Failure({ error, retry }: { error: unknown; retry?: () => void }) {
  return (
    <div class="state failure" role="alert">
      <p class="state-title">{explain(error)}</p>
      {retry && <button type="button" onClick={retry}>{t("state.retry")}</button>}
    </div>
  );
}

/** As high as one line: for a part of a page that is mostly not higher, so that what stands below does not move. */
export function LoadingLine() {
  return <p class="hint" role="status" aria-busy="true">{t("state.loading")}</p>;
}

/** Loading, failure, or what is there; a failed reload stands above what was loaded before. */
export function Shown<T>({ of, waiting = <Loading />, children }: { of: Loaded<T>; waiting?: JSX.Element; children: (data: T) => ComponentChildren }) {
  if (of.data === undefined) return of.error ? <Failure error={of.error} retry={() => void of.reload()} /> : waiting;
  return <>{of.error ? <Failure error={of.error} retry={() => void of.reload()} /> : null}{children(of.data)}</>;
}

export function Badge({ kind = "plain", children }: { kind?: "plain" | "bad" | "warn" | "good" | "strong"; children: ComponentChildren }) {
  return <span class={`badge ${kind}`}>{children}</span>;
}

/** `count`: empty as long as nobody knows it. */
export interface TabItem { id: string; label: string; count?: string }

/** A row of links that is wider than the window shows where one is. */
export function useCurrentInSight(current: string): { current: HTMLElement | null } {
  const row = useRef<HTMLElement>(null);
  useEffect(() => row.current?.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest", inline: "nearest" }), [current]);
  return row;
}

/** Tabs are links: each has an address, so it can be kept and gone back to. */
export function Tabs({ label, items, current, to }: { label: string; items: TabItem[]; current: string; to: (id: string) => string }) {
  const row = useCurrentInSight(current);
  return (
    <nav class="tabs" aria-label={label} ref={row}>
      {items.map((item) => (
        <a key={item.id} href={to(item.id)} aria-current={item.id === current ? "page" : undefined}>
          {item.label}{item.count !== undefined && <span class="count">{item.count || "\u00a0"}</span>}
        </a>
      ))}
    </nav>
  );
}

interface LabeledProps { label: string; error?: string | undefined; hint?: string | undefined; required?: boolean; children: (ids: { id: string; describedBy: string | undefined; invalid: boolean }) => JSX.Element }

/** A control with its label, its hint, and what is wrong with it, tied together for a screen reader. */
export function Labeled({ label, error, hint, required, children }: LabeledProps) {
  const id = useId();
  const about = [hint ? `${id}-hint` : "", error ? `${id}-error` : ""].filter(Boolean).join(" ");
  return (
    <div class={`field${error ? " wrong" : ""}`}>
      <label for={id}>{label}{required && <span class="required"> {t("form.required")}</span>}</label>
      {children({ id, describedBy: about || undefined, invalid: Boolean(error) })}
      {hint && <p class="hint" id={`${id}-hint`}>{hint}</p>}
      {error && <p class="error" id={`${id}-error`}>{error}</p>}
    </div>
  );
}

type TextProps = { label: string; value: string; onInput: (value: string) => void; type?: string; error?: string; hint?: string; required?: boolean; list?: string; rows?: number; autofocus?: boolean };

export function TextField({ label, value, onInput, type = "text", error, hint, required = false, list, rows, autofocus }: TextProps) {
  const control = useRef<HTMLInputElement & HTMLTextAreaElement>(null);
  useEffect(() => { if (autofocus) control.current?.focus(); }, []);
  return (
    <Labeled label={label} error={error} hint={hint} required={required}>
      {({ id, describedBy, invalid }) => {
        const common = { id, ref: control, value, "aria-describedby": describedBy, "aria-invalid": invalid, "aria-required": required };
        return rows
          ? <textarea {...common} rows={rows} onInput={(event) => onInput(event.currentTarget.value)} />
          : <input {...common} type={type} list={list} autocomplete="off" onInput={(event) => onInput(event.currentTarget.value)} />;
      }}
    </Labeled>
  );
}

type SelectProps = { label: string; value: string; onChange: (value: string) => void; options: [string, string][]; error?: string; required?: boolean };

export function Select({ label, value, onChange, options, error, required = false }: SelectProps) {
  return (
    <Labeled label={label} error={error} required={required}>
      {({ id, describedBy, invalid }) => (
        <select id={id} value={value} aria-describedby={describedBy} aria-invalid={invalid} aria-required={required} onChange={(event) => onChange(event.currentTarget.value)}>
          {options.map(([key, text]) => <option key={key} value={key}>{text}</option>)}
        </select>
      )}
    </Labeled>
  );
}

/** `wide`: something in it is looked at, such as a picture. */
export function Dialog({ title, close, wide = false, children }: { title: string; close: () => void; wide?: boolean; children: ComponentChildren }) {
  const element = useRef<HTMLDialogElement>(null);
  const heading = useId();
  useEffect(() => {
    const before = document.activeElement as HTMLElement | null;
    const shown = element.current!;
    shown.showModal();
    return () => {
      shown.close(); // what lies behind an open dialog takes no focus
      before?.focus();
    };
  }, []);
  return (
    <dialog ref={element} class={wide ? "wide" : ""} aria-labelledby={heading} onCancel={(event) => { event.preventDefault(); close(); }}>
      <h2 id={heading}>{title}</h2>
      {children}
    </dialog>
  );
}

/** Runs what a button stands for: once at a time, and what goes wrong is shown beside it. */
export function useAction(): { busy: boolean; error: unknown; run: (work: () => Promise<void>) => Promise<void>; clear: () => void } {
  const [state, setState] = useState<{ busy: boolean; error: unknown }>({ busy: false, error: null });
  const busy = useRef(false);
  const run = async (work: () => Promise<void>) => {
    if (busy.current) return;
    busy.current = true;
    setState({ busy: true, error: null });
    try {
      await work();
      setState({ busy: false, error: null });
    } catch (error) {
      setState({ busy: false, error });
    } finally {
      busy.current = false;
    }
  };
  return { ...state, run, clear: () => setState({ busy: false, error: null }) };
}

export function Button({ label, act, kind = "", disabled = false }: { label: Key; act: () => void; kind?: string; disabled?: boolean }) {
  return <button type="button" class={kind} disabled={disabled} onClick={act}>{t(label)}</button>;
}
