"""Every code of a refusal (engine/base/error.hpp) that a caller can get is provoked here, or named with the test that does it."""

import http.client
import json
import os
import re
import sqlite3

import onward_database
from contract_operations import DEAL
from contract_world import ERRAND, XML, World
from onward_steps import Settings

ELSEWHERE = {
    "unauthenticated": "authorization_test.py",
    "do-not-contact": "register_test.py",
    "open-subtasks": "performer_tasks_test.py",
    "outcome-unknown": "tests/crash/connection_loss.py",
    "too-many-requests": "no quota exists yet",
    "conflict": "never reaches a caller",
    "internal": "nobody foresaw it",
}
PROVOKED = {"malformed", "unknown-parameter", "invalid-cursor", "forbidden", "not-found", "no-catcher", "method-not-allowed", "wrong-state",
            "already-completed", "already-claimed", "not-executable", "business-key-taken", "ambiguous", "clock-backwards", "in-progress", "stale",
            "too-large", "unsupported-media-type", "invalid", "invalid-definition", "invalid-expression", "key-reused", "unavailable",
            "overloaded"}


class Codes(World):
    def test_the_list_of_codes_is_complete(self):
        header = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "engine", "base", "error.hpp")
        with open(header, encoding="utf-8") as file:
            names = re.search(r"enum class ErrorCode \{(.*?)\n\};", file.read(), re.DOTALL)[1]
        codes = {name.replace("_", "-") for name in re.findall(r"^  ([a-z_]+),", names, re.MULTILINE)}
        self.assertEqual(codes, PROVOKED | set(ELSEWHERE))

    def test_requests_that_cannot_be_read(self):
        kind = {"Content-Type": "application/json"}
        for text in ("{", "", '{"definition":"errand"} x', '{"definition":errand}', "\xff", '{"a":1,"a":1}', "[" * 100 + "]" * 100):
            with self.subTest(body=text[:30]):
                reply = self.send("POST", "/instances", text, kind)
                self.assertIn((reply.status, reply.code), ((400, "malformed"), (413, "too-large")), reply.body)
        self.expect(self.send("POST", "/instances", "{", kind), 400, "malformed")
        self.expect(self.send("GET", "/instances?colour=red"), 400, "unknown-parameter")
        self.expect(self.send("GET", "/instances?after=x"), 400, "invalid-cursor")
        self.expect(self.send("POST", "/instances", "<x/>", XML), 415, "unsupported-media-type")
        self.expect(self.send("POST", "/definitions", {"a": 1}), 415, "unsupported-media-type")

    def test_who_may_not(self):
        self.expect(self.send("PUT", "/users/eve", {"roles": ["admin"]}, user="eve"), 403, "forbidden")

    def test_nobody_works_on_the_job_of_another(self):
        self.begin("labour")
        [job] = self.client.post("/jobs/lock", {"worker": "w", "topics": [{"name": "digging", "lockFor": "PT5M"}], "max": 1})
        bodies = {"complete": {}, "fail": {"message": "rain"}, "error": {"errorCode": "stone"}, "extend": {"lockFor": "PT9M"}}
        for verb, body in bodies.items():
            for worker in ("x", ""):
                reply = self.send("POST", f"/jobs/{job['id']}/{verb}", {**body, "worker": worker})
                self.expect(reply, 409, "already-claimed")
        self.client.post(f"/jobs/{job['id']}/complete", {"worker": "w"})

    def test_what_is_not_there(self):
        for path in ("/nothing", "/instances/nothing", "/instances/1zzzzzzzzzzz1", "/tasks/1zzzzzzzzzzz1-1", "/opportunities/x", "/products/NONE",
                     "/users/nobody", "/definitions/none", "/definitions/errand/versions/99", "/definitions/errand/versions/x", "/leads/x",
                     "/instances/nothing/variables", "/instances/1zzzzzzzzzzz1/history", "/opportunities/1zzzzzzzzzzz1/flow"):
            with self.subTest(path=path):
                self.expect(self.send("GET", path), 404, "not-found")
        self.expect(self.send("POST", "/instances", {"definition": "none"}), 404, "not-found")
        self.expect(self.send("POST", f"/tasks/{self.task().split('-')[0]}-999/complete", {}), 404, "not-found")
        self.expect(self.send("PUT", f"/tasks/{self.task('listed')}/checklist/two", {"done": True}), 404, "not-found")
        self.expect(self.send("POST", "/messages", {"name": "nobody-waits"}), 404, "no-catcher")
        self.expect(self.send("DELETE", "/instances"), 405, "method-not-allowed")

    def test_states_that_do_not_allow_it(self):
        made = self.begin()
        instance, task = made["id"], made["tasks"][0]["id"]
        self.client.post(f"/instances/{instance}/suspend")
        self.expect(self.send("POST", f"/instances/{instance}/suspend", {}), 409, "wrong-state")
        self.expect(self.send("POST", f"/tasks/{task}/complete", {"variables": {"amount": 1}}), 409, "wrong-state")
        self.client.post(f"/instances/{instance}/resume")
        self.expect(self.send("POST", f"/instances/{instance}/resume", {}), 409, "wrong-state")
        self.client.post(f"/tasks/{task}/complete", {"variables": {"amount": 1}})
        self.expect(self.send("POST", f"/tasks/{task}/complete", {"variables": {"amount": 1}}), 409, "already-completed")
        deal = self.client.post("/opportunities", DEAL)["id"]
        self.expect(self.send("POST", f"/opportunities/{deal}/post", {}), 409, "wrong-state")

    def test_somebody_else_holds_it(self):
        task = self.task()
        self.assertEqual(self.send("POST", f"/tasks/{task}/claim", {}, user="anna", groups=["office"]).status, 200)
        self.expect(self.send("POST", f"/tasks/{task}/claim", {}, user="ben", groups=["office"]), 409, "already-claimed")
        self.expect(self.send("POST", f"/tasks/{task}/complete", {"variables": {"amount": 1}}, user="ben", groups=["office"]), 409, "already-claimed")

    def test_starts_that_cannot_be(self):
        self.expect(self.send("POST", "/instances", {"definition": "foreign"}), 409, "not-executable")
        body = {"definition": "errand", "businessKey": "K-1"}
        first = self.client.post("/instances", body)
        reply = self.expect(self.send("POST", "/instances", body), 409, "business-key-taken")
        self.assertIn(first["id"], reply.body["detail"])
        self.assertEqual(self.send("POST", "/instances", {**body, "allowDuplicate": True}).status, 201)

    def test_several_wait_and_the_message_does_not_say_which(self):
        waiting = [self.begin("listening", place=place)["id"] for place in ("north", "south")]
        self.expect(self.send("POST", "/messages", {"name": "wake"}), 409, "ambiguous")
        for instance in waiting:
            self.assertEqual(self.client.get(f"/instances/{instance}")["tokens"][0]["node"], "sleep")
        reply = self.send("POST", "/messages", {"name": "wake", "correlationKey": "south"})
        self.assertEqual([match["instanceId"] for match in reply.body["matched"]], waiting[1:])

    def test_the_clock_never_goes_back(self):
        self.expect(self.send("POST", "/clock", {"now": "2026-11-01T00:00:00Z"}), 409, "clock-backwards")
        self.expect(self.send("POST", "/clock", {"advance": "tomorrow"}), 422, "invalid")
        self.expect(self.send("POST", "/clock", {}), 422, "invalid")

    def test_what_is_stale(self):
        task = self.task()
        self.expect(self.send("PATCH", f"/tasks/{task}", {"priority": 1}, {"If-Match": '"999"'}), 412, "stale")

    def test_what_is_too_large(self):
        status, body = self.announce("/api/v1/instances", "application/json", 5 << 20)
        self.assertEqual((status, body["code"]), (413, "too-large"))
        status, body = self.announce("/api/v1/definitions", "application/xml", 13 << 20)
        self.assertEqual((status, body["code"]), (413, "too-large"))
        body = {"definition": "errand", "variables": {"a": "x" * (2 << 20)}}
        self.assertIn(self.send("POST", "/instances", body).status, (413, 422))

    def announce(self, path, kind, size):
        """The reply to a body of which only the length is sent: nobody has to send it all to hear that it is too much."""
        connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=20)
        connection.putrequest("POST", path)
        connection.putheader("Content-Type", kind)
        connection.putheader("Content-Length", str(size))
        connection.endheaders()
        reply = connection.getresponse()
        found = reply.status, json.loads(reply.read())
        connection.close()
        return found

    def test_rules_that_are_broken(self):
        reply = self.expect(self.send("POST", "/opportunities", {"kind": "none", "title": "x", "customer": "y"}), 422, "invalid")
        self.assertEqual([place["pointer"] for place in reply.body["errors"]], ["/kind"])
        reply = self.expect(self.send("POST", "/opportunities", {**DEAL, "title": "", "demand": [{"quantity": 0}]}), 422, "invalid")
        self.assertLessEqual({"/title", "/demand/0/item", "/demand/0/quantity"}, {place["pointer"] for place in reply.body["errors"]})
        reply = self.expect(self.send("POST", f"/tasks/{self.task()}/complete", {"variables": {"amount": -1}}), 422, "invalid")
        self.assertEqual([place["pointer"] for place in reply.body["errors"]], ["/variables/amount"])

    def test_definitions_that_are_wrong(self):
        before = self.client.get("/definitions/errand")["version"]
        reply = self.expect(self.send("POST", "/definitions", ERRAND.replace('id="tell"', 'id="ask"'), XML), 422, "invalid-definition")
        self.assertEqual(set(reply.body["diagnostics"][0]), {"severity", "code", "clause", "message", "line", "column", "elementId"})
        self.assertIn("duplicate-id", [problem["code"] for problem in reply.body["diagnostics"]])
        bomb = '<!DOCTYPE x [<!ENTITY a "aaaa">]>' + ERRAND
        for text in ("not xml", "<a>", "<a/>", "", bomb):
            with self.subTest(text=text[:20]):
                self.expect(self.send("POST", "/definitions", text, XML), 422, "invalid-definition")
        self.assertEqual(self.client.get("/definitions/errand")["version"], before)

    def test_expressions_that_are_wrong(self):
        reply = self.expect(self.send("POST", "/expressions/evaluate", {"expression": "1 +"}), 422, "invalid-expression")
        self.assertRegex(reply.body["where"], r"^1:\d+$")

    def test_a_key_with_another_body(self):
        self.send("POST", "/instances", {"definition": "errand"}, key="again")
        self.expect(self.send("POST", "/instances", {"definition": "listed"}, key="again"), 422, "key-reused")

    def test_the_same_key_twice_at_once(self):
        """One is done; the others are replays of it, or are told that it is being done: there is never a second instance."""
        seen = set()
        for attempt in range(600):
            replies = self.burst(f"at-once-{attempt}")
            seen |= {reply[0] for reply in replies}
            self.assertEqual(len({reply[1] for reply in replies if reply[1]}), 1, replies)
            if 409 in seen:
                return
        self.fail(f"no two met in one turn: {seen}")

    def burst(self, key):
        """(status, id) of six requests with one key that are sent before any is answered."""
        found = []
        for status, answer in self.at_once("/instances", "application/json", ['{"definition":"errand"}'] * 6, f"Idempotency-Key: {key}\r\n"):
            self.assertIn(status, (201, 409), answer)
            made = re.search(rb'"id":"([^"]+)"', answer) if status == 201 else None
            found.append((status, made[1] if made else None))
        return found

    def test_deployments_that_meet_are_written_one_by_one(self):
        for attempt in range(600):
            bodies = [f'<process xmlns="urn:onward:process:1" id="met-{number}" name="{attempt}"><task id="t"/></process>' for number in range(6)]
            replies = self.at_once("/definitions", "application/xml", bodies)
            self.assertLessEqual({status for status, _ in replies}, {201, 503})
            refused = [answer for status, answer in replies if status == 503]
            if refused:
                self.assertIn(b'"code":"overloaded"', refused[0])
                self.assertIn(b"retry-after:", refused[0].lower())
                return
        self.fail("no two met in one turn")


class Outage(World):
    def test_a_database_that_is_away_is_503_and_comes_back(self):
        before = len(self.client.pages("/instances"))
        with self.away():
            reply = self.send("POST", "/instances", {"definition": "errand"})
            self.expect(reply, 503, "unavailable")
        for _ in range(100):
            reply = self.send("POST", "/instances", {"definition": "errand"})
            if reply.status == 201:
                break
        self.assertEqual(reply.status, 201, reply.body)
        self.assertEqual(len(self.client.pages("/instances")), before + 1)

    def away(self):
        return Locked(self.database) if Settings.database == "sqlite" else Closed(self.database)


class Locked:
    """The SQLite file is held by somebody else."""

    def __init__(self, database):
        self.connection = sqlite3.connect(database.path, timeout=10, isolation_level=None)

    def __enter__(self):
        self.connection.execute("begin immediate")

    def __exit__(self, *_):
        self.connection.execute("rollback")
        self.connection.close()


class Closed:
    """The PostgreSQL database takes no connections and drops those that it has."""

    def __init__(self, database):
        self.database = database

    def __enter__(self):
        self.sql("alter database {} allow_connections false")
        self.sql("select pg_terminate_backend(pid) from pg_stat_activity where datname = '{}'")

    def __exit__(self, *_):
        self.sql("alter database {} allow_connections true")

    def sql(self, text):
        onward_database.beside(text.format(self.database.name))
