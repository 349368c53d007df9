"""Webhooks: at least once, in order, signed; the clock drives the attempts."""

import os
import sys
import time
import unittest

import onward_database
import onward_run
from onward_client import Client, Refused
from onward_server import Server
from onward_steps import START, Settings
from webhook_receiver import Receiver, sign

PAIR = """<process xmlns="urn:onward:process:1" id="pair">
  <task id="first"/>
  <task id="second"/>
</process>"""
QUIET = """<process xmlns="urn:onward:process:1" id="quiet">
  <script id="nothing" result="one">1</script>
</process>"""
WAITS = [5, 5 * 60, 30 * 60, 2 * 3600, 5 * 3600, 10 * 3600, 14 * 3600, 20 * 3600, 24 * 3600]


class Hooks(unittest.TestCase):
    maxDiff = None

    def setUp(self):
        self.database = onward_database.make(Settings.database)
        self.addCleanup(self.database.close)
        self.receiver = Receiver()
        self.addCleanup(self.receiver.close)
        self.config = os.path.join(self.database.folder, "onward.toml")
        with open(self.config, "w", encoding="utf-8") as file:
            file.write('[outbound]\nallow = ["127.0.0.1"]\n')
        options = [*self.database.options, f"--manual-clock={START}", "--log-level", "debug", "--config", self.config]
        self.server = Server(Settings.binary, self.database.url, self.database.folder, options, port=0)
        self.addCleanup(self.server.kill)
        self.client = None
        self.start()
        self.client.deploy(PAIR)
        self.client.deploy(QUIET)

    def start(self):
        if self.client:
            self.client.close()
        self.server.start()
        self.client = Client(self.server.port)
        self.addCleanup(self.client.close)

    def hook(self, *events, path="/hook"):
        body = {"url": self.receiver.url(path), "events": list(events) or ["task.*"]}
        return self.client.post("/webhooks", body)

    def begin(self, definition="pair"):
        return self.client.post("/instances", {"definition": definition})["id"]

    def complete(self, instance):
        [task] = self.client.get(f"/tasks?instance={instance}")["items"]
        self.client.post(f"/tasks/{task['id']}/complete", {})

    def until(self, what, holds):
        """Asks again until it holds: what leaves the server is waited for by nobody."""
        deadline = time.monotonic() + 30
        while not holds():
            self.assertLess(time.monotonic(), deadline, f"it never came to this: {what}")

    def until_came(self, count, path="/hook"):
        self.until(f"{count} deliveries at {path}", lambda: len(self.receiver.deliveries(path)) >= count)

    def deliveries(self, hook, state=None):
        """Oldest first."""
        query = f"?state={state}" if state else ""
        return self.client.pages(f"/webhooks/{hook['id']}/deliveries{query}")[::-1]

    def until_noted(self, hook, state, count):
        self.until(f"{count} {state}", lambda: len(self.deliveries(hook, state)) == count)
        return self.deliveries(hook, state)

    def until_attempts(self, hook, count):
        self.until(f"{count} attempts", lambda: [each["attempts"] for each in self.deliveries(hook)] == [count])

    def advance(self, seconds):
        self.client.post("/clock", {"advance": f"PT{seconds}S"})

    def looked(self):
        """Everything due has been taken: what was begun after it is done."""
        hook = self.hook("instance.started", path="/marker")
        before = len(self.receiver.deliveries("/marker"))
        self.begin("quiet")
        self.until_came(before + 1, "/marker")
        self.client.request("DELETE", f"/webhooks/{hook['id']}")

    def expect(self, reply, status, code):
        self.assertEqual((reply.status, reply.code), (status, code), reply.body)


class Delivering(Hooks):
    def test_events_come_signed_and_as_the_log_says(self):
        hook = self.hook("task.opened", "instance.completed")
        self.assertRegex(hook["secret"], r"^whsec_[A-Za-z0-9+/]{44}$")
        instance = self.begin()
        self.complete(instance)
        self.complete(instance)
        self.until_came(3)
        self.assertEqual(self.receiver.events(), [("task.opened", instance), ("task.opened", instance), ("instance.completed", instance)])
        for call in self.receiver.deliveries():
            self.assertEqual(self.receiver.signed_by(call), [sign(hook["secret"], call)])
            self.assertEqual((call.method, call.headers["content-type"]), ("POST", "application/json"))
            self.assertEqual(call.headers["webhook-id"], call.json()["data"]["id"])
            self.assertEqual(set(call.json()), {"type", "timestamp", "data"})
        done = self.until_noted(hook, "delivered", 3)
        self.assertEqual([each["eventId"] for each in done], self.receiver.ids())
        self.assertEqual({(each["attempts"], each["status"], each["error"], each["nextAttemptAt"]) for each in done}, {(1, 200, None, None)})
        self.assertEqual(done[0]["body"], self.receiver.deliveries()[0].json())

    def test_the_secret_is_shown_once(self):
        body = {"url": self.receiver.url("/hook")}
        hook = self.client.request("POST", "/webhooks", body, key="once")
        again = self.client.request("POST", "/webhooks", body, key="once")
        self.assertTrue(again.replayed)
        self.assertEqual(again.body["id"], hook.body["id"])
        secret = hook.body.pop("secret")
        self.assertEqual(again.body, hook.body)
        self.assertEqual(self.client.get("/webhooks")["items"], [hook.body])
        self.assertEqual(self.client.get(f"/webhooks/{hook.body['id']}"), hook.body)
        self.assertEqual(hook.body["events"], ["*"])
        with open(self.server.log, encoding="utf-8") as log:
            self.assertNotIn(secret, log.read())

    def test_what_happened_before_it_was_registered_is_not_told(self):
        self.begin()
        self.hook("instance.started")
        instance = self.begin()
        self.until_came(1)
        self.assertEqual(self.receiver.events(), [("instance.started", instance)])

    def test_a_failure_is_tried_again_when_the_clock_says_so(self):
        hook = self.hook("task.opened")
        self.receiver.tell("/hook", (500, {}, "broken"), (302, {"Location": "/elsewhere"}, ""), (204, {}, ""))
        self.begin()
        self.until_attempts(hook, 1)
        self.advance(4)
        self.looked()
        self.assertEqual(len(self.receiver.deliveries()), 1)
        self.advance(2)
        self.until_attempts(hook, 2)
        [delivery] = self.deliveries(hook)
        self.assertEqual((delivery["state"], delivery["status"], delivery["error"]), ("waiting", 302, "the endpoint answered 302"))
        self.advance(330)
        self.until_noted(hook, "delivered", 1)
        self.assertEqual(len(set(self.receiver.ids())), 1)
        self.assertEqual(len(self.receiver.ids()), 3)

    def test_the_endpoint_may_ask_for_more_time(self):
        hook = self.hook("task.opened")
        self.receiver.tell("/hook", (429, {"Retry-After": "3600"}, ""), (200, {}, {}))
        self.begin()
        self.until_attempts(hook, 1)
        self.advance(3599)
        self.looked()
        self.assertEqual(len(self.receiver.deliveries()), 1)
        self.advance(1)
        self.until_noted(hook, "delivered", 1)

    def test_after_the_last_attempt_the_endpoint_is_disabled_and_loses_nothing(self):
        hook = self.hook("task.opened")
        self.receiver.tell("/hook", (503, {}, ""))
        instance = self.begin()
        for attempt, wait in enumerate(WAITS, 1):
            self.until_attempts(hook, attempt)
            self.advance(wait * 11 // 10 + 1)
        self.until_noted(hook, "failed", 1)
        self.assertEqual(len(self.receiver.deliveries()), 10)
        stored = self.client.get(f"/webhooks/{hook['id']}")
        self.assertEqual((stored["state"], stored["reason"]), ("disabled", "the last attempt failed: the endpoint answered 503"))
        self.complete(instance)
        self.looked()
        self.assertEqual(len(self.receiver.deliveries()), 10)
        self.receiver.tell("/hook", (200, {}, {}))
        self.client.request("PATCH", f"/webhooks/{hook['id']}", {"state": "active"})
        done = self.until_noted(hook, "delivered", 2)
        self.assertEqual([each["body"]["data"]["task"]["elementId"] for each in done], ["first", "second"])
        self.assertEqual(self.receiver.ids()[-2:], [each["eventId"] for each in done])

    def test_gone_disables_at_once(self):
        hook = self.hook("task.opened")
        self.receiver.tell("/hook", (410, {}, ""))
        self.begin()
        self.until_noted(hook, "failed", 1)
        self.assertEqual(self.client.get(f"/webhooks/{hook['id']}")["reason"], "the endpoint answered 410: gone")
        self.assertEqual(len(self.receiver.deliveries()), 1)

    def test_an_instances_events_wait_for_each_other_and_for_no_other_instances(self):
        hook = self.hook("task.opened")
        self.receiver.tell("/hook", (500, {}, ""), (200, {}, {}))
        first = self.begin()
        self.until_attempts(hook, 1)
        self.complete(first)
        second = self.begin()
        self.until_noted(hook, "delivered", 1)
        self.looked()
        self.assertEqual([instance for _, instance in self.receiver.events()], [first, second])
        self.advance(6)
        self.until_noted(hook, "delivered", 3)
        told = [call.json()["data"]["task"]["elementId"] for call in self.receiver.deliveries() if call.json()["data"]["instanceId"] == first]
        self.assertEqual(told, ["first", "first", "second"])

    def test_a_slow_endpoint_does_not_hold_the_others(self):
        slow, quick = self.hook("instance.started", path="/slow"), self.hook("instance.started")
        gate = self.receiver.hold("/slow")
        for _ in range(12):
            self.begin()
        self.until_noted(quick, "delivered", 12)
        self.assertEqual(len(self.receiver.deliveries("/slow")), 2)
        gate.set()
        self.until_noted(slow, "delivered", 12)

    def test_private_addresses_are_not_called_unless_allowed(self):
        with open(self.config, "w", encoding="utf-8") as file:
            file.write('[outbound]\nallow = ["192.0.2.1"]\n')
        self.server.stop()
        self.start()
        hook = self.hook("task.opened")
        self.begin()
        self.until_attempts(hook, 1)
        [delivery] = self.deliveries(hook)
        self.assertIn("not public", delivery["error"])
        self.assertEqual(self.receiver.deliveries(), [])

    def test_two_endpoints_each_get_everything(self):
        self.hook("task.opened")
        self.hook("task.*", path="/other")
        instance = self.begin()
        self.complete(instance)
        self.until_came(2)
        self.until_came(3, "/other")
        self.assertEqual([kind for kind, _ in self.receiver.events("/other")], ["task.opened", "task.completed", "task.opened"])


class Secrets(Hooks):
    def test_the_old_secret_signs_along_for_a_day(self):
        hook = self.hook("instance.started")
        rotated = self.client.post(f"/webhooks/{hook['id']}/rotate-secret")
        self.assertNotEqual(rotated["secret"], hook["secret"])
        self.begin()
        self.until_came(1)
        [both] = self.receiver.deliveries()
        self.assertEqual(self.receiver.signed_by(both), [sign(rotated["secret"], both), sign(hook["secret"], both)])
        self.advance(24 * 3600)
        self.begin()
        self.until_came(2)
        alone = self.receiver.deliveries()[1]
        self.assertEqual(self.receiver.signed_by(alone), [sign(rotated["secret"], alone)])


class Replaying(Hooks):
    def test_one_delivery_again(self):
        hook = self.hook("task.opened")
        self.begin()
        [done] = self.until_noted(hook, "delivered", 1)
        self.client.post(f"/webhooks/{hook['id']}/deliveries/{done['id']}/retry")
        self.until_came(2)
        self.assertEqual(len(set(self.receiver.ids())), 1)
        self.until_noted(hook, "delivered", 1)

    def test_all_since_a_time(self):
        hook = self.hook("instance.started")
        self.begin()
        self.until_noted(hook, "delivered", 1)
        self.advance(3600)
        since = self.client.get("/clock")["now"]
        later = [self.begin(), self.begin()]
        self.until_noted(hook, "delivered", 3)
        self.client.post(f"/webhooks/{hook['id']}/replay", {"since": since})
        self.until_came(5)
        self.until_noted(hook, "delivered", 3)
        self.assertEqual(len(self.receiver.deliveries()), 5)
        self.assertEqual(sorted(instance for _, instance in self.receiver.events()[3:]), sorted(later))

    def test_a_disabled_one_gets_what_it_missed(self):
        hook = self.hook("instance.started")
        self.client.request("PATCH", f"/webhooks/{hook['id']}", {"state": "disabled"})
        missed = [self.begin(), self.begin()]
        self.looked()
        self.assertEqual(self.receiver.deliveries(), [])
        self.assertEqual(self.client.get(f"/webhooks/{hook['id']}")["reason"], "by admin")
        self.client.request("PATCH", f"/webhooks/{hook['id']}", {"state": "active"})
        self.until_noted(hook, "delivered", 3)
        # Those of one instance have an order, those of several have none.
        self.assertLessEqual(set(missed), {instance for _, instance in self.receiver.events()})


class Crashes(Hooks):
    def test_a_kill_between_sending_and_noting_sends_again_and_loses_nothing(self):
        hook = self.hook("task.opened")
        gate = self.receiver.hold("/hook")
        instance = self.begin()
        self.until_came(1)
        self.server.kill()
        gate.set()
        self.start()
        self.complete(instance)
        done = self.until_noted(hook, "delivered", 2)
        self.assertEqual(self.receiver.ids(), [done[0]["eventId"], done[0]["eventId"], done[1]["eventId"]])
        first, second = self.receiver.deliveries()[:2]
        self.assertEqual(first.body, second.body)

    def test_what_was_committed_just_before_a_kill_is_told_after_it(self):
        hook = self.hook("instance.started")
        told = []
        for _ in range(5):
            told += [self.begin() for _ in range(4)]
            self.server.kill()
            self.start()
        self.until_noted(hook, "delivered", 20)
        self.assertEqual({instance for _, instance in self.receiver.events()}, set(told))

    def test_a_kill_between_attempts_keeps_the_time(self):
        hook = self.hook("task.opened")
        self.receiver.tell("/hook", (503, {}, ""), (200, {}, {}))
        self.begin()
        self.until_attempts(hook, 1)
        self.server.kill()
        self.start()
        self.looked()
        self.assertEqual(len(self.receiver.deliveries()), 1)
        self.advance(6)
        [done] = self.until_noted(hook, "delivered", 1)
        self.assertEqual(done["attempts"], 2)

    def test_a_stop_is_no_failed_attempt(self):
        hook = self.hook("task.opened")
        gate = self.receiver.hold("/hook")
        self.begin()
        self.until_came(1)
        self.assertEqual(self.server.stop(20), 0)
        gate.set()
        self.start()
        [done] = self.until_noted(hook, "delivered", 1)
        self.assertEqual(done["attempts"], 1)


class Refusals(Hooks):
    def test_bodies_are_looked_at(self):
        for body in ({}, {"url": "ftp://x/"}, {"url": "/relative"}, {"url": "https://user:word@x/"}, {"url": "https://x/", "events": ["task"]},
                     {"url": "https://x/", "events": ["weather.*"]}, {"url": "https://x/", "secret": "mine"}):
            self.expect(self.client.request("POST", "/webhooks", body), 422, "invalid")
        hook = self.hook()
        self.expect(self.client.request("PATCH", f"/webhooks/{hook['id']}", {"state": "asleep"}), 422, "invalid")
        self.expect(self.client.request("POST", f"/webhooks/{hook['id']}/replay", {}), 422, "invalid")

    def test_what_is_not_there(self):
        hook = self.hook()
        for method, path in (("GET", "/webhooks/zz"), ("PATCH", "/webhooks/zz"), ("DELETE", "/webhooks/zz"), ("POST", "/webhooks/zz/rotate-secret"),
                             ("GET", "/webhooks/zz/deliveries"), ("POST", f"/webhooks/{hook['id']}/deliveries/zz/retry")):
            body = None if method in ("GET", "DELETE") else {}
            self.expect(self.client.request(method, path, body), 404, "not-found")

    def test_a_stale_revision_changes_nothing(self):
        hook = self.hook()
        reply = self.client.request("GET", f"/webhooks/{hook['id']}")
        tag = {"If-Match": reply.headers["etag"]}
        self.assertEqual(self.client.request("PATCH", f"/webhooks/{hook['id']}", {"description": "first"}, headers=tag).status, 200)
        self.expect(self.client.request("PATCH", f"/webhooks/{hook['id']}", {"description": "second"}, headers=tag), 412, "stale")
        self.expect(self.client.request("DELETE", f"/webhooks/{hook['id']}", headers=tag), 412, "stale")
        self.assertEqual(self.client.get(f"/webhooks/{hook['id']}")["description"], "first")

    def test_deleted_is_gone_with_its_deliveries(self):
        hook = self.hook("task.opened")
        self.receiver.tell("/hook", (500, {}, ""))
        self.begin()
        self.until_attempts(hook, 1)
        self.assertEqual(self.client.request("DELETE", f"/webhooks/{hook['id']}").status, 204)
        with self.assertRaises(Refused):
            self.client.get(f"/webhooks/{hook['id']}/deliveries")
        self.assertEqual(self.database.sql("select count(*) from webhook_delivery"), [["0"]])

    def test_a_hundred_are_enough(self):
        for number in range(100):
            self.hook(path=f"/{number}")
        self.expect(self.client.request("POST", "/webhooks", {"url": self.receiver.url("/one-more")}), 413, "too-large")


if __name__ == "__main__":
    onward_run.run([sys.modules[__name__]])
