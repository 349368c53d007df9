// The dry run on the server, and Mermaid that becomes a draft.
import assert from "node:assert/strict";
import test from "node:test";
import {done, expectAccessible} from "./support/browser.mjs";
import {checked, choose, edit, modeler} from "./support/designer.mjs";
import {world} from "./support/world.mjs";

const at = world();

test("a dry run of what stands in the editor shows outcomes and ways, and counts at the elements", async () => {
  const page = await edit(at, "standard-sale");
  await choose(page, "lost");
  await page.getByLabel("Name", {exact: true}).first().fill("Lost for good");
  await page.getByLabel("Id", {exact: true}).focus();
  await checked(page, "No problems");
  await page.getByRole("button", {name: "Dry run"}).click();
  await page.getByLabel("Example data").fill("{");
  await page.getByText("This is not a JSON object.").waitFor();
  assert.equal(await page.getByRole("button", {name: "Run", exact: true}).isDisabled(), true);
  await page.getByLabel("Example data").fill('{"region": "north"}');
  await page.getByLabel("Instances").fill("60");
  await page.getByRole("button", {name: "Run", exact: true}).click();
  await page.getByRole("row", {name: /Ended: Lost for good/}).waitFor();
  await page.getByText("The most frequent ways").waitFor();
  await page.locator(".pass-count", {hasText: "×60"}).first().waitFor();
  await expectAccessible(page);
  assert.equal((await at.server.get("/definitions/standard-sale")).version, 1, "nothing was deployed");
  await done(page);
});

test("a Mermaid chart opens as a draft in the modeler; what is wrong in it is told at its line", async () => {
  const page = await at.open("/definitions", modeler);
  await page.getByRole("button", {name: "Import Mermaid…"}).click();
  await page.getByLabel("Flowchart, or Markdown with some").fill("graph TD\nA -> B");
  await page.getByRole("button", {name: "Import", exact: true}).click();
  await page.getByText("chart-syntax · line 2").waitFor();
  await page.getByLabel("Flowchart, or Markdown with some").fill("graph TD\nA[Call them] --> B{Interested?}\nB -->|yes| C[Send an offer]\nB -->|no| D[Thank them]");
  await page.getByLabel("Key of the process").fill("outreach");
  await page.getByRole("button", {name: "Import", exact: true}).click();
  await page.getByText("What had to be guessed:").waitFor();
  await expectAccessible(page);
  await page.getByRole("button", {name: "Open Outreach"}).click();
  await page.locator(".djs-shape", {hasText: "Call them"}).first().waitFor();
  await checked(page, /No problems|remark/);
  await expectAccessible(page);
  const found = await at.server.get("/definitions");
  assert.equal(found.items.some((one) => one.key === "outreach"), false, "nothing was deployed");
  await done(page);
});
