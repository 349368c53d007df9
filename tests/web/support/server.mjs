// One Onward server on a SQLite file in a folder of its own, on a port that it chooses.
import {spawn, spawnSync} from "node:child_process";
import {mkdtempSync, openSync, readFileSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";

const binary = process.env.ONWARD_TEST_BINARY;
const processes = process.env.ONWARD_TEST_PROCESSES;
const patience = 30_000;

/** Waits until `look` gives something; asks again at once when `step` has passed, never longer than `patience`. */
export async function until(look, what, step = 10) {
  const end = Date.now() + patience;
  for (;;) {
    const found = await look();
    if (found) return found;
    if (Date.now() > end) throw new Error(`waited too long for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, step));
  }
}

export class Server {
  /** `config`: the text of a file for --config. */
  constructor({dev = true, config = ""} = {}) {
    this.folder = mkdtempSync(join(tmpdir(), "onward-web-"));
    this.dev = dev;
    this.config = config;
    this.port = 0;
  }

  get database() {
    return `sqlite:${join(this.folder, "onward.db")}`;
  }

  get url() {
    return `http://127.0.0.1:${this.port}`;
  }

  /** A second start takes the port of the first, so that open pages find the server again. */
  async start() {
    const log = join(this.folder, `server-${Date.now()}.log`);
    const output = openSync(log, "a");
    const options = ["serve", "--database", this.database, "--listen", `127.0.0.1:${this.port}`, "--processes", processes, ...(this.dev ? ["--dev"] : [])];
    if (this.config) {
      writeFileSync(join(this.folder, "onward.toml"), this.config);
      options.push("--config", join(this.folder, "onward.toml"));
    }
    this.process = spawn(binary, options, {stdio: ["ignore", output, output]});
    this.port = await until(() => {
      if (this.process.exitCode !== null) throw new Error(`the server ended: ${readFileSync(log, "utf8")}`);
      return Number(/listens on http:\/\/[^ ]+:(\d+)/.exec(readFileSync(log, "utf8"))?.[1] ?? 0);
    }, "the server");
    return this;
  }

  async stop() {
    if (!this.process || this.process.exitCode !== null) return;
    const ended = new Promise((resolve) => this.process.once("exit", resolve));
    this.process.kill("SIGTERM");
    await ended;
  }

  async close() {
    await this.stop();
    rmSync(this.folder, {recursive: true, force: true});
  }

  /** An API token, made on the command line as an administrator does. */
  token(user, roles) {
    const done = spawnSync(binary, ["token", "create", "--database", this.database, "--user", user, "--roles", roles], {encoding: "utf8"});
    const found = /onw_[\w-]+/.exec(done.stdout);
    if (!found) throw new Error(`no token: ${done.stdout}${done.stderr}`);
    return found[0];
  }

  async api(method, path, body, {user = "admin", groups, token} = {}) {
    const headers = {accept: "application/json"};
    if (token) headers.authorization = `Bearer ${token}`;
    else headers["x-user"] = user;
    if (groups) headers["x-groups"] = groups;
    if (body !== undefined) headers["content-type"] = typeof body === "string" ? "application/xml" : "application/json";
    const response = await fetch(`${this.url}/api/v1${path}`, {method, headers, body: typeof body === "string" ? body : JSON.stringify(body)});
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return text ? JSON.parse(text) : undefined;
  }

  get(path, who) {
    return this.api("GET", path, undefined, who);
  }

  post(path, body = {}, who = undefined) {
    return this.api("POST", path, body, who);
  }

  /** An opportunity of the standard sale for kim, unless told otherwise. */
  opportunity(more = {}) {
    return this.post("/opportunities", {kind: "standard-sale", title: "Ten forklifts", customer: "Harbour Logistics", responsible: "kim", ...more}, {user: "kim"});
  }

  async deploy(xml) {
    await this.api("POST", "/definitions", xml);
  }
}
