// The designer's diagram: nothing is lost on the way through it, the properties form writes our words, the rules speak while one draws.
import assert from "node:assert/strict";
import test from "node:test";
import {done, expectAccessible, expectEverywhere} from "./support/browser.mjs";
import {checked, choose, downloaded, edit, modeler, normal, shipped, type} from "./support/designer.mjs";
import {until} from "./support/server.mjs";
import {world} from "./support/world.mjs";

const at = world();

for (const [key, task] of [["standard-sale", "qualify-lead"], ["upsale-c1", "agree-with-customer"], ["b2b-cross-sale", "score-bant"]])
  test(`${key}.bpmn goes through the designer and means the same`, async () => {
    const page = await edit(at, key);
    const id = (await page.locator(`[data-element-id="${task}"]`).count()) ? task : await page.locator(".djs-shape").nth(4).getAttribute("data-element-id");
    await choose(page, id);
    await page.getByLabel("Name", {exact: true}).first().fill("Something else");
    await page.getByLabel("Id", {exact: true}).focus();
    await page.getByText("A draft is kept in this browser").waitFor();
    await page.getByRole("button", {name: "Undo"}).click();
    await checked(page, /No problems|remark/);
    await page.waitForFunction((name) => document.querySelector("textarea").value !== name, "Something else");
    await page.getByRole("button", {name: "Text", exact: true}).click();
    await page.getByLabel(/^Text of/).waitFor();
    await page.waitForFunction(() => !document.querySelector(".cm-content").textContent.includes("Something else"));
    const text = await downloaded(page);
    assert.notEqual(text, shipped(`${key}.bpmn`), "it was written anew");
    assert.equal(normal(text), normal(shipped(`${key}.bpmn`)));
    const before = await at.server.get(`/definitions/${key}/versions/1`);
    const verdict = await at.server.api("POST", "/definitions?dryRun=true", text);
    assert.deepEqual(verdict.impact, [], "no element is another for running instances");
    await at.server.deploy(text);
    const after = await at.server.get(`/definitions/${key}`);
    assert.equal(after.version, 2);
    assert.deepEqual([after.nodes, after.flows], [before.nodes, before.flows]);
    await done(page);
  });

test("the form of a task writes name, due date, deliverable, instructions, fields and checklist", async () => {
  const page = await at.open("/designer?new=bpmn", modeler);
  await page.locator("[data-element-id=first-step]").waitFor();
  await choose(page, "first-step");
  const leave = () => page.getByLabel("Id", {exact: true}).focus();
  await page.getByLabel("Name", {exact: true}).first().fill("Call the customer");
  await page.getByLabel("Due", {exact: true}).fill("P2D");
  await page.getByLabel("Deliverable", {exact: true}).fill("A note of the call");
  await page.getByLabel("Instructions", {exact: true}).fill("1. Look up\n2. Call");
  await leave();
  await page.getByLabel("The result may be left out").check();
  await page.locator("summary", {hasText: "Form"}).click();
  await page.getByRole("button", {name: "Add a field"}).click();
  await page.locator(".field-edit summary").click();
  await page.getByLabel("Name of the variable").fill("answer");
  await page.getByLabel("Label", {exact: true}).fill("Their answer");
  await leave();
  await page.getByLabel("Type", {exact: true}).selectOption("enum");
  await page.getByRole("button", {name: "Add a choice"}).click();
  await page.getByLabel("Value", {exact: true}).fill("yes");
  await leave();
  await page.locator("summary", {hasText: "Checklist"}).click();
  await page.getByRole("button", {name: "Add an item"}).click();
  await page.locator(".part[open]").getByLabel("Text", {exact: true}).fill("Recorded");
  await leave();
  await page.getByLabel("Stage of the opportunity").fill("qualification");
  await leave();
  await checked(page, "No problems");
  await expectAccessible(page);
  await at.server.deploy(await downloaded(page));
  const node = (await at.server.get("/definitions/new-process")).nodes.find((one) => one.id === "first-step");
  assert.deepEqual([node.name, node.due, node.deliverable, node.stage, node.lane], ["Call the customer", "P2D", "A note of the call", "qualification", "sales"]);
  assert.equal(node.instructions.trim(), "1. Look up\n2. Call");
  assert.deepEqual(node.form.fields, [{id: "answer", label: "Their answer", type: "enum", required: false, options: [{value: "yes", label: "yes"}]}]);
  assert.deepEqual(node.checklist, [{id: "item-1", text: "Recorded", remarkRequired: false}]);
  await done(page);
});

test("a lane has a group, a flow a condition, and one of the flows is the default", async () => {
  const page = await edit(at, "standard-sale");
  await choose(page, "presales");
  await page.getByLabel("Group", {exact: true}).fill("engineers");
  await choose(page, "opportunity-qualified-to-analyse-needs");
  const condition = page.getByLabel("Condition (FEEL)");
  assert.match(await condition.inputValue(), /qualified/);
  await condition.fill("qualified = true and dealSize > 10");
  await choose(page, "opportunity-qualified-to-nurture-or-disqualify");
  assert.equal(await page.getByLabel("Taken when no other is").isChecked(), true);
  await choose(page, "chase-due");
  assert.equal(await page.getByLabel("How long or when").inputValue(), "R/P7D");
  await checked(page, "No problems");
  const text = await downloaded(page);
  assert.match(text, /onward:group="engineers"/);
  assert.match(text, /qualified = true and dealSize &gt; 10/);
  assert.match(text, /default="opportunity-qualified-to-nurture-or-disqualify"/);
  await done(page);
});

test("how often an activity is done: for each item of a list, one after the other, or again and again", async () => {
  const page = await at.open("/designer?new=bpmn", modeler);
  await page.locator("[data-element-id=first-step]").waitFor();
  await choose(page, "first-step");
  const set = async (label, text) => {
    await page.getByLabel(label, {exact: true}).fill(text);
    await page.getByLabel("Id", {exact: true}).focus();
  };
  await page.locator("summary", {hasText: "How often"}).click();
  await page.getByLabel("How often it is done").selectOption("parallel");
  await set("For each item of (FEEL)", "people");
  await set("Variable for the item", "person");
  await set("Enough when (FEEL)", "numberOfCompletedInstances >= 2");
  await set("Gathered in the variable", "answers");
  await set("What is gathered of each (FEEL)", "answer");
  await page.getByLabel("How often it is done").selectOption("sequential");
  await checked(page, /No problems|remark/);
  await expectAccessible(page);
  const many = await downloaded(page);
  const [loop] = /<bpmn:multiInstanceLoopCharacteristics [^>]*>/.exec(many);
  for (const said of ['isSequential="true"', 'camunda:collection="people"', 'camunda:elementVariable="person"', 'onward:collect="answers"', 'onward:collected="answer"']) assert.ok(loop.includes(said), `${said} in ${loop}`);
  assert.match(many, /<bpmn:completionCondition[^>]*>numberOfCompletedInstances &gt;= 2<\/bpmn:completionCondition>/);
  await at.server.api("POST", "/definitions", many.replaceAll("new-process", "each-person"));
  const instance = await at.server.post("/instances", {definition: "each-person", variables: {people: ["ann", "bob", "cid"]}});
  assert.deepEqual(instance.tasks.map((task) => task.elementId), ["first-step"]);
  for (const expected of [1, 0]) {
    const [task] = (await at.server.get(`/instances/${instance.id}`)).tasks;
    await at.server.post(`/tasks/${task.id}/complete`, {variables: {answer: expected}});
    assert.equal((await at.server.get(`/instances/${instance.id}`)).tasks.length, expected);
  }
  await page.getByLabel("How often it is done").selectOption("loop");
  await set("As long as (FEEL)", "answer != \"yes\"");
  await set("At most so many times (FEEL)", "3");
  await checked(page, /No problems|remark/);
  assert.match(await downloaded(page), /<bpmn:standardLoopCharacteristics[^>]* onward:maximum="3">\s*<bpmn:loopCondition[^>]*>answer != "yes"</);
  await page.getByLabel("How often it is done").selectOption("once");
  await checked(page, "No problems");
  assert.doesNotMatch(await downloaded(page), /LoopCharacteristics/);
  await done(page);
});

test("what the rules find stands at the element and in a list, with the rule's own id; the text shows it at its line", async () => {
  const page = await edit(at, "standard-sale");
  await choose(page, "chase-due");
  await page.getByLabel("How long or when").fill("0 0 31 2 *");
  await page.getByLabel("Id", {exact: true}).focus();
  const problem = page.locator('.problems li[data-code="cron-never"]');
  await problem.waitFor();
  await page.locator("[data-element-id=chase-due].problem-error").waitFor();
  await page.locator(".problem-mark.error").waitFor();
  await checked(page, "1 error");
  assert.equal(await page.getByRole("button", {name: "Deploy…"}).isDisabled(), true);
  await choose(page, "qualify-lead");
  await problem.getByRole("button").click();
  await until(async () => (await page.getByLabel("Element", {exact: true}).inputValue()) === "chase-due", "the element to be chosen");
  await expectAccessible(page);
  await page.getByRole("button", {name: "Text", exact: true}).click();
  await problem.getByRole("button").click();
  await page.locator(".cm-lint-marker-error").waitFor();
  await page.locator(".cm-activeLine", {hasText: "0 0 31 2 *"}).waitFor();
  await expectAccessible(page);
  await done(page);
});

test("a draft outlives the tab, and is forgotten when one says so", async () => {
  const page = await edit(at, "standard-sale");
  await choose(page, "hand-over");
  await page.getByLabel("Name", {exact: true}).first().fill("Hand it over");
  await page.getByLabel("Id", {exact: true}).focus();
  await page.waitForFunction(() => Object.keys(localStorage).some((key) => localStorage[key].includes("Hand it over")));
  await page.reload();
  await page.getByText("There is a draft of Standard sale").waitFor();
  await expectAccessible(page);
  await page.getByRole("button", {name: "Go on with it"}).click();
  await page.locator("[data-element-id=hand-over]", {hasText: "Hand it over"}).first().waitFor();
  await page.goto(`${at.server.url}/definitions`);
  await page.getByRole("button", {name: /^Forget the draft/}).click();
  await page.getByText("Your drafts").waitFor({state: "detached"});
  await done(page);
});

test("what the library cannot keep is told before it is lost, and what it writes wrongly is mended", async () => {
  const page = await at.open("/designer?new=bpmn", modeler);
  await page.locator("[data-element-id=first-step]").waitFor();
  const began = await downloaded(page);
  const loop = '<bpmn:multiInstanceLoopCharacteristics camunda:collection="people"><bpmn:loopDataOutputRef>scores</bpmn:loopDataOutputRef></bpmn:multiInstanceLoopCharacteristics></bpmn:userTask>';
  await page.getByRole("button", {name: "Text", exact: true}).click();
  await type(page, began.replace("</bpmn:userTask>", loop));
  await page.getByRole("button", {name: "Diagram"}).click();
  await page.getByText("unresolved reference <scores>").waitFor();
  await expectAccessible(page);
  const property = '<bpmn:message id="order" name="order"/><bpmn:correlationProperty id="number"><bpmn:correlationPropertyRetrievalExpression messageRef="order"><bpmn:messagePath>orderNumber</bpmn:messagePath>'
    + "</bpmn:correlationPropertyRetrievalExpression></bpmn:correlationProperty><bpmn:collaboration";
  await page.getByRole("button", {name: "Text", exact: true}).click();
  await type(page, began.replace("<bpmn:collaboration", property));
  await page.getByRole("button", {name: "Diagram"}).click();
  await page.locator("[data-element-id=first-step]").waitFor();
  await choose(page, "first-step");
  await page.getByLabel("Name", {exact: true}).first().fill("Another");
  await page.getByLabel("Id", {exact: true}).focus();
  await checked(page, /No problems|remark/);
  assert.equal(await page.getByText("unresolved reference").count(), 0);
  assert.match(await downloaded(page), /<bpmn:messagePath[^>]*>orderNumber<\/bpmn:messagePath>/);
  await done(page);
});

test("the watermark is seen, with nothing over it", async () => {
  const page = await edit(at, "standard-sale");
  const logo = page.locator(".bjs-powered-by");
  await logo.scrollIntoViewIfNeeded();
  assert.ok(await logo.evaluate((element) => {
    const box = element.getBoundingClientRect();
    return box.width > 20 && [0.1, 0.5, 0.9].every((share) => element.contains(document.elementFromPoint(box.x + box.width * share, box.y + box.height / 2)));
  }), "something lies over the watermark");
  await done(page);
});

test("the designer is accessible and fits, light and dark, wide and narrow", async () => {
  await expectEverywhere(at.browser, at.server, "/designer?from=standard-sale&version=1", modeler, "[data-element-id=qualify-lead]");
});
