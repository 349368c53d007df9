// Decision tables are seen, edited and deployed; tokens walk through a diagram. Nothing in either breaks the policy: `done` sees every violation.
import assert from "node:assert/strict";
import test from "node:test";
import {done, expectAccessible, expectEverywhere} from "./support/browser.mjs";
import {checked, downloaded, modeler} from "./support/designer.mjs";
import {world} from "./support/world.mjs";

const at = world();

async function uncovered(page, logo) {
  await logo.scrollIntoViewIfNeeded();
  return logo.evaluate((element) => {
    const box = element.getBoundingClientRect();
    return box.width > 20 && element.contains(document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2));
  });
}

test("a table is seen read-only, with its watermark", async () => {
  const page = await at.open("/definitions/bant", modeler);
  await page.locator(".tjs-table").getByText("Budget", {exact: true}).waitFor();
  assert.equal(await page.locator(".tjs-table [contenteditable]").count(), 0);
  assert.ok(await uncovered(page, page.locator(".bjs-powered-by")), "something lies over the watermark");
  await expectAccessible(page);
  await done(page);
});

test("a cell is changed, the rules look at it, and the table is deployed", async () => {
  const page = await at.open("/designer?from=bant&version=1", modeler);
  const cell = page.locator("td.output-cell").nth(1);
  await cell.waitFor();
  await cell.click();
  await page.keyboard.press("Control+A");
  await page.keyboard.type("1 +");
  await page.locator(".problems li[data-code=invalid-expression]").waitFor();
  await page.keyboard.press("Control+A");
  await page.keyboard.type('"nurture"');
  await checked(page, /No problems|remark/);
  assert.ok(await uncovered(page, page.locator(".bjs-powered-by")), "something lies over the watermark");
  await expectAccessible(page);
  await at.server.deploy(await downloaded(page));
  const all = {budget: true, authority: true, need: true, timeline: true};
  assert.equal((await at.server.post("/decisions/evaluate", {decision: "bant", context: all})).result.verdict, "nurture");
  await done(page);
});

test("the expression of a column has an editor of its own, and the tables show how they depend on each other", async () => {
  const page = await at.open("/designer?from=bant&version=1", modeler);
  await page.locator("th.input-cell").first().dblclick();
  await page.locator(".cm-content", {hasText: "budget"}).waitFor();
  await page.getByRole("button", {name: "How they depend on each other"}).click();
  await page.locator("[data-element-id=bant]").first().waitFor();
  await done(page);
});

test("a new table can be deployed as it begins", async () => {
  const page = await at.open("/designer?new=dmn", modeler);
  await checked(page, "No problems");
  await page.getByRole("button", {name: "Deploy…"}).click();
  await page.getByRole("button", {name: "Deploy", exact: true}).click();
  await page.getByText("version 1, deployed").waitFor();
  assert.equal((await at.server.post("/decisions/evaluate", {decision: "new-decision", context: {amount: 1000}})).result, "large");
  await done(page);
});

test("a token is started and comes to the end", async () => {
  const page = await at.open("/designer?new=bpmn", modeler);
  await page.getByRole("button", {name: "Tokens"}).click();
  await page.locator(".bts-context-pad:visible").first().click();
  await page.locator(".bts-notification, .bts-element-notification", {hasText: /Finished|Started/}).first().waitFor();
  await page.locator(".bts-log .bts-entry, .bts-token-count").first().waitFor({state: "attached"});
  assert.ok(await uncovered(page, page.locator(".bjs-powered-by")), "something lies over the watermark");
  await expectAccessible(page);
  await done(page);
});

test("decision tables are accessible and fit, light and dark, wide and narrow", async () => {
  await expectEverywhere(at.browser, at.server, "/definitions/bant/1", modeler, ".tjs-table");
  await expectEverywhere(at.browser, at.server, "/designer?from=bant&version=1", modeler, ".tjs-table");
});
