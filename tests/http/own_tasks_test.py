"""Tasks of one's own (POST /tasks): made, worked on, closed and told like every other task, and nowhere else to be seen."""

import sys

import onward_run
from contract_world import World
from onward_client import Client

DEAL = {"kind": "standard-sale", "title": "A deal", "customer": "Harbour Foods", "responsible": "anna"}
FULL = {
    "name": "Call the customer back", "assignee": "anna", "candidateUsers": ["anna", "ben"], "candidateGroups": ["sales"],
    "due": "2026-12-01T16:00:00Z", "followUp": "2026-11-30T08:00:00Z", "priority": 70, "instructions": "Ask about the *offer*.",
    "deliverable": "A note of the call", "checklist": ["Find the offer", {"id": "call", "text": "Call", "remarkRequired": True}],
    "form": {"fields": [
        {"id": "interested", "label": "Interested?", "type": "boolean", "required": True},
        {"id": "amount", "type": "number", "default": 10.50, "min": 0, "exclusiveMin": True, "max": 100},
        {"id": "way", "type": "enum", "default": "phone", "options": [{"value": "phone", "label": "By phone"}, {"value": "mail"}]},
        {"id": "again", "type": "date", "default": "2026-12-24"},
        {"id": "lines", "type": "list", "fields": [{"id": "sku", "required": True}]},
    ]},
}


class OwnTasks(World):
    def make(self, user="anna", key=None, **members):
        reply = self.send("POST", "/tasks", {"name": "Mine", **members}, key=key, user=user, groups=[])
        self.assertEqual(reply.status, 201, reply.body)
        return reply

    def look(self, task, user="admin"):
        return self.send("GET", f"/tasks/{task}", user=user, groups=[] if user != "admin" else None)

    def listed(self, query, user, groups=()):
        reply = self.send("GET", f"/tasks?{query}", user=user, groups=list(groups))
        return [task["id"] for task in reply.body["items"]]

    def act(self, task, verb, body=None, user="anna", groups=()):
        return self.send("POST", f"/tasks/{task}/{verb}", body or {}, user=user, groups=list(groups))

    def test_it_is_answered_as_it_is_read(self):
        reply = self.make(**FULL)
        task = reply.body["id"]
        self.assertEqual(reply.headers["location"], f"/api/v1/tasks/{task}")
        read = self.look(task, "anna")
        self.assertEqual(reply.body, read.body)
        self.assertEqual(reply.headers["etag"], read.headers["etag"])
        for member in ("name", "assignee", "candidateUsers", "candidateGroups", "priority", "instructions", "deliverable"):
            self.assertEqual(read.body[member], FULL[member])
        self.assertEqual((read.body["due"], read.body["followUp"]), ("2026-12-01T16:00:00.000Z", "2026-11-30T08:00:00.000Z"))
        self.assertEqual((read.body["state"], read.body["definition"], read.body["deliverableRequired"]), ("open", "onward:task", True))
        self.assertEqual([(item["id"], item["text"], item["remarkRequired"]) for item in read.body["checklist"]],
                         [("1", "Find the offer", False), ("call", "Call", True)])
        fields = {field["id"]: field for field in read.body["form"]["fields"]}
        self.assertEqual([fields[name].get("default") for name in ("interested", "amount", "way", "again")],
                         [None, 10.50, "phone", "2026-12-24"])
        self.assertEqual((fields["amount"]["min"], fields["amount"]["exclusiveMin"], fields["amount"]["max"]), (0, True, 100))
        self.assertEqual(fields["lines"]["fields"][0]["id"], "sku")
        # What one task says, another can be made of.
        again = self.make(form=read.body["form"]).body
        self.assertEqual(again["form"], read.body["form"])

    def test_nobody_named_it_is_the_callers(self):
        task = self.make("carla").body
        self.assertEqual((task["assignee"], task["priority"], task["due"], task["form"]["fields"]), ("carla", 50, None, []))
        offered = self.make("carla", candidateGroups=["office"]).body
        self.assertIsNone(offered["assignee"])
        self.assertIn(task["id"], self.listed("", "carla"))
        self.assertEqual(self.listed("", "dora"), [])
        self.assertIn(offered["id"], self.listed("", "dora", ["office"]))
        self.assertEqual(self.look(task["id"], "dora").status, 404)

    def test_it_is_completed_as_its_form_says(self):
        task = self.make(**FULL).body["id"]
        reply = self.expect(self.act(task, "complete", {"variables": {"amount": 0, "lines": [{}]}}), 422, "invalid")
        self.assertEqual({error["pointer"] for error in reply.body["errors"]},
                         {"/variables/interested", "/variables/amount", "/variables/lines/0/sku", "/results", "/checklist/1", "/checklist/call"})
        for item in ("1", "call"):
            self.assertEqual(self.send("PUT", f"/tasks/{task}/checklist/{item}", {"done": True, "remark": "yes"}, user="anna").status, 200)
        reply = self.act(task, "complete", {"results": "note 5", "variables": {"interested": True}})
        self.assertEqual((reply.status, reply.body["instance"]["state"], reply.body["tasks"]), (200, "completed", []))
        closed = self.look(task).body
        self.assertEqual((closed["state"], closed["name"], closed["checklist"][1]["text"]), ("completed", FULL["name"], "Call"))
        variables = self.send("GET", f"/instances/{closed['instanceId']}/variables").body
        self.assertEqual({name: variables[name] for name in ("interested", "amount", "way", "again")},
                         {"interested": True, "amount": 10.50, "way": "phone", "again": "2026-12-24"})
        history = self.send("GET", f"/instances/{closed['instanceId']}/history").body["items"]
        self.assertEqual([(item["event"], item["actor"]) for item in history if item["event"] in ("TaskOpened", "TaskClosed")],
                         [("TaskOpened", "anna"), ("TaskClosed", "anna")])
        names = [item["name"] for item in self.send("GET", f"/instances/{closed['instanceId']}/activities").body["items"]]
        self.assertIn(FULL["name"], names)

    def test_what_people_do_with_tasks(self):
        task = self.make("anna", candidateGroups=["office"]).body["id"]
        self.assertEqual(self.act(task, "claim", user="ben", groups=["office"]).body["assignee"], "ben")
        self.expect(self.act(task, "claim", user="dora", groups=["office"]), 409, "already-claimed")
        self.assertEqual(self.act(task, "delegate", {"assignee": "carl"}, "ben").body["assignee"], "carl")
        self.assertEqual(self.act(task, "release", user="carl").body["assignee"], "ben")
        self.assertEqual(self.act(task, "assign", {"assignee": "dora"}, "ben").body["assignee"], "dora")
        self.assertEqual(self.act(task, "comments", {"text": "later"}, "dora").status, 200)
        patched = self.send("PATCH", f"/tasks/{task}", {"due": "2026-12-02T08:00:00Z", "priority": 90}, user="dora")
        self.assertEqual((patched.body["due"], patched.body["priority"]), ("2026-12-02T08:00:00.000Z", 90))
        stale = self.send("PATCH", f"/tasks/{task}", {"priority": 1}, {"If-Match": '"1"'}, user="dora")
        self.expect(stale, 412, "stale")
        self.assertEqual(self.look(task).body["comments"][0]["text"], "later")
        done = self.act(task, "complete", {}, "dora")
        self.assertEqual(done.body["instance"]["state"], "completed")

    def test_an_opportunity_has_it(self):
        deal = self.client.post("/opportunities", DEAL)["id"]
        task = self.make("anna", opportunityId=deal).body
        self.assertEqual(task["opportunityId"], deal)
        self.assertIn(task["id"], [one["id"] for one in self.client.pages(f"/tasks?opportunity={deal}")])
        flow = self.client.get(f"/opportunities/{deal}/flow")
        self.assertIn("record-initial-contact", [step["id"] for step in flow["steps"]])
        told = self.client.pages(f"/opportunities/{deal}/history")
        self.assertIn(task["instanceId"], [item.get("instanceId") for item in told])
        self.client.put(f"/opportunities/{deal}/responsible", {"value": "ben"})
        self.assertEqual(self.look(task["id"]).body["assignee"], "ben")
        draft = self.client.post("/opportunities", {**DEAL, "draft": True})["id"]
        self.make("anna", opportunityId=draft)
        self.assertEqual(self.client.get(f"/opportunities/{draft}/flow")["steps"], [])
        for unknown in ("1zzzzzzzzzzz1", "?", ""):
            reply = self.send("POST", "/tasks", {"name": "Lost", "opportunityId": unknown})
            self.expect(reply, 422, "invalid")
            self.assertEqual(reply.body["errors"][0]["code"], "unknown-opportunity")

    def test_its_process_is_nowhere(self):
        before = self.client.get("/opportunity-kinds"), self.client.get("/groups")
        self.make("anna", candidateGroups=["nowhere-else"])
        self.assertEqual((self.client.get("/opportunity-kinds"), self.client.get("/groups")), before)
        self.assertNotIn("onward:task", [one["key"] for one in self.client.pages("/definitions?allVersions=true")])
        self.assertEqual(self.send("GET", "/definitions/onward:task").status, 404)
        self.expect(self.send("POST", "/instances", {"definition": "onward:task"}), 404, "not-found")
        self.assertEqual(self.send("POST", "/definitions", '<process xmlns="urn:onward:process:1" id="onward:task"><task id="a"/></process>',
                                   {"Content-Type": "application/xml"}).status, 422)

    def test_what_it_says_is_nobodys_to_write(self):
        task = self.make("anna").body
        for member in ("onward:task", "onward:other"):
            reply = self.send("PATCH", f"/instances/{task['instanceId']}/variables", {member: {"name": "Other"}})
            self.expect(reply, 422, "invalid")
            reply = self.act(task["id"], "complete", {"variables": {member: 1}})
            self.assertEqual([(error["pointer"], error["code"]) for error in reply.body["errors"]], [(f"/variables/{member}", "reserved")])

    def test_a_retry_makes_one(self):
        first = self.make("eve", key="own-1")
        second = self.make("eve", key="own-1")
        self.assertEqual((second.body["id"], second.headers["idempotency-replayed"]), (first.body["id"], "true"))
        self.assertEqual(len(self.listed("", "eve")), 1)
        self.expect(self.send("POST", "/tasks", {"name": "Other"}, key="own-1", user="eve", groups=[]), 422, "key-reused")
        self.act(first.body["id"], "complete", user="eve")
        third = self.make("eve", key="own-1")
        self.assertEqual((third.body["id"], third.body["state"], third.headers["idempotency-replayed"]),
                         (first.body["id"], "completed", "true"))
        self.assertEqual(third.headers["location"], first.headers["location"])

    def test_it_outlives_the_server(self):
        task = self.make(**FULL).body
        self.client.close()
        self.server.kill()
        self.server.start()
        type(self).client = Client(self.server.port)
        self.assertEqual(self.look(task["id"], "anna").body, task)

    def test_what_is_wrong_is_named(self):
        def refused(pointer, code, **members):
            with self.subTest(members=members):
                reply = self.expect(self.send("POST", "/tasks", {"name": "X", **members}), 422, "invalid")
                self.assertIn((pointer, code), [(error["pointer"], error["code"]) for error in reply.body["errors"]])

        def field(code, member, **members):
            refused(f"/form/fields/0/{member}", code, form={"fields": [{"id": "f", **members}]})

        refused("/name", "required", name="")
        refused("/name", "too-long", name="x" * 1001)
        refused("/instructions", "too-long", instructions="x" * 65537)
        refused("/deliverable", "too-long", deliverable="x" * 1001)
        refused("/assignee", "too-long", assignee="x" * 256)
        refused("/candidateUsers", "invalid-name", candidateUsers=["a,b"])
        refused("/candidateGroups", "invalid-name", candidateGroups=[" "])
        refused("/candidateGroups", "too-many", candidateGroups=[f"g{i}" for i in range(101)])
        refused("/due", "wrong-type", due="tomorrow")
        refused("/priority", "out-of-range", priority=101)
        refused("/other", "unknown-member", other=1)
        refused("/checklist/0", "wrong-type", checklist=[1])
        refused("/checklist/0/text", "required", checklist=[{"id": "a"}])
        refused("/checklist/1/id", "duplicate", checklist=["a", {"id": "1", "text": "b"}])
        refused("/checklist", "too-many", checklist=["x"] * 101)
        refused("/form/fields/1/id", "duplicate", form={"fields": [{"id": "a"}, {"id": "a"}]})
        field("required", "id", id="")
        field("reserved", "id", id="onward:task")
        field("invalid-value", "type", type="colour")
        field("required", "options", type="enum")
        field("not-allowed", "options", options=[{"value": "a"}])
        field("invalid-value", "default", type="enum", options=[{"value": "a"}], default="b")
        field("wrong-type", "default", type="number", default="1")
        field("wrong-type", "default", type="date", default="soon")
        field("not-allowed", "default", type="list", default=[], fields=[{"id": "a"}])
        field("required", "fields", type="list")
        field("not-allowed", "fields", fields=[{"id": "a"}])
        field("not-allowed", "min", min=1)
        field("out-of-range", "max", type="number", min=2, max=1)
        refused("/form", "invalid", form={"fields": [{"id": "f", "requiredIf": "1 +"}]})
        large = [{"id": f"f{i}", "type": "enum", "options": [{"value": "x" * 200 + str(j), "label": "y" * 900} for j in range(100)]}
                 for i in range(15)]
        self.expect(self.send("POST", "/tasks", {"name": "X", "form": {"fields": large}}), 413, "too-large")


if __name__ == "__main__":
    onward_run.run([sys.modules[__name__]])
