// What is deployed: the list, one version with its picture, steps and text, and two versions compared.
import assert from "node:assert/strict";
import test from "node:test";
import {done, expectAccessible, expectEverywhere} from "./support/browser.mjs";
import {checked, downloaded, modeler, shipped, type} from "./support/designer.mjs";
import {world} from "./support/world.mjs";

const at = world({dev: true});

test("the list has every process and decision, searched and filtered", async () => {
  const page = await at.open("/definitions", modeler);
  await page.getByRole("link", {name: "Standard sale"}).waitFor();
  await page.getByRole("link", {name: "bant", exact: true}).waitFor();
  await page.getByRole("searchbox").fill("up-sale");
  await page.getByRole("link", {name: "Standard sale"}).waitFor({state: "detached"});
  assert.equal(await page.locator("tbody tr").count(), 1);
  await page.getByRole("searchbox").fill("nothing like it");
  await page.getByText("None fits.").waitFor();
  await page.getByRole("searchbox").fill("");
  await page.getByLabel("Kind").selectOption("decision");
  await page.getByRole("link", {name: "Standard sale"}).waitFor({state: "detached"});
  await page.getByRole("link", {name: "bant", exact: true}).click();
  await page.getByRole("heading", {name: "bant", level: 1}).waitFor();
  await done(page);
});

test("a version is seen as a picture, as steps and as a text, and is handed out as it was written", async () => {
  const page = await at.open("/definitions/standard-sale", modeler);
  await page.locator("[data-element-id=qualify-lead]").waitFor();
  const logo = page.locator(".bjs-powered-by");
  await logo.scrollIntoViewIfNeeded();
  assert.ok(await logo.isVisible());
  assert.equal(await downloaded(page), shipped("standard-sale.bpmn"));
  await page.getByRole("link", {name: "Steps"}).click();
  await page.locator(".step", {hasText: "Qualify the lead"}).getByText("sales").waitFor();
  await expectAccessible(page);
  await page.getByRole("link", {name: "Text", exact: true}).click();
  await page.locator(".cm-content", {hasText: "onward:opportunityKind"}).waitFor();
  assert.equal(await page.locator(".cm-content").getAttribute("aria-readonly"), "true");
  await expectAccessible(page);
  await done(page);
});

test("the compact XML has its picture from the server", async () => {
  const page = await at.open("/definitions/client-outreach", modeler);
  await page.locator(".picture [data-element=identify-client]").waitFor();
  await expectAccessible(page);
  await done(page);
});

test("two versions: marked in both pictures, told in words, line by line", async () => {
  const flow = /<bpmn:sequenceFlow id="manage-account-to-customer-onboarded"[^]*?(\/>|<\/bpmn:sequenceFlow>)/;
  const edge = /<bpmndi:BPMNEdge [^>]*bpmnElement="manage-account-to-customer-onboarded"[^]*?<\/bpmndi:BPMNEdge>/;
  const changed = shipped("standard-sale.bpmn").replace(flow, (found) => found.replaceAll("manage-account-to-customer-onboarded", "the-last-flow")).replace(edge, (found) => found.replace('bpmnElement="manage-account-to-customer-onboarded"', 'bpmnElement="the-last-flow"'))
    .replace(/>manage-account-to-customer-onboarded</g, ">the-last-flow<").replace('name="Qualify the lead"', 'name="Qualify this lead"').replace("<onward:deliverable optional=\"true\">An answer", "<onward:deliverable optional=\"true\">A clear answer");
  await at.server.deploy(changed);
  const page = await at.open("/definitions/standard-sale?tab=versions", modeler);
  await page.getByLabel("Compare with").selectOption("1");
  await page.getByRole("button", {name: "Compare", exact: true}).click();
  await page.getByRole("heading", {name: "standard-sale: two versions", level: 1}).waitFor();
  const told = page.locator(".differences [data-element=qualify-lead], .differences > li[data-element=qualify-lead]").first();
  await told.getByText("name: “Qualify the lead” → “Qualify this lead”").waitFor();
  await told.getByText("deliverable: says something else").waitFor();
  await page.locator('.differences > li.added[data-element=the-last-flow]').waitFor();
  await page.locator('.differences > li.removed[data-element=manage-account-to-customer-onboarded]').waitFor();
  await page.locator(".pair .canvas").nth(1).locator("[data-element-id=the-last-flow].difference-added").waitFor({state: "attached"});
  await page.locator(".pair .canvas").nth(0).locator("[data-element-id=manage-account-to-customer-onboarded].difference-removed").waitFor({state: "attached"});
  await page.locator(".pair .canvas").nth(1).locator("[data-element-id=qualify-lead].difference-changed").waitFor();
  await page.locator(".pair .canvas").nth(0).locator("[data-element-id=qualify-lead].difference-changed").waitFor();
  await page.locator("tr.removed", {hasText: 'name="Qualify the lead"'}).waitFor();
  await page.locator("tr.added", {hasText: 'name="Qualify this lead"'}).waitFor();
  await told.getByRole("button").click();
  // Where one picture goes the other goes too.
  const place = async (which) => (await page.locator(".pair .canvas").nth(which).locator(".viewport").getAttribute("transform")).match(/-?[\d.]+/g).map((number) => Math.round(Number(number)));
  assert.deepEqual(await place(0), await place(1));
  await expectAccessible(page);
  await done(page);
});

test("who may not write sees it, and is offered nothing to change", async () => {
  const page = await at.open("/inbox", {user: "kim"});
  await done(page);
  await at.server.api("PUT", "/users/olga", {name: "Olga", roles: ["performer"], groups: []});
  const hers = await at.open("/definitions/standard-sale", {user: "olga"});
  await hers.getByRole("heading", {name: "Standard sale", level: 1}).waitFor();
  assert.equal(await hers.getByRole("link", {name: "Edit"}).count(), 0);
  assert.equal(await hers.getByRole("link", {name: "Processes"}).count(), 0);
  await hers.goto(`${at.server.url}/designer?new=bpmn`);
  await hers.getByText("Your role does not include this.").waitFor();
  await done(hers);
});

test("deploying tells first which running instances notice; then there is a version more, with its comment", async () => {
  await at.server.opportunity();
  const newest = (await at.server.get("/definitions/standard-sale")).version;
  const page = await at.open(`/designer?from=standard-sale&version=${newest}`, modeler);
  await page.getByRole("button", {name: "Text", exact: true}).click();
  const text = (await downloaded(page)).replace('name="Record initial contact"', 'name="Note the first contact"');
  await type(page, text);
  await checked(page, "No problems");
  await page.getByRole("button", {name: "Deploy…"}).click();
  await page.getByText("1 instance of standard-sale at record-initial-contact").waitFor();
  await page.getByText(`becomes version ${newest + 1}`).waitFor();
  await page.getByLabel("Comment").fill("a word that everybody uses");
  await expectAccessible(page);
  await page.getByRole("button", {name: "Deploy", exact: true}).click();
  await page.getByText(`version ${newest + 1}, deployed`).waitFor();
  assert.equal((await at.server.get("/definitions/standard-sale")).nodes.find((node) => node.id === "record-initial-contact").name, "Note the first contact");
  assert.equal(await page.evaluate(() => Object.keys(localStorage).length), 0, "the draft is gone");
  await page.getByRole("link", {name: /^Versions/}).click();
  await page.getByRole("row", {name: /a word that everybody uses/}).waitFor();
  await done(page);
});

test("the pages of definitions are accessible and fit, light and dark, wide and narrow", async () => {
  await expectEverywhere(at.browser, at.server, "/definitions", modeler, "table");
  await expectEverywhere(at.browser, at.server, "/definitions/standard-sale/1", modeler, "[data-element-id=qualify-lead]");
  await expectEverywhere(at.browser, at.server, "/definitions/standard-sale/compare?left=1&right=2", modeler, ".pair [data-element-id=qualify-lead]");
});
