// The pipeline and the reports: numbers, bars, tables, files.
import assert from "node:assert/strict";
import {readFileSync} from "node:fs";
import test from "node:test";
import {done, expectAccessible, expectEverywhere} from "./support/browser.mjs";
import {world} from "./support/world.mjs";

const at = world();

test("the pipeline has a column for each stage, with number and sum", async () => {
  const sale = await at.server.opportunity({title: "Ten forklifts"});
  await at.server.opportunity({title: "One ramp"});
  await at.server.api("PATCH", `/opportunities/${sale.id}`, {quotation: {amount: 180000}, nextStep: "Ring", nextStepDue: "2020-02-02"});
  await at.server.api("PUT", `/opportunities/${sale.id}/stage`, {value: "negotiation", reason: "quick"});
  await at.server.opportunity({kind: "client-outreach", title: "Ring them up"});
  const page = await at.open("/pipeline", {user: "kim"});
  const negotiation = page.getByRole("region", {name: "Negotiation"});
  await negotiation.getByText("Sum: 180,000").waitFor();
  await negotiation.getByText("Overdue", {exact: true}).waitFor();
  assert.equal(await page.getByRole("region", {name: "First contact"}).locator("li").count(), 2);
  await page.getByLabel("Kind").selectOption("client-outreach");
  await page.getByRole("link", {name: "Ten forklifts"}).waitFor({state: "detached"});
  await page.getByRole("link", {name: "Ring them up"}).waitFor();
  assert.deepEqual([await negotiation.locator("li").count(), await negotiation.getByText("Sum: 0").count()], [0, 1]);
  assert.equal(await page.getByRole("region", {name: "First contact"}).locator("li").count(), 1);
  await page.getByRole("link", {name: "Ring them up"}).click();
  await page.getByRole("heading", {name: "Ring them up", level: 1}).waitFor();
  await done(page);
});

test("the month is a table, and a file in both formats", async () => {
  await at.server.opportunity({customer: "Harbour Logistics"});
  const page = await at.open("/reports/mis", {user: "kim"});
  await page.getByRole("cell", {name: "Harbour Logistics"}).first().waitFor();
  const heads = await page.locator("thead th").allTextContents();
  assert.deepEqual(heads, ["Resources", "Reference date", "Customer", "Requirements", "Quotation date", "Quotation amount", "Order date", "Order amount", "Status"]);
  const [csv] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", {name: "Download CSV"}).click()]);
  assert.match(csv.suggestedFilename(), /^mis-\d{4}-\d{2}\.csv$/);
  assert.match(readFileSync(await csv.path(), "utf8"), /^.{0,3}resources,referenceDate,customer/);
  const [book] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", {name: "Download workbook"}).click()]);
  assert.equal(readFileSync(await book.path()).subarray(0, 2).toString(), "PK");
  await page.getByRole("textbox", {name: "Month"}).fill("2020-01");
  await page.getByText("Nothing to report.").waitFor();
  await expectAccessible(page);
  await done(page);
});

test("every report opens, with its bars where it has some", async () => {
  await at.server.post("/tasks", {name: "Late", assignee: "kim", due: "2020-01-01T10:00:00Z"}, {user: "kim"});
  await at.server.post("/tasks", {name: "Nobody can", candidateGroups: ["nobody-is-here"]}, {user: "kim"});
  await at.server.opportunity();
  const page = await at.open("/reports", {user: "kim"});
  for (const [name, bars] of [["Funnel", true], ["Overdue", true], ["Hung", true], ["Stale", false], ["Workload", true], ["Forecast", false]]) {
    await page.getByRole("navigation", {name: "Which report"}).getByRole("link", {name, exact: true}).click();
    await page.getByRole("region", {name}).locator("tbody tr").first().waitFor();
    assert.equal((await page.locator(".bars li").count()) > 0, bars, name);
  }
  await page.getByRole("navigation", {name: "Which report"}).getByRole("link", {name: "Overdue", exact: true}).click();
  await page.getByRole("link", {name: "Late"}).click();
  await page.getByRole("heading", {name: "Late", level: 1}).waitFor();
  await done(page);
});

test("pipeline and reports are accessible and fit, light and dark, wide and narrow", async () => {
  await at.server.opportunity();
  await expectEverywhere(at.browser, at.server, "/pipeline", {user: "kim"}, ".deal");
  await expectEverywhere(at.browser, at.server, "/reports/workload", {user: "kim"}, ".bars");
});
