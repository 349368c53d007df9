"""What the server tells beside lists: which condition decides in a dry run, and histories page by page."""

import json

from contract_operations import DEAL
from contract_world import ERRAND, XML, World

# The choice splits by amount; what is "taken" has flows with conditions of its own; behind the script a second choice is made in the same command.
WAYS = """<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" id="d" targetNamespace="t">
  <process id="ways" isExecutable="true">
    <startEvent id="start"/><sequenceFlow id="f0" sourceRef="start" targetRef="ask"/>
    <userTask id="ask"/><sequenceFlow id="f1" sourceRef="ask" targetRef="size"/>
    <exclusiveGateway id="size" name="How much?" default="small"/>
    <sequenceFlow id="large" sourceRef="size" targetRef="count"><conditionExpression xsi:type="tFormalExpression">amount &gt; 10</conditionExpression></sequenceFlow>
    <sequenceFlow id="small" sourceRef="size" targetRef="join"/>
    <scriptTask id="count" scriptFormat="feel"><script>{"double": amount * 2}</script></scriptTask>
    <sequenceFlow id="f2" sourceRef="count" targetRef="which"/>
    <inclusiveGateway id="which"/>
    <sequenceFlow id="even" sourceRef="which" targetRef="left"><conditionExpression xsi:type="tFormalExpression">double &gt; 20</conditionExpression></sequenceFlow>
    <sequenceFlow id="huge" sourceRef="which" targetRef="right"><conditionExpression xsi:type="tFormalExpression">double &gt; 100</conditionExpression></sequenceFlow>
    <sequenceFlow id="always" sourceRef="which" targetRef="third"/>
    <userTask id="left"/><userTask id="right"/><userTask id="third"/>
    <exclusiveGateway id="join"/><sequenceFlow id="f3" sourceRef="join" targetRef="split"/>
    <parallelGateway id="split"/><sequenceFlow id="p1" sourceRef="split" targetRef="small-task"/><sequenceFlow id="p2" sourceRef="split" targetRef="other-task"/>
    <userTask id="small-task"/>
    <sequenceFlow id="c1" sourceRef="small-task" targetRef="left"><conditionExpression xsi:type="tFormalExpression">amount = 1</conditionExpression></sequenceFlow>
    <userTask id="other-task"/>
  </process>
</definitions>"""
ROUNDS = """<process xmlns="urn:onward:process:1" id="rounds">
  <task id="again" name="Once more"/>
  <choice id="enough"><when test="enough = true" next="many"/><otherwise next="again"/></choice>
  <task id="many" for-each="[1, 2, 3]" one-by-one="true"/>
  <end id="done"/>
</process>"""


OFFERS = """<process xmlns="urn:onward:process:1" id="offers"><parallel id="all">
  <branch><task id="lone" groups='"office"'/></branch><branch><task id="several" groups='["office", "kitchen"]'/></branch>
  <branch><task id="named" users='"kim"'/></branch><branch><task id="both" users='"kim"' groups='"office"'/></branch>
  <branch><task id="anyone"/></branch><branch><task id="taken" assignee='"kim"'/></branch>
</parallel></process>"""


class Mays(World):
    """A list shows exactly what one may do."""

    def seen(self, instance, user, groups):
        listed = self.send("GET", f"/tasks?instance={instance}&limit=2", user=user, groups=groups).body
        found = [task["elementId"] for task in listed["items"]]
        while "next" in listed:
            listed = self.send("GET", f"/tasks?instance={instance}&limit=2&after={listed['next']}", user=user, groups=groups).body
            found += [task["elementId"] for task in listed["items"]]
        self.assertEqual(len(found), len(set(found)), "a task stands twice")
        return set(found)

    def test_a_list_shows_what_one_may_do(self):
        self.client.deploy(OFFERS)
        instance = self.begin("offers")["id"]
        tasks = {task["elementId"]: task["id"] for task in self.client.get(f"/tasks?instance={instance}")["items"]}
        everything = {"lone", "several", "named", "both", "anyone", "taken"}
        for user, groups, expected in (("kim", [], {"named", "both", "anyone", "taken"}), ("lee", ["office"], {"lone", "several", "both", "anyone"}),
                                       ("lee", ["kitchen"], {"several", "anyone"}), ("lee", [], {"anyone"}),
                                       ("lee", None, {"lone", "several", "both", "anyone"}), ("kim", None, everything)):
            with self.subTest(user=user, groups=groups):
                self.assertEqual(self.seen(instance, user, groups), expected)
                for element, task in tasks.items():
                    status = self.send("GET", f"/tasks/{task}", user=user, groups=groups).status
                    self.assertEqual(status, 200 if element in expected else 404, element)


class DryRuns(World):
    def decisions(self, task, **variables):
        reply = self.send("POST", f"/tasks/{task}/complete?dryRun=true", {"variables": variables})
        self.assertEqual(reply.status, 200, reply.body)
        keys = ("elementId", "name", "flowId", "condition", "default", "targetId")
        for one in reply.body["decisions"]:
            self.assertEqual(tuple(one), keys)
        return [tuple(one.values()) for one in reply.body["decisions"]], sorted(task["elementId"] for task in reply.body["tasks"])

    def test_it_tells_which_condition_decides(self):
        self.client.deploy(WAYS)
        task = self.task("ways")
        size = ("size", "How much?")
        large = (*size, "large", "amount > 10", False, "count")
        some = [large, ("which", "which", "even", "double > 20", False, "left"), ("which", "which", "always", None, False, "third")]
        self.assertEqual(self.decisions(task, amount=20), (some, ["left", "third"]))
        every = [*some[:2], ("which", "which", "huge", "double > 100", False, "right"), some[2]]
        self.assertEqual(self.decisions(task, amount=200), (every, ["left", "right", "third"]))
        small = [(*size, "small", None, True, "join")]
        self.assertEqual(self.decisions(task, amount=1), (small, ["other-task", "small-task"]))
        # Nothing was kept, and what is completed in earnest tells no decisions.
        self.assertEqual(self.client.get(f"/tasks/{task}")["state"], "open")
        reply = self.send("POST", f"/tasks/{task}/complete", {"variables": {"amount": 1}})
        self.assertNotIn("decisions", reply.body)
        [then] = [one["id"] for one in reply.body["tasks"] if one["elementId"] == "small-task"]
        self.assertEqual(self.decisions(then), ([("small-task", "small-task", "c1", "amount = 1", False, "left")], ["left", "other-task"]))

    def test_where_nothing_is_chosen_nothing_is_told(self):
        self.assertEqual(self.decisions(self.task(), amount=1), ([], ["tell"]))


class Histories(World):
    def whole(self, path):
        return self.client.get(f"{path}?limit=500")["items"]

    def in_pages(self, path, limit):
        return self.client.pages(f"{path}?limit={limit}")

    def rounds(self, number):
        """An instance that was in the same task so many times, and then in a multi-instance one."""
        self.client.deploy(ROUNDS)
        made = self.begin("rounds", enough=False)
        task = made["tasks"][0]["id"]
        for turn in range(number):
            self.client.post(f"/tasks/{task}/comments", {"text": f"turn {turn}"})
            task = self.client.post(f"/tasks/{task}/complete", {"variables": {"enough": turn == number - 1}})["tasks"][0]["id"]
        self.client.post(f"/tasks/{task}/complete", {})
        return made["id"]

    def test_pages_of_an_instance_join_to_the_whole(self):
        instance = self.rounds(12)
        for name in ("history", "activities"):
            path = f"/instances/{instance}/{name}"
            whole = self.whole(path)
            self.assertGreater(len(whole), 20)
            for limit in (1, 2, 7, len(whole) - 1, len(whole)):
                with self.subTest(list=name, limit=limit):
                    self.assertEqual(self.in_pages(path, limit), whole)

    def test_what_happened_to_an_instance_is_told_with_its_element(self):
        instance = self.rounds(3)
        items = self.in_pages(f"/instances/{instance}/history", 2)
        self.assertEqual([item["node"] for item in items if item["event"] == "TaskCommented"], ["again"] * 3)
        self.assertEqual([item["node"] for item in items if item["event"] == "TaskClosed"], ["again"] * 3 + ["many"])
        activities = self.in_pages(f"/instances/{instance}/activities", 2)
        told = [(one["elementId"], one["state"], one["loopCounter"]) for one in activities if one["type"] == "userTask"]
        self.assertEqual(told, [("again", "completed", None)] * 3 + [("many", "completed", 1), ("many", "active", 2)])

    def test_pages_of_an_opportunity_join_to_the_whole(self):
        deal = self.client.post("/opportunities", DEAL)["id"]
        for number in range(5):
            self.client.request("PATCH", f"/opportunities/{deal}", {"title": f"Deal {number}"})
        path = f"/opportunities/{deal}/history"
        whole = self.whole(path)
        self.assertGreater(len(whole), 6)
        for limit in (1, 3, len(whole)):
            with self.subTest(limit=limit):
                self.assertEqual(self.in_pages(path, limit), whole)

    def test_cursors_that_are_none(self):
        instance = self.begin()["id"]
        for name in ("history", "activities"):
            for cursor in ("x", "1", "1.", ".1", "0.1", "1.2.3", "-1.0", "1.x", "99999999999999999999.1"):
                with self.subTest(list=name, cursor=cursor):
                    self.expect(self.send("GET", f"/instances/{instance}/{name}?after={cursor}"), 400, "invalid-cursor")
            self.assertEqual(json.dumps(self.client.get(f"/instances/{instance}/{name}?after=9999.1")), '{"items": []}')


class Impact(World):
    def impact(self, text):
        told = self.send("POST", "/definitions?dryRun=true", text, XML).body["impact"]
        return {(one["elementId"], one["instances"]) for one in told}

    def test_every_change_that_an_instance_would_notice_is_told(self):
        self.begin()
        open_now = len(self.client.pages("/instances?definition=errand&state=active"))
        for old, new in (('min="0"', 'min="1"'), ('required="true"', 'required="false"'), ("'\"office\"'", "'\"desk\"'"), ('type="number"', 'type="text"')):
            with self.subTest(new=new):
                self.assertEqual(self.impact(ERRAND.replace(old, new, 1).replace('type="text" required="true" min="0"', 'type="text" required="true"')),
                                 {("ask", open_now)})
        self.assertEqual(self.impact(ERRAND + "\n"), set())

    def test_what_only_a_simulation_goes_by_is_no_change(self):
        self.begin()
        self.assertEqual(self.impact(ERRAND.replace('id="ask"', 'id="ask" simulation-duration="PT2H"')), set())

ORDERLY = """<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="t"><process id="orderly" isExecutable="true">
  <startEvent id="s"/><sequenceFlow id="a" sourceRef="s" targetRef="some"/>
  <adHocSubProcess id="some" ordering="Sequential"><userTask id="visit" name="Visit"/><userTask id="call"/>
    <completionCondition>enough = true</completionCondition></adHocSubProcess>
  <sequenceFlow id="b" sourceRef="some" targetRef="e"/><endEvent id="e"/></process></definitions>"""


class Offers(World):
    def waits(self, instance):
        (token,) = [one for one in self.client.get(f"/instances/{instance}")["tokens"] if one["node"] == "some"]
        return token["waitingFor"]

    def test_an_ad_hoc_sub_process_offers_what_may_be_started_now(self):
        self.client.deploy(ORDERLY)
        instance = self.begin("orderly")["id"]
        (wait,) = self.waits(instance)
        self.assertEqual((wait["type"], wait["offers"]), ("adHoc", [{"elementId": "visit", "name": "Visit"}, {"elementId": "call", "name": ""}]))
        self.client.post(f"/instances/{instance}/adhoc", {"scope": wait["scope"], "elementId": "visit"})
        self.assertEqual(self.waits(instance), [], "one after the other: while one is under way, none is offered")
        (task,) = self.client.get(f"/instances/{instance}")["tasks"]
        self.client.post(f"/tasks/{task['id']}/complete", {"variables": {"enough": False}})
        self.assertEqual(len(self.waits(instance)), 1)
