// What an admin sees of an instance and does about it: what each token waits for, the slider, rewinding, migrating, timers, jobs, messages, batches.
import assert from "node:assert/strict";
import test from "node:test";
import {done, expectAccessible, expectEverywhere} from "./support/browser.mjs";
import {until} from "./support/server.mjs";
import {world} from "./support/world.mjs";

const at = world();

const errand = `<process xmlns="urn:onward:process:1" id="errand" name="Errand">
  <task id="ask" name="Ask them"><after id="late" duration="P9D" next="remind"/></task>
  <task id="tell" name="Tell them"/>
  <end id="told"/>
  <task id="remind" name="Remind them"/>
</process>`;
const labour = `<process xmlns="urn:onward:process:1" id="labour"><service id="dig" name="Dig" worker="digging" retries="1"/><task id="fill" name="Fill"/></process>`;
const listening = `<process xmlns="urn:onward:process:1" id="listening"><receive id="sleep" name="Sleep" message="wake" correlation="place"/><task id="awake" name="Awake"/></process>`;

const free = `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="urn:test"><process id="free" isExecutable="true">
  <startEvent id="begun"/><sequenceFlow id="in" sourceRef="begun" targetRef="prepare"/>
  <adHocSubProcess id="prepare" name="Prepare"><userTask id="visit" name="Visit them"/><userTask id="offer" name="Write an offer"/><completionCondition>ready</completionCondition></adHocSubProcess>
</process></definitions>`;

async function begin(xml, variables = {}) {
  await at.server.deploy(xml);
  return at.server.post("/instances", {definition: /<process [^>]*id="([^"]+)"/.exec(xml)[1], variables});
}

async function reasons(instance, operation) {
  const {items} = await at.server.get(`/instances/${instance}/history?limit=500`);
  return items.filter((fact) => fact.event === "OperationNoted" && fact.data.operation === operation).map((fact) => fact.data.reason);
}

/** An instance with four commands. */
async function gone() {
  const made = await begin(errand, {amount: 1});
  await at.server.api("PATCH", `/instances/${made.id}/variables?reason=${encodeURIComponent("they rang")}`, {amount: 2});
  await at.server.post(`/tasks/${made.tasks[0].id}/complete`, {variables: {amount: 3}});
  await at.server.api("PATCH", `/instances/${made.id}/variables`, {amount: null});
  return made;
}

async function confirm(page, button, reason) {
  const go = page.getByRole("dialog").getByRole("button", {name: button, exact: true});
  assert.equal(await go.isDisabled(), true);
  await page.getByRole("dialog").getByLabel("Reason").fill(reason);
  await expectAccessible(page);
  await go.click();
  await page.getByRole("dialog").waitFor({state: "detached"});
}

test("each token says what it waits for, in the list and in the picture", async () => {
  const instance = await begin(errand);
  const page = await at.open(`/instances/${instance.id}`, {user: "admin"});
  const token = page.locator(".tab-body li", {hasText: "Ask them"}).first();
  await token.getByText("a task").waitFor();
  await token.getByText(/^until .*at late/).waitFor();
  await page.locator("[data-note=ask].active", {hasText: "task"}).waitFor();
  await token.getByRole("button", {name: "Ask them"}).click();
  await page.locator("[data-element=ask].step-picked").waitFor();
  await token.getByRole("link", {name: "open it"}).click();
  await page.getByRole("heading", {name: "Ask them", level: 1}).waitFor();
  await done(page);
});

test("the slider shows the instance as each command left it, by keys, and the address keeps where", async () => {
  const instance = await gone();
  const page = await at.open(`/instances/${instance.id}?tab=variables`, {user: "admin"});
  const slider = page.getByRole("slider", {name: "Through the history"});
  await page.getByText("There are no variables.").waitFor();
  await slider.focus();
  await page.keyboard.press("ArrowLeft");
  await page.locator(".pairs dd", {hasText: "3"}).waitFor();
  assert.match(await slider.getAttribute("aria-valuetext"), /^Command 3 of 4: Task completed, admin, /);
  await page.keyboard.press("ArrowLeft");
  await page.locator(".pairs dd", {hasText: "2"}).waitFor();
  await page.getByText(/Command 2 of 4: .*Reason: they rang/).waitFor();
  await page.locator("[data-element=ask].step-active").waitFor();
  assert.equal(await page.getByRole("button", {name: "Edit amount"}).count(), 0);
  await expectAccessible(page);
  assert.match(page.url(), /at=2/);
  await page.reload();
  await page.locator(".pairs dd", {hasText: "2"}).waitFor();
  await page.getByRole("button", {name: "Now"}).click();
  await page.getByText("There are no variables.").waitFor();
  await page.locator("[data-element=ask].step-done").waitFor();
  await page.getByRole("button", {name: "One command back"}).click();
  await page.locator(".pairs dd", {hasText: "3"}).waitFor();
  await done(page);
});

test("a variable tells who changed it, when, from what to what, and why", async () => {
  const instance = await gone();
  await at.server.api("PATCH", `/instances/${instance.id}/variables`, {amount: {of: 4}});
  const page = await at.open(`/instances/${instance.id}?tab=variables`, {user: "admin"});
  await page.getByRole("button", {name: "History of amount"}).click();
  const changes = page.getByRole("list", {name: "History of amount"}).getByRole("listitem");
  await changes.first().waitFor();
  const lines = (await changes.allTextContents()).map((line) => line.replace(/\s+/g, " "));
  assert.equal(lines.length, 5);
  for (const [line, what] of [[0, /command 5 .*admin.*nobody or nothing → \{"of":4\}/], [1, /command 4 .*3 → taken away/], [2, /command 3 .*2 → 3/], [3, /command 2 .*1 → 2 they rang/], [4, /command 1 .*→ 1/]]) assert.match(lines[line], what);
  await expectAccessible(page);
  await changes.nth(3).getByRole("link").click();
  await page.locator(".pairs dd", {hasText: "2"}).first().waitFor();
  await done(page);
});

test("a rewind is tried first, shown in the picture, and asks why", async () => {
  const instance = await gone();
  const page = await at.open(`/instances/${instance.id}?at=2`, {user: "admin"});
  await page.getByRole("button", {name: "Rewind to command 2…"}).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByText(/Command 2 of 4/).waitFor();
  await dialog.getByRole("button", {name: "Try it"}).click();
  await dialog.getByText("Task: tell").waitFor();
  await dialog.locator("[data-element=tell].step-ending").waitFor();
  await dialog.locator("[data-element=ask].step-beginning").waitFor();
  assert.equal((await at.server.get(`/instances/${instance.id}`)).command.sequence, 4);
  await dialog.getByRole("slider").fill("1");
  await dialog.getByRole("button", {name: "Try it"}).waitFor();
  await dialog.getByRole("slider").fill("2");
  await dialog.getByRole("button", {name: "Rewind", exact: true}).waitFor();
  await confirm(page, "Rewind", "they had not answered");
  await until(async () => (await at.server.get(`/instances/${instance.id}`)).tasks[0].elementId === "ask", "the rewind");
  assert.deepEqual(await reasons(instance.id, "rewind"), ["they had not answered"]);
  await done(page);
});

test("a migration names what does not fit, takes a mapping, is tried, and asks why", async () => {
  const old = errand.replace('"errand"', '"moved"');
  const instance = await begin(old);
  await at.server.deploy(old.replace('"ask" name="Ask them"', '"question" name="Put the question"'));
  const page = await at.open(`/instances/${instance.id}`, {user: "admin"});
  await page.getByRole("button", {name: "Migrate…"}).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Ask them").waitFor();
  await dialog.getByRole("button", {name: "Try it"}).click();
  await dialog.getByRole("alert").waitFor();
  await dialog.locator("[data-note=ask].ending", {hasText: "does not fit"}).waitFor();
  await expectAccessible(page);
  await dialog.getByLabel("Ask them").selectOption("question");
  await dialog.getByRole("button", {name: "Try it"}).click();
  await dialog.locator("[data-note=question].active", {hasText: "stays"}).waitFor();
  assert.equal((await at.server.get(`/instances/${instance.id}`)).version, instance.version);
  await confirm(page, "Migrate", "the new rules");
  await page.locator("[data-element=question].step-active").waitFor();
  const now = await at.server.get(`/instances/${instance.id}`);
  assert.deepEqual([now.version, now.tasks[0].elementId, await reasons(instance.id, "migrate")], [instance.version + 1, "question", ["the new rules"]]);
  await done(page);
});

test("a timer gets another time, and fires now", async () => {
  const instance = await begin(errand);
  const page = await at.open(`/instances/${instance.id}?tab=due`, {user: "admin"});
  await page.getByRole("button", {name: "Change the time of late"}).click();
  await page.getByLabel("New time").fill("2031-05-01T08:30");
  await confirm(page, "Change", "a holiday");
  await page.getByText("until 1 May 2031").waitFor();
  assert.equal(new Date((await at.server.get(`/instances/${instance.id}`)).timers[0].due).getTime(), new Date("2031-05-01T08:30").getTime());
  await page.getByRole("button", {name: "Fire late now"}).click();
  await confirm(page, "Fire", "no need to wait");
  await page.getByText("No timer is set.").waitFor();
  assert.deepEqual((await at.server.get(`/instances/${instance.id}`)).tokens.map((token) => token.node), ["remind"]);
  assert.deepEqual(await reasons(instance.id, "set-timer"), ["a holiday", "no need to wait"]);
  await done(page);
});

test("a job that is used up gets new attempts", async () => {
  const instance = await begin(labour);
  const [job] = await at.server.post("/jobs/lock", {worker: "w", topics: [{name: "digging"}]});
  await at.server.post(`/jobs/${job.id}/fail`, {worker: "w", message: "rain"});
  const page = await at.open(`/instances/${instance.id}?tab=due`, {user: "admin"});
  await page.getByText("0 attempts left").waitFor();
  await page.getByRole("button", {name: "Run digging now"}).click();
  await page.getByLabel("Attempts from now on").fill("4");
  await confirm(page, "Run now", "the sun is out");
  await page.getByText("4 attempts left").waitFor();
  assert.deepEqual([(await at.server.get(`/instances/${instance.id}`)).incidents, await reasons(instance.id, "set-job-retries")], [[], ["the sun is out"]]);
  await done(page);
});

test("a message that is waited for is sent from the page", async () => {
  const instance = await begin(listening, {place: "quay"});
  const page = await at.open(`/instances/${instance.id}?tab=events`, {user: "admin"});
  await page.locator(".tab-body li", {hasText: "wake"}).getByText("key quay").waitFor();
  await page.getByRole("button", {name: "Send wake"}).click();
  await page.getByLabel("Variables").fill("{");
  await page.getByRole("button", {name: "Send", exact: true}).click();
  await page.getByText("This is not JSON.").waitFor();
  await page.getByLabel("Variables").fill('{"loud": true}');
  await expectAccessible(page);
  await page.getByRole("button", {name: "Send", exact: true}).click();
  await page.getByText("It waits for no message, signal or condition.").waitFor();
  assert.deepEqual(await at.server.get(`/instances/${instance.id}/variables`), {place: "quay", loud: true});
  await done(page);
});

test("what an ad-hoc sub-process offers is started from the list of tokens, as often as one likes, by who works on tasks", async () => {
  const instance = await begin(free, {ready: false});
  const page = await at.open(`/instances/${instance.id}`, {user: "kim"});
  const start = (name) => page.getByRole("button", {name: `Start: ${name}`});
  await start("Visit them").click();
  await page.getByText("Visit them has begun.").waitFor();
  await page.locator(".tab-body").getByRole("link", {name: "open it"}).waitFor();
  await start("Visit them").click();
  await page.waitForFunction(() => document.querySelectorAll(".tab-body a[href^='/tasks/']").length === 2);
  await expectAccessible(page);
  assert.deepEqual((await at.server.get(`/instances/${instance.id}`)).tasks.map((task) => task.name), ["Visit them", "Visit them"]);
  await done(page);
  await at.server.api("PUT", "/users/otto", {name: "Otto", roles: ["observer"], groups: []});
  const looking = await at.open(`/instances/${instance.id}`, {user: "otto"});
  await looking.getByText("what is started in it: Visit them, Write an offer").waitFor();
  assert.equal(await looking.getByRole("button", {name: /^Start/}).count(), 0);
  await done(looking);
});

test("a batch is begun over a filter, says how many fit, and what was refused", async () => {
  const xml = errand.replace('"errand"', '"many"');
  const some = [await begin(xml), await begin(xml), await begin(xml)];
  await at.server.post(`/instances/${some[0].id}/suspend`, {reason: "already"});
  const page = await at.open("/instances?definition=many", {user: "admin"});
  await page.getByRole("link", {name: "Do something to many…"}).click();
  await page.getByText("2 instances fit now.").waitFor();
  await page.getByLabel("State").selectOption({label: "active or suspended"});
  await page.getByText("3 instances fit now.").waitFor();
  const go = page.getByRole("button", {name: "Begin", exact: true});
  assert.equal(await go.isDisabled(), true);
  await page.getByLabel("Reason").fill("a holiday");
  await expectAccessible(page);
  await go.click();
  await page.getByRole("heading", {name: "Suspend", level: 1}).waitFor();
  await page.getByText("3 of 3").waitFor();
  await page.getByText("1 refused").waitFor();
  await page.getByRole("link", {name: some[0].id}).waitFor();
  await expectAccessible(page);
  assert.deepEqual([await reasons(some[1].id, "suspend"), await reasons(some[2].id, "suspend")], [["a holiday"], ["a holiday"]]);
  await page.getByRole("main").getByRole("link", {name: "Batches"}).click();
  await page.getByRole("row", {name: /Suspend.*a holiday/}).waitFor();
  await done(page);
});

test("who only looks goes through the history too, and is offered nothing else", async () => {
  const instance = await gone();
  const page = await at.open(`/instances/${instance.id}?at=1&tab=due`, {user: "kim"});
  await page.getByText(/until /).first().waitFor();
  assert.equal(await page.getByRole("button", {name: /Fire|Change|Rewind|Send/}).count(), 0);
  await page.goto(`${at.server.url}/batches`);
  await page.getByText("Your role does not include this.").waitFor();
  await done(page);
});

test("the inspector's parts are accessible and fit, light and dark, wide and narrow", async () => {
  const instance = await gone();
  const sale = await at.server.opportunity();
  const [started] = (await at.server.get(`/instances?opportunity=${sale.id}`)).items;
  await expectEverywhere(at.browser, at.server, `/instances/${instance.id}?at=2&tab=variables`, {user: "admin"}, ".past-note");
  await expectEverywhere(at.browser, at.server, `/instances/${instance.id}?at=2&tab=due`, {user: "admin"}, ".past-note");
  await expectEverywhere(at.browser, at.server, `/instances/${instance.id}?tab=history`, {user: "admin"}, "tbody tr");
  await expectEverywhere(at.browser, at.server, `/instances/${started.id}`, {user: "admin"}, ".step-note.active");
  await expectEverywhere(at.browser, at.server, "/batches?new=true&definition=many", {user: "admin"}, "form");
});
