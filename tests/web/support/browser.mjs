// Debian's Chromium through playwright-core, and what is watched on every page: errors of scripts, violations of the policy, requests to others,
// and what moved although nobody had just pressed or typed.
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

/** Tells of each layout shift: how much of the window, and which elements moved from where to where. Runs in the page. */
function tellShifts() {
  const name = (node) => (node?.nodeType === 1 ? `${node.localName}${node.id ? `#${node.id}` : ""}${node.className && typeof node.className === "string" ? `.${node.className.replaceAll(" ", ".")}` : ""}` : (node?.nodeName ?? "gone"));
  const place = (box) => `${Math.round(box.x)},${Math.round(box.y)} ${Math.round(box.width)}x${Math.round(box.height)}`;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      if (entry.hadRecentInput) continue;
      const moved = entry.sources.map((one) => `${name(one.node)} ${place(one.previousRect)} -> ${place(one.currentRect)}`);
      void window.onwardShifted({path: location.pathname, value: entry.value, moved});
    }
  }).observe({type: "layout-shift", buffered: true});
}

/** The network of somebody far away: each answer comes later than browsers take for the effect of a press, so what then moves counts as moved by itself. */
async function farAway(page) {
  const session = await page.context().newCDPSession(page);
  await session.send("Network.enable");
  await session.send("Network.emulateNetworkConditions", {offline: false, latency: 550, downloadThroughput: -1, uploadThroughput: -1});
}

/** A page of its own; `problems` must stay empty. Without `user` nobody is signed in. `far`: from the server; `kept`: what the browser keeps from before. */
export async function open(browser, server, path, {user, groups, size = wide, scheme = "light", far = false, kept = {}} = {}) {
  const context = await browser.newContext({viewport: size, colorScheme: scheme, locale: "en-GB", reducedMotion: "reduce"});
  context.setDefaultTimeout(far ? 60_000 : 30_000);
  await context.addInitScript(({session, kept}) => {
    if (session && !sessionStorage.getItem("onward-session")) sessionStorage.setItem("onward-session", session);
    for (const [name, text] of Object.entries(kept)) localStorage.setItem(name, text);
    document.addEventListener("securitypolicyviolation", (event) => console.error(`policy: ${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`));
  }, {session: user ? JSON.stringify({user, ...(groups ? {groups} : {})}) : "", kept});
  const page = await context.newPage();
  page.problems = [];
  page.shifts = [];
  await page.exposeFunction("onwardShifted", (shift) => page.shifts.push(shift));
  await page.addInitScript(tellShifts);
  watch(page, server, page.problems);
  if (far) await farAway(page);
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

// The sum of an address. The text editor lays out its line numbers a frame after its lines, and a badge with another word has another width.
const steady = 0.001;

/** Nothing moved by itself, on no address that this page was at: nobody presses what was not there a moment ago. */
export async function expectSteady(page) {
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))); // what was drawn last is told, too
  const sums = new Map();
  for (const {path, value} of page.shifts) sums.set(path, (sums.get(path) ?? 0) + value);
  const moved = page.shifts.filter((one) => sums.get(one.path) > steady);
  assert.deepEqual(moved.map((one) => `${one.path}: ${one.value.toFixed(4)} ${one.moved.join("; ")}`), []);
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
