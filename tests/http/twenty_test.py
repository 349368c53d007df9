"""A Twenty CRM beside us, that drops webhooks, sends them twice, and takes 100 requests a minute."""

import datetime
import os
import subprocess
import sys
import time
import unittest

import onward_database
import onward_run
from onward_client import Client
from onward_server import Server
from onward_steps import START, Settings
from twenty_stand_in import OPEN, Twenty

DEAL = """<process xmlns="urn:onward:process:1" id="deal" opportunity-kind="deal">
  <role id="seller" group="sales"/>
  <task id="visit" name="Visit them" role="seller"/>
  <receive id="proposal" message="crm-stage" correlation="crmId"/>
  <task id="offer" name="Offer" role="seller"/>
</process>"""
FORM = """<process xmlns="urn:onward:process:1" id="asking" opportunity-kind="asking">
  <role id="seller" group="sales"/>
  <task id="ask" name="Ask" role="seller"><field id="budget" type="number" required="true"/></task>
</process>"""


class Connected(unittest.TestCase):
    maxDiff = None
    poll = "PT5M"

    def setUp(self):
        self.database = onward_database.make(Settings.database)
        self.addCleanup(self.database.close)
        self.twenty = Twenty()
        self.addCleanup(self.twenty.close)
        self.config = os.path.join(self.database.folder, "onward.toml")
        self.configure()
        options = [*self.database.options, f"--manual-clock={START}", "--config", self.config]
        self.server = Server(Settings.binary, self.database.url, self.database.folder, options, port=0)
        self.addCleanup(self.server.kill)
        self.client = None
        self.start()
        self.client.deploy(DEAL)
        self.client.deploy(FORM)

    def configure(self, more=""):
        with open(self.config, "w", encoding="utf-8") as file:
            file.write(f"""[outbound]
allow = ["127.0.0.1"]
[secrets.crm-key]
value = "{self.twenty.key}"
[secrets.crm-hook]
value = "{self.twenty.secret}"
[twenty.crm]
url = "{self.twenty.url}"
key = "crm-key"
webhook-secret = "crm-hook"
poll = "{self.poll}"
{more}
[twenty.crm.new]
on = "opportunity.created"
do = "post-opportunity"
kind = "{{record.kind}}"
title = "{{record.name}}"
customer = "{{record.company.name}}"
source = "Twenty"
[twenty.crm.stage]
on = "opportunity.updated"
changed = "stage"
where = "record.stage"
is = "PROPOSAL"
do = "send-message"
message = "crm-stage"
key = "{{record.id}}"
stage = "{{record.stage}}"
[twenty.crm.name]
on = "opportunity.updated"
changed = "name"
do = "patch-opportunity"
title = "{{record.name}}"
""")

    def start(self):
        if self.client:
            self.client.close()
        self.server.start()
        self.client = Client(self.server.port)
        self.addCleanup(self.client.close)

    def until(self, what, holds):
        """Asks again until it holds: what leaves the server is waited for by nobody."""
        deadline = time.monotonic() + 30
        while not holds():
            self.assertLess(time.monotonic(), deadline, f"it never came to this: {what}")

    def clock_ms(self):
        now = datetime.datetime.fromisoformat(self.client.get("/clock")["now"].replace("Z", "+00:00"))
        return int(now.timestamp() * 1000)

    def tell(self, event, record, changed=None, **options):
        return self.twenty.tell(self.server.port, event, record, self.clock_ms(), changed, **options)

    def advance(self, span):
        self.client.post("/clock", {"advance": span})

    def deal(self, name="Acme", kind="deal"):
        """One that came by webhook; theirs, and the id of ours."""
        record = self.twenty.create("opportunity", name=name, kind=kind, stage="NEW", company={"name": "Harbour"})
        self.assertEqual(self.tell("opportunity.created", record), 204)
        [ours] = [one for one in self.deals() if one["title"] == name]
        return record, ours["id"]

    def deals(self):
        return self.client.pages("/opportunities")

    def task_of(self, deal):
        [task] = self.client.get(f"/tasks?opportunity={deal}")["items"]
        return task["id"]

    def until_task(self, title, status):
        self.until(f"{title} is {status}", lambda: self.twenty.tasks().get(title, {}).get("status") == status)
        return self.twenty.tasks()[title]

    def complete(self, deal, **variables):
        self.client.post(f"/tasks/{self.task_of(deal)}/complete", {"variables": variables})

    def state_of(self, deal):
        return [task["elementId"] for task in self.client.get(f"/tasks?opportunity={deal}")["items"]]


class Webhooks(Connected):
    def test_a_record_becomes_an_opportunity_once(self):
        record, ours = self.deal()
        opportunity = self.client.get(f"/opportunities/{ours}")
        self.assertEqual((opportunity["title"], opportunity["customer"]["name"] if isinstance(opportunity["customer"], dict) else opportunity["customer"],
                          opportunity["source"]), ("Acme", "Harbour", "Twenty"))
        self.assertEqual(opportunity["externalRefs"], [{"system": "twenty:crm", "id": record["id"]}])
        for _ in range(2):
            self.assertEqual(self.tell("opportunity.created", record), 204)
        self.assertEqual(len(self.deals()), 1)

    def test_wrong_signatures_and_old_ones_do_nothing(self):
        record = self.twenty.create("opportunity", name="Acme", kind="deal", company={"name": "Harbour"})
        now = self.clock_ms()
        self.assertEqual(self.tell("opportunity.created", record, secret="guessed"), 401)
        self.assertEqual(self.tell("opportunity.created", record, body=lambda data: data.replace(b"Acme", b"Evil")), 401)
        self.assertEqual(self.tell("opportunity.created", record, body=lambda data: data + b" "), 401)
        self.assertEqual(self.tell("opportunity.created", record, timestamp=str(now - 300_001)), 401)
        self.assertEqual(self.tell("opportunity.created", record, timestamp=str(now + 300_001)), 401)
        self.assertEqual(self.deals(), [])
        self.assertEqual(self.client.request("POST", "/integrations/twenty/none/webhook", {}).status, 404)
        self.assertEqual(self.client.request("POST", "/integrations/twenty/crm/webhook", {}).status, 401)
        self.assertEqual(self.tell("opportunity.created", record, timestamp=str(now - 300_000)), 204)

    def test_a_change_sends_a_message_and_another_changes_the_opportunity(self):
        record, ours = self.deal()
        self.client.request("PATCH", f"/instances/{self.client.get(f'/opportunities/{ours}')['instanceIds'][0]}/variables", {"crmId": record["id"]})
        self.complete(ours)
        record = self.twenty.update("opportunity", record["id"], stage="PROPOSAL", name="Acme, larger")
        for _ in range(2):
            self.assertEqual(self.tell("opportunity.updated", record, ["stage", "name"]), 204)
        self.assertEqual(self.state_of(ours), ["offer"])
        self.assertEqual(self.client.get(f"/opportunities/{ours}")["title"], "Acme, larger")
        changes = [row for row in self.client.pages(f"/opportunities/{ours}/history") if row.get("actor") == "twenty:crm"]
        self.assertTrue(changes)

    def test_what_cannot_be_used_is_refused_and_changes_nothing(self):
        record = self.twenty.create("opportunity", name="Acme", kind="no-such-kind", company={"name": "Harbour"})
        self.assertEqual(self.tell("opportunity.created", record), 422)
        self.assertEqual(self.deals(), [])


class Tasks(Connected):
    def test_an_open_task_is_a_task_there_and_ends_with_ours(self):
        record, ours = self.deal()
        task = self.until_task("Visit them", OPEN)
        self.until("its target", lambda: self.twenty.records["taskTargets"])
        [target] = self.twenty.records["taskTargets"].values()
        self.assertEqual((target["taskId"], target["opportunityId"]), (task["id"], record["id"]))
        self.complete(ours)
        self.until_task("Visit them", "DONE")

    def test_tasks_of_other_opportunities_stay_here(self):
        self.client.post("/opportunities", {"kind": "deal", "title": "Ours alone", "customer": "Harbour"})
        _, ours = self.deal()
        self.until_task("Visit them", OPEN)
        self.complete(ours)
        self.until_task("Visit them", "DONE")
        self.assertEqual(len(self.twenty.records["tasks"]), 1)

    def test_completed_there_is_completed_here_and_not_told_back(self):
        _, ours = self.deal()
        task = self.until_task("Visit them", OPEN)
        patches = self.twenty.count("PATCH", "tasks")
        done = self.twenty.update("task", task["id"], status="DONE")
        for _ in range(2):
            self.assertEqual(self.tell("task.updated", done, ["status"]), 204)
        self.assertEqual(self.state_of(ours), [])
        # The next one that is told comes behind it.
        _, other = self.deal("Other")
        self.until("a second task", lambda: len(self.twenty.records["tasks"]) == 2)
        self.assertEqual(self.twenty.count("PATCH", "tasks"), patches)
        [history] = [row for row in self.client.pages(f"/instances/{self.client.get(f'/opportunities/{ours}')['instanceIds'][0]}/history")
                     if row["event"] == "TaskClosed"]
        self.assertEqual(history["actor"], "twenty:crm")
        self.assertEqual(self.state_of(other), ["visit"])

    def test_what_cannot_be_completed_there_is_open_again(self):
        _, ours = self.deal("Form", "asking")
        task = self.until_task("Ask", OPEN)
        done = self.twenty.update("task", task["id"], status="DONE")
        self.assertEqual(self.tell("task.updated", done, ["status"]), 204)
        self.until_task("Ask", OPEN)
        self.assertEqual(self.state_of(ours), ["ask"])
        self.complete(ours, budget=5)
        self.until_task("Ask", "DONE")

    def test_a_kill_makes_no_second_one(self):
        _, ours = self.deal()
        self.server.kill()
        self.start()
        self.until_task("Visit them", OPEN)
        self.server.kill()
        self.start()
        self.complete(ours)
        self.until_task("Visit them", "DONE")
        self.assertEqual((len(self.twenty.records["tasks"]), len(self.twenty.records["taskTargets"])), (1, 1))


class Polling(Connected):
    def polled(self):
        """Two polls have begun since: the first has ended."""
        for _ in range(2):
            before = self.twenty.count("GET", "tasks")
            self.advance(self.poll)
            self.until("a poll", lambda count=before: self.twenty.count("GET", "tasks") > count)

    def until_first_poll(self):
        self.until("the first poll", lambda: self.twenty.count("GET", "tasks") > 0)

    def test_what_was_dropped_is_found(self):
        self.until_first_poll()
        record = self.twenty.create("opportunity", name="Dropped", kind="deal", stage="NEW", company={"name": "Harbour"})
        self.polled()
        self.until("the opportunity", lambda: [one["title"] for one in self.deals()] == ["Dropped"])
        [ours] = self.deals()
        task = self.until_task("Visit them", OPEN)
        self.twenty.update("task", task["id"], status="DONE")
        self.twenty.update("opportunity", record["id"], name="Dropped, twice")
        self.polled()
        self.until("the title", lambda: self.client.get(f"/opportunities/{ours['id']}")["title"] == "Dropped, twice")
        self.until("the completion", lambda: self.state_of(ours["id"]) == [])

    def test_what_was_told_is_not_done_again(self):
        self.until_first_poll()
        record, ours = self.deal()
        record = self.twenty.update("opportunity", record["id"], name="Acme, larger")
        self.tell("opportunity.updated", record, ["name"])
        before = len(self.client.pages(f"/opportunities/{ours}/history"))
        self.polled()
        self.polled()
        self.assertEqual(len(self.deals()), 1)
        self.assertEqual(len(self.client.pages(f"/opportunities/{ours}/history")), before)

    def test_what_was_there_before_is_no_news(self):
        self.server.stop()
        self.twenty.create("opportunity", name="Old", kind="deal", stage="NEW", company={"name": "Harbour"})
        fresh = onward_database.make(Settings.database)
        self.addCleanup(fresh.close)
        self.server.database = fresh.url
        polls = self.twenty.count("GET", "tasks")
        self.start()
        self.client.deploy(DEAL)
        self.until("the first poll", lambda: self.twenty.count("GET", "tasks") > polls)
        self.polled()
        self.assertEqual(self.deals(), [])

    def test_more_than_a_page(self):
        self.until_first_poll()
        for number in range(70):
            self.twenty.create("opportunity", name=f"Deal {number}", kind="asking", stage="NEW", company={"name": "Harbour"})
        self.advance(self.poll)
        self.until("all of them", lambda: len(self.deals()) == 70)


class Limits(Connected):
    def test_a_hundred_requests_a_minute(self):
        for number in range(60):
            self.deal(f"Deal {number}", "asking")
        self.until("a hundred requests", lambda: len(self.twenty.requests) == 100)
        self.advance("PT59S")
        _, late = self.deal("Late", "asking")
        self.assertEqual(len(self.twenty.requests), 100)
        self.advance("PT2S")
        self.until("all tasks", lambda: len(self.twenty.records["taskTargets"]) == 61)
        self.assertEqual(self.state_of(late), ["ask"])

    def test_a_429_is_waited_for(self):
        self.until("the first poll", lambda: self.twenty.count("GET", "tasks") > 0)
        self.twenty.refuse_next = 1
        self.deal()
        self.until("the refusal", lambda: self.twenty.refused == 1)
        requests = len(self.twenty.requests)
        self.advance("PT29S")
        self.deal("Another")
        self.assertEqual(len(self.twenty.requests), requests)
        self.advance("PT1S")
        self.until("both tasks", lambda: len(self.twenty.records["taskTargets"]) == 2)

    def test_secrets_stay_secret(self):
        self.deal()
        self.until_task("Visit them", OPEN)
        self.assertEqual(self.twenty.wrong_keys, 0)
        with open(self.server.log, encoding="utf-8") as log:
            text = log.read()
        self.assertNotIn(self.twenty.key, text)
        self.assertNotIn(self.twenty.secret, text)

    def test_what_is_wrong_in_the_file_stops_the_start(self):
        self.server.stop()
        for more, word in (('tolerance = "P2D"\n', "tolerance"), ('colour = "red"\n', "colour"), ('[twenty.crm.bad]\non = "opportunity.created"\ndo = "dance"\n', "bad.do"),
                           ('[twenty.crm.bad]\non = "created"\ndo = "send-message"\nmessage = "x"\n', "bad.on"),
                           ('[twenty.crm.bad]\non = "a.b"\ndo = "send-message"\n', "bad.message")):
            self.configure(more)
            arguments = [Settings.binary, "serve", "--database", "sqlite::memory:", "--listen", "127.0.0.1:0", "--no-processes", "--config", self.config]
            done = subprocess.run(arguments, capture_output=True, text=True, timeout=30, check=False)
            self.assertNotEqual(done.returncode, 0, more)
            self.assertIn(f"twenty.crm.{word}", done.stderr)


if __name__ == "__main__":
    onward_run.run([sys.modules[__name__]])
