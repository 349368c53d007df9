// Files attached to an opportunity or a task: what is there, one more, away with one.
import { useState } from "preact/hooks";
import { get, raw, request } from "./api";
import { time } from "./format";
import { useLoad } from "./load";
import { may, session } from "./session";
import { t } from "./text";
import type { List } from "./types";
import { explain, LoadingLine, Shown, useAction } from "./ui";

interface Attachment { id: string; name: string; contentType: string; size: number; taskId: string | null; elementId: string | null; createdAt: string; createdBy: string; href: string }

const most = 25 * 1024 * 1024; // of the server: said before the bytes are on their way

function size(bytes: number): string {
  const [unit, divisor] = bytes < 1024 ? ["byte", 1] : bytes < 1024 * 1024 ? ["kilobyte", 1024] : ["megabyte", 1024 * 1024];
  return new Intl.NumberFormat(undefined, { style: "unit", unit: unit as string, maximumFractionDigits: 1 }).format(bytes / (divisor as number));
}

/** A link cannot say who asks: the bytes are fetched, and then handed to the browser as a file. */
async function save(file: Attachment): Promise<void> {
  const response = await raw("GET", file.href.replace(/^\/api\/v1/, ""), { accept: "*/*" });
  const address = URL.createObjectURL(await response.blob());
  const link = document.createElement("a");
  link.href = address;
  link.download = file.name;
  link.click();
  URL.revokeObjectURL(address);
}

function Row({ file, path, gone }: { file: Attachment; path: string; gone: () => void }) {
  const action = useAction();
  const mine = may("instances.admin") || file.createdBy === session.me?.id;
  // What belongs to the step, or to a task of the opportunity, is removed where it is attached.
  const here = path.startsWith("/tasks/") ? path.startsWith(`/tasks/${file.taskId}/`) : !file.taskId;
  return (
    <li>
      <button type="button" class="quiet" disabled={action.busy} onClick={() => void action.run(() => save(file))}>{file.name}</button>{" "}
      <span class="hint">{size(file.size)} · {file.createdBy}, {time(file.createdAt)}</span>{" "}
      {mine && here && <button type="button" aria-label={t("files.removeOne", { name: file.name })} disabled={action.busy}
        onClick={() => void action.run(async () => { await request("DELETE", `${path}/${file.id}`); gone(); })}>{t("files.remove")}</button>}
      {action.error ? <p class="error" role="alert">{explain(action.error)}</p> : null}
    </li>
  );
}

/** `path`: of the attachments, below /api/v1. */
export function Files({ path, canAdd }: { path: string; canAdd: boolean }) {
  const files = useLoad((signal) => get<List<Attachment>>(path, { limit: 500 }, signal), [path]);
  const [tooLarge, setTooLarge] = useState("");
  const action = useAction();
  const add = (input: HTMLInputElement) => {
    const file = input.files?.[0];
    if (!file) return;
    setTooLarge(file.size > most ? t("files.tooLarge", { name: file.name, most: size(most) }) : "");
    if (file.size <= most) void action.run(async () => {
      const form = new FormData();
      form.append("file", file);
      await request("POST", path, { form });
      await files.reload();
    });
    input.value = "";
  };
  return (
    <section class="card">
      <h2>{t("files.title")}</h2>
      <Shown of={files} waiting={<LoadingLine />}>
        {({ items }) => items.length === 0 ? <p class="hint">{t("files.none")}</p> : (
          <ul class="files">{items.map((file) => <Row key={file.id} file={file} path={path} gone={() => void files.reload()} />)}</ul>
        )}
      </Shown>
      {canAdd && <div class="field"><label>{t("files.add")} <input type="file" disabled={action.busy} onChange={(event) => add(event.currentTarget)} /></label></div>}
      {tooLarge && <p class="error" role="alert">{tooLarge}</p>}
      {action.error ? <p class="error" role="alert">{explain(action.error)}</p> : null}
    </section>
  );
}
