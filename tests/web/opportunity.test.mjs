// The opportunity page: the flowchart in a picture and in words, the quick log, papers, changes with a reason, print.
import assert from "node:assert/strict";
import test from "node:test";
import {done, expectAccessible, expectEverywhere, wide} from "./support/browser.mjs";
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

/** What of these can be seen, by its text. */
function seen(page, selector) {
  return page.locator(selector).evaluateAll((all) => all.filter((one) => one.checkVisibility()).map((one) => one.textContent));
}

/** Where the first and the last element of a picture are, and where the picture has to end; after a frame, in which the page hears of another medium. */
async function places(page, first, last) {
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
  return page.evaluate((selectors) => selectors.map((one) => document.querySelector(one).getBoundingClientRect().toJSON()), [first, last, ".canvas"]);
}

function expectWhole([first, last, paper]) {
  for (const one of [first, last]) assert.ok(one.left >= paper.left && one.right <= paper.right && one.top >= paper.top && one.bottom <= paper.bottom, `${JSON.stringify(one)} is not within ${JSON.stringify(paper)}`);
}

const paper = {width: 718, height: 1046}; // A4 without its margins

test("on paper there are the opportunity, its whole flowchart and its steps, and nothing to press", async () => {
  const sale = await at.server.opportunity();
  await forward(sale);
  const page = await at.open(`/opportunities/${sale.id}`, {user: "kim"});
  await page.locator("[data-element-id=qualify-lead].step-active").waitFor();
  await page.setViewportSize(paper);
  await page.emulateMedia({media: "print"});
  assert.deepEqual(await seen(page, "nav, header.top, .notice, button:not(.step-name)"), []);
  for (const text of ["Ten forklifts", "Stage: Qualification", "Responsible: kim"]) assert.equal(await page.getByText(text).first().isVisible(), true, text);
  assert.match((await seen(page, ".task-about")).join(), /Harbour Logistics/);
  assert.equal((await seen(page, ".step")).length, await page.locator(".step").count());
  assert.equal(await page.locator(".legend").isVisible(), true);
  assert.equal(await page.locator(".bjs-powered-by").isVisible(), true);
  const [pool, end, canvas] = await places(page, "[data-element-id=standard-sale-pool]", "[data-element-id=customer-onboarded]");
  expectWhole([pool, end, canvas]);
  assert.ok(pool.width > 0.9 * canvas.width, `the picture is ${pool.width} px wide on a page of ${canvas.width}`);
  if (process.env.ONWARD_TEST_SHOTS) await page.pdf({path: `${process.env.ONWARD_TEST_SHOTS}/opportunity.pdf`, format: "A4"});
  await page.setViewportSize(wide);
  await page.emulateMedia({media: "screen"});
  await page.getByRole("button", {name: "Whole picture"}).click();
  expectWhole(await places(page, "[data-element-id=standard-sale-pool]", "[data-element-id=customer-onboarded]"));
  await done(page);
});

test("so is a picture that the server drew", async () => {
  const call = await at.server.opportunity({kind: "client-outreach", title: "Ring them up"});
  const page = await at.open(`/opportunities/${call.id}`, {user: "kim"});
  await page.locator(".picture [data-element=identify-client]").waitFor();
  await page.setViewportSize(paper);
  await page.emulateMedia({media: "print"});
  expectWhole(await places(page, ".picture [data-element=identify-client]", ".picture [data-element=job-scheduled]"));
  if (process.env.ONWARD_TEST_SHOTS) await page.pdf({path: `${process.env.ONWARD_TEST_SHOTS}/opportunity-drawn.pdf`, format: "A4"});
  await done(page);
});

test("the opportunity page is accessible and fits, light and dark, wide and narrow", async () => {
  const sale = await at.server.opportunity();
  await expectEverywhere(at.browser, at.server, `/opportunities/${sale.id}`, {user: "kim"}, "[data-element-id=qualify-lead].step-possible");
  await expectEverywhere(at.browser, at.server, "/opportunities?whose=all", {user: "kim"}, "table");
});
