// Opens the inbox of a running server in headless Chromium, again and again, and prints how long it takes until something is painted and until the
// first task is there: tools/bench/run --paint. One line of JSON for each inbox, once with nothing in the browser's cache and once with everything.
//
//   node tools/bench/paint.mjs ADDRESS [--rounds N] [--label name=value]...
import {createRequire} from "node:module";
import {parseArgs} from "node:util";

const {chromium} = createRequire(new URL("../../web/package.json", import.meta.url))("playwright-core");

const inboxes = [
  {inbox: "mine", path: "/inbox", user: "seller-7", groups: "nobody-is-here"},
  {inbox: "my groups", path: "/inbox?tab=groups", user: "nobody-in-particular", groups: "presales,credit"},
];

/** Runs in the page: who is signed in, and when the first task can be seen. */
function prepare(who) {
  sessionStorage.setItem("onward-session", JSON.stringify(who));
  new MutationObserver((_, observer) => {
    if (!document.querySelector("[data-row]")) return;
    observer.disconnect();
    requestAnimationFrame(() => setTimeout(() => { window.firstRowMs = performance.now(); })); // after the frame that has it
  }).observe(document, {childList: true, subtree: true});
}

/** Milliseconds since the navigation began. */
async function visit(context, address, {path, user, groups}) {
  const page = await context.newPage();
  await page.addInitScript(prepare, {user, groups});
  await page.goto(`http://${address}${path}`);
  await page.waitForFunction(() => window.firstRowMs !== undefined && performance.getEntriesByName("first-contentful-paint").length > 0);
  const times = await page.evaluate(() => ({
    firstPaint: performance.getEntriesByName("first-paint")[0].startTime,
    firstContentfulPaint: performance.getEntriesByName("first-contentful-paint")[0].startTime,
    firstTask: window.firstRowMs,
  }));
  await page.close();
  return times;
}

function quantile(sorted, share) {
  return Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]);
}

function summary(visits) {
  return Object.fromEntries(Object.keys(visits[0]).flatMap((name) => {
    const sorted = visits.map((one) => one[name]).sort((a, b) => a - b);
    return [[`${name}P50Ms`, quantile(sorted, 0.5)], [`${name}P95Ms`, quantile(sorted, 0.95)]];
  }));
}

/** `cache`: with "warm" all visits share a browser profile, and the first of them is not counted. */
async function measure(browser, address, inbox, cache, rounds) {
  const visits = [];
  const make = () => browser.newContext({viewport: {width: 1280, height: 900}, locale: "en-GB"});
  const shared = cache === "warm" ? await make() : null;
  if (shared) await visit(shared, address, inbox);
  while (visits.length < rounds) {
    const context = shared ?? (await make());
    visits.push(await visit(context, address, inbox));
    if (!shared) await context.close();
  }
  await shared?.close();
  return summary(visits);
}

const {values, positionals} = parseArgs({allowPositionals: true, options: {rounds: {type: "string", default: "20"}, label: {type: "string", multiple: true, default: []}}});
const labels = Object.fromEntries(values.label.map((text) => text.split("=", 2)));
const browser = await chromium.launch({executablePath: process.env.ONWARD_TEST_CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"]});
for (const inbox of inboxes) await visit(await browser.newContext(), positionals[0], inbox); // the browser and the database are warm
for (const inbox of inboxes)
  for (const cache of ["cold", "warm"])
    console.log(JSON.stringify({...labels, case: "paint", inbox: inbox.inbox, cache, visits: Number(values.rounds), ...(await measure(browser, positionals[0], inbox, cache, Number(values.rounds)))}));
await browser.close();
