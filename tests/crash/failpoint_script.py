"""The requests of one run of the failpoint sweep, and what the database must look like behind them.

Every POST has an idempotency key: a step whose answer was lost is asked again, and must do its work once."""

import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "http"))
from onward_client import Lost  # noqa: E402

PROCESS = Path(__file__).resolve().parent / "everything.xml"
CATCHER = Path(__file__).resolve().parent / "told.xml"
WEEKLY = (Path(__file__).resolve().parent / "weekly.xml").read_text(encoding="utf-8")
WITH_IDS = ("sweep-job-", "sweep-complete-", "sweep-claim-", "sweep-retry-")  # keys that differ from run to run
COUNTED = ("instance", "business_key", "task", "task_candidate", "task_done", "timer", "subscription", "job", "incident", "variable_value",
           "outbox", "opportunity", "record", "product", "product_relation", "app_user", "message_buffer", "definition",
           "start_timer", "ad_hoc")
LOOSE = """<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="t"><process id="loose" isExecutable="true">
  <startEvent id="s"/><sequenceFlow id="a" sourceRef="s" targetRef="some"/><adHocSubProcess id="some"><userTask id="visit"/></adHocSubProcess>
  <sequenceFlow id="b" sourceRef="some" targetRef="e"/><endEvent id="e"/></process></definitions>"""
XML = {"Content-Type": "application/xml"}


class Script:
    def __init__(self, client):
        self.client = client
        self.answers = {}  # key -> (status, id): what the caller was told
        self.revive = None

    def run(self, revive):
        """`revive()` is called when an answer was lost; it brings the server back."""
        self.revive = revive
        self.post("deploy", "/definitions", PROCESS.read_text(encoding="utf-8"), XML)
        self.post("deploy-catcher", "/definitions", CATCHER.read_text(encoding="utf-8"), XML)
        self.again("PUT", "/products/pallet", {"name": "Pallet", "price": 12.5, "proposes": [{"sku": "strap", "cross": True}]})
        self.again("PUT", "/users/kim", {"name": "Kim", "roles": ["performer"], "groups": ["sales"]})
        deal = self.post("opportunity", "/opportunities", {"kind": "everything", "title": "Ten pallets", "customer": "Harbour",
                                                           "demand": [{"product": "pallet", "item": "Pallet", "quantity": 10}]})
        started = self.post("instance", "/instances", {"definition": "everything", "businessKey": "order-7",
                                                       "variables": {"fine": True, "size": 3}})
        self.walk(deal["instanceIds"][0], {"note": "first", "likely": 40})
        self.walk(started["id"], {"note": "second", "fine": True})
        self.post("keep-message", "/messages", {"name": "crash-later", "correlationKey": "x", "timeToLive": "P1D", "messageId": "m1"})
        self.post("signal", "/signals", {"name": "crash-nobody"})
        self.again("PATCH", f"/instances/{started['id']}/variables", {"size": 4})
        self.complete(started["id"], "finish", {})
        self.repair(deal["instanceIds"][0])
        self.correct_records()
        self.deploy_weekly()
        self.start_freely()

    def deploy_weekly(self):
        """A start timer that comes, moves and goes."""
        for version, timer in enumerate(('timer="R/P7D"', 'timer="R/P14D"', "")):
            self.post(f"weekly-{version}", "/definitions", WEEKLY.replace('timer="R/P7D"', timer), XML)

    def start_freely(self):
        """One ad-hoc sub-process is open at the end, and one has been."""
        self.post("deploy-loose", "/definitions", LOOSE, XML)
        self.post("loose", "/instances", {"definition": "loose"})
        ended = self.post("loose-ended", "/instances", {"definition": "loose"})["id"]
        self.post("visit", f"/instances/{ended}/adhoc", {"scope": "some", "elementId": "visit"})
        self.complete(ended, "visit", {})

    def repair(self, instance):
        """Its choice has nothing to decide by: an incident, until the variable is there."""
        self.again("PATCH", f"/instances/{instance}/variables", {"fine": True})
        for incident in self.again("GET", f"/instances/{instance}")["incidents"]:
            self.post(f"retry-{incident['id']}", f"/incidents/{incident['id']}/retry", {})

    def correct_records(self):
        for lead in self.again("GET", "/leads")["items"]:
            self.again("PATCH", f"/leads/{lead['id']}", {"contactPerson": "Robin"})

    def walk(self, instance, variables):
        """Through everything.xml, but for the last task."""
        answer = {"name": "crash-answer", "correlationKey": variables["note"], "variables": {}}
        early = variables["note"] == "second"  # kept until somebody waits for it
        if early:
            self.post("early-answer", "/messages", {**answer, "timeToLive": "P1D"})
        self.complete(instance, "record", variables, claim=True)
        self.complete(instance, "plan", {})
        if not early:
            self.post("answer", "/messages", answer)
        self.work(instance)

    def work(self, instance):
        """What a worker does. A lock whose answer was lost runs out soon, and the job is offered again."""
        asked = {"worker": "sweep", "topics": [{"name": "crash-topic", "lockFor": "PT3S"}], "max": 10, "wait": "PT5S"}
        for _ in range(10):
            for job in self.again("POST", "/jobs/lock", asked):
                self.post(f"job-{job['id']}", f"/jobs/{job['id']}/complete", {"worker": "sweep", "variables": {}})
                if job["instanceId"] == instance:
                    return
        raise TimeoutError(f"no job of instance {instance}")

    def complete(self, instance, element, variables, claim=False):
        tasks = self.again("GET", f"/tasks?instance={instance}&state=open")["items"]
        done = f"complete-{instance}-{element}"
        for task in tasks:
            if task["elementId"] == element:
                if claim:
                    self.post(f"claim-{task['id']}", f"/tasks/{task['id']}/claim", {})
                self.post(done, f"/tasks/{task['id']}/complete", {"variables": variables})

    def post(self, key, path, body, headers=None):
        return self.again("POST", path, body, "sweep-" + key, headers)

    def again(self, method, path, body=None, key=None, headers=None):
        """Until there is an answer; after a crash once more with the same key."""
        for _ in range(500):
            try:
                reply = self.client.request(method, path, body, key, headers)
            except Lost:
                self.revive()
                continue
            if reply.status in (429, 503) or reply.code == "in-progress":
                time.sleep(0.01)
                continue
            if not reply.ok:
                raise RuntimeError(f"{method} {path} ({key}): {reply.status} {reply.body}")
            if key:
                self.remember(key, reply)
            return reply.body
        raise TimeoutError(f"no answer to {method} {path}")

    def remember(self, key, reply):
        told = (reply.status, reply.body.get("id") if isinstance(reply.body, dict) else None)
        if self.answers.setdefault(key, told) != told:
            raise RuntimeError(f"{key}: answered {told}, before {self.answers[key]}")


def outcome_of(client, database, script):
    """What must be equal in every run: how much there is of everything, and where each instance stands."""
    until = time.monotonic() + 30  # what a crash left in the outbox is delivered once it is older than five seconds
    while database.sql("select count(*) from outbox")[0] != ["0"] and time.monotonic() < until:
        time.sleep(0.05)
    outcome = {table: int(database.sql(f"select count(*) from {table}")[0][0]) for table in COUNTED}
    outcome["open"] = sorted(task["elementId"] for task in client.pages("/tasks?state=open&limit=500"))
    outcome["states"] = sorted((i["definition"], i["state"]) for i in client.pages("/instances?limit=500"))
    outcome["answers"] = sorted((key, status) for key, (status, _) in script.answers.items() if not key.startswith(WITH_IDS))
    return outcome
