"""Connectors: what leaves the server, at least once, with a key that stays; retries by the clock, incidents, crashes, secrets."""

import json
import os
import signal
import sys
import time
import unittest

import onward_database
import onward_run
from onward_client import Client
from onward_server import Server
from onward_steps import START, Settings
from stand_in import StandIn

CALLING = """<process xmlns="urn:onward:process:1" id="calling">
  <service id="call" connector="http" retries="3" backoff="PT1M" result="answer">
    <input name="url" value="url"/>
    <input name="method" value="method"/>
    <input name="headers" value="headers"/>
    <input name="body" value="body"/>
    <input name="expect" value="expect"/>
  </service>
  <task id="after"/>
</process>"""
NAMED = """<process xmlns="urn:onward:process:1" id="{0}">
  <service id="call" connector="{0}" retries="3" backoff="PT1M" result="answer">
    <input name="work" value="work"/>
    <input name="hours" value="7.50"/>
  </service>
  <task id="after"/>
</process>"""
EXACT = """<process xmlns="urn:onward:process:1" id="exact">
  <service id="call" connector="http"><input name="url" value="url"/>
    <output name="exact" value="result.body.total = 1234567890.12345678901234567"/></service>
  <task id="after"/>
</process>"""
IN_CONFIGURATION, IN_ENVIRONMENT = "c4n4ry-in-the-file", "c4n4ry-of-the-environment"
ABSENT = {"method": None, "headers": None, "body": None, "expect": None}


class Outbound(unittest.TestCase):
    """A server of one's own for each test: it is killed, stopped and configured anew."""

    maxDiff = None

    def setUp(self):
        self.database = onward_database.make(Settings.database)
        self.addCleanup(self.database.close)
        self.target = StandIn()
        self.addCleanup(self.target.close)
        self.client = None
        self.config = os.path.join(self.database.folder, "onward.toml")
        self.configure()
        options = [*self.database.options, f"--manual-clock={START}", "--log-level", "debug", "--config", self.config]
        self.server = Server(Settings.binary, self.database.url, self.database.folder, options, {"CRM_TOKEN": IN_ENVIRONMENT}, port=0)
        self.addCleanup(self.server.kill)
        self.start()
        for text in (CALLING, EXACT, NAMED.format("jobs"), NAMED.format("slow")):
            self.client.deploy(text)

    def configure(self, allow='"127.0.0.1"', more=""):
        with open(self.config, "w", encoding="utf-8") as file:
            file.write(f'[outbound]\nallow = [{allow}]\n[secrets.crm]\nenvironment = "CRM_TOKEN"\nhosts = ["127.0.0.1"]\n'
                       f'[secrets.plan]\nvalue = "{IN_CONFIGURATION}"\n[connectors.slow]\nurl = "{self.target.url("/slow")}"\n{more}')

    def start(self):
        if self.client:
            self.client.close()
        self.server.start()
        self.client = Client(self.server.port)
        self.addCleanup(self.client.close)

    def begin(self, definition="calling", path="/", **variables):
        body = {"definition": definition, "variables": {**ABSENT, "url": self.target.url(path), **variables}}
        return self.client.post("/instances", body)["id"]

    def look(self, instance):
        return self.client.get(f"/instances/{instance}")

    def until(self, what, holds):
        """Asks again until it holds: what leaves the server is waited for by nobody."""
        deadline = time.monotonic() + 30
        while not holds():
            self.assertLess(time.monotonic(), deadline, f"it never came to this: {what}")

    def until_open(self, instance, element="after"):
        self.until(f"{element} open", lambda: [task["elementId"] for task in self.look(instance)["tasks"]] == [element])

    def until_incident(self, instance, code):
        self.until("an incident", lambda: self.look(instance)["incidents"])
        [incident] = self.look(instance)["incidents"]
        self.assertEqual(incident["code"], code, incident)
        self.assertEqual(incident["elementId"], "call")
        return incident

    def failures(self, instance):
        return [row for row in self.client.pages(f"/instances/{instance}/history") if row["event"] == "JobFailed"]

    def until_failed(self, instance, times):
        self.until(f"{times} failed attempts", lambda: len(self.failures(instance)) == times)

    def looked(self):
        """Everything due has been taken: what was begun after it is done."""
        self.until_open(self.begin(path="/marker"))

    def advance(self, span):
        self.client.post("/clock", {"advance": span})

    def retry(self, incident):
        self.client.post(f"/incidents/{incident['id']}/retry")

    def answer(self, instance):
        return self.client.get(f"/instances/{instance}/variables")["answer"]


class Calls(Outbound):
    def test_an_answer_comes_into_the_process(self):
        self.target.tell("/made", (201, {"X-Id": "17"}, {"total": 3}))
        instance = self.begin(path="/made", body={"amount": 2}, headers={"X-From": "onward"})
        self.until_open(instance)
        [call] = self.target.calls("/made")
        self.assertEqual((call.method, call.json(), call.headers["x-from"]), ("POST", {"amount": 2}, "onward"))
        self.assertEqual(call.headers["content-type"], "application/json")
        self.assertRegex(call.key, f"^{instance}-[0-9]+$")
        answer = self.answer(instance)
        self.assertEqual((answer["status"], answer["body"], answer["headers"]["x-id"]), (201, {"total": 3}, "17"))

    def test_numbers_keep_every_digit(self):
        self.target.tell("/exact", (200, {"Content-Type": "application/json"}, '{"total": 1234567890.12345678901234567}'))
        instance = self.begin("exact", "/exact")
        self.until_open(instance)
        self.assertIs(self.client.get(f"/instances/{instance}/variables")["exact"], True)

    def test_it_is_tried_again_when_the_clock_says_so(self):
        self.target.tell("/shaky", (503, {}, "busy"), (500, {}, "broken"), (200, {}, {"ok": True}))
        instance = self.begin(path="/shaky")
        self.until_failed(instance, 1)
        self.advance("PT59S")
        self.looked()
        self.assertEqual(len(self.target.calls("/shaky")), 1)
        self.advance("PT1S")
        self.until_failed(instance, 2)
        self.assertEqual(self.look(instance)["incidents"], [])
        self.advance("PT1M")
        self.until_open(instance)
        self.assertEqual(len({call.key for call in self.target.calls("/shaky")}), 1)
        self.assertEqual(len(self.target.calls("/shaky")), 3)

    def test_the_target_may_say_when(self):
        self.target.tell("/later", (429, {"Retry-After": "120"}, ""), (200, {}, {}))
        instance = self.begin(path="/later")
        self.until_failed(instance, 1)
        self.advance("PT119S")
        self.looked()
        self.assertEqual(len(self.target.calls("/later")), 1)
        self.advance("PT1S")
        self.until_open(instance)

    def test_failing_for_good_is_an_incident_that_an_admin_retries(self):
        self.target.tell("/down", (500, {}, ""))
        instance = self.begin(path="/down")
        for attempt in (1, 2, 3):
            self.until_failed(instance, attempt)
            self.advance("PT1M")
        incident = self.until_incident(instance, "target-unavailable")
        self.assertIn("500", incident["message"])
        self.looked()
        self.assertEqual(len(self.target.calls("/down")), 3)
        self.target.tell("/down", (200, {}, {}))
        self.retry(incident)
        self.until_open(instance)
        self.assertEqual(self.look(instance)["incidents"], [])
        self.assertEqual(len({call.key for call in self.target.calls("/down")}), 1)

    def test_nobody_there_is_tried_again(self):
        closed = StandIn()
        url = closed.url("/")
        closed.close()
        instance = self.begin(url=url)
        self.until_failed(instance, 1)
        self.assertEqual(self.look(instance)["incidents"], [])

    def test_a_refusal_is_an_incident_at_once_unless_expected(self):
        self.target.tell("/gone", (404, {}, {"code": "gone"}))
        instance = self.begin(path="/gone")
        self.until_incident(instance, "target-refused")
        self.assertEqual(len(self.failures(instance)), 1)
        expecting = self.begin(path="/gone", expect=[200, 404])
        self.until_open(expecting)
        self.assertEqual((self.answer(expecting)["status"], self.answer(expecting)["body"]), (404, {"code": "gone"}))

    def test_what_cannot_be_sent_or_kept_is_an_incident_at_once(self):
        self.target.tell("/huge", (200, {}, "x" * (600 << 10)))
        self.until_incident(self.begin(path="/huge"), "answer-too-large")
        self.until_incident(self.begin(url="ftp://127.0.0.1/"), "invalid-argument")
        self.until_incident(self.begin(headers={"Host": "elsewhere"}), "invalid-argument")
        self.until_incident(self.begin(headers={"X": {"secret": "none"}}), "secret-not-configured")
        self.until_incident(self.begin(headers={"X": {"secret": "plan"}}), "target-not-allowed")
        self.assertEqual(self.target.calls("/"), [])

    def test_suspended_waits_and_cancelled_is_dropped(self):
        self.target.tell("/pause", (503, {}, ""), (200, {}, {}))
        self.target.tell("/drop", (503, {}, ""), (200, {}, {}))
        paused, dropped = self.begin(path="/pause"), self.begin(path="/drop")
        self.until_failed(paused, 1)
        self.until_failed(dropped, 1)
        self.client.post(f"/instances/{paused}/suspend")
        self.client.post(f"/instances/{dropped}/cancel")
        self.advance("PT1M")
        self.looked()
        self.assertEqual((len(self.target.calls("/pause")), len(self.target.calls("/drop"))), (1, 1))
        self.client.post(f"/instances/{paused}/resume")
        self.until_open(paused)
        self.looked()
        self.assertEqual(len(self.target.calls("/drop")), 1)

    def test_a_slow_target_does_not_hold_the_others(self):
        gate = self.target.hold("/slow")
        slow = [self.begin("slow", work="paint") for _ in range(12)]
        self.until("four calls", lambda: len(self.target.calls("/slow")) == 4)
        self.looked()
        self.assertEqual(len(self.target.calls("/slow")), 4)
        gate.set()
        for instance in slow:
            self.until_open(instance)
        self.assertEqual(len({call.key for call in self.target.calls("/slow")}), 12)


class Crashes(Outbound):
    def test_a_kill_during_the_call_makes_it_again_with_the_same_key(self):
        gate = self.target.hold("/held")
        instance = self.begin(path="/held", body={"once": 1})
        self.until("the call", lambda: self.target.calls("/held"))
        self.server.kill()
        gate.set()
        self.start()
        self.until_open(instance)
        first, second = self.target.calls("/held")
        self.assertEqual((first.key, first.body), (second.key, second.body))

    def test_a_kill_between_attempts_keeps_the_time(self):
        self.target.tell("/shaky", (503, {}, ""), (200, {}, {}))
        instance = self.begin(path="/shaky")
        self.until_failed(instance, 1)
        self.server.kill()
        self.start()
        self.looked()
        self.assertEqual(len(self.target.calls("/shaky")), 1)
        self.advance("PT1M")
        self.until_open(instance)
        self.assertEqual(len(self.failures(instance)), 1)

    def test_a_stop_waits_for_the_call(self):
        gate = self.target.hold("/held")
        instance = self.begin(path="/held")
        self.until("the call", lambda: self.target.calls("/held"))
        self.client.close()
        self.server.process.send_signal(signal.SIGTERM)
        self.until("the end of listening", self.is_closed)
        gate.set()
        self.assertEqual(self.server.process.wait(20), 0)
        self.start()
        self.until_open(instance)
        self.assertEqual(len(self.target.calls("/held")), 1)

    def is_closed(self):
        try:
            Client(self.server.port, timeout=2).request("POST", "/signals", {"name": "x"})
            return False
        except Exception:  # whatever the socket says
            return True

    def test_a_stop_breaks_off_what_takes_too_long(self):
        gate = self.target.hold("/held")
        instance = self.begin(path="/held")
        self.until("the call", lambda: self.target.calls("/held"))
        self.assertEqual(self.server.stop(20), 0)
        gate.set()
        self.start()
        self.until_open(instance)
        self.assertEqual((len(self.target.calls("/held")), len(self.failures(instance))), (2, 0))


class Configured(Outbound):
    def test_not_configured_is_an_incident_until_it_is(self):
        instance = self.begin("jobs", work="paint")
        incident = self.until_incident(instance, "connector-not-configured")
        self.assertIn("[connectors.jobs]", incident["message"])
        self.configure(more=f'[connectors.jobs]\nurl = "{self.target.url("/jobs")}"\nsecret = "plan"\ntimeout = "PT5S"\n'
                            '[connectors.jobs.headers]\nX-Plan = "north"\n')
        self.server.stop()
        self.start()
        self.retry(incident)
        self.until_open(instance)
        [call] = self.target.calls("/jobs")
        self.assertEqual((call.method, call.headers["x-plan"], call.headers["authorization"]),
                         ("POST", "north", f"Bearer {IN_CONFIGURATION}"))
        self.assertEqual(json.loads(call.body, parse_float=str), {"work": "paint", "hours": "7.50"})

    def test_loopback_is_refused_unless_allowed(self):
        self.configure(allow='"10.0.0.0/8"')
        self.server.stop()
        self.start()
        incident = self.until_incident(self.begin(path="/private"), "target-not-allowed")
        self.assertEqual(self.target.calls("/private"), [])
        self.configure()
        self.server.stop()
        self.start()
        self.retry(incident)
        self.until_open(incident["instanceId"] if "instanceId" in incident else incident["id"].rsplit("-", 1)[0])

    def test_a_name_that_may_be_configured_elsewhere_is_a_warning(self):
        fax = NAMED.format("fax")
        told = self.client.deploy(fax)
        self.assertTrue(told["definitions"][0]["executable"])
        self.assertEqual([(row["severity"], row["code"]) for row in told["diagnostics"] if row["code"] == "connector-unknown"],
                         [("warning", "connector-unknown")])
        known = self.client.deploy(NAMED.format("slow").replace('id="after"', 'id="later"'))
        self.assertEqual([row for row in known["diagnostics"] if row["code"] == "connector-unknown"], [])
        self.until_incident(self.begin("fax", work="x"), "connector-not-configured")

    def test_a_secret_is_nowhere_but_at_its_target(self):
        echo = (200, {}, lambda call: {"you sent": call.headers})
        self.target.tell("/echo", echo)
        self.target.tell("/refuses", (403, {}, echo[2]))
        self.target.tell("/breaks", (500, {}, echo[2]))
        headers = {"Authorization": {"secret": "crm", "prefix": "Bearer "}}
        instances = [self.begin(path=path, headers=headers) for path in ("/echo", "/refuses", "/breaks")]
        self.until_open(instances[0])
        self.until_incident(instances[1], "target-refused")
        self.until_failed(instances[2], 1)
        self.assertEqual(self.target.calls("/echo")[0].headers["authorization"], f"Bearer {IN_ENVIRONMENT}")
        self.assertEqual(self.answer(instances[0])["body"]["you sent"]["authorization"], "Bearer ***")
        seen = [json.dumps(self.client.get("/incidents"))]
        for instance in instances:
            for what in ("", "/history", "/variables?scopes=true", "/activities"):
                seen.append(json.dumps(self.client.get(f"/instances/{instance}{what}")))
        with open(self.server.log, encoding="utf-8") as log:
            seen.append(log.read())
        for text in seen:
            self.assertNotIn("c4n4ry", text)


if __name__ == "__main__":
    onward_run.run([sys.modules[__name__]])
