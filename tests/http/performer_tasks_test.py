"""What performers know from 1C: accepting, redirecting, parts of a task, deputies, roles within a place, the calendar."""

import sys

import onward_run
from contract_world import World

JOINT = """<process xmlns="urn:onward:process:1" id="joint">
  <task id="check" groups='["office", "store"]'/>
</process>"""


class PerformerWorld(World):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.client.deploy(JOINT)

    def act(self, task, verb, body=None, user="anna", groups=("office",), key=None):
        return self.send("POST", f"/tasks/{task}/{verb}", body or {}, user=user, groups=list(groups), key=key)

    def look(self, task, user=None, groups=()):
        return self.send("GET", f"/tasks/{task}", user=user, groups=list(groups) if user else None)

    def listed(self, user, groups=("office",), query=""):
        with_groups = self.send("GET", "/tasks?limit=500" + query, user=user, groups=list(groups))
        self.assertEqual(with_groups.status, 200, with_groups.body)
        return {task["id"] for task in with_groups.body["items"]}

    def events(self, task, *names):
        instance = self.look(task).body["instanceId"]
        return [item for item in self.client.pages(f"/instances/{instance}/history") if item["event"] in names]

    def own(self, user="anna", **members):
        reply = self.send("POST", "/tasks", {"name": "Mine", **members}, user=user, groups=[])
        self.assertEqual(reply.status, 201, reply.body)
        return reply.body["id"]


class Accepting(PerformerWorld):
    def test_what_is_offered_becomes_theirs_and_leaves_the_lists_of_others(self):
        task = self.task()
        self.assertIsNone(self.look(task).body["acceptedAt"])
        self.assertTrue(task in self.listed("anna") and task in self.listed("ben"))
        reply = self.act(task, "accept")
        self.assertEqual((reply.status, reply.body["assignee"], reply.body["acceptedAt"]), (200, "anna", self.client.get("/clock")["now"]))
        self.assertEqual(reply.headers["etag"], self.look(task).headers["etag"])
        self.assertIn(task, self.listed("anna"))
        self.assertNotIn(task, self.listed("ben"))
        self.expect(self.act(task, "accept", user="ben"), 409, "already-claimed")
        self.expect(self.act(task, "accept", user="cleo", groups=("other",)), 404, "not-found")
        self.client.post("/clock", {"advance": "PT1H"})
        self.assertEqual(self.act(task, "accept").body["acceptedAt"], reply.body["acceptedAt"])
        released = self.act(task, "release")
        self.assertEqual((released.body["assignee"], released.body["acceptedAt"]), (None, None))
        self.assertTrue(task in self.listed("anna") and task in self.listed("ben"))
        self.assertIsNotNone(self.act(task, "claim", user="ben").body["acceptedAt"])
        told = self.events(task, "TaskAssigned")
        self.assertEqual([("assignee" in item["data"], "acceptedAt" in item["data"]) for item in told],
                         [(True, True), (False, False), (True, True)])
        self.act(task, "complete", {"variables": {"amount": 1}}, user="ben")
        self.assertIsNotNone(self.look(task).body["acceptedAt"])
        self.expect(self.act(task, "accept", user="ben"), 409, "already-completed")

    def test_lists_find_what_nobody_has_accepted(self):
        offered, given, taken = self.task(), self.own("boss", assignee="nina"), self.task()
        self.act(taken, "accept", user="nina")
        waiting = self.listed("nina", query="&accepted=false")
        self.assertTrue({offered, given} <= waiting and taken not in waiting)
        self.assertEqual(self.listed("nina", query="&accepted=true"), {taken})
        self.act(given, "accept", user="nina")
        self.assertEqual(self.listed("nina", query="&accepted=true"), {taken, given})
        self.expect(self.send("GET", "/tasks?accepted=maybe"), 400, "malformed")

    def test_what_was_given_to_one_person_stays_theirs(self):
        task = self.own("boss", assignee="olga")
        self.act(task, "accept", user="olga")
        released = self.act(task, "release", user="olga")
        self.assertEqual((released.body["assignee"], released.body["acceptedAt"]), ("olga", None))
        self.expect(self.send("POST", f"/tasks/{task}/accept", {}), 409, "already-claimed")

    def test_a_retry_accepts_once(self):
        task = self.task()
        first = self.act(task, "accept", key="accept-1")
        second = self.act(task, "accept", key="accept-1")
        self.assertEqual((second.body, second.headers["idempotency-replayed"]), (first.body, "true"))


class Redirecting(PerformerWorld):
    def test_the_trail_says_from_whom_to_whom_and_why(self):
        task = self.task()
        self.act(task, "accept")
        reply = self.act(task, "redirect", {"assignee": "ben", "comment": "He knows them"})
        self.assertEqual((reply.status, reply.body["assignee"], reply.body["acceptedAt"]), (200, "ben", None))
        self.assertTrue(task not in self.listed("anna") and task in self.listed("ben", ()))
        self.expect(self.act(task, "redirect", {"assignee": "cleo"}), 409, "already-claimed")
        self.assertEqual(self.send("POST", f"/tasks/{task}/redirect", {"candidateGroup": "store"}).status, 200)
        self.assertTrue(task in self.listed("dora", ("store",)) and task not in self.listed("ben"))
        trail = self.look(task).body["redirections"]
        self.assertEqual([(item["by"], item["from"], item["assignee"], item["candidateGroup"], item["comment"]) for item in trail],
                         [("anna", "anna", "ben", None, "He knows them"), ("admin", "ben", None, "store", None)])
        told = [(item["actor"], item["data"]) for item in self.events(task, "TaskRedirected")]
        self.assertEqual(told[0], ("anna", {"task": task, "by": "anna", "from": "anna", "assignee": "ben", "comment": "He knows them"}))
        self.assertEqual(told[1][1]["candidateGroup"], "store")
        self.expect(self.act(task, "claim"), 404, "not-found")
        done = self.act(task, "complete", {"variables": {"amount": 1}}, user="dora", groups=("store",))
        self.assertEqual(done.status, 200)
        self.assertEqual(self.look(task).body["candidateGroups"], ["store"])

    def test_several_candidates_make_way_for_one_group(self):
        task = self.task("joint")
        self.assertIn(task, self.listed("dora", ("store",)))
        self.act(task, "redirect", {"candidateGroup": "garage"})
        for group, there in (("office", False), ("store", False), ("garage", True)):
            self.assertEqual(task in self.listed("dora", (group,)), there, group)
            self.assertEqual(task in {one["id"] for one in self.client.pages(f"/tasks?group={group}")}, there, group)
        self.assertEqual(self.look(task).body["candidateGroups"], ["garage"])

    def test_what_is_wrong_is_named(self):
        task = self.task()
        self.act(task, "accept")
        for body, pointer, code in (({}, "/assignee", "one-of"), ({"assignee": "ben", "candidateGroup": "store"}, "/assignee", "one-of"),
                                    ({"assignee": "anna"}, "/assignee", "unchanged"), ({"candidateGroup": "x" * 256}, "/candidateGroup", "too-long"),
                                    ({"assignee": "ben", "comment": "x" * 4001}, "/comment", "too-long"), ({"to": "ben"}, "/to", "unknown-member")):
            with self.subTest(body=str(body)[:60]):
                reply = self.expect(self.act(task, "redirect", body), 422, "invalid")
                self.assertIn((pointer, code), [(error["pointer"], error["code"]) for error in reply.body["errors"]])
        self.expect(self.act(task, "redirect", {"assignee": "ben"}, user="eve", groups=()), 404, "not-found")
        stale = self.send("POST", f"/tasks/{task}/redirect", {"assignee": "ben"}, {"If-Match": '"99"'}, user="anna", groups=[])
        self.expect(stale, 412, "stale")
        for number in range(100):
            self.client.post(f"/tasks/{task}/redirect", {"assignee": f"user-{number}"})
        self.expect(self.send("POST", f"/tasks/{task}/redirect", {"assignee": "ben"}), 413, "too-large")


class Parts(PerformerWorld):
    def part(self, task, user="anna", key=None, **members):
        reply = self.act(task, "subtasks", {"name": "Ask production", **members}, user=user, key=key)
        self.assertEqual(reply.status, 201, reply.body)
        return reply.body["id"]

    def whole(self, user="anna"):
        task = self.task()
        self.act(task, "claim", user=user)
        return task

    def test_the_whole_shows_its_parts_and_how_many_are_open(self):
        task = self.whole()
        first = self.part(task, assignee="ben", due="2026-12-01T08:00:00Z")
        second = self.part(task)
        shown = self.look(task).body
        self.assertEqual((shown["openSubtasks"], [part["id"] for part in shown["subtasks"]]), (2, [first, second]))
        self.assertEqual(shown["subtasks"][0], {"id": first, "name": "Ask production", "state": "open", "assignee": "ben",
                                                "candidateGroups": [], "due": "2026-12-01T08:00:00.000Z"})
        made = self.look(first).body
        self.assertEqual((made["parentTaskId"], made["definition"], made["openSubtasks"]), (task, "onward:task", 0))
        self.assertEqual(self.look(second).body["assignee"], "anna")
        [row] = [row for row in self.client.pages("/tasks") if row["id"] == task]
        self.assertEqual((row["openSubtasks"], row["parentTaskId"]), (2, None))
        self.assertIn(first, self.listed("ben", ()))
        self.act(first, "complete", {}, user="ben")
        shown = self.look(task).body
        self.assertEqual((shown["openSubtasks"], [part["state"] for part in shown["subtasks"]]), (1, ["completed", "open"]))
        self.assertEqual([item["event"] for item in self.events(task, "SubtaskOpened", "SubtaskEnded")],
                         ["SubtaskOpened", "SubtaskOpened", "SubtaskEnded"])
        self.assertEqual(self.act(second, "complete", {}).status, 200)
        self.assertEqual(self.act(task, "complete", {"variables": {"amount": 1}}).status, 200)
        self.assertEqual([part["state"] for part in self.look(task).body["subtasks"]], ["completed", "completed"])

    def test_while_parts_are_open_the_whole_is_not_completed(self):
        task = self.whole()
        part = self.part(task)
        inner = self.part(part)
        amount = {"variables": {"amount": 1}}
        for query in ("", "?dryRun=true"):
            reply = self.expect(self.send("POST", f"/tasks/{task}/complete{query}", amount, user="anna"), 409, "open-subtasks")
            self.assertEqual(reply.body["errors"], [{"pointer": f"/subtasks/{part}", "code": "open", "detail": "Ask production"}])
        reply = self.expect(self.act(task, "complete", {**amount, "openSubtasks": "maybe"}), 422, "invalid")
        self.assertEqual(reply.body["errors"][0]["pointer"], "/openSubtasks")
        self.expect(self.act(task, "complete", {**amount, "openSubtasks": "refuse"}), 409, "open-subtasks")
        self.assertEqual(self.act(task, "complete", {**amount, "openSubtasks": "cancel"}).status, 200)
        self.assertEqual([self.look(one).body["state"] for one in (task, part, inner)], ["completed", "cancelled", "cancelled"])

    def test_what_cancels_the_whole_cancels_its_parts(self):
        task = self.whole()
        part = self.part(task)
        inner = self.part(part)
        done = self.part(task)
        self.act(done, "complete", {})
        self.client.post(f"/instances/{self.look(task).body['instanceId']}/cancel", {"reason": "never mind"})
        self.assertEqual([self.look(one).body["state"] for one in (task, part, inner, done)],
                         ["cancelled", "cancelled", "cancelled", "completed"])
        self.expect(self.act(task, "subtasks", {"name": "Late"}), 409, "already-completed")
        self.expect(self.act(task, "subtasks", {"name": "Late"}, "eve", ()), 404, "not-found")

    def test_a_part_that_is_cancelled_holds_nothing_up(self):
        task = self.whole()
        part = self.part(task)
        self.client.post(f"/instances/{self.look(part).body['instanceId']}/cancel", {"reason": "not needed"})
        self.assertEqual(self.look(task).body["openSubtasks"], 0)
        self.assertEqual(self.act(task, "complete", {"variables": {"amount": 1}}).status, 200)

    def test_a_part_shares_the_opportunity_of_the_whole(self):
        deal = self.client.post("/opportunities", {"kind": "standard-sale", "title": "A deal", "customer": "Mill", "responsible": "anna"})["id"]
        [task] = self.client.pages(f"/tasks?opportunity={deal}")
        part = self.part(task["id"])
        self.assertEqual(self.look(part).body["opportunityId"], deal)
        self.client.put(f"/opportunities/{deal}/responsible", {"value": "ben"})
        self.assertEqual(self.look(part).body["assignee"], "ben")

    def test_who_may_and_what_is_wrong(self):
        task = self.whole()
        self.expect(self.act(task, "subtasks", {"name": "X"}, user="eve", groups=()), 404, "not-found")
        self.expect(self.act(task, "subtasks", {"name": "X"}, user="ben"), 409, "already-claimed")
        for body, pointer in (({}, "/name"), ({"name": "X", "opportunityId": "1"}, "/opportunityId"), ({"name": "X", "priority": 101}, "/priority")):
            reply = self.expect(self.act(task, "subtasks", body), 422, "invalid")
            self.assertEqual([error["pointer"] for error in reply.body["errors"]], [pointer])
        self.expect(self.act(task + "9", "subtasks", {"name": "X"}), 404, "not-found")
        stale = self.send("POST", f"/tasks/{task}/subtasks", {"name": "X"}, {"If-Match": '"99"'}, user="anna")
        self.expect(stale, 412, "stale")
        first = self.part(task, key="part-1")
        self.assertEqual(self.part(task, key="part-1"), first)
        self.assertEqual(self.look(task).body["openSubtasks"], 1)
        for _ in range(99):
            self.part(task)
        self.expect(self.act(task, "subtasks", {"name": "X"}), 413, "too-large")
        self.client.post(f"/instances/{self.look(task).body['instanceId']}/suspend", {"reason": "wait"})
        self.expect(self.act(task, "subtasks", {"name": "X"}), 409, "wrong-state")
        self.assertEqual(self.act(first, "complete", {}).status, 200)
        self.assertEqual(self.look(task).body["openSubtasks"], 99)


class RolesWithin(PerformerWorld):
    """A role within a place is a group with a computed name: in both dialects, and wherever groups are."""

    COMPACT = """<process xmlns="urn:onward:process:1" id="regional">
      <task id="approve" groups='"head@" + region'/>
    </process>"""
    BPMN = """<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" targetNamespace="t">
      <process id="regional-bpmn" isExecutable="true"><startEvent id="s"/><sequenceFlow id="a" sourceRef="s" targetRef="approve"/>
      <userTask id="approve" camunda:candidateGroups="head@${region}"/><sequenceFlow id="b" sourceRef="approve" targetRef="e"/>
      <endEvent id="e"/></process></definitions>"""

    def test_whoever_has_the_role_there_gets_the_task(self):
        for key, text in (("regional", self.COMPACT), ("regional-bpmn", self.BPMN)):
            with self.subTest(dialect=key):
                self.client.deploy(text)
                task = self.begin(key, region="region-north")["tasks"][0]
                self.assertEqual(task["candidateGroups"], ["head@region-north"])
                self.assertIn(task["id"], self.listed("hedda", ("head@region-north",)))
                for groups in (("head@region-south",), ("head",), ("region-north",)):
                    self.assertNotIn(task["id"], self.listed("hedda", groups))
                self.assertEqual(self.act(task["id"], "accept", user="hedda", groups=("head@region-north",)).body["assignee"], "hedda")

    def test_a_place_without_somebody_in_the_role_hangs_visibly(self):
        self.client.deploy(self.COMPACT)
        task = self.begin("regional", region="region-west")["tasks"][0]["id"]

        def hung():
            return [item["reason"] for item in self.client.get("/reports/hung")["items"] if item["taskId"] == task]
        self.assertEqual(hung(), ["group-without-members"])
        self.client.put("/users/wim", {"name": "Wim", "groups": ["head@region-west"]})
        self.assertEqual(hung(), [])
        [group] = [one for one in self.client.pages("/groups") if one["id"] == "head@region-west"]
        self.assertEqual((group["role"], group["within"], group["users"]), ("head", "region-west", ["wim"]))
        [plain] = [one for one in self.client.pages("/groups") if one["id"] == "office"] or [{"role": None, "within": None}]
        self.assertEqual((plain["role"], plain["within"]), (None, None))

    def test_a_place_that_is_not_known_is_an_incident(self):
        self.client.deploy(self.COMPACT)
        made = self.begin("regional")
        [incident] = self.client.get(f"/instances/{made['id']}")["incidents"]
        self.assertEqual((made["tasks"], incident["code"]), ([], "expression-failed"))


class Calendar(PerformerWorld):
    def feed(self, address, etag=None):
        return self.client.request("GET", address, None, None, {"If-None-Match": etag} if etag else {})

    def address(self, user):
        reply = self.send("PUT", "/me/calendar-token", {}, user=user, groups=[])
        self.assertEqual(reply.status, 200, reply.body)
        return reply.body["path"]

    def test_the_address_alone_shows_what_is_due(self):
        due = self.own("ida", name="Call, then write", due="2026-12-01T16:00:00Z", priority=100)
        self.own("ida", name="Some day")
        self.own("ivo", name="Of another", due="2026-12-01T16:00:00Z")
        address = self.address("ida")
        reply = self.feed(address)
        self.assertEqual((reply.status, reply.headers["content-type"]), (200, "text/calendar; charset=utf-8"))
        lines = reply.body.split("\r\n")
        for line in (f"UID:{due}@onward", "DTSTART:20261201T160000Z", "SUMMARY:Call\\, then write", "PRIORITY:1"):
            self.assertIn(line, lines)
        self.assertEqual(lines.count("BEGIN:VEVENT"), 1)
        self.assertIn("BEGIN:VTODO", self.feed(address + "&as=todo").body.split("\r\n"))
        self.expect(self.feed(address + "&as=pie"), 400, "malformed")
        unchanged = self.feed(address, reply.headers["etag"])
        self.assertEqual((unchanged.status, unchanged.body, unchanged.headers["etag"]), (304, "", reply.headers["etag"]))
        self.act(due, "complete", {}, "ida", ())
        after = self.feed(address, reply.headers["etag"])
        self.assertEqual((after.status, "BEGIN:VEVENT" in after.body), (200, False))

    def test_a_new_address_ends_the_old_and_both_can_be_taken_back(self):
        first = self.address("ida")
        second = self.address("ida")
        self.expect(self.feed(first), 404, "not-found")
        self.assertEqual(self.feed(second).status, 200)
        self.assertEqual(self.send("DELETE", "/me/calendar-token", user="ida", groups=[]).status, 204)
        self.expect(self.feed(second), 404, "not-found")
        self.expect(self.send("DELETE", "/me/calendar-token", user="ida", groups=[]), 404, "not-found")
        self.expect(self.feed("/me/calendar.ics"), 404, "not-found")


class Deputies(PerformerWorld):
    """Tests move the clock by days: it goes from one test to the next, so each asks what day it is."""

    def today(self, days=0):
        if days:
            self.client.post("/clock", {"advance": f"P{days}D"})
        return self.client.get("/clock")["now"][:10]

    def away(self, user, deputy, first=None, last=None, roles=("performer",)):
        self.client.put(f"/users/{user}", {"name": user, "roles": list(roles), "groups": ["office"], "deputy": deputy,
                                           "absentFrom": first, "absentTo": last})

    def test_the_deputy_sees_and_completes_and_the_history_says_for_whom(self):
        task, offered = self.own("boss", assignee="ada"), self.own("boss", candidateUsers=["ada", "zoe"])
        group = self.own("boss", candidateGroups=["ada-only"])
        self.assertEqual(self.listed("dan", ()), set())
        self.expect(self.act(task, "complete", {}, "dan", ()), 404, "not-found")
        self.away("ada", "dan", self.today(), self.today())
        self.assertEqual(self.listed("dan", ()), {task, offered})
        self.assertNotIn(group, self.listed("dan", ()))
        self.assertEqual(self.look(task, "dan").body["assignee"], "ada")
        new = self.own("boss", assignee="ada")
        self.assertIn(new, self.listed("dan", ()))
        self.assertEqual(self.act(new, "accept", {}, "dan", ()).body["assignee"], "ada")
        self.assertEqual(self.act(offered, "claim", {}, "dan", ()).body["assignee"], "dan")
        self.assertEqual(self.act(task, "complete", {"results": "done"}, "dan", ()).status, 200)
        acted = self.events(task, "DeputyActed")
        self.assertEqual([(item["actor"], item["operation"], item["data"]) for item in acted],
                         [("dan", "complete-task", {"task": task, "deputy": "dan", "absentee": "ada"})])
        self.assertEqual(len(self.events(offered, "DeputyActed")), 1)
        self.today(1)
        self.assertEqual(self.listed("dan", ()), {offered})
        self.expect(self.act(new, "complete", {}, "dan", ()), 404, "not-found")
        self.assertIn(new, self.listed("ada", ()))

    def test_both_days_belong_to_the_absence(self):
        task = self.own("boss", assignee="bea")
        first = self.today(1)
        self.client.post("/clock", {"advance": "P3D"})
        last = self.client.get("/clock")["now"][:10]
        self.away("bea", "dirk", last, last)
        self.assertEqual(self.listed("dirk", ()), {task})
        self.away("bea", "dirk", first, None)
        self.assertEqual(self.listed("dirk", ()), {task})
        self.away("bea", "dirk", None, last)
        self.assertEqual(self.listed("dirk", ()), {task})
        self.away("bea", "dirk", None, first)
        self.assertEqual(self.listed("dirk", ()), set())
        self.away("bea", "dirk")
        self.assertEqual(self.listed("dirk", ()), set())

    def test_a_deputy_who_is_absent_has_a_deputy(self):
        day = self.today()
        task = self.own("boss", assignee="c0")
        for number in range(7):
            self.away(f"c{number}", f"c{number + 1}", day)
        seen = [number for number in range(1, 8) if task in self.listed(f"c{number}", ())]
        self.assertEqual(seen, [1, 2, 3, 4, 5])
        self.away("c1", "c2")
        self.assertEqual([number for number in range(1, 8) if task in self.listed(f"c{number}", ())], [1])

    def test_cycles_do_no_harm(self):
        day = self.today()
        self.away("eli", "fay", day)
        self.away("fay", "eli", day)
        self.away("gus", "gus", day)
        task, other, own = self.own("boss", assignee="eli"), self.own("boss", assignee="fay"), self.own("boss", assignee="gus")
        self.assertEqual(self.listed("eli", ()), {task, other})
        self.assertEqual(self.listed("fay", ()), {task, other})
        self.assertEqual(self.listed("gus", ()), {own})
        self.act(own, "complete", {}, "gus", ())
        self.assertEqual(self.events(own, "DeputyActed"), [])
        self.assertEqual(self.act(task, "complete", {}, "fay", ()).status, 200)


if __name__ == "__main__":
    onward_run.run([sys.modules[__name__]])
