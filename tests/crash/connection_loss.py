"""Cuts the connection between the server and PostgreSQL around COMMIT, and holds every client call to exactly one effect (R3).

    connection_loss.py --binary build/ci/onward [--cuts 100] [--seed N]

With an idempotency key a call ends, perhaps after a retry, in one effect and one answer. Without one the answer is 2xx and there is
one effect, or 503: `outcome-unknown` when there may be one, another code when there is none. Never 500, never a guess. What
happened is read with SQL around the proxy. Needs ONWARD_TEST_POSTGRES, on a Unix socket or TCP; exit code 77 without."""

import argparse
import collections
import random
import sys
import tempfile
import urllib.parse
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "http"))
import onward_database  # noqa: E402
from audit import Audit  # noqa: E402
from driver import DEFINITION, PROCESS, ask_until_answered, body_for  # noqa: E402
from fault_proxy import PLACES, FaultProxy  # noqa: E402
from onward_client import Client, Lost  # noqa: E402
from onward_server import Server  # noqa: E402


def upstream_of(url):
    """Where PostgreSQL listens: the path of its socket, or (host, port)."""
    parts = urllib.parse.urlsplit(url.replace("postgresql:///", "postgresql://socket.invalid/"))
    query = dict(urllib.parse.parse_qsl(parts.query))
    host = query.get("host") or (parts.hostname if parts.hostname != "socket.invalid" else "/var/run/postgresql")
    port = int(query.get("port") or parts.port or 5432)
    return f"{host}/.s.PGSQL.{port}" if host.startswith("/") else (host, port)


def through(url, folder):
    """The same database, by way of the proxy's socket in `folder`."""
    scheme, rest = url.split("://", 1)
    authority, _, path = rest.partition("/")
    name, _, query = path.partition("?")
    kept = [(k, v) for k, v in urllib.parse.parse_qsl(query) if k not in ("host", "port")]
    if "@" in authority:
        login = urllib.parse.unquote(authority.rsplit("@", 1)[0]).split(":", 1)
        kept += list(zip(("user", "password"), login))
    return f"{scheme}:///{name}?" + urllib.parse.urlencode([*kept, ("host", folder), ("port", "5432")], quote_via=urllib.parse.quote)


class Loss:
    def __init__(self, arguments, database):
        self.arguments, self.database = arguments, database
        self.random = random.Random(arguments.seed)
        self.folder = tempfile.mkdtemp(prefix="owp")
        self.proxy = FaultProxy(f"{self.folder}/.s.PGSQL.5432", upstream_of(database.url))
        self.server = Server(arguments.binary, through(database.url, self.folder), database.folder, database.options)
        self.violations, self.cuts, self.answers = [], collections.Counter(), collections.Counter()
        self.number = 0

    def run(self):
        self.server.start()
        self.client = Client(self.server.port)
        self.client.deploy(PROCESS.read_text(encoding="utf-8"))
        self.audit = Audit(self.client, self.database)
        attempts = 0
        while sum(self.cuts.values()) < self.arguments.cuts and attempts < 5 * self.arguments.cuts:
            attempts += 1
            self.one(PLACES[attempts % len(PLACES)])
        self.audit.nothing_twice()
        self.audit.drain()
        self.audit.everything_ended()
        self.violations += self.audit.violations
        if not self.server.alive():
            self.violations.append(f"the server ended: {self.server.last_words()}")
        for place in PLACES:
            if not self.cuts[place]:
                self.violations.append(f"{place} was never cut in {attempts} calls")
        return self.report()

    def one(self, place):
        """One call with a cut in its way."""
        self.number += 1
        mark = f"k{self.arguments.seed}-{self.number}"
        key = mark if self.random.random() < 0.5 else None
        task = None
        if self.random.random() < 0.5:
            task = self.fresh_task()
        path = f"/tasks/{task['id']}/complete" if task else "/instances"
        body = body_for(task["elementId"]) if task else {"definition": DEFINITION, "businessKey": mark, "allowDuplicate": True}
        self.proxy.arm(place, self.random.randrange(4) if place == "statement" else 0)
        call = (lambda effects: self.with_key(path, body, key, effects)) if key else (
            lambda effects: self.without_key(path, body, effects))
        if call(lambda: self.effects(mark, task)):
            self.cuts[place] += 1

    def fresh_task(self):
        started = ask_until_answered(self.client, "/instances", {"definition": DEFINITION, "businessKey": f"k-task-{self.number}"},
                                     f"task-{self.arguments.seed}-{self.number}")
        return started.body["tasks"][0] | {"instanceId": started.body["id"]}

    def effects(self, mark, task):
        """How often the call took effect."""
        if task is None:
            return int(self.database.sql(f"select count(*) from instance where business_key = '{mark}'")[0][0])
        return self.audit.closed_tasks(task["instanceId"])[task["id"]]

    def with_key(self, path, body, key, effects):
        """True: the cut was made on the way."""
        reply = ask_until_answered(self.client, path, body, key)
        self.answers[f"with key {reply.status}"] += 1
        made = self.proxy.disarm()
        again = ask_until_answered(self.client, path, body, key)
        if not reply.ok or again.status != reply.status or again.body.get("id") != reply.body.get("id") or not again.replayed:
            self.violations.append(f"{path} with {key}: {reply.status} {reply.body}, then {again.status} {again.body}")
        if effects() != 1:
            self.violations.append(f"{path} with {key}: {effects()} effects")
        return made

    def without_key(self, path, body, effects):
        try:
            reply = self.client.request("POST", path, body)
        except Lost as problem:
            self.violations.append(f"{path}: no answer: {problem}")
            return self.proxy.disarm()
        made = self.proxy.disarm()
        self.answers[f"without key {reply.status} {reply.code}".strip()] += 1
        found = effects()
        allowed = {2: (1,), 5: (0, 1) if reply.code == "outcome-unknown" else (0,)}.get(reply.status // 100, ())
        if found not in allowed or (reply.status >= 500 and reply.status != 503):
            self.violations.append(f"{path} without a key: {reply.status} {reply.code}, {found} effects")
        if reply.status == 503 and "retry-after" not in reply.headers:
            self.violations.append(f"{path} without a key: 503 without Retry-After")
        return made

    def report(self):
        print("cuts: " + ", ".join(f"{place} {self.cuts[place]}" for place in PLACES))
        print("answers: " + ", ".join(f"{what}: {count}" for what, count in sorted(self.answers.items())))
        for text in self.violations[:50]:
            print("VIOLATION", text)
        print(f"{len(self.violations)} violations")
        return 1 if self.violations else 0


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--binary", required=True)
    parser.add_argument("--cuts", type=int, default=100)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(1 << 30))
    arguments = parser.parse_args()
    database = onward_database.make("postgres")
    if database is None:
        print("ONWARD_TEST_POSTGRES names no server")
        return onward_database.SKIPPED
    print(f"seed {arguments.seed}", flush=True)
    loss = Loss(arguments, database)
    try:
        return loss.run()
    finally:
        loss.server.kill()
        loss.proxy.close()
        database.close()


if __name__ == "__main__":
    sys.exit(main())
