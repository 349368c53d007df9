// Signing in at an identity provider, in the browser: there, back to the page that was asked for, other tabs, and out again.
import assert from "node:assert/strict";
import {spawn} from "node:child_process";
import {once} from "node:events";
import {createServer} from "node:net";
import {after, before, test} from "node:test";
import {done, expectAccessible, launch, open, settled} from "./support/browser.mjs";
import {Server} from "./support/server.mjs";

const at = {};

async function freePort() {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const {port} = probe.address();
  probe.close();
  await once(probe, "close");
  return port;
}

before(async () => {
  at.provider = spawn("python3", ["-B", new URL("../http/identity_provider.py", import.meta.url).pathname], {stdio: ["pipe", "pipe", "inherit"]});
  const [line] = await once(at.provider.stdout, "data");
  const {issuer, client, secret} = JSON.parse(line);
  at.issuer = issuer;
  const port = await freePort();
  at.server = new Server({dev: false, config: `[sign-in]
issuer = "${issuer}"
client-id = "${client}"
secret = "provider"
name = "Example account"
public-url = "http://127.0.0.1:${port}"
[secrets.provider]
value = "${secret}"
[outbound]
allow = ["127.0.0.1"]
[users.anna]
name = "Anna"
roles = ["performer"]
`});
  at.server.port = port;
  [at.browser] = await Promise.all([launch(), at.server.start()]);
});

after(async () => {
  await at.browser?.close();
  await at.server?.close();
  at.provider?.stdin.end();
});

const within = (page) => {
  page.problems = page.problems.filter((line) => line !== `request to ${at.issuer}`);
  return done(page);
};

test("one signs in at the provider, comes back to the page, and works", async () => {
  const page = await open(at.browser, at.server, "/inbox?tab=done");
  await expectAccessible(page);
  await page.getByRole("link", {name: "Sign in with Example account"}).click();
  await page.locator("#agree").click();
  await page.getByText("You have not completed a task yet.").waitFor();
  assert.equal(new URL(page.url()).search, "?tab=done");
  assert.equal(await page.evaluate(() => document.cookie), "", "no script reads the session");
  // What changes something carries the header that other sites cannot send.
  await page.goto(`${at.server.url}/opportunities`);
  await settled(page);
  await page.getByRole("button", {name: "New opportunity"}).click();
  await page.getByLabel("Title").fill("Ten forklifts");
  await page.getByLabel("Customer").fill("Harbour Logistics");
  await page.getByRole("button", {name: "Post", exact: true}).click();
  await page.getByRole("heading", {name: /Ten forklifts/}).waitFor();
  const other = await page.context().newPage();
  await other.goto(`${at.server.url}/inbox`);
  await other.getByRole("heading", {name: "Inbox", level: 1}).waitFor();
  await page.getByRole("button", {name: "Sign out"}).click();
  await page.getByRole("link", {name: "Sign in with Example account"}).waitFor();
  await other.reload();
  await other.getByRole("link", {name: "Sign in with Example account"}).waitFor();
  await within(page);
});

test("what fails on the way back is said in words, and a token still opens", async () => {
  const page = await open(at.browser, at.server, "/?signIn=no-role");
  await page.getByText("You are known, but you have no role here.").waitFor();
  await expectAccessible(page);
  await page.getByText("Sign in with an API token instead").click();
  await page.getByLabel("API token").fill(at.server.token("kim", "performer"));
  await page.getByRole("button", {name: "Sign in"}).click();
  await page.getByRole("heading", {name: "Inbox", level: 1}).waitFor();
  await within(page);
});
