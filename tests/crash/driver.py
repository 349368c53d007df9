"""The clients of a crash test: each thread starts deals and works on their tasks, every request with an idempotency key.

A request without an answer is asked again with its key until there is one; a few are abandoned instead."""

import random
import sys
import threading
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "http"))
from journal import Completion, Start  # noqa: E402
from onward_client import Client, Lost  # noqa: E402

DEFINITION = "crash-deal"
PROCESS = Path(__file__).resolve().parent / "crash_deal.xml"
AGAIN_CODES = ("in-progress", "unavailable", "outcome-unknown", "overloaded")
PATIENCE_SECONDS = 60


def body_for(element):
    """The body that completes a task of crash_deal.xml."""
    return {"variables": {"record": {"note": "called"}, "price": {"amount": 12.50}}.get(element, {})}


def ask_until_answered(client, path, body, key, give_up=lambda: False):
    """Repeats a POST with its key until there is an answer that says what became of it; None when `give_up` said so."""
    until = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < until:
        try:
            reply = client.request("POST", path, body, key)
            if reply.status not in (429, 503) and not (reply.status == 409 and reply.code in AGAIN_CODES):
                return reply
        except Lost:
            if give_up():
                return None
        time.sleep(0.01)
    raise TimeoutError(f"no answer to {path} with {key} in {PATIENCE_SECONDS} s")


class Worker(threading.Thread):
    def __init__(self, number, seed, port, journal, stop):
        super().__init__(daemon=True)
        self.number, self.journal, self._halt = number, journal, stop
        self.random = random.Random(f"{seed}/{number}")
        self.client = Client(port)
        self.prefix = f"k{seed}-{number}-"
        self.made = 0
        self.open = []  # (task, element, instance)

    def run(self):
        try:
            while not self._halt.is_set():
                if not self.open or (len(self.open) < 12 and self.random.random() < 0.15):
                    self.start_deal()
                else:
                    self.complete_task()
        except Exception as problem:  # pylint: disable=broad-except
            self.journal.violation(f"worker {self.number} stopped: {problem!r}")
        self.client.close()

    def ask(self, path, body, task=None):
        self.made += 1
        key = f"{self.prefix}{self.made}"
        if task is None:
            body = {**body, **({"title": key} if path == "/opportunities" else {"businessKey": key})}
        reply = ask_until_answered(self.client, path, body, key, lambda: self.random.random() < 0.1)
        if reply is None:
            self.journal.abandoned(key, task)
        return key, body, reply

    def start_deal(self):
        if self.random.random() < 0.3:
            path, body = "/opportunities", {"kind": DEFINITION, "customer": "Harbour Logistics"}
        else:
            path, body = "/instances", {"definition": DEFINITION, "allowDuplicate": True, "variables": {"size": 3}}
        key, body, reply = self.ask(path, body)
        if reply is None:
            return
        if reply.status != 201:
            self.journal.violation(f"start {key}: {reply.status} {reply.body}")
            return
        start = Start(key, path, body, reply)
        self.journal.started(start)
        tasks = reply.body.get("tasks")
        if tasks is None:
            tasks = self.tasks_of(start.instance)
        self.remember(tasks, start.instance)

    def tasks_of(self, instance):
        until = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < until:
            try:
                reply = self.client.request("GET", f"/tasks?instance={instance}&state=open")
                if reply.ok:
                    return reply.body["items"]
            except Lost:
                pass
            time.sleep(0.01)
        raise TimeoutError(f"no tasks of {instance}")

    def remember(self, tasks, instance):
        known = {task for task, _, _ in self.open}
        self.open += [(t["id"], t["elementId"], instance) for t in tasks if t["id"] not in known]

    def complete_task(self):
        task, element, instance = self.open.pop(self.random.randrange(len(self.open)))
        key, body, reply = self.ask(f"/tasks/{task}/complete", body_for(element), task)
        if reply is None:
            return
        if reply.status != 200:
            self.journal.violation(f"complete {task} with {key}: {reply.status} {reply.body}")
            return
        self.journal.completed(Completion(key, task, instance, body, reply.status))
        # A replay tells the tasks that are open now; one of ours may have been abandoned, and is left to the audit.
        left = set(self.journal.abandoned_tasks)
        self.remember([t for t in reply.body["tasks"] if t["id"] not in left], instance)
