// What the tests of the designer share: its pages, what it writes, and what the server makes of that.
import {spawnSync} from "node:child_process";
import {mkdtempSync, readFileSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";

export const modeler = {user: "dora"};

/** A document as it is shipped. */
export function shipped(file) {
  return readFileSync(join(process.env.ONWARD_TEST_PROCESSES, file), "utf8");
}

export async function edit(at, key, how = {}) {
  const page = await at.open(`/designer?from=${key}&version=1`, {...modeler, ...how});
  await page.locator(".djs-shape").first().waitFor();
  await page.getByLabel("Element", {exact: true}).waitFor();
  return page;
}

export async function choose(page, id) {
  await page.getByLabel("Element", {exact: true}).selectOption(id);
  await page.getByLabel("Id", {exact: true}).and(page.locator(`input`)).first().waitFor();
}

/** What the button hands out. */
export async function downloaded(page) {
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", {name: "Download"}).click()]);
  return readFileSync(await download.path(), "utf8");
}

/** In place of all that stands in the text editor. */
export async function type(page, text) {
  await page.getByLabel(/^Text of/).focus();
  await page.keyboard.press("Control+A");
  await page.keyboard.insertText(text);
}

/** The rules have looked at what stands there now. */
export async function checked(page, words) {
  await page.locator(".verdict", {hasText: words}).waitFor();
}

/** The same process written anew: equal texts are equal processes, for the reader of documents looks at everything. */
export function normal(text) {
  const folder = mkdtempSync(join(tmpdir(), "onward-designer-"));
  try {
    writeFileSync(join(folder, "in.bpmn"), text);
    const done = spawnSync(process.env.ONWARD_TEST_BINARY, ["convert", join(folder, "in.bpmn"), join(folder, "out.bpmn")], {encoding: "utf8"});
    if (done.status !== 0) throw new Error(done.stdout + done.stderr);
    return readFileSync(join(folder, "out.bpmn"), "utf8").replace(/<bpmndi:BPMNDiagram[^]*<\/bpmndi:BPMNDiagram>/, "");
  } finally {
    rmSync(folder, {recursive: true, force: true});
  }
}
