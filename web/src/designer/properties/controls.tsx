// Controls of the properties form. What is typed is taken when the control is left, so that one change is one step to undo.
import { useEffect, useRef, useState } from "preact/hooks";
import { Labeled } from "../../frame/ui";

interface LineProps { label: string; value: string; set: (value: string) => void; hint?: string; rows?: number; list?: string[]; type?: string; refuse?: (value: string) => string; code?: boolean }

export function Line({ label, value, set, hint, rows, list, type = "text", refuse, code = false }: LineProps) {
  const [typed, setTyped] = useState(value);
  useEffect(() => setTyped(value), [value]);
  const wrong = typed === value ? "" : (refuse?.(typed) ?? "");
  const take = () => { if (typed !== value && !wrong) set(typed); };
  // What was typed is not lost either when the control goes away with the element that it belongs to.
  const pending = useRef(take);
  pending.current = take;
  useEffect(() => () => pending.current(), []);
  return (
    <Labeled label={label} hint={hint} error={wrong || undefined}>
      {({ id, describedBy, invalid }) => {
        const common = { id, value: typed, "aria-describedby": describedBy, "aria-invalid": invalid, class: code ? "code-text" : "", spellcheck: !code, onBlur: take };
        if (rows) return <textarea {...common} rows={rows} onInput={(event) => setTyped(event.currentTarget.value)} />;
        return (
          <>
            <input {...common} type={type} list={list ? `${id}-list` : undefined} autocomplete="off" onInput={(event) => setTyped(event.currentTarget.value)}
              onKeyDown={(event) => { if (event.key === "Enter") take(); }} />
            {list && <datalist id={`${id}-list`}>{list.map((one) => <option key={one} value={one} />)}</datalist>}
          </>
        );
      }}
    </Labeled>
  );
}

/** `disabled`: what it speaks of is not there yet. It stands there all the same, so that nothing moves when it comes. */
export function Check({ label, value, set, disabled = false }: { label: string; value: boolean; set: (value: boolean) => void; disabled?: boolean }) {
  return <label class="check"><input type="checkbox" checked={value} disabled={disabled} onChange={(event) => set(event.currentTarget.checked)} /><span>{label}</span></label>;
}

/** A part of the form that can be folded; `filled` says that there is something in it. */
export function Part({ title, filled = false, open = false, children }: { title: string; filled?: boolean; open?: boolean; children: preact.ComponentChildren }) {
  return <details class="part" open={open || filled}><summary>{title}{filled && <span class="filled" aria-hidden="true"> •</span>}</summary>{children}</details>;
}

interface RowsProps<T> { items: T[]; add: string; remove: (item: T) => string; make: () => T; set: (items: T[]) => void; children: (item: T, set: (item: T) => void) => preact.ComponentChildren }

/** A list of things that are edited one by one, moved up, and taken away. */
export function Rows<T>({ items, add, remove, make, set, children }: RowsProps<T>) {
  const put = (at: number, item: T) => set(items.map((one, index) => (index === at ? item : one)));
  return (
    <>
      {items.map((item, at) => (
        <div class="row-edit" key={at}>
          {children(item, (changed) => put(at, changed))}
          <div class="row-buttons">
            {at > 0 && <button type="button" onClick={() => set([...items.slice(0, at - 1), item, items[at - 1]!, ...items.slice(at + 1)])} aria-label={`${remove(item)}: ↑`}>↑</button>}
            <button type="button" onClick={() => set(items.filter((_, index) => index !== at))} aria-label={remove(item)}>✕</button>
          </div>
        </div>
      ))}
      <button type="button" onClick={() => set([...items, make()])}>{add}</button>
    </>
  );
}
