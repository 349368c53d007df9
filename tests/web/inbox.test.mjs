// The inbox as a performer uses it: finding, taking, completing, giving away, by mouse and by keyboard.
import assert from "node:assert/strict";
import test from "node:test";
import {done, expectAccessible, expectEverywhere, settled} from "./support/browser.mjs";
import {until} from "./support/server.mjs";
import {world} from "./support/world.mjs";

const at = world();
const sales = {groups: "sales"};

function own(name, more = {}, who = {user: "lee"}) {
  return at.server.post("/tasks", {name, ...more}, who);
}

function row(page, name) {
  return page.locator("[data-row]", {hasText: name});
}

test("overdue and not taken are said in words; counts stand at the tabs", async () => {
  await own("Answer the tender", {candidateGroups: ["sales"], due: "2020-01-01T10:00:00Z"});
  await own("Tidy the files", {assignee: "pat"});
  const page = await at.open("/inbox", {user: "pat", ...sales});
  await row(page, "Tidy the files").getByText("No due date").waitFor();
  await page.getByRole("link", {name: /^Mine/}).getByText("1", {exact: true}).waitFor();
  await page.getByRole("link", {name: /My groups/}).click();
  await row(page, "Answer the tender").getByText("Not taken").waitFor();
  await row(page, "Answer the tender").getByText(/^Overdue by \d+ days$/).waitFor();
  await page.getByRole("heading", {name: /^Overdue/}).waitFor();
  await expectAccessible(page);
  await done(page);
});

test("a task is taken and completed in place, with its result", async () => {
  const task = await own("Send the brochure", {candidateGroups: ["sales"], deliverable: "A brochure, sent"});
  const page = await at.open("/inbox?tab=groups", {user: "ann", ...sales});
  await row(page, "Send the brochure").getByRole("button", {name: "Take Send the brochure"}).click();
  await page.getByText("Send the brochure is yours now.").waitFor();
  await row(page, "Send the brochure").waitFor({state: "detached"});
  await page.getByRole("link", {name: /^Mine/}).click();
  await row(page, "Send the brochure").getByRole("button", {name: "Complete Send the brochure"}).click();
  await page.getByLabel("Results").waitFor();
  await expectAccessible(page);
  await page.getByRole("button", {name: "Complete", exact: true}).click();
  await page.locator("[aria-invalid=true]").waitFor();
  await page.getByLabel("Results").fill("E-mail of today");
  await page.getByRole("button", {name: "Complete", exact: true}).click();
  await page.getByText("You have no task. Well done.").waitFor();
  await page.getByRole("link", {name: /^Done/}).click();
  await row(page, "Send the brochure").getByText(/^Completed/).waitFor();
  assert.equal((await at.server.get(`/tasks/${task.id}`)).state, "completed");
  await done(page);
});

const stand = `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="t"><process id="stand" isExecutable="true">
  <laneSet><lane id="l" name="builders"><flowNodeRef>prepare</flowNodeRef></lane></laneSet><startEvent id="s"/><sequenceFlow id="a" sourceRef="s" targetRef="prepare"/>
  <adHocSubProcess id="prepare" name="Prepare the stand"><userTask id="survey" name="Measure the hall"/></adHocSubProcess>
  <sequenceFlow id="b" sourceRef="prepare" targetRef="e"/><endEvent id="e"/></process></definitions>`;

test("what may be started stands below the tasks of those whom it is offered, and starting it makes a task", async () => {
  await at.server.deploy(stand);
  await at.server.post("/instances", {definition: "stand"});
  const other = await at.open("/inbox?tab=groups", {user: "quinn", groups: "quiet"});
  await other.getByText("Your groups have no task").waitFor();
  await settled(other);
  assert.equal(await other.getByRole("region", {name: "Can be started"}).count(), 0);
  await done(other);
  const page = await at.open("/inbox?tab=groups", {user: "bob", groups: "builders"});
  const startable = page.getByRole("region", {name: "Can be started"});
  await startable.getByText("Prepare the stand").waitFor();
  await expectAccessible(page);
  await startable.getByRole("button", {name: "Start: Measure the hall"}).click();
  await page.getByText("Measure the hall has begun.").waitFor();
  await row(page, "Measure the hall").getByRole("button", {name: "Take Measure the hall"}).click();
  await page.getByText("Measure the hall is yours now.").waitFor();
  await done(page);
});

test("whoever posted an opportunity follows its tasks, and others work on them", async () => {
  const sale = {kind: "standard-sale", title: "Two lathes", customer: "Turner", responsible: "otto"};
  await at.server.post("/opportunities", sale, {user: "pia"});
  const page = await at.open("/inbox", {user: "pia", groups: "office"});
  await page.getByRole("link", {name: /^Started by me 1$/}).click();
  const started = page.locator("[data-row]", {hasText: "Two lathes"});
  await started.getByText("otto").waitFor();
  assert.equal(await started.getByRole("button").count(), 0);
  await expectAccessible(page);
  await started.getByRole("link").click();
  await page.getByText("otto has this task.").waitFor();
  assert.equal(await page.getByRole("button", {name: "Complete", exact: true}).count(), 0);
  await done(page);
});

test("many are given to somebody at once; a refusal of one is told and stops no other", async () => {
  const gone = await own("Bulk one", {assignee: "joe"});
  await own("Bulk two", {assignee: "joe"});
  const page = await at.open("/inbox?group=none", {user: "joe"});
  // Without news from the server: the list is older than what happened.
  await page.route("**/api/v1/events*", (route) => route.fulfill({status: 404}));
  await page.reload();
  await row(page, "Bulk one").getByRole("checkbox").check();
  await row(page, "Bulk two").getByRole("checkbox").check();
  await page.getByText("2 selected").waitFor();
  await at.server.post(`/tasks/${gone.id}/complete`, {}, {user: "joe"});
  await page.getByRole("button", {name: "Reassign…"}).click();
  await page.getByLabel("To whom").fill("mia");
  await expectAccessible(page);
  await page.getByRole("button", {name: "Reassign", exact: true}).click();
  await page.getByText("1 of 2 done.").waitFor();
  const mias = await at.server.get("/tasks?assignee=mia", {user: "mia"});
  assert.deepEqual(mias.items.map((task) => task.name), ["Bulk two"]);
  await done(page);
});

test("the keyboard alone: move, help, take, complete, open", async () => {
  await own("Key one", {candidateGroups: ["desk"], due: "2030-01-01T10:00:00Z"});
  await own("Key two", {candidateGroups: ["desk"], due: "2030-01-02T10:00:00Z"});
  const page = await at.open("/inbox?tab=groups", {user: "kay", groups: "desk"});
  const focused = () => page.evaluate(() => document.activeElement.textContent);
  await row(page, "Key two").waitFor();
  await page.keyboard.press("j");
  assert.equal(await focused(), "Key one");
  await page.keyboard.press("j");
  assert.equal(await focused(), "Key two");
  await page.keyboard.press("k");
  assert.equal(await focused(), "Key one");
  await page.keyboard.press("?");
  await page.getByRole("dialog", {name: "Keys"}).waitFor();
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({state: "detached"});
  assert.equal(await focused(), "Key one");
  await page.keyboard.press("c");
  await row(page, "Key one").waitFor({state: "detached"});
  await page.keyboard.press("j");
  await page.keyboard.press("e");
  await page.getByLabel("Results").fill("c and e typed here are letters");
  await page.keyboard.press("Enter");
  await page.getByText("Key two is completed.").waitFor();
  await page.goto(`${at.server.url}/inbox`);
  await row(page, "Key one").waitFor();
  await page.keyboard.press("j");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", {name: "Key one", level: 1}).waitFor();
  await done(page);
});

test("search, process, sorting and grouping stand in the address", async () => {
  await at.server.opportunity({title: "Racking", responsible: "sam"});
  await own("Water the plants", {assignee: "sam", priority: 90});
  const page = await at.open("/inbox", {user: "sam"});
  await row(page, "Record initial contact").getByText("Racking · Harbour Logistics · Standard sale").waitFor();
  await page.getByRole("searchbox").fill("plants");
  await page.waitForURL("**/inbox?text=plants");
  await row(page, "Record initial contact").waitFor({state: "detached"});
  await page.getByRole("searchbox").fill("nothing of the kind");
  await page.getByText("No task fits.").waitFor();
  await page.getByRole("link", {name: "Show all of them"}).click();
  await page.getByLabel("Process").selectOption("standard-sale");
  await row(page, "Water the plants").waitFor({state: "detached"});
  await page.getByLabel("Process").selectOption("");
  await page.getByLabel("Sort by").selectOption("-priority");
  await page.getByLabel("Group by").selectOption("none");
  await page.waitForFunction(() => document.querySelector(".row-title")?.textContent === "Water the plants");
  const address = new URL(page.url());
  assert.equal(address.searchParams.get("sort"), "-priority");
  await page.reload();
  await settled(page);
  await page.waitForFunction(() => document.querySelector(".row-title")?.textContent === "Water the plants");
  await done(page);
});

test("what others do arrives by itself", async () => {
  const page = await at.open("/inbox", {user: "liv"});
  await page.clock.install();
  await page.reload();
  await page.getByText("You have no task. Well done.").waitFor();
  await page.locator(".fresh.live, .fresh.polling").waitFor();
  await own("Fresh from the press", {assignee: "liv"});
  // A server with events tells it; one without is asked again when the interval has passed.
  await until(async () => {
    await page.clock.fastForward(16_000);
    return row(page, "Fresh from the press").isVisible();
  }, "the new task", 50);
  await done(page);
});

test("an event is a reason to read again; a stream that ended is resumed where it was", async () => {
  const page = await at.open("/inbox/none", {user: "amy"});
  const resumedWith = [];
  await page.route("**/api/v1/events*", async (route) => {
    const last = route.request().headers()["last-event-id"];
    resumedWith.push(last ?? "");
    if (resumedWith.length === 2) await own("Told by an event", {assignee: "amy"});
    if (resumedWith.length > 2) return; // it stays open
    const body = resumedWith.length === 1 ? ": hello\nid: 7-1\n\n" : 'id: 7-2\nevent: task.opened\ndata: {"type":"task.opened"}\n\n';
    await route.fulfill({status: 200, contentType: "text/event-stream", body});
  });
  await page.goto(`${at.server.url}/inbox`);
  await row(page, "Told by an event").waitFor();
  await until(() => resumedWith.length === 3, "the stream to be resumed");
  assert.deepEqual(resumedWith, ["", "7-1", "7-2"]);
  await done(page);
});

test("a list of several pages is shown page by page, and the count says that there are more", async () => {
  const made = Array.from({length: 105}, (_, i) => i);
  for (let i = 0; i < made.length; i += 15) await Promise.all(made.slice(i, i + 15).map((n) => own(`Piece ${n}`, {assignee: "max"})));
  const page = await at.open("/inbox?group=none", {user: "max"});
  assert.equal(await page.locator("[data-row]").count(), 100);
  await page.getByRole("link", {name: /^Mine/}).getByText("100+").waitFor();
  await page.getByRole("button", {name: "Show more"}).click();
  await page.waitForFunction(() => document.querySelectorAll("[data-row]").length === 105);
  await done(page);
});

test("who may only look sees every task and no button", async () => {
  await own("Seen by the observer", {assignee: "pat"});
  await at.server.api("PUT", "/users/otto", {name: "Otto", roles: ["observer"], groups: []});
  const page = await at.open("/inbox?tab=all&text=observer", {user: "otto"});
  await row(page, "Seen by the observer").waitFor();
  assert.equal(await page.locator(".row-actions button").count(), 0);
  await done(page);
});

test("the inbox is accessible and fits, light and dark, wide and narrow", async () => {
  await at.server.opportunity({title: "A title that is rather long for a narrow telephone screen", responsible: "eve"});
  await own("Call the forwarder about the delayed containers", {assignee: "eve", due: "2021-01-01T10:00:00Z", priority: 80});
  await expectEverywhere(at.browser, at.server, "/inbox", {user: "eve"}, "[data-row]");
});
