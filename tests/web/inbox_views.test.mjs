// Saved views of the inbox: named, found again, replaced, forgotten; kept in the browser, for each user on their own, and not without bound.
import assert from "node:assert/strict";
import test from "node:test";
import {done, expectAccessible, expectEverywhere, settled} from "./support/browser.mjs";
import {world} from "./support/world.mjs";

const at = world();

function own(name, more, user) {
  return at.server.post("/tasks", {name, ...more}, {user});
}

function views(page) {
  return page.getByRole("navigation", {name: "Saved views"});
}

async function save(page, name) {
  await views(page).getByRole("button", {name: "Save this view…"}).click();
  await page.getByRole("dialog", {name: "Save this view"}).getByLabel("Name").fill(name);
  await page.getByRole("button", {name: "Save", exact: true}).click();
  await page.getByRole("dialog").waitFor({state: "detached"});
}

test("a view is tab, search, process, sorting, grouping and filter; it is there again after the page was closed, and can be forgotten", async () => {
  await own("Answer the tender", {candidateGroups: ["sales"], due: "2020-01-01T10:00:00Z"}, "lee");
  await own("Read the tender", {candidateGroups: ["sales"]}, "lee");
  const page = await at.open("/inbox", {user: "pat", groups: "sales"});
  await page.getByRole("link", {name: /^My groups/}).click();
  await page.getByRole("searchbox").fill("tender");
  await page.waitForURL(/text=tender/);
  await page.getByLabel("Sort by").selectOption("-priority");
  await page.getByLabel("Group by").selectOption("step");
  await page.getByLabel("Only overdue").check();
  await save(page, "Late tenders");
  await page.getByText("Late tenders is saved.").waitFor();
  await views(page).locator("a[aria-current=true]", {hasText: "Late tenders"}).waitFor();
  await expectAccessible(page);
  await page.goto(`${at.server.url}/inbox`);
  await settled(page);
  assert.equal(await views(page).locator("[aria-current]").count(), 0);
  await views(page).getByRole("link", {name: "Late tenders"}).click();
  await page.locator("[data-row]", {hasText: "Answer the tender"}).waitFor();
  assert.equal(await page.locator("[data-row]").count(), 1);
  assert.deepEqual([await page.getByRole("searchbox").inputValue(), await page.getByLabel("Sort by").inputValue(), await page.getByLabel("Group by").inputValue(), await page.getByLabel("Only overdue").isChecked()],
    ["tender", "-priority", "step", true]);
  await page.getByRole("button", {name: "Delete the view Late tenders"}).click();
  await page.getByText("Late tenders is deleted.").waitFor();
  assert.equal(await page.evaluate(() => document.activeElement.textContent), "Save this view…");
  await page.reload();
  await settled(page);
  assert.equal(await views(page).getByRole("link").count(), 0);
  await done(page);
});

test("by the keyboard alone; the same name replaces", async () => {
  const page = await at.open("/inbox?group=none", {user: "kay"});
  for (const where of ["/inbox?group=none", "/inbox?group=priority"]) {
    await page.goto(`${at.server.url}${where}`);
    await settled(page);
    assert.equal(await views(page).getByRole("link").count(), where.endsWith("none") ? 0 : 1);
    await page.getByRole("button", {name: "Save this view…"}).focus();
    await page.keyboard.press("Enter");
    await page.locator("dialog input:focus").waitFor();
    await page.keyboard.type("Mine");
    await page.keyboard.press("Enter");
    await page.getByText("Mine is saved.").waitFor();
    assert.equal(await page.evaluate(() => document.activeElement.textContent), "Save this view…");
  }
  assert.equal(await views(page).getByRole("link").count(), 1);
  assert.match(await views(page).getByRole("link", {name: "Mine"}).getAttribute("href"), /group=priority/);
  await done(page);
});

test("who else uses the browser has views of their own; what is not a view is left out", async () => {
  const page = await at.open("/inbox", {user: "ann"});
  await save(page, "Of Ann");
  const become = (user) => page.evaluate((name) => sessionStorage.setItem("onward-session", JSON.stringify({user: name})), user);
  await become("bob");
  await page.reload();
  await settled(page);
  assert.equal(await views(page).getByRole("link").count(), 0);
  await page.evaluate(() => localStorage.setItem("onward-views:bob", JSON.stringify([{name: "Away", address: "https://example.org/inbox"}, null, {name: "Good", address: "/inbox?tab=done"}])));
  await page.reload();
  await views(page).getByRole("link", {name: "Good"}).waitFor();
  assert.equal(await views(page).getByRole("link").count(), 1);
  await page.evaluate(() => localStorage.setItem("onward-views:bob", "{"));
  await page.reload();
  await settled(page);
  assert.equal(await views(page).getByRole("link").count(), 0);
  await become("ann");
  await page.reload();
  await views(page).getByRole("link", {name: "Of Ann"}).waitFor();
  await done(page);
});

test("twenty are kept; the next one is refused with a word, unless it replaces one", async () => {
  const page = await at.open("/inbox", {user: "max"});
  await page.evaluate(() => localStorage.setItem("onward-views:max", JSON.stringify(Array.from({length: 20}, (_, n) => ({name: `View ${n}`, address: `/inbox?text=${n}`})))));
  await page.reload();
  await views(page).getByRole("button", {name: "Save this view…"}).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Name").fill("One more");
  await dialog.getByText("There are 20 already: delete one first.").waitFor();
  assert.equal(await dialog.getByRole("button", {name: "Save", exact: true}).isDisabled(), true);
  await expectAccessible(page);
  await dialog.getByLabel("Name").fill("View 7");
  await dialog.getByRole("button", {name: "Save", exact: true}).click();
  await page.getByText("View 7 is saved.").waitFor();
  assert.equal(await views(page).getByRole("link").count(), 20);
  await done(page);
});

test("a link that asks for something else empties the search", async () => {
  const page = await at.open("/inbox", {user: "sam"});
  await page.getByRole("searchbox").fill("nothing of the kind");
  await page.getByText("No task fits.").waitFor();
  await page.getByRole("link", {name: "Show all of them"}).click();
  await page.getByText("You have no task. Well done.").waitFor();
  assert.equal(await page.getByRole("searchbox").inputValue(), "");
  await done(page);
});

test("the inbox with views is accessible and fits, light and dark, wide and narrow", async () => {
  await own("Call the forwarder", {assignee: "eve"}, "lee");
  const kept = [{name: "Overdue of the whole team, by priority, with a long name", address: "/inbox?tab=groups"}, {name: "Today", address: "/inbox?tab=mine&sort=due&group=due"}];
  await expectEverywhere(at.browser, at.server, "/inbox", {user: "eve", kept: {"onward-views:eve": JSON.stringify(kept)}}, ".view a[aria-current]");
});
