"""The crash sweep (reliability.md R1): 16 clients work, the server is killed with SIGKILL at random moments and restarted.

    crash_sweep.py --binary build/ci/onward [--database sqlite|postgres] [--cycles 10] [--seed N] [--clients 16]

After each restart a part of what was acknowledged is looked at, in the end all of it. Exit code 1: something was lost, doubled or
stands still; 77: there is no PostgreSQL to test with. The seed is printed first; it fixes what the clients and the killer choose,
not how the threads interleave. CI runs few cycles; the full sweep is --cycles 200."""

import argparse
import random
import sys
import tempfile
import threading
import time
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "http"))
import onward_database  # noqa: E402
from audit import Audit  # noqa: E402
from driver import PROCESS, Worker  # noqa: E402
from journal import Journal  # noqa: E402
from onward_client import Client  # noqa: E402
from onward_server import Server  # noqa: E402

READY_LIMIT_SECONDS = 1.0
SAMPLE = 20


class Sweep:
    def __init__(self, arguments, database):
        self.arguments, self.database = arguments, database
        self.random = random.Random(arguments.seed)
        self.server = Server(arguments.binary, database.url, database.folder, database.options)
        self.journal = Journal(Path(arguments.folder or tempfile.mkdtemp(prefix="onward_sweep_")) / "journal.jsonl")
        self.ready_seconds, self.violations = [], []

    def run(self):
        self.server.start()
        self.client = Client(self.server.port)
        self.client.deploy(PROCESS.read_text(encoding="utf-8"))
        stop = threading.Event()
        workers = [Worker(n, self.arguments.seed, self.server.port, self.journal, stop) for n in range(self.arguments.clients)]
        for worker in workers:
            worker.start()
        for cycle in range(1, self.arguments.cycles + 1):
            self.cycle(cycle)
        stop.set()
        for worker in workers:
            worker.join()
        self.server.kill()
        self.ready_seconds.append(self.server.start())
        self.final_audit()
        status = self.server.stop()
        if status != 0:
            self.violations.append(f"SIGTERM: the server ended with {status}")
        return self.report()

    def cycle(self, cycle):
        time.sleep(self.random.uniform(0.2, 3.0))
        self.server.kill()
        ready = self.server.start()
        self.ready_seconds.append(ready)
        if ready > self.arguments.ready_limit:
            self.violations.append(f"cycle {cycle}: ready after {ready:.2f} s")
        audit = Audit(self.client, self.database)
        starts, completions = list(self.journal.starts), list(self.journal.completions)
        # The newest are those that a crash could have taken.
        audit.starts(starts[-SAMPLE:])
        audit.not_open(completions, completions[-SAMPLE:])
        audit.replays(self.random.sample(starts, min(3, len(starts))) + completions[-3:])
        self.violations += [f"cycle {cycle}: {text}" for text in audit.violations]
        print(f"cycle {cycle}: {len(starts)} starts, {len(completions)} completions, ready in {ready * 1000:.0f} ms, "
              f"{len(audit.violations)} violations", flush=True)

    def final_audit(self):
        audit = Audit(self.client, self.database)
        audit.nothing_twice()
        audit.acknowledged(self.journal)
        drained = audit.drain()
        audit.everything_ended()
        self.violations += audit.violations + self.journal.violations
        print(f"audit: {drained} tasks were open and could be completed")

    def report(self):
        journal, ready = self.journal, sorted(self.ready_seconds)
        print(f"{self.database.kind}: {self.arguments.cycles} kills, {len(journal.starts)} starts and {len(journal.completions)} "
              f"completions acknowledged, {len(journal.abandoned_starts) + len(journal.abandoned_tasks)} abandoned")
        print(f"start to ready: median {ready[len(ready) // 2] * 1000:.0f} ms, worst {ready[-1] * 1000:.0f} ms")
        for text in self.violations[:50]:
            print("VIOLATION", text)
        print(f"{len(self.violations)} violations")
        return 1 if self.violations or not journal.completions else 0


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--binary", required=True)
    parser.add_argument("--database", choices=("sqlite", "postgres"), default="sqlite")
    parser.add_argument("--cycles", type=int, default=10)
    parser.add_argument("--clients", type=int, default=16)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(1 << 30))
    parser.add_argument("--ready-limit", type=float, default=READY_LIMIT_SECONDS, help="seconds from start to ready")
    parser.add_argument("--folder", help="where the journal stands")
    arguments = parser.parse_args()
    database = onward_database.make(arguments.database)
    if database is None:
        print("ONWARD_TEST_POSTGRES names no server")
        return onward_database.SKIPPED
    print(f"seed {arguments.seed}", flush=True)
    sweep = Sweep(arguments, database)
    try:
        return sweep.run()
    finally:
        sweep.server.kill()
        database.close()


if __name__ == "__main__":
    sys.exit(main())
