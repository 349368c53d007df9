// The heat map: what happens at each step, in the picture and in a table that says the same.
import assert from "node:assert/strict";
import test from "node:test";
import {done, expectAccessible, expectEverywhere} from "./support/browser.mjs";
import {world} from "./support/world.mjs";

const at = world();

/** Three sales; two have gone over the first step, one over the second, which is late in one. */
async function sales() {
  for (const steps of [0, 1, 2]) {
    const sale = await at.server.opportunity({title: `Sale with ${steps}`});
    for (let step = 0; step < steps; ++step) {
      const [task] = (await at.server.get(`/tasks?opportunity=${sale.id}`, {user: "kim"})).items;
      await at.server.api("PATCH", `/tasks/${task.id}`, {due: step === 1 ? "2020-01-01T00:00:00Z" : "2035-01-01T00:00:00Z"}, {user: "kim"});
      await at.server.post(`/tasks/${task.id}/complete`, {results: "done", ...(step === 1 ? {variables: {budget: true, authority: true, need: true, timeline: true}} : {})}, {user: "kim"});
    }
  }
}

test("counts, times and late shares are in the picture and in the table, for every measure", async () => {
  await sales();
  const page = await at.open("/statistics/standard-sale/1", {user: "admin"});
  const first = page.getByRole("row", {name: /^Record initial contact/});
  await first.waitFor();
  const head = await page.locator("thead th").allTextContents();
  assert.deepEqual(head, ["Step", "Completed", "Open now", "Mean time", "95 % within", "Completed late", "Stuck now"]);
  assert.equal((await first.getByRole("cell").allTextContents())[0], "2");
  assert.equal(await page.locator("tbody tr").first().getByRole("rowheader").textContent(), "Record initial contact");
  await page.locator("[data-element-id=record-initial-contact].step-heat-5").waitFor();
  await page.locator(".step-note.heat-5", {hasText: "2"}).waitFor();
  await expectAccessible(page);
  await page.getByLabel("Measure").selectOption("Completed late");
  await page.locator("[data-element-id=qualify-lead].step-heat-5").waitFor();
  await page.locator(".step-note.heat-5", {hasText: "100%"}).waitFor();
  assert.equal(await page.locator("tbody tr").first().getByRole("rowheader").textContent(), "Qualify the lead");
  assert.match(page.url(), /measure=overdueShare/);
  await page.getByLabel("Measure").selectOption("Open now");
  await page.locator(".step-note.heat-5", {hasText: "1"}).first().waitFor();
  await page.getByRole("button", {name: "Qualify the lead"}).click();
  await page.locator("[data-element-id=qualify-lead].step-picked").waitFor();
  const logo = page.locator(".bjs-powered-by");
  await logo.scrollIntoViewIfNeeded();
  assert.ok(await logo.evaluate((element) => {
    const box = element.getBoundingClientRect();
    return element.contains(document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2));
  }), "something lies over the watermark");
  await done(page);
});

test("a period without tasks has nothing to show; one that is turned round is told", async () => {
  await sales();
  const page = await at.open("/statistics/standard-sale/1?period=own&from=2020-01-01&to=2020-02-01", {user: "admin"});
  await page.getByText("Nothing to show for this measure and period.").waitFor();
  await expectAccessible(page);
  await page.getByLabel("To, and that day").fill("2019-01-01");
  await page.getByText("The last day is before the first.").waitFor();
  await page.getByLabel("To, and that day").fill("2035-01-01");
  await page.locator(".step-note.heat-5").first().waitFor();
  await page.getByLabel("Period").selectOption("all the time");
  await page.locator(".step-note.heat-5").first().waitFor();
  await done(page);
});

test("a process in the compact XML has its numbers in the picture too", async () => {
  await at.server.opportunity({kind: "client-outreach", title: "Ring them up"});
  const page = await at.open("/statistics", {user: "admin"});
  await page.getByRole("combobox", {name: "Process"}).selectOption("client-outreach");
  await page.getByLabel("Measure").selectOption("Open now");
  await page.locator(".picture [data-note=identify-client].heat-5", {hasText: "1"}).waitFor();
  await expectAccessible(page);
  await page.getByRole("link", {name: "Its instances"}).click();
  await page.getByRole("region", {name: "Instances"}).locator("tbody tr").first().waitFor();
  await done(page);
});

test("a version that is not there is told, and another can be chosen", async () => {
  const page = await at.open("/statistics/standard-sale/99", {user: "admin"});
  await page.getByRole("alert").first().waitFor();
  await page.getByLabel("Version").selectOption("version 1");
  await page.getByRole("region", {name: "The same as a table"}).waitFor();
  await done(page);
});

test("the heat map is accessible and fits, light and dark, wide and narrow", async () => {
  await sales();
  await expectEverywhere(at.browser, at.server, "/statistics/standard-sale/1", {user: "admin"}, ".step-note.heat-5");
  await expectEverywhere(at.browser, at.server, "/statistics/client-outreach/1?measure=active", {user: "admin"}, ".picture");
});
