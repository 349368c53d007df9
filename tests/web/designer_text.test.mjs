// The text editor: the compact XML is checked while it is typed, at the line.
import assert from "node:assert/strict";
import test from "node:test";
import {done, expectAccessible, expectEverywhere} from "./support/browser.mjs";
import {checked, modeler, type} from "./support/designer.mjs";
import {world} from "./support/world.mjs";

const at = world();

const BROKEN = `<process xmlns="urn:onward:process:1" id="callback" name="Call back">
  <start id="asked"/>
  <task id="call" next="nowhere"/>
</process>
`;

test("what is wrong stands at its line, by the rule's own id; mended, it can be deployed", async () => {
  const page = await at.open("/designer?new=compact", modeler);
  await checked(page, "No problems");
  await type(page, BROKEN);
  await page.locator('.problems li[data-code="next-unknown"]', {hasText: "line 3"}).waitFor();
  await page.locator(".cm-lint-marker-error").waitFor();
  await page.locator(".cm-lintRange-error").waitFor();
  await checked(page, /\d errors?/);
  assert.equal(await page.getByRole("button", {name: "Deploy…"}).isDisabled(), true);
  await expectAccessible(page);
  await type(page, "<process");
  await page.locator(".problems li.error").first().waitFor();
  await type(page, BROKEN.replace(' next="nowhere"', ""));
  await checked(page, "No problems");
  assert.equal(await page.locator(".cm-lintRange-error").count(), 0);
  await page.getByRole("button", {name: "Deploy…"}).click();
  await page.getByText("Call back (callback) becomes version 1.").waitFor();
  await page.getByRole("button", {name: "Deploy", exact: true}).click();
  await page.getByRole("heading", {name: "Call back", level: 1}).waitFor();
  assert.equal((await at.server.get("/definitions/callback")).version, 1);
  await done(page);
});

test("a keyboard leaves the text: Esc, then Tab", async () => {
  const page = await at.open("/designer?new=compact", modeler);
  const text = page.getByLabel(/^Text of/);
  await text.focus();
  await page.keyboard.press("Escape");
  await page.keyboard.press("Tab");
  assert.equal(await text.evaluate((element) => element === document.activeElement), false);
  await done(page);
});

test("a draft in the text is there again after a reload", async () => {
  const page = await at.open("/designer?new=compact", modeler);
  await type(page, BROKEN.replace("nowhere", "somewhere"));
  await page.waitForFunction(() => Object.keys(localStorage).some((key) => localStorage[key].includes("somewhere")));
  await page.reload();
  await page.getByRole("button", {name: "Go on with it"}).click();
  await page.locator(".cm-content", {hasText: 'next="somewhere"'}).waitFor();
  await done(page);
});

test("the text editor is accessible and fits, light and dark, wide and narrow", async () => {
  await expectEverywhere(at.browser, at.server, "/designer?new=compact", modeler, ".cm-content");
});
