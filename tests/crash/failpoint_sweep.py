"""Crashes the server at every point of a commit, and looks at what is left (reliability.md R2).

    failpoint_sweep.py --binary build/ci/onward [--database sqlite|postgres] [--hits 5] [--only TEXT] [--action abort]

The binary needs ONWARD_FAILPOINTS (presets ci and dev). For each point and its k-th passage: a short script of requests runs, each with
an idempotency key, until the server dies; it is started without failpoints, what had no answer is asked again with its key, the
script goes on to its end, and the outcome must be the same as without a crash. The points are read from the sources, so that a new
one is swept without a line here. --action error and drop leave the server running and answering. Exit code 77: no PostgreSQL."""

import argparse
import re
import sys
import time
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "http"))
import onward_database  # noqa: E402
from failpoint_script import Script, outcome_of  # noqa: E402
from onward_client import Client  # noqa: E402
from onward_server import Died, Server  # noqa: E402

ROOT = Path(__file__).resolve().parents[2]
CALL = re.compile(r'(?<![.\w>])(?:failpoint|at)\(\s*"([a-z.-]+)"\s*(,\s*\w)?')
STATEMENT = re.compile(r'inline constexpr Statement \w+\{\s*"([a-z-]+)"')
SOURCES = ("adapters/storage", "server", "engine/service")


def points(kind):
    """Names of all failpoints that a server on this kind of database may pass."""
    found, prefixes = set(), set()
    other = "dialect_postgres.cpp" if kind == "sqlite" else "dialect_sqlite.cpp"
    for folder in SOURCES:
        for path in sorted((ROOT / folder).rglob("*.cpp")):
            if path.name not in (other, "failpoint.cpp"):
                for name, more in CALL.findall(path.read_text(encoding="utf-8")):
                    (prefixes if more or name.endswith("-") else found).add(name)
    statements = STATEMENT.findall((ROOT / "adapters/storage/statements_turn.hpp").read_text(encoding="utf-8"))
    return sorted(found) + sorted(prefix + statement for prefix in prefixes for statement in statements)


class Sweep:
    def __init__(self, arguments):
        self.arguments = arguments
        self.violations, self.crashes, self.never, self.runs = [], 0, [], 0

    def prepare(self):
        """False: no such database. Leaves a database with the schema, copied for each run, and what a run without a crash gives."""
        self.template = onward_database.make(self.arguments.database)
        if self.template is None:
            return False
        server = self.server_on(self.template)
        server.start()
        server.stop()
        self.wanted = self.one_run("nothing")
        return True

    def server_on(self, database):
        return Server(self.arguments.binary, database.url, database.folder, database.options)

    def run(self):
        began = time.monotonic()
        names = [name for name in points(self.arguments.database) if self.arguments.only in name]
        for name in names:
            hit = 1
            while hit <= self.arguments.hits and self.one_point(name, hit):
                hit += 1
            if hit == 1:
                self.never.append(name)
        print(f"{self.arguments.database}: {len(names)} points, {self.crashes} of {self.runs} runs reached theirs "
              f"({self.arguments.action}), {time.monotonic() - began:.0f} s")
        if self.never:
            print("never passed: " + ", ".join(self.never))
        for text in self.violations[:50]:
            print("VIOLATION", text)
        print(f"{len(self.violations)} violations")
        return 1 if self.violations or (not self.crashes and names) else 0

    def one_point(self, name, hit):
        """True: the point was reached."""
        self.runs += 1
        setting = f"{name}={self.arguments.action}@{hit}"
        try:
            got = self.one_run(setting, fresh=name.startswith("migrate."))
        except (Died, TimeoutError, RuntimeError) as problem:
            self.violations.append(f"{setting}: {problem}")
            return True
        if got != self.wanted:
            self.violations += [f"{setting}: {key} is {got.get(key)}, should be {value}" for key, value in self.wanted.items()
                                if got.get(key) != value]
        self.crashes += self.reached
        return self.reached

    def one_run(self, setting, fresh=False):
        """The outcome of the script on a new database; `reached` tells whether the server died."""
        database = onward_database.make(self.arguments.database) if fresh else self.template.copy()
        server = self.server_on(database)
        self.reached = False
        script = None
        try:
            self.start(server, setting)
            client = Client(server.port)
            script = Script(client)
            script.run(lambda: self.revive(server))
            outcome = outcome_of(client, database, script)
            outcome["stop"] = server.stop()
            if self.arguments.action != "abort":
                self.reached = True  # the server cannot tell; a wrong outcome can
            return outcome
        finally:
            server.kill()
            if script:
                script.client.close()
            database.close()

    def start(self, server, setting):
        environment = {} if setting == "nothing" else {"ONWARD_FAILPOINTS": setting}
        try:
            server.start(environment=environment)
        except Died:
            if server.alive() or not environment:
                raise
            self.reached = True
            server.start()

    def revive(self, server):
        """Called when a request had no answer: the server must be dead, and comes back by itself alone."""
        for _ in range(500):
            if not server.alive():
                break
            time.sleep(0.01)
        else:
            raise RuntimeError("no answer from a server that is alive")
        if self.reached:
            raise RuntimeError(f"the server died without a failpoint: {server.last_words()}")
        self.reached = True
        server.start()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--binary", required=True)
    parser.add_argument("--database", choices=("sqlite", "postgres"), default="sqlite")
    parser.add_argument("--hits", type=int, default=5, help="k runs from 1 to this")
    parser.add_argument("--only", default="", help="only points whose name holds this text")
    parser.add_argument("--action", choices=("abort", "error", "drop"), default="abort")
    sweep = Sweep(parser.parse_args())
    try:
        if not sweep.prepare():
            print("ONWARD_TEST_POSTGRES names no server")
            return onward_database.SKIPPED
        return sweep.run()
    finally:
        if getattr(sweep, "template", None):
            sweep.template.close()


if __name__ == "__main__":
    sys.exit(main())
