// One story, one browser session for each role: a designer adds a task to the sale, a seller works a sale to won, the manager sees the cross-sale
// appear, an admin puts right what got stuck. On the way: no error in a console, no request to another host, nothing that moves by itself.
import assert from "node:assert/strict";
import test from "node:test";
import {done, expectSteady, settled} from "./support/browser.mjs";
import {checked, choose, type} from "./support/designer.mjs";
import {world} from "./support/world.mjs";

const at = world();
const people = {};

const cast = {
  dora: {name: "Dora", roles: ["designer"], groups: []},
  kim: {name: "Kim", roles: ["performer"], groups: ["sales", "sales-management", "presales"]},
  mona: {name: "Mona", roles: ["performer"], groups: ["sales-managers"]},
  ada: {name: "Ada", roles: ["admin"], groups: []},
};

const delivery = `<process xmlns="urn:onward:process:1" id="delivery" name="Delivery" opportunity-kind="delivery">
  <role id="sales" name="Sales" assign="responsible"/>
  <choice id="how" name="Parcel or pallet?">
    <when test="weight &lt;= 30" next="parcel"/>
    <when test="weight &gt; 30" next="pallet"/>
  </choice>
  <task id="parcel" name="Send a parcel" role="sales" next="sent"/>
  <task id="pallet" name="Book a lorry" role="sales"/>
  <end id="sent"/>
</process>
`;

async function enter(user) {
  await at.server.api("PUT", `/users/${user}`, cast[user]);
  people[user] = await at.open("/", {user, far: true});
  return people[user];
}

function go(page, name) {
  return page.getByRole("navigation", {name: "Pages"}).getByRole("link", {name, exact: true}).click();
}

/** Where a flow of the diagram is, some way along it, in the window. */
function along(page, flow, share) {
  return page.locator(`[data-element-id=${flow}] path.djs-hit`).evaluate((path, part) => {
    const point = path.getPointAtLength(path.getTotalLength() * part);
    const {x, y} = new DOMPoint(point.x, point.y).matrixTransform(path.getScreenCTM());
    return {x, y};
  }, share);
}

/** The page of the task with this name, and what is filled in there. */
async function work(page, name, fill = async () => undefined) {
  await page.getByRole("heading", {name, level: 1}).waitFor();
  await settled(page);
  await fill(page.locator(".work"));
  const results = page.getByLabel("Results");
  if (!(await results.inputValue())) await results.fill(`${name}: see the folder of the customer`);
  await page.getByRole("button", {name: "Complete", exact: true}).click();
  await page.getByText(new RegExp(`^${name} is completed`)).waitFor();
}

test("the designer puts a task into the sale with the modeler, and deploys it with a comment", async () => {
  const page = await enter("dora");
  await page.locator(".fresh.live").waitFor();
  await page.getByRole("link", {name: "Standard sale"}).click();
  await page.getByRole("heading", {name: "Standard sale", level: 1}).waitFor();
  await page.getByRole("link", {name: "Edit"}).click();
  await page.locator(".djs-shape").first().waitFor();
  await page.getByLabel("Element", {exact: true}).waitFor();
  await page.locator('.djs-palette [data-action="create.task"]').click();
  const {x, y} = await along(page, "present-proposal-to-negotiate", 0.4);
  await page.mouse.move(x - 30, y - 5);
  await page.mouse.move(x, y, {steps: 4});
  await page.mouse.click(x, y);
  await page.locator(".djs-direct-editing-content").waitFor();
  await page.keyboard.type("Check the credit");
  await page.keyboard.press("Enter");
  await page.locator('.djs-context-pad [data-action="replace"]').click();
  await page.locator(".djs-popup").getByText("User task", {exact: true}).click();
  await page.getByRole("heading", {name: "User task"}).waitFor();
  await page.getByLabel("Id", {exact: true}).fill("check-credit");
  await page.getByLabel("Id", {exact: true}).press("Enter");
  await choose(page, "check-credit");
  await page.getByLabel("Deliverable", {exact: true}).fill("What the bureau says");
  await page.locator("summary", {hasText: "Checklist"}).click();
  await page.getByRole("button", {name: "Add an item"}).click();
  await page.locator(".part[open]").getByLabel("Text", {exact: true}).fill("Asked the bureau");
  await page.getByLabel("Id", {exact: true}).focus();
  await checked(page, "No problems");
  await page.getByRole("button", {name: "Deploy…"}).click();
  await page.getByLabel("Comment").fill("we check the credit before we negotiate");
  await page.getByRole("button", {name: "Deploy", exact: true}).click();
  await page.getByText("version 2, deployed").waitFor();
  await page.locator("[data-element-id=check-credit]").waitFor();
  await page.getByRole("link", {name: /^Versions/}).click();
  await page.getByRole("row", {name: /we check the credit before we negotiate/}).waitFor();
  const node = (await at.server.get("/definitions/standard-sale")).nodes.find((one) => one.id === "check-credit");
  assert.deepEqual([node.type, node.lane, node.deliverable], ["userTask", "sales", "What the bureau says"]);
});

test("she writes another process as a text", async () => {
  const page = people.dora;
  await go(page, "Processes");
  await page.getByRole("button", {name: "New text"}).click();
  await page.getByLabel(/^Text of/).waitFor();
  await type(page, delivery);
  await checked(page, /No problems|remark/);
  await page.getByRole("button", {name: "Deploy…"}).click();
  await page.getByLabel("Comment").fill("how goods leave the house");
  await page.getByRole("button", {name: "Deploy", exact: true}).click();
  await page.getByText("version 1, deployed").waitFor();
});

test("the seller posts a sale and says what the customer wants", async () => {
  await at.server.api("PUT", "/products/ACADEMY", {name: "Academy", price: 100, proposes: []});
  await at.server.api("PUT", "/products/CRM", {name: "CRM", price: 1000, proposes: [{sku: "ACADEMY", cross: true}]});
  const page = await enter("kim");
  await go(page, "Opportunities");
  await page.getByRole("button", {name: "New opportunity"}).click();
  await page.getByLabel("Title").fill("CRM for the quarry");
  await page.getByLabel("Customer").fill("Quarry & Sons");
  await page.getByRole("button", {name: "Post", exact: true}).click();
  await page.getByRole("heading", {name: "CRM for the quarry", level: 1}).waitFor();
  await page.locator("[data-element-id=check-credit].step-possible").waitFor();
  await page.getByRole("link", {name: "Demand"}).click();
  await page.getByRole("button", {name: "Change the demand"}).click();
  await page.getByRole("button", {name: "Add a row"}).click();
  await page.getByLabel("Item").fill("CRM, 20 seats");
  await page.getByLabel("Quantity").fill("20");
  await page.getByLabel("Product (SKU)").fill("CRM");
  await page.getByRole("button", {name: "Save"}).click();
  await page.getByRole("cell", {name: "CRM, 20 seats"}).waitFor();
});

test("she works it to won, task after task as they come; the new one is among them", async () => {
  const page = people.kim;
  await page.getByRole("link", {name: "Steps"}).click();
  await page.getByRole("link", {name: "Record initial contact"}).click();
  await work(page, "Record initial contact", (form) => form.getByLabel("Source").selectOption("referral"));
  await work(page, "Qualify the lead", async (form) => {
    for (const name of ["Budget", "Authority", "Need", "Timeline"]) await form.getByLabel(name).selectOption("true");
  });
  await work(page, "Assess the opportunity", async (form) => {
    await form.getByLabel("Deal size").fill("20000");
    await form.getByLabel("Complexity").selectOption("low");
    await form.getByLabel("Likelihood of closing, in per cent").fill("70");
    await form.getByLabel("Qualified").selectOption("true");
  });
  await work(page, "Analyse the needs", (form) => form.getByLabel("Needs").fill("one list of customers, not seven"));
  await work(page, "Present the proposal", async (form) => {
    await form.getByLabel("Quotation number").fill("Q-1");
    await form.getByLabel("Quotation date").fill("2026-11-20");
    await form.getByLabel("Quotation amount").fill("20000");
  });
  await work(page, "Check the credit", async () => {
    await page.getByText("What the bureau says").first().waitFor();
    await page.getByRole("checkbox", {name: "Asked the bureau"}).click();
    await page.getByText("1 of 1").waitFor();
  });
  await work(page, "Negotiate", async (form) => {
    await form.getByLabel("Agreement reached").selectOption("true");
    await form.getByLabel("Discount, in per cent").fill("5");
  });
  await work(page, "Close the deal", async (form) => {
    await form.getByLabel("Order date").fill("2026-11-25");
    await form.getByLabel("Order amount").fill("19000");
  });
  await go(page, "Opportunities");
  await page.getByLabel("Status").selectOption({label: "Won"});
  await page.getByRole("link", {name: "CRM for the quarry"}).click();
  await page.getByText("Stage: Won").waitFor();
});

test("the manager, who has the pipeline before her, sees the cross-sale appear", async () => {
  const page = await enter("mona");
  await go(page, "Pipeline");
  await settled(page);
  assert.equal(await page.getByRole("link", {name: /Cross-sale/}).count(), 0);
  await page.locator(".fresh.live").waitFor();
  await go(people.kim, "Inbox");
  await people.kim.getByRole("link", {name: "Evaluate BANT"}).click();
  await work(people.kim, "Evaluate BANT", async (form) => {
    await people.kim.getByText(/ACADEMY/).first().waitFor();
    for (const name of ["Budget", "Authority", "Need", "Timeline"]) await form.getByLabel(name).selectOption("true");
  });
  const appeared = page.getByRole("region", {name: "First contact"}).getByRole("link", {name: "Cross-sale: CRM for the quarry"});
  await appeared.waitFor();
  await appeared.click();
  await page.getByRole("heading", {name: "Cross-sale: CRM for the quarry", level: 1}).waitFor();
  await page.locator("[data-element-id=record-initial-contact].step-active").waitFor();
  await page.getByRole("link", {name: "Demand"}).click();
  await page.getByRole("cell", {name: "ACADEMY", exact: true}).waitFor();
});

test("a delivery gets stuck for want of a weight; the admin gives it one and retries", async () => {
  const seller = people.kim;
  await go(seller, "Opportunities");
  await seller.getByRole("button", {name: "New opportunity"}).click();
  await seller.getByLabel("Kind").selectOption("delivery");
  await seller.getByLabel("Title").fill("Twenty boxes");
  await seller.getByLabel("Customer").fill("Quarry & Sons");
  await seller.getByRole("button", {name: "Post", exact: true}).click();
  await seller.getByRole("heading", {name: "Twenty boxes", level: 1}).waitFor();
  const page = await enter("ada");
  await go(page, "Incidents");
  await page.locator(".card", {hasText: "delivery"}).locator("summary").click();
  await page.locator(".card", {hasText: "delivery"}).getByRole("link").click();
  await page.locator(".card.failed").waitFor();
  await page.locator("[data-element=how].step-stuck").waitFor();
  await page.getByRole("link", {name: "Variables"}).click();
  await page.getByRole("button", {name: "Add a variable"}).click();
  await page.getByLabel(/^Name/).fill("weight");
  await page.getByLabel("Value of weight").fill("12");
  await page.getByLabel("Reason").fill("put on the scales");
  await page.getByRole("button", {name: "Save"}).click();
  await page.locator(".pairs dd", {hasText: "12"}).waitFor();
  await page.getByRole("button", {name: "Retry"}).click();
  await page.getByRole("dialog").getByLabel("Reason").fill("its weight is known now");
  await page.getByRole("button", {name: "Retry it"}).click();
  await page.locator(".card.failed").waitFor({state: "detached"});
  await page.locator("[data-element=parcel].step-active").waitFor();
  await seller.getByRole("link", {name: "Send a parcel"}).click();
  await work(seller, "Send a parcel");
});

for (const user of Object.keys(cast))
  test(`nothing went wrong, and nothing moved by itself, before the eyes of ${user}`, async () => {
    await expectSteady(people[user]);
    await done(people[user]);
  });
