// The opportunity page: the flowchart in a picture and in words, the quick log, papers, changes with a reason, print.
import assert from "node:assert/strict";
import test from "node:test";
import {done, expectAccessible, expectEverywhere} from "./support/browser.mjs";
import {world} from "./support/world.mjs";

const at = world();

async function forward(sale, user = "kim") {
  const [task] = (await at.server.get(`/tasks?opportunity=${sale.id}`, {user})).items;
  await at.server.post(`/tasks/${task.id}/complete`, {results: "done"}, {user});
}

test("an opportunity is found, and a new one is posted and opens", async () => {
  await at.server.opportunity({title: "Twelve ramps", responsible: "ida"});
  const page = await at.open("/opportunities", {user: "ida"});
  await page.getByRole("link", {name: "Twelve ramps"}).waitFor();
  await expectAccessible(page);
  await page.getByRole("searchbox").fill("no such title");
  await page.getByText("No opportunity fits.").waitFor();
  await page.getByRole("button", {name: "New opportunity"}).click();
  await page.getByRole("button", {name: "Post", exact: true}).click();
  await page.locator("[aria-invalid=true]").first().waitFor();
  assert.equal(await page.getByLabel("Title").getAttribute("aria-invalid"), "true");
  await page.getByLabel("Title").fill("A bridge");
  await page.getByLabel("Customer").fill("Quarry & Sons");
  await expectAccessible(page);
  await page.getByRole("button", {name: "Post", exact: true}).click();
  await page.getByRole("heading", {name: "A bridge", level: 1}).waitFor();
  await page.getByText("Stage: First contact").waitFor();
  await done(page);
});

test("a draft starts nothing until it is posted", async () => {
  const draft = await at.server.opportunity({title: "Not yet", draft: true});
  const page = await at.open(`/opportunities/${draft.id}`, {user: "kim"});
  await page.getByText("No process has started yet.").waitFor();
  await page.getByRole("button", {name: "Post", exact: true}).click();
  await page.locator("[data-step=record-initial-contact]").getByText("active").waitFor();
  await done(page);
});

test("the picture marks done and active steps with the person in charge; its watermark is visible; the list says the same", async () => {
  const sale = await at.server.opportunity();
  await forward(sale);
  const page = await at.open(`/opportunities/${sale.id}`, {user: "kim"});
  await page.locator("[data-element-id=qualify-lead].step-active").waitFor();
  await page.locator("[data-element-id=record-initial-contact].step-done").waitFor();
  await page.locator(".step-note.active", {hasText: "kim"}).waitFor();
  const logo = page.locator(".bjs-powered-by");
  await logo.waitFor();
  await logo.scrollIntoViewIfNeeded();
  assert.ok(await logo.evaluate((element) => {
    const box = element.getBoundingClientRect();
    return element.contains(document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2));
  }), "something lies over the watermark");
  await page.locator("[data-step=record-initial-contact]").getByText("done").waitFor();
  await page.locator("[data-step=qualify-lead]").getByText("active").waitFor();
  await page.locator("[data-step=assess-opportunity]").getByText("in charge: sales-management").waitFor();
  await page.getByRole("button", {name: "Hand over"}).click();
  await page.locator("[data-element-id=hand-over].step-picked").waitFor();
  await page.getByRole("link", {name: "Qualify the lead"}).click();
  await page.getByRole("heading", {name: "Qualify the lead", level: 1}).waitFor();
  await done(page);
});

test("a process in the compact XML has its picture from the server", async () => {
  const call = await at.server.opportunity({kind: "client-outreach", title: "Ring them up"});
  const page = await at.open(`/opportunities/${call.id}`, {user: "kim"});
  await page.locator(".picture [data-element=identify-client].step-active").waitFor();
  await expectAccessible(page);
  await done(page);
});

test("a call is logged with two clicks, more when there is more to say", async () => {
  const sale = await at.server.opportunity();
  const page = await at.open(`/opportunities/${sale.id}?tab=interactions`, {user: "kim"});
  await page.getByText("Nothing was logged yet.").waitFor();
  await page.getByRole("button", {name: "I called"}).click();
  await page.getByRole("button", {name: "Log it"}).click();
  await page.locator(".comments li").waitFor();
  const [logged] = (await at.server.get(`/interactions?opportunityId=${sale.id}`)).items;
  assert.deepEqual([logged.type, logged.recordedBy], ["call-out", "kim"]);
  await page.getByRole("button", {name: "Meeting"}).click();
  await page.getByLabel("Outcome").fill("they want two more");
  await page.getByLabel("Next step").fill("send an offer");
  await expectAccessible(page);
  await page.getByRole("button", {name: "Log it"}).click();
  await page.getByText("Outcome: they want two more").waitFor();
  await done(page);
});

test("demand, quotation and order are filled in; what is refused stands at its field", async () => {
  const sale = await at.server.opportunity();
  const page = await at.open(`/opportunities/${sale.id}?tab=demand`, {user: "kim"});
  await page.getByRole("button", {name: "Change the demand"}).click();
  await page.getByRole("button", {name: "Add a row"}).click();
  await page.getByLabel("Item").fill("Forklift, 1 t");
  await page.getByLabel("Quantity").fill("ten");
  await page.getByRole("button", {name: "Save"}).click();
  await page.locator("[aria-invalid=true]").waitFor();
  await page.getByLabel("Quantity").fill("10");
  await page.getByRole("button", {name: "Save"}).click();
  await page.getByRole("cell", {name: "Forklift, 1 t"}).waitFor();
  await page.getByRole("link", {name: "Quotation and order"}).click();
  await page.getByRole("button", {name: "Edit: Quotation"}).click();
  await page.getByLabel("Number").fill("Q-7");
  await page.getByLabel("Amount").fill("-1");
  await page.getByRole("button", {name: "Save"}).click();
  await page.getByText("an amount is 0 or more").waitFor();
  await expectAccessible(page);
  await page.getByLabel("Amount").fill("180000");
  await page.getByRole("button", {name: "Save"}).click();
  await page.getByText("Amount: 180,000").waitFor();
  assert.equal((await at.server.get(`/opportunities/${sale.id}`)).quotation.amount, 180000);
  await done(page);
});

test("another person, another stage: with a reason, and both are in the history", async () => {
  const sale = await at.server.opportunity();
  const page = await at.open(`/opportunities/${sale.id}`, {user: "kim"});
  await page.getByRole("button", {name: "Change the stage…"}).click();
  const change = page.getByRole("button", {name: "Change", exact: true});
  assert.equal(await change.isDisabled(), true);
  await page.getByRole("combobox", {name: "Stage"}).selectOption("negotiation");
  await page.getByLabel("Reason").fill("they skipped the demo");
  await expectAccessible(page);
  await change.click();
  await page.getByText("Stage: Negotiation").waitFor();
  await page.getByRole("button", {name: "Reassign…"}).click();
  await page.getByRole("combobox", {name: "Responsible"}).fill("lee");
  await page.getByLabel("Reason").fill("holiday");
  await change.click();
  await page.getByText("Responsible: lee").waitFor();
  await page.getByRole("link", {name: "History"}).click();
  await page.getByText("Reason: holiday").waitFor();
  await page.getByText("Reason: they skipped the demo").waitFor();
  await page.getByText("stage: first-contact → negotiation").waitFor();
  await expectAccessible(page);
  await done(page);
});

test("on paper there is the opportunity and none of the buttons", async () => {
  const sale = await at.server.opportunity();
  const page = await at.open(`/opportunities/${sale.id}`, {user: "kim"});
  await page.locator("[data-element-id=qualify-lead]").waitFor();
  await page.emulateMedia({media: "print"});
  assert.equal(await page.getByRole("button", {name: "Print"}).isVisible(), false);
  assert.equal(await page.locator(".top").isVisible(), false);
  assert.equal(await page.locator("[data-step=hand-over]").isVisible(), true);
  await done(page);
});

test("the opportunity page is accessible and fits, light and dark, wide and narrow", async () => {
  const sale = await at.server.opportunity();
  await expectEverywhere(at.browser, at.server, `/opportunities/${sale.id}`, {user: "kim"}, "[data-element-id=qualify-lead].step-possible");
  await expectEverywhere(at.browser, at.server, "/opportunities?whose=all", {user: "kim"}, "table");
});
