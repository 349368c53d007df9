// The frame: how the pages are handed out, signing in, what each role sees, deep links, a server that is away.
import assert from "node:assert/strict";
import http from "node:http";
import test from "node:test";
import {done, expectAccessible, expectEverywhere, expectFits, narrow, open, settled} from "./support/browser.mjs";
import {Server} from "./support/server.mjs";
import {world} from "./support/world.mjs";

const at = world();

/** One request as it is, without what fetch adds or hides. */
function ask(server, method, path, headers = {}) {
  return new Promise((resolve, reject) => {
    const request = http.request({host: "127.0.0.1", port: server.port, method, path, headers}, (response) => {
      const parts = [];
      response.on("data", (part) => parts.push(part));
      response.on("end", () => resolve({status: response.statusCode, headers: response.headers, body: Buffer.concat(parts)}));
    });
    request.on("error", reject);
    request.end();
  });
}

test("every address of the pages answers the page, with a policy that allows nothing inline", async () => {
  for (const path of ["/", "/inbox", "/tasks/abc-1", "/opportunities/abc", "/instances", "/reports/mis"]) {
    const page = await ask(at.server, "GET", path);
    assert.equal(page.status, 200, path);
    assert.match(page.headers["content-type"], /^text\/html/);
    assert.equal(page.headers["cache-control"], "no-cache");
    assert.match(page.headers["content-security-policy"], /default-src 'none'/);
    assert.doesNotMatch(page.headers["content-security-policy"], /unsafe/);
  }
});

test("what is not there is a problem document, not the page", async () => {
  for (const path of ["/api/v1/nothing", "/api/inbox", "/nothing", "/assets/nothing.js", "/favicon.ico"]) {
    const answer = await ask(at.server, "GET", path);
    assert.equal(answer.status, 404, path);
    assert.equal(answer.headers["content-type"], "application/problem+json", path);
  }
});

test("an asset is compressed as the client takes it, kept for ever, and not sent again", async () => {
  const page = (await ask(at.server, "GET", "/")).body.toString();
  const script = /src="(\/assets\/[^"]+\.js)"/.exec(page)[1];
  const plain = await ask(at.server, "GET", script);
  const gzip = await ask(at.server, "GET", script, {"accept-encoding": "gzip"});
  const brotli = await ask(at.server, "GET", script, {"accept-encoding": "gzip, br"});
  assert.equal(plain.headers["content-encoding"], undefined);
  assert.equal(gzip.headers["content-encoding"], "gzip");
  assert.equal(brotli.headers["content-encoding"], "br");
  assert.ok(brotli.body.length < gzip.body.length && gzip.body.length < plain.body.length);
  assert.match(gzip.headers["cache-control"], /immutable/);
  const again = await ask(at.server, "GET", script, {"accept-encoding": "gzip", "if-none-match": gzip.headers.etag});
  assert.equal(again.status, 304);
  const head = await ask(at.server, "HEAD", script);
  assert.equal(Number(head.headers["content-length"]), plain.body.length);
  assert.equal(head.body.length, 0);
  assert.equal((await ask(at.server, "POST", "/inbox")).status, 405);
});

test("under --dev one says who one is, and comes to the page that was asked for", async () => {
  const page = await at.open("/inbox?tab=done");
  await expectAccessible(page);
  await page.getByLabel("User", {exact: true}).fill("kim");
  await page.getByRole("button", {name: "Sign in"}).click();
  await page.getByText("You have not completed a task yet.").waitFor();
  assert.equal(new URL(page.url()).search, "?tab=done");
  await page.getByText("kim", {exact: true}).waitFor();
  await page.getByRole("button", {name: "Sign out"}).click();
  await page.getByLabel("User", {exact: true}).waitFor();
  await done(page);
});

test("the door fits and is accessible everywhere", async () => {
  await expectEverywhere(at.browser, at.server, "/", {}, "form");
});

test("an address that is no page says so; links and Back work without a load", async () => {
  const page = await at.open("/inbox/nowhere", {user: "kim"});
  await page.getByText("There is no page at this address.").waitFor();
  await page.getByRole("link", {name: "To the first page"}).click();
  await page.getByRole("heading", {name: "Inbox", level: 1}).waitFor();
  await page.evaluate(() => { window.sameLoad = true; });
  await page.getByRole("link", {name: /Done/}).click();
  await page.waitForURL("**/inbox?tab=done");
  await page.goBack();
  await page.waitForURL("**/inbox");
  assert.equal(await page.evaluate(() => window.sameLoad), true);
  await done(page);
});

test("a keyboard reaches the content past the navigation", async () => {
  const page = await at.open("/inbox", {user: "kim"});
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.textContent), "Skip to the content");
  await page.keyboard.press("Enter");
  assert.equal(await page.evaluate(() => document.activeElement.id), "main");
  await done(page);
});

test("with tokens: a wrong one is refused, a right one opens what its roles hold", async () => {
  const server = new Server({dev: false});
  try {
    await server.start();
    const [performer, worker] = [server.token("kim", "performer"), server.token("bot", "worker")];
    const page = await open(at.browser, server, "/");
    await expectAccessible(page);
    await page.getByLabel("API token").fill("onw_wrong");
    await page.getByRole("button", {name: "Sign in"}).click();
    await page.getByText("The token is unknown, revoked or expired.").waitFor();
    await page.getByLabel("API token").fill(worker);
    await page.getByRole("button", {name: "Sign in"}).click();
    await page.getByText("Your roles include none of the pages.").waitFor();
    await page.getByRole("button", {name: "Sign out"}).click();
    await page.getByLabel("API token").fill(performer);
    await page.getByRole("button", {name: "Sign in"}).click();
    await page.getByRole("heading", {name: "Inbox", level: 1}).waitFor();
    await page.reload();
    await page.getByRole("heading", {name: "Inbox", level: 1}).waitFor();
    assert.equal(await page.evaluate(() => localStorage.length), 0);
    await done(page);
  } finally {
    await server.close();
  }
});

test("a server that is away is said, and what comes back is shown without a load", async () => {
  const server = await new Server().start();
  try {
    const page = await open(at.browser, server, "/inbox", {user: "kim"});
    await page.getByText("You have no task. Well done.").waitFor();
    await server.stop();
    await page.getByRole("link", {name: /Done/}).click();
    await page.getByText(/server cannot be reached/).waitFor();
    await expectAccessible(page);
    await server.start();
    await page.getByRole("button", {name: "Try again"}).click();
    await page.getByText("You have not completed a task yet.").waitFor();
    assert.deepEqual(page.problems.filter((line) => !/ERR_CONNECTION_REFUSED|ERR_INCOMPLETE_CHUNKED|ERR_EMPTY_RESPONSE/.test(line)), []);
    await page.context().close();
  } finally {
    await server.close();
  }
});

test("the frame fits into 360 px, and shows where one is", async () => {
  const page = await at.open("/incidents", {user: "admin", size: narrow});
  await settled(page);
  await expectFits(page);
  const here = await page.locator(".main-nav [aria-current]").boundingBox();
  assert.ok(here.x >= 0 && here.x + here.width <= narrow.width, "the link of this page is out of sight");
  await done(page);
});
