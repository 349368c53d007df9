// The task page as a performer uses it: the form with the server's messages, the draft, the checklist, conflicts, and on to the next task.
import assert from "node:assert/strict";
import test from "node:test";
import {done, expectAccessible, expectEverywhere} from "./support/browser.mjs";
import {until} from "./support/server.mjs";
import {world} from "./support/world.mjs";

const at = world();

const everyField = {
  name: "Fill in everything", assignee: "kim", deliverable: "A form, filled in",
  instructions: "Use **bold** and `code`:\n\n1. first\n2. second\n\n[a page](/inbox) <img src=x onerror=alert(1)> [no](javascript:alert(1))",
  form: {fields: [
    {id: "name", label: "Name", type: "string", required: true},
    {id: "notes", label: "Notes", type: "text"},
    {id: "agreed", label: "Agreed", type: "boolean", required: true},
    {id: "amount", label: "Amount", type: "number", required: true, min: 1, max: 100},
    {id: "day", label: "Day", type: "date"},
    {id: "at", label: "Moment", type: "dateTime"},
    {id: "size", label: "Size", type: "enum", options: [{value: "s", label: "Small"}, {value: "l", label: "Large"}]},
    {id: "lines", label: "Lines", type: "list", fields: [{id: "item", label: "Item", type: "string", required: true}, {id: "count", label: "Count", type: "number"}]},
  ]},
};

function make(more, user = "kim") {
  return at.server.post("/tasks", more, {user});
}

async function taskOf(opportunity, user = "kim") {
  return (await at.server.get(`/tasks?opportunity=${opportunity.id}`, {user})).items[0];
}

test("every type of field is filled in; what the server refuses stands at its field and nothing is lost", async () => {
  const task = await make(everyField);
  const page = await at.open(`/tasks/${task.id}`, {user: "kim"});
  const results = page.getByLabel("Results");
  await page.getByRole("button", {name: "Complete"}).click();
  await page.getByText(/^Not completed yet/).waitFor();
  await page.locator("[aria-invalid=true]").first().waitFor();
  for (const label of ["Name", "Agreed", "Amount", "Results"]) assert.equal(await page.getByLabel(label).first().getAttribute("aria-invalid"), "true", label);
  await expectAccessible(page);
  await page.getByLabel("Name").fill("Kim");
  await page.getByLabel("Notes").fill("two\nlines");
  await page.getByLabel("Agreed").selectOption("false");
  await page.getByLabel("Amount").fill("101");
  await page.getByLabel("Day").fill("2026-12-24");
  await page.getByLabel("Moment").fill("2026-12-24T18:00");
  await page.getByLabel("Size").selectOption({label: "Large"});
  await page.getByRole("button", {name: "Add a row"}).click();
  await page.getByRole("button", {name: "Add a row"}).click();
  await page.getByRole("group", {name: "Row 1"}).getByLabel("Item").fill("bolt");
  await page.getByRole("group", {name: "Row 1"}).getByLabel("Count").fill("many");
  await page.getByRole("button", {name: "Remove row 2"}).click();
  await results.fill("Folder 12");
  await page.getByRole("button", {name: "Complete"}).click();
  await page.getByText("Not completed yet. To be put right: 2").waitFor();
  await page.locator("[aria-invalid=true]").first().waitFor();
  assert.equal(await page.getByLabel("Amount").getAttribute("aria-invalid"), "true");
  assert.equal(await page.getByRole("group", {name: "Row 1"}).getByLabel("Count").getAttribute("aria-invalid"), "true");
  assert.equal(await page.getByLabel("Name").inputValue(), "Kim");
  await page.getByLabel("Amount").fill("99.5");
  await page.getByRole("group", {name: "Row 1"}).getByLabel("Count").fill("7");
  await page.getByRole("button", {name: "Complete"}).click();
  await page.getByText(/^Fill in everything is completed/).waitFor();
  const variables = await at.server.get(`/instances/${task.instanceId}/variables`);
  assert.deepEqual([variables.name, variables.agreed, variables.amount, variables.day, variables.size], ["Kim", false, 99.5, "2026-12-24", "l"]);
  assert.deepEqual(variables.lines, [{item: "bolt", count: 7}]);
  await done(page);
});

test("instructions are rendered, and never as markup of their own", async () => {
  const task = await make(everyField);
  const page = await at.open(`/tasks/${task.id}`, {user: "kim"});
  const text = page.locator(".markdown");
  assert.equal(await text.locator("strong").textContent(), "bold");
  assert.equal(await text.locator("ol li").count(), 2);
  assert.equal(await text.locator("img").count(), 0);
  assert.deepEqual(await text.locator("a").evaluateAll((links) => links.map((link) => link.getAttribute("href"))), ["/inbox"]);
  await done(page);
});

test("what is typed is kept as a draft, and is there again after the page was closed", async () => {
  const task = await make({name: "Keep my words", assignee: "kim"});
  const page = await at.open(`/tasks/${task.id}`, {user: "kim"});
  await page.getByLabel("Results").fill("half a sentence");
  await page.getByText("Draft kept").waitFor();
  await done(page);
  const again = await at.open(`/tasks/${task.id}`, {user: "kim"});
  assert.equal(await again.getByLabel("Results").inputValue(), "half a sentence");
  await done(again);
});

test("a change by somebody else is shown with who and what, before anything is overwritten", async () => {
  const task = await make({name: "Two at a time", candidateGroups: ["sales"]}, "lee");
  const page = await at.open(`/tasks/${task.id}`, {user: "kim", groups: "sales"});
  await page.getByLabel("Results").waitFor();
  await at.server.api("PATCH", `/tasks/${task.id}`, {draft: {results: "of lee", completedOn: "", entries: {}}, priority: 80}, {user: "lee", groups: "sales"});
  await page.getByLabel("Results").fill("of kim");
  const conflict = page.getByRole("alert", {name: "This task was changed meanwhile"});
  await conflict.getByText(/^lee: changed/).waitFor();
  await conflict.getByText("The draft: Results").waitFor();
  await conflict.getByText("Priority: 50 → 80").waitFor();
  await expectAccessible(page);
  assert.equal(await page.getByLabel("Results").inputValue(), "of kim");
  await page.getByRole("button", {name: "Go on with what I typed"}).click();
  await page.getByText("Draft kept").waitFor();
  assert.equal((await at.server.get(`/tasks/${task.id}`)).draft.results, "of kim");
  await at.server.api("PATCH", `/tasks/${task.id}`, {draft: {results: "of lee again", completedOn: "", entries: {}}}, {user: "lee", groups: "sales"});
  await page.getByLabel("Results").fill("of kim again");
  await page.getByRole("button", {name: "Take the other version"}).click();
  await page.waitForFunction(() => document.querySelector(".work textarea").value === "of lee again");
  await done(page);
});

test("a file is attached, saved and removed; what belongs to the step is there and stays", async () => {
  const sale = await at.server.opportunity({title: "With files", responsible: "kim"});
  const first = await taskOf(sale);
  const form = new FormData();
  form.append("elementId", "record-initial-contact");
  form.append("file", new Blob(["Be kind."]), "policy.md");
  await fetch(`${at.server.url}/api/v1/definitions/standard-sale/attachments`, {method: "POST", body: form});
  const page = await at.open(`/tasks/${first.id}`, {user: "kim"});
  await page.getByRole("button", {name: "policy.md", exact: true}).waitFor();
  await page.getByLabel("Attach a file").setInputFiles({name: "card.txt", mimeType: "text/plain", buffer: Buffer.from("Ms Lake, 555")});
  await page.getByRole("button", {name: "Remove card.txt"}).waitFor();
  await expectAccessible(page);
  const saving = page.waitForEvent("download");
  await page.getByRole("button", {name: "card.txt", exact: true}).click();
  assert.equal((await saving).suggestedFilename(), "card.txt");
  assert.equal(await page.getByRole("button", {name: "Remove policy.md"}).count(), 0);
  await page.goto(`${at.server.url}/opportunities/${sale.id}?tab=files`);
  await page.getByRole("button", {name: "card.txt", exact: true}).waitFor();
  assert.equal(await page.getByRole("button", {name: "Remove card.txt"}).count(), 0);
  await page.goBack();
  await page.getByRole("button", {name: "Remove card.txt"}).click();
  await page.getByRole("button", {name: "card.txt", exact: true}).waitFor({state: "detached"});
  await done(page);
});

test("a task that somebody else completed meanwhile says by whom", async () => {
  const task = await make({name: "Gone already", candidateGroups: ["sales"]}, "lee");
  const page = await at.open(`/tasks/${task.id}`, {user: "kim", groups: "sales"});
  await page.getByLabel("Results").fill("too late");
  await page.getByText("Draft kept").waitFor();
  await at.server.post(`/tasks/${task.id}/complete`, {}, {user: "lee", groups: "sales"});
  await page.getByRole("button", {name: "Complete"}).click();
  await page.getByText("This task is not open any more: Completed").waitFor();
  await page.getByText(/^lee: closed/).waitFor();
  await done(page);
});

test("items of the checklist are ticked or put aside with a reason; open ones are named", async () => {
  const task = await make({name: "Check it", assignee: "kim", checklist: ["Phone", {text: "Price", remarkRequired: true}, "Post"]});
  const page = await at.open(`/tasks/${task.id}`, {user: "kim"});
  await page.getByRole("button", {name: "Complete"}).click();
  await page.getByText("To be put right: 3").waitFor();
  await expectAccessible(page);
  await page.getByRole("checkbox", {name: "Phone"}).click();
  await page.getByText("1 of 3").waitFor();
  await page.getByRole("checkbox", {name: "Price"}).click();
  await page.getByRole("textbox", {name: "Remark"}).fill("agreed at 12");
  await page.getByRole("button", {name: "Mark as done"}).click();
  await page.getByText("2 of 3").waitFor();
  await page.getByRole("button", {name: "Not applicable: Post"}).click();
  await page.getByLabel("Why is it not applicable?").fill("sent by e-mail");
  await page.getByRole("button", {name: "Mark as not applicable"}).click();
  await page.getByText("3 of 3").waitFor();
  await page.getByRole("button", {name: "Complete", exact: true}).click();
  await page.getByText(/^Check it is completed/).waitFor();
  await done(page);
});

test("after completion straight to the next task; the way of the sale stands beside it", async () => {
  const sale = await at.server.opportunity({responsible: "ned"});
  const first = await taskOf(sale, "ned");
  const page = await at.open(`/tasks/${first.id}`, {user: "ned"});
  await page.getByText("step 1 of 12").waitFor();
  await page.locator("[data-step=record-initial-contact][aria-current=step]").getByText("active").waitFor();
  await page.locator(".next").getByText("Qualify the lead").waitFor();
  await page.getByLabel("Results").fill("CRM, note 17");
  await page.getByRole("button", {name: "Complete"}).click();
  await page.getByRole("heading", {name: "Qualify the lead", level: 1}).waitFor();
  await page.getByText("Record initial contact is completed. Your next task: Qualify the lead.").waitFor();
  await page.locator("[data-step=record-initial-contact]").getByText("done").waitFor();
  await done(page);
});

test("taken, commented, given back, given away; the history tells it", async () => {
  const task = await make({name: "Hand me round", candidateGroups: ["sales"]}, "lee");
  const page = await at.open(`/tasks/${task.id}`, {user: "kim", groups: "sales"});
  await page.getByRole("button", {name: "Take"}).click();
  await page.getByText("With kim").waitFor();
  await page.getByLabel("Comment").fill("I cannot do this one");
  await page.getByRole("button", {name: "Add the comment"}).click();
  await page.locator(".comments").getByText("I cannot do this one").waitFor();
  await page.getByRole("button", {name: "Give back"}).click();
  await page.getByText("Not taken").waitFor();
  await page.locator("summary", {hasText: "History"}).click();
  await page.locator(".timeline").getByText(/commented/).waitFor();
  await page.getByRole("button", {name: "Reassign…"}).click();
  await page.getByLabel("To whom").fill("lee");
  await page.getByRole("button", {name: "Reassign", exact: true}).click();
  await until(async () => (await at.server.get(`/tasks/${task.id}`)).assignee === "lee", "the new assignee");
  await page.getByText("lee has this task.").waitFor();
  await done(page);
});

test("a task that is not there says so", async () => {
  const page = await at.open("/tasks/nosuch-1", {user: "kim"});
  await page.getByText("It is not there, or you may not see it.").waitFor();
  await expectAccessible(page);
  await done(page);
});

test("the task page is accessible and fits, light and dark, wide and narrow", async () => {
  const sale = await at.server.opportunity({kind: "upsale-c1", responsible: "una"});
  const task = await taskOf(sale, "una");
  await expectEverywhere(at.browser, at.server, `/tasks/${task.id}`, {user: "una"}, ".work");
});
