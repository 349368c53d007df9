// What each file of tests shares: a server and a browser, made before the first test and gone after the last.
import {after, before} from "node:test";
import {launch, open} from "./browser.mjs";
import {Server} from "./server.mjs";

export function world(options = {}) {
  const made = {};
  before(async () => {
    [made.browser, made.server] = await Promise.all([launch(), new Server(options).start()]);
  });
  after(async () => {
    await made.browser?.close();
    await made.server?.close();
  });
  made.open = (path, how) => open(made.browser, made.server, path, how);
  return made;
}
