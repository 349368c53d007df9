"""Live events: who hears what, in which order, and that nobody who resumes misses anything."""

import signal
import sys
import unittest

import onward_database
import onward_run
from onward_client import Client
from onward_events import Listener
from onward_server import Server
from onward_steps import START, Settings

TWO_TASKS = """<process xmlns="urn:onward:process:1" id="{0}">
  <role id="sales" group="sales"/>
  <task id="first" role="sales"/>
  <task id="second" role="sales"/>
</process>"""
STUCK = """<process xmlns="urn:onward:process:1" id="stuck">
  <service id="call" worker="digging" retries="1"/>
</process>"""


def started(instance):
    return lambda event: event.type == "instance.started" and event.data["instanceId"] == instance


class Live(unittest.TestCase):
    maxDiff = None

    def setUp(self):
        self.database = onward_database.make(Settings.database)
        self.addCleanup(self.database.close)
        options = [*self.database.options, f"--manual-clock={START}"]
        self.server = Server(Settings.binary, self.database.url, self.database.folder, options, processes=Settings.processes, port=0)
        self.addCleanup(self.server.kill)
        self.client = None
        self.start()
        self.client.deploy(TWO_TASKS.format("pair"))
        self.client.deploy(STUCK)

    def start(self):
        if self.client:
            self.client.close()
        self.server.start()
        self.client = self.as_user(None)

    def as_user(self, user, groups=None):
        client = Client(self.server.port, user, groups=groups)
        self.addCleanup(client.close)
        return client

    def listen(self, query="", after=None, user=None, groups=None):
        listener = Listener(self.server.port, query, after, user, groups)
        self.addCleanup(listener.close)
        self.assertEqual((listener.status, listener.kind), (200, "text/event-stream"))
        return listener.begin()

    def begin(self, definition="pair"):
        return self.client.post("/instances", {"definition": definition})

    def task_of(self, instance):
        return self.client.get(f"/tasks?instance={instance}")["items"][0]["id"]

    def types_until_marker(self, listener):
        """What it hears before an instance that is started now."""
        marker = self.begin()["id"]
        return [event.type for event in listener.until(started(marker))][:-1]


class Telling(Live):
    def test_a_task_is_told_of_from_its_opening_to_its_end(self):
        listener = self.listen("?topic=task,instance")
        instance = self.begin()["id"]
        task = self.task_of(instance)
        kim = self.as_user("kim", ["sales"])
        kim.post(f"/tasks/{task}/claim")
        kim.request("PATCH", f"/tasks/{task}", {"priority": 70})
        kim.post(f"/tasks/{task}/complete", {})
        events = listener.until(lambda event: event.type == "task.completed")
        mine = [event for event in events if event.data.get("task", {}).get("id") == task]
        self.assertEqual([event.type for event in mine], ["task.opened", "task.assigned", "task.changed", "task.completed"])
        self.assertEqual([event.data["actor"] for event in mine], ["admin", "kim", "kim", "kim"])
        self.assertEqual(mine[-1].data["task"]["elementId"], "first")
        self.assertEqual(mine[-1].data["task"]["state"], "completed")
        self.assertEqual({event.data["instanceId"] for event in mine}, {instance})
        self.assertEqual([event.id for event in mine], [event.data["id"] for event in mine])

    def test_others_do_not_hear_of_a_task(self):
        kim, lee = self.listen(user="kim", groups=["sales"]), self.listen(user="lee", groups=["support"])
        self.begin()
        self.assertIn("task.opened", self.types_until_marker(kim))
        self.assertEqual([kind for kind in self.types_until_marker(lee) if kind.startswith("task.")], [])

    def test_who_loses_a_task_hears_of_it_and_no_more(self):
        instance = self.begin()["id"]
        task = self.task_of(instance)
        self.client.post(f"/tasks/{task}/assign", {"assignee": "kim"})
        kim, lee = self.listen("?topic=task", user="kim", groups=[]), self.listen("?topic=task", user="lee", groups=["support"])
        self.client.post(f"/tasks/{task}/assign", {"assignee": "lee"})
        event = kim.next()
        self.assertEqual((event.type, event.data["task"]), ("task.unassigned", {"id": task, "assignee": "kim"}))
        self.assertEqual(lee.next().type, "task.assigned")
        self.client.post(f"/tasks/{task}/assign", {"assignee": "kim"})
        self.assertEqual(kim.next().type, "task.assigned")

    def test_a_redirected_task_is_told_to_both_and_its_parts_to_its_holder(self):
        task = self.task_of(self.begin()["id"])
        self.client.post(f"/tasks/{task}/assign", {"assignee": "kim"})
        kim, lee = (self.listen("?topic=task", user=user, groups=[]) for user in ("kim", "lee"))
        self.client.post(f"/tasks/{task}/redirect", {"assignee": "lee", "comment": "yours"})
        event = kim.next()
        self.assertEqual((event.type, event.data["task"]), ("task.unassigned", {"id": task, "assignee": "kim"}))
        self.assertEqual(lee.next().type, "task.assigned")
        part = self.as_user("lee").post(f"/tasks/{task}/subtasks", {"name": "Half of it"})["id"]
        events = lee.until(lambda event: event.type == "task.changed")
        self.assertEqual({event.data["task"]["id"] for event in events}, {task, part})
        self.client.post(f"/tasks/{task}/redirect", {"candidateGroup": "sales"})
        self.assertEqual(lee.next().type, "task.unassigned")

    def test_incidents_and_ends_are_told(self):
        listener = self.listen("?topic=incident,instance")
        instance = self.begin("stuck")["id"]
        [job] = self.client.post("/jobs/lock", {"worker": "w", "topics": [{"name": "digging", "lockFor": "PT5M"}], "max": 1})
        self.client.post(f"/jobs/{job['id']}/fail", {"worker": "w", "message": "rain", "retries": 0})
        [incident] = self.client.get(f"/instances/{instance}")["incidents"]
        self.client.post(f"/instances/{instance}/suspend", {})
        self.client.post(f"/instances/{instance}/resume", {})
        self.client.post(f"/incidents/{incident['id']}/retry")
        self.client.post(f"/instances/{instance}/cancel", {})
        events = listener.until(lambda event: event.type == "instance.cancelled")
        told = [event.type for event in events if event.type != "instance.changed"]
        self.assertEqual(told, ["instance.started", "incident.raised", "instance.suspended", "instance.resumed", "incident.resolved",
                                "instance.cancelled"])
        raised = next(event for event in events if event.type == "incident.raised")
        self.assertEqual(raised.data["incident"]["id"], incident["id"])

    def test_an_opportunity_is_told_of_with_its_instances(self):
        body = {"kind": "standard-sale", "title": "A deal", "customer": "Harbour", "responsible": "kim"}
        other = self.client.post("/opportunities", body)["id"]
        place = self.listen()
        first = self.client.post("/opportunities", body)["id"]
        self.client.request("PATCH", f"/opportunities/{other}", {"title": "Another"})
        self.client.request("PUT", f"/opportunities/{first}/stage", {"value": "needs", "reason": "by phone"})
        events = place.until(lambda event: event.data["operation"] == "set-stage" and event.data["opportunityId"] == first)
        self.assertIn("opportunity.created", [event.type for event in events])
        stage = events[-1].data
        self.assertEqual((stage["stage"], stage["operation"]), ("needs", "set-stage"))
        narrow = self.listen(f"?opportunity={first}", after=events[0].id)
        heard = narrow.until(lambda event: event.data["operation"] == "set-stage")
        self.assertEqual({event.data["opportunityId"] for event in heard}, {first})
        self.assertIn("task.opened", [event.type for event in heard])

    def test_one_instance_alone(self):
        first = self.begin()["id"]
        listener = self.listen(f"?instance={first}")
        self.begin()
        self.client.request("PATCH", f"/instances/{first}/variables", {"a": 1})
        event = listener.next()
        self.assertEqual((event.type, event.data["instanceId"]), ("instance.changed", first))

    def test_what_cannot_be_asked_is_refused(self):
        client = self.client
        for query, code in (("?topic=task,weather", "malformed"), ("?topic=", "malformed"), ("?since=1", "unknown-parameter")):
            reply = client.request("GET", "/events" + query)
            self.assertEqual((reply.status, reply.code), (400, code), query)
        for place in ("x", "5", "0-1", "5-x", "zzzzzzzzzzzzz-1"):
            reply = client.request("GET", "/events", headers={"Last-Event-ID": place})
            self.assertEqual((reply.status, reply.code), (400, "malformed"), place)
        client.put("/users/dora", {"roles": ["designer"], "groups": []})
        reply = self.as_user("dora").request("GET", "/events?topic=instance,task")
        self.assertEqual((reply.status, reply.code), (403, "forbidden"))
        self.assertEqual(self.types_until_marker(self.listen(user="dora")), [])


class Resuming(Live):
    def work(self):
        instance = self.begin()["id"]
        for _ in range(2):
            self.client.post(f"/tasks/{self.task_of(instance)}/complete", {})
        return instance

    def test_from_every_event_the_rest_comes_again(self):
        listener = self.listen()
        begin = listener.last
        self.work()
        self.work()
        marker = self.begin()["id"]
        ids = [event.id for event in listener.until(started(marker))]
        self.assertEqual(len(set(ids)), len(ids))
        self.assertGreater(len(ids), 12)
        for at, place in enumerate([begin, *ids[:-1]]):
            again = self.listen(after=place)
            self.assertEqual([event.id for event in again.until(started(marker))], ids[at:], place)
            again.close()

    def test_an_instances_events_come_in_its_order(self):
        listener = self.listen()
        instances = {self.work() for _ in range(5)}
        marker = self.begin()["id"]
        sequences = {}
        for event in listener.until(started(marker)):
            sequences.setdefault(event.data.get("instanceId"), []).append(event.data.get("sequence"))
        for instance in instances:
            self.assertEqual(sequences[instance], sorted(sequences[instance]))
            self.assertEqual(set(sequences[instance]), {1, 2, 3})

    def test_a_kill_loses_nothing(self):
        listener = self.listen()
        first = self.work()
        seen = listener.until(lambda event: event.type == "task.opened")
        second = self.work()
        self.server.kill()
        self.start()
        third = self.work()
        marker = self.begin()["id"]
        after = self.listen(after=seen[-1].id).until(started(marker))
        told = [event.data.get("instanceId") for event in seen + after if event.type == "instance.completed"]
        self.assertEqual(told, [first, second, third])
        self.assertEqual(len({event.id for event in seen + after}), len(seen + after))

    def test_who_heard_nothing_resumes_too(self):
        listener = self.listen("?topic=incident")
        place = listener.last
        self.assertIsNotNone(place)
        self.server.kill()
        self.start()
        instance = self.work()
        events = self.listen(after=place).until(lambda event: event.type == "instance.completed")
        self.assertEqual(events[-1].data["instanceId"], instance)

    def test_an_id_of_another_database_means_to_read_anew(self):
        listener = self.listen(after="7zzzzzzzzz-1")
        event = listener.next()
        self.assertEqual((event.type, event.data), ("reset", {"type": "reset"}))
        self.assertEqual(self.types_until_marker(listener), [])
        self.assertNotEqual(listener.last, "7zzzzzzzzz-1")

    def test_a_stop_ends_the_stream_as_a_whole(self):
        listener = self.listen()
        self.server.process.send_signal(signal.SIGTERM)
        self.assertIsNone(listener.next())
        self.assertEqual(self.server.process.wait(20), 0)

    def test_two_hundred_listen(self):
        listeners = [self.listen(user=f"user-{number}") for number in range(200)]
        instance = self.begin()["id"]
        for listener in listeners:
            self.assertEqual(listener.until(started(instance))[-1].type, "instance.started")


if __name__ == "__main__":
    onward_run.run([sys.modules[__name__]])
