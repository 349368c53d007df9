// The inspector as an admin uses it: what is stuck is found, put right and gone on with; every action asks why.
import assert from "node:assert/strict";
import test from "node:test";
import {done, expectAccessible, expectEverywhere} from "./support/browser.mjs";
import {until} from "./support/server.mjs";
import {world} from "./support/world.mjs";

const at = world();

const stuck = `<process xmlns="urn:onward:process:1" id="stuck" name="Stuck">
  <choice id="which" name="Which"><when test="side = 1" next="left"/></choice>
  <task id="left" name="To the left"/>
</process>`;

async function begin(definition = "stuck") {
  if (definition === "stuck") await at.server.deploy(stuck);
  return at.server.post("/instances", {definition});
}

/** What the history says why it was done. */
async function reasons(instance, operation) {
  const {items} = await at.server.get(`/instances/${instance}/history?limit=500`);
  return items.filter((fact) => fact.event === "OperationNoted" && fact.data.operation === operation).map((fact) => fact.data.reason);
}

test("a stuck instance is found among the incidents, mended by its variable, and retried", async () => {
  const instance = await begin();
  await begin();
  const page = await at.open("/incidents", {user: "admin"});
  const group = page.locator(".card", {hasText: "no condition holds"});
  await group.getByText("2 times").waitFor();
  await expectAccessible(page);
  await group.getByText("Where").click();
  await group.getByRole("link", {name: instance.id}).click();
  await page.getByRole("heading", {name: `Instance ${instance.id}`}).waitFor();
  await page.locator(".tab-body").getByText("stuck").waitFor();
  await page.getByRole("link", {name: "Variables"}).click();
  await page.getByRole("button", {name: "Add a variable"}).click();
  await page.getByLabel("Name").fill("side");
  await page.getByLabel("Value of side").fill("one");
  assert.equal(await page.getByRole("button", {name: "Save"}).isDisabled(), true);
  await page.getByLabel("Reason").fill("told by phone");
  await page.getByRole("button", {name: "Save"}).click();
  await page.getByText("This is not JSON.").waitFor();
  await expectAccessible(page);
  await page.getByLabel("Value of side").fill("1");
  await page.getByRole("button", {name: "Save"}).click();
  await page.getByRole("button", {name: "Edit side"}).waitFor();
  await page.getByRole("button", {name: "Retry"}).click();
  assert.equal(await page.getByRole("button", {name: "Retry it"}).isDisabled(), true);
  await page.getByLabel("Reason").fill("the side is known now");
  await page.getByRole("button", {name: "Retry it"}).click();
  await page.getByRole("link", {name: "Tokens"}).click();
  await page.locator(".tab-body").getByText("a task").waitFor();
  assert.equal((await at.server.get(`/instances/${instance.id}`)).incidents.length, 0);
  assert.deepEqual([await reasons(instance.id, "set-variables"), await reasons(instance.id, "retry")], [["told by phone"], ["the side is known now"]]);
  await done(page);
});

test("a move is tried before it is done, and says what would end and begin", async () => {
  const instance = await begin();
  const page = await at.open(`/instances/${instance.id}`, {user: "admin"});
  await page.getByRole("button", {name: "Move tokens…"}).click();
  const dialog = page.getByRole("dialog");
  await page.getByRole("checkbox", {name: "which, stuck"}).check();
  await page.getByLabel("Start before").selectOption("left");
  await page.getByRole("button", {name: "Try it"}).click();
  await page.getByText("Task: left").waitFor();
  await page.getByText("Incident: which").waitFor();
  await dialog.locator("[data-note=which].ending", {hasText: "would end"}).waitFor();
  await dialog.locator("[data-note=left].beginning", {hasText: "would begin"}).waitFor();
  await expectAccessible(page);
  assert.equal(await page.getByRole("button", {name: "Move", exact: true}).isDisabled(), true);
  await page.getByLabel("Reason").fill("the choice was wrong");
  await page.getByRole("button", {name: "Move", exact: true}).click();
  await page.locator(".tab-body").getByText("a task").waitFor();
  await page.getByRole("link", {name: "History"}).click();
  await page.getByRole("cell", {name: /the choice was wrong/}).waitFor();
  assert.deepEqual(await reasons(instance.id, "move"), ["the choice was wrong"]);
  await done(page);
});

test("a move that is refused says why and changes nothing", async () => {
  const instance = await begin();
  const page = await at.open(`/instances/${instance.id}`, {user: "admin"});
  await page.getByRole("button", {name: "Move tokens…"}).click();
  await page.getByRole("checkbox", {name: "which, stuck"}).check();
  await page.getByRole("button", {name: "Try it"}).click();
  await page.getByRole("dialog").getByRole("alert").waitFor();
  assert.equal((await at.server.get(`/instances/${instance.id}`)).tokens.length, 1);
  await done(page);
});

test("suspended, resumed and cancelled, each with its reason", async () => {
  const instance = await begin("lead-creation");
  const page = await at.open("/instances", {user: "admin"});
  await page.getByLabel("Process").selectOption("lead-creation");
  await page.getByRole("link", {name: instance.id}).click();
  const act = async (open, go, state) => {
    await page.getByRole("button", {name: open}).click();
    assert.equal(await page.getByRole("button", {name: go, exact: true}).isDisabled(), true);
    await page.getByLabel("Reason").fill(`because of ${state}`);
    await page.getByRole("button", {name: go, exact: true}).click();
    await page.locator(".task-head").getByText(state, {exact: true}).waitFor();
  };
  await act("Suspend…", "Suspend", "suspended");
  await act("Resume…", "Resume", "active");
  await act("Cancel it…", "Cancel the instance", "cancelled");
  assert.equal(await page.getByRole("button", {name: "Suspend…"}).count(), 0);
  await page.getByRole("link", {name: "History"}).click();
  for (const state of ["suspended", "active", "cancelled"]) await page.getByText(new RegExp(`because of ${state}`)).first().waitFor();
  for (const [operation, state] of [["suspend", "suspended"], ["resume", "active"], ["cancel", "cancelled"]]) assert.deepEqual(await reasons(instance.id, operation), [`because of ${state}`]);
  await done(page);
});

test("incidents of one kind are retried together, and what stays stuck stays there", async () => {
  await at.server.deploy(stuck.replace('id="stuck"', 'id="again"'));
  const [first] = [await at.server.post("/instances", {definition: "again"}), await at.server.post("/instances", {definition: "again"})];
  await at.server.api("PATCH", `/instances/${first.id}/variables`, {side: 1});
  const page = await at.open("/incidents", {user: "admin"});
  const group = page.locator(".card", {hasText: "again"});
  await group.getByText("2 times").waitFor();
  await group.getByRole("button", {name: /^Retry/}).click();
  await page.getByLabel("Reason").fill("one of them is mended");
  await expectAccessible(page);
  await page.getByRole("button", {name: "Retry it"}).click();
  await group.getByText("once").waitFor();
  assert.deepEqual(await reasons(first.id, "retry"), ["one of them is mended"]);
  await page.goto(`${at.server.url}/instances?definition=again&incident=true`);
  await page.getByRole("region", {name: "By what went wrong"}).locator(".card", {hasText: "no condition holds"}).getByText("once").waitFor();
  await expectAccessible(page);
  await until(async () => (await at.server.get(`/instances/${first.id}`)).incidents.length === 0, "the retry");
  await done(page);
});

test("who works on tasks sees no buttons of an admin, and is not led to the inspector", async () => {
  const instance = await begin();
  const page = await at.open(`/instances/${instance.id}`, {user: "kim"});
  await page.getByText("no condition holds").waitFor();
  assert.equal(await page.getByRole("button", {name: /Suspend|Move|Cancel|Retry|Rewind|Migrate/}).count(), 0);
  assert.equal(await page.getByRole("navigation", {name: "Pages"}).getByRole("link", {name: "Instances"}).count(), 0);
  await done(page);
});

test("the inspector is accessible and fits, light and dark, wide and narrow", async () => {
  const instance = await begin();
  await expectEverywhere(at.browser, at.server, `/instances/${instance.id}`, {user: "admin"}, ".picture .step-stuck");
  await expectEverywhere(at.browser, at.server, "/instances?state=any", {user: "admin"}, "table");
  await expectEverywhere(at.browser, at.server, "/incidents", {user: "admin"}, ".card");
});
