// Debian's Chromium through playwright-core, and what is watched on every page: errors of scripts, violations of the policy, requests to others.
import assert from "node:assert/strict";
import {createRequire} from "node:module";

const fromWeb = createRequire(new URL("../../../web/package.json", import.meta.url));
const {chromium} = fromWeb("playwright-core");
const axeSource = fromWeb("axe-core").source;

export const wide = {width: 1280, height: 900};
export const narrow = {width: 360, height: 740};
const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

export function launch() {
  return chromium.launch({executablePath: process.env.ONWARD_TEST_CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"]});
}

function watch(page, server, problems) {
  page.on("pageerror", (error) => problems.push(`script: ${error.message}`));
  page.on("console", (message) => {
    // What the API refuses is told in the page; the browser writes a line of its own for each such status.
    const refused = message.text().startsWith("Failed to load resource") && message.location().url.startsWith(`${server.url}/api/`);
    if (message.type() === "error" && !refused) problems.push(`console: ${message.text()} ${message.location().url}`);
  });
  page.on("request", (request) => {
    const url = new URL(request.url());
    if (url.protocol !== "data:" && url.origin !== server.url) problems.push(`request to ${url.origin}`);
  });
}

/** A page of its own; `problems` must stay empty. Without `user` nobody is signed in. */
export async function open(browser, server, path, {user, groups, size = wide, scheme = "light"} = {}) {
  const context = await browser.newContext({viewport: size, colorScheme: scheme, locale: "en-GB", reducedMotion: "reduce"});
  context.setDefaultTimeout(15_000);
  await context.addInitScript((kept) => {
    if (kept && !sessionStorage.getItem("onward-session")) sessionStorage.setItem("onward-session", kept);
    document.addEventListener("securitypolicyviolation", (event) => console.error(`policy: ${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`));
  }, user ? JSON.stringify({user, ...(groups ? {groups} : {})}) : "");
  const page = await context.newPage();
  page.problems = [];
  watch(page, server, page.problems);
  await page.goto(server.url + path);
  await settled(page);
  return page;
}

/** The page shows something else than that it is loading. */
export async function settled(page) {
  await page.waitForFunction(() => document.querySelector("main") && !document.querySelector("[aria-busy=true]"));
}

export async function done(page) {
  assert.deepEqual(page.problems, []);
  await page.context().close();
}

/** What axe finds, as lines. It is evaluated and not injected: the policy allows no inline script. */
export async function accessibility(page) {
  await page.evaluate(axeSource);
  const found = await page.evaluate((tags) => window.axe.run(document, {runOnly: tags}), rules);
  return found.violations.flatMap((rule) => rule.nodes.map((node) => `${rule.id}: ${node.target.join(" ")}: ${node.failureSummary}`));
}

export async function expectAccessible(page) {
  assert.deepEqual(await accessibility(page), []);
}

/** The page is no wider than the window, so that nobody scrolls sideways to read. */
export async function expectFits(page) {
  const [inner, full] = await page.evaluate(() => [window.innerWidth, document.documentElement.scrollWidth]);
  assert.ok(full <= inner, `the page is ${full} px wide in a window of ${inner}`);
}

/** Light and dark, wide and narrow: accessible, and nothing sticks out. */
export async function expectEverywhere(browser, server, path, options, ready) {
  const page = await open(browser, server, path, options);
  if (ready) await page.locator(ready).first().waitFor();
  for (const [size, scheme] of [[wide, "light"], [narrow, "dark"], [narrow, "light"], [wide, "dark"]]) {
    await page.setViewportSize(size);
    await page.emulateMedia({colorScheme: scheme});
    await expectAccessible(page);
    await expectFits(page);
    if (process.env.ONWARD_TEST_SHOTS) {
      const name = path.replace(/\W+/g, "_");
      await page.screenshot({path: `${process.env.ONWARD_TEST_SHOTS}/${name}-${size.width}-${scheme}.png`, fullPage: true});
    }
  }
  await done(page);
}
