// How much the inbox and the task page load: what counts is what goes over the wire.
import assert from "node:assert/strict";
import {readFileSync} from "node:fs";
import test from "node:test";
import {done} from "./support/browser.mjs";
import {world} from "./support/world.mjs";

const at = world();
const limit = 60_000;

/** Bytes of every file that a page loaded, gzipped: the worst of the codings that browsers take. */
async function loaded(page) {
  const sizes = JSON.parse(readFileSync(process.env.ONWARD_TEST_SIZES, "utf8")).files;
  const names = await page.evaluate(() => performance.getEntriesByType("resource").map((entry) => new URL(entry.name).pathname));
  const files = ["/", ...names.filter((name) => name.startsWith("/assets/"))];
  return {files, bytes: files.reduce((sum, name) => sum + (sizes[name].gzip || sizes[name].plain), 0)};
}

test("the inbox loads less than 60 KB in all, and no library for diagrams", async (context) => {
  const page = await at.open("/inbox", {user: "kim"});
  const {files, bytes} = await loaded(page);
  context.diagnostic(`the inbox loads ${bytes} bytes, gzipped, in ${files.length} files`);
  console.log(`the inbox loads ${bytes} bytes, gzipped, in ${files.length} files`);
  assert.ok(bytes < limit, `${bytes} bytes`);
  await done(page);
});

test("so does the task page", async () => {
  await at.server.opportunity();
  const [task] = (await at.server.get("/tasks?assignee=kim", {user: "kim"})).items;
  const page = await at.open(`/tasks/${task.id}`, {user: "kim"});
  const {files, bytes} = await loaded(page);
  console.log(`the task page loads ${bytes} bytes, gzipped, in ${files.length} files`);
  assert.ok(bytes < limit, `${bytes} bytes`);
  await done(page);
});
