"""What ad-hoc sub-processes offer: to whom, for how long, and that it can be started by what the list says."""

import sys

import onward_run
from contract_world import World

BPMN = 'xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" xmlns:onward="urn:onward:bpmn:1" targetNamespace="t"'
# Survey is for the lane's group, price for two groups, sign for two people by name.
FAIR = f"""<definitions {BPMN}><process id="fair" isExecutable="true">
  <laneSet><lane id="l1" name="Builders"><flowNodeRef>prepare</flowNodeRef></lane></laneSet>
  <startEvent id="s"/><sequenceFlow id="a" sourceRef="s" targetRef="prepare"/>
  <adHocSubProcess id="prepare" name="Prepare the stand">
    <userTask id="survey" name="Measure the hall"/>
    <userTask id="price" name="Write the prices" camunda:candidateGroups="sellers, traders"/>
    <userTask id="sign" name="Sign" camunda:candidateUsers="ina" camunda:assignee="tom"/>
    <completionCondition>ready = true</completionCondition>
  </adHocSubProcess>
  <sequenceFlow id="b" sourceRef="prepare" targetRef="e"/><endEvent id="e"/></process></definitions>"""
OPEN = f"""<definitions {BPMN}><process id="open" isExecutable="true">
  <startEvent id="s"/><sequenceFlow id="a" sourceRef="s" targetRef="some"/>
  <adHocSubProcess id="some"><userTask id="plan" name="Plan" camunda:assignee="${{planner}}"/><scriptTask id="note" scriptFormat="feel"><script>1</script></scriptTask>
  <completionCondition>false</completionCondition></adHocSubProcess>
  <sequenceFlow id="b" sourceRef="some" targetRef="e"/><endEvent id="e"/></process></definitions>"""
ONE_BY_ONE = OPEN.replace('id="open"', 'id="turns"').replace('id="some"', 'id="some" ordering="Sequential"', 1).replace("false<", "ready = true<")
STAND = f"""<definitions {BPMN}><process id="stand" isExecutable="true" onward:opportunityKind="stand">
  <laneSet><lane id="l1" name="Keepers" onward:assign="responsible"><flowNodeRef>keep</flowNodeRef></lane></laneSet>
  <startEvent id="s"/><sequenceFlow id="a" sourceRef="s" targetRef="keep"/>
  <adHocSubProcess id="keep"><userTask id="clean" name="Clean"/></adHocSubProcess>
  <sequenceFlow id="b" sourceRef="keep" targetRef="e"/><endEvent id="e"/></process></definitions>"""
NO_GROUP = ["none"]  # --dev takes nobody's groups for all groups
MANY = 40  # places: more than one list merges


class AdHoc(World):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for text in (FAIR, OPEN, ONE_BY_ONE):
            cls.client.deploy(text)

    def list(self, query="", user="zoe", groups=()):
        reply = self.send("GET", f"/adhoc{query}", user=user, groups=list(groups) or NO_GROUP)
        self.assertEqual(reply.status, 200, reply.body)
        return reply.body["items"]

    def offered(self, instance, user, *groups):
        """Element ids of what one instance offers; the same in the list of all."""
        found = [[offer["elementId"] for offer in one["offers"]] for one in self.list(f"?instance={instance}", user, groups)]
        among = [[offer["elementId"] for offer in one["offers"]] for one in self.pages(user, groups) if one["instanceId"] == instance]
        self.assertEqual(found, among)
        return found[0] if found else []

    def pages(self, user, groups, limit=3):
        items, after = [], ""
        while True:
            reply = self.send("GET", f"/adhoc?limit={limit}{after}", user=user, groups=list(groups) or NO_GROUP)
            items += reply.body["items"]
            if "next" not in reply.body:
                return items
            after = "&after=" + reply.body["next"]

    def test_each_is_offered_what_the_model_gives_them(self):
        instance = self.begin("fair", ready=False)["id"]
        self.assertEqual(self.offered(instance, "zoe", "Builders"), ["survey"])
        self.assertEqual(self.offered(instance, "zoe", "traders"), ["price"])
        self.assertEqual(self.offered(instance, "zoe", "Builders", "sellers"), ["survey", "price"])
        self.assertEqual(self.offered(instance, "ina"), ["sign"])
        self.assertEqual(self.offered(instance, "tom"), ["sign"])
        self.assertEqual(self.offered(instance, "zoe", "others"), [])
        self.assertEqual(self.offered(instance, "zoe", "*"), ["survey", "price"])
        everything = self.send("GET", f"/adhoc?instance={instance}").body["items"]
        self.assertEqual([offer["elementId"] for offer in everything[0]["offers"]], ["survey", "price", "sign"], "an admin sees all")

    def test_what_nobody_can_tell_before_is_offered_to_everybody(self):
        instance = self.begin("open", planner="max")["id"]
        self.assertEqual(self.offered(instance, "zoe"), ["plan", "note"])

    def test_an_item_says_what_starting_asks_for(self):
        instance = self.begin("fair", ready=False)["id"]
        (item,) = self.list(f"?instance={instance}", "zoe", ["Builders"])
        self.assertEqual({**item, "scope": "", "since": ""}, {
            "scope": "", "instanceId": instance, "definition": "fair", "version": 1, "elementId": "prepare", "name": "Prepare the stand", "opportunityId": None,
            "since": "", "offers": [{"elementId": "survey", "name": "Measure the hall", "candidateGroups": ["Builders"], "candidateUsers": []}]})
        begun = self.send("POST", f"/instances/{instance}/adhoc", {"scope": item["scope"], "elementId": "survey"}, user="zoe", groups=["Builders"])
        self.assertEqual((begun.status, begun.body["tasks"][0]["elementId"]), (200, "survey"))
        self.assertEqual(self.offered(instance, "zoe", "Builders"), ["survey"], "as often as one likes")

    def test_it_is_offered_until_its_condition_holds(self):
        instance = self.begin("fair", ready=False)["id"]
        self.client.post(f"/instances/{instance}/adhoc", {"scope": "prepare", "elementId": "survey"})
        (task,) = self.client.get(f"/instances/{instance}")["tasks"]
        self.client.post(f"/tasks/{task['id']}/complete", {"variables": {"ready": True}})
        self.assertEqual(self.offered(instance, "zoe", "Builders"), [])

    def test_what_is_suspended_or_over_offers_nothing(self):
        instance = self.begin("fair", ready=False)["id"]
        self.client.post(f"/instances/{instance}/suspend", {"reason": "rain"})
        self.assertEqual(self.offered(instance, "ina"), [])
        self.client.post(f"/instances/{instance}/resume", {})
        self.assertEqual(self.offered(instance, "ina"), ["sign"])
        self.client.post(f"/instances/{instance}/cancel", {"reason": "no stand"})
        self.assertEqual(self.offered(instance, "ina"), [])

    def test_one_after_the_other_is_offered_when_none_is_under_way(self):
        instance = self.begin("turns", planner="max", ready=False)["id"]
        self.client.post(f"/instances/{instance}/adhoc", {"scope": "some", "elementId": "plan"})
        self.assertEqual(self.offered(instance, "zoe"), [])
        (task,) = self.client.get(f"/instances/{instance}")["tasks"]
        self.client.post(f"/tasks/{task['id']}/complete", {})
        self.assertEqual(self.offered(instance, "zoe"), ["plan", "note"])

    def test_the_list_is_narrowed_sorted_and_paged(self):
        begun = [self.begin("fair", ready=False)["id"] for _ in range(5)]
        all_of_them = self.pages("ina", [], 2)
        mine = [one["instanceId"] for one in all_of_them]
        self.assertEqual(mine[-5:], begun)
        backwards = [one["instanceId"] for one in self.list("?sort=-since", "ina")]
        self.assertEqual(backwards, mine, "all began at once: the order in which they were made holds both ways")
        self.assertEqual([one["instanceId"] for one in self.list("?definition=fair", "ina")],
                         [one["instanceId"] for one in all_of_them if one["definition"] == "fair"])
        self.begin("open", planner="max")
        self.assertEqual({one["definition"] for one in self.list("?definition=open", "ina")}, {"open"})
        self.assertEqual(self.list("?definition=none"), [])
        self.assertEqual(self.list("?opportunity=zzz"), [])
        self.assertEqual(self.list("?instance=.."), [])
        self.expect(self.send("GET", "/adhoc?sort=name"), 400, "unknown-parameter")
        self.expect(self.send("GET", "/adhoc?after=x"), 400, "invalid-cursor")

    def test_more_places_than_one_list_merges_are_walked_through(self):
        for number in range(MANY):
            self.client.deploy(FAIR.replace('id="fair"', f'id="fair-{number}"').replace('candidateUsers="ina"', f'candidateUsers="only-{number}"'))
            self.begin(f"fair-{number}", ready=False)
        self.assertEqual([one["definition"] for one in self.pages("only-7", ["nobody"], 5) if one["definition"].startswith("fair")], ["fair-7"])
        self.assertEqual(len([one for one in self.pages("tom", []) if one["definition"].startswith("fair-")]), MANY)


class OfDeals(World):
    def test_a_lane_of_the_responsible_person_offers_to_them_and_to_its_group(self):
        self.client.deploy(STAND)
        deal = self.client.post("/opportunities", {"kind": "stand", "title": "A stand", "customer": "Fair Ltd", "responsible": "otto"})
        for user, groups, found in (("otto", NO_GROUP, 1), ("zoe", ["Keepers"], 1), ("zoe", NO_GROUP, 0)):
            for query in ("", f"?opportunity={deal['id']}"):
                with self.subTest(user=user, groups=groups, query=query):
                    items = self.send("GET", "/adhoc" + query, user=user, groups=groups).body["items"]
                    self.assertEqual([one["opportunityId"] for one in items], [deal["id"]] * found)


if __name__ == "__main__":
    onward_run.run([sys.modules["__main__"]])
