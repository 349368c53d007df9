"""Conditional events that read the opportunity: they are looked at when it changes. And processes that start when a condition holds."""

import sys

import onward_run
from contract_world import XML, World

BPMN = 'xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:onward="urn:onward:bpmn:1" targetNamespace="t"'


def condition(text):
    return f"<conditionalEventDefinition><condition>{text}</condition></conditionalEventDefinition>"


# One branch may be interrupted, and sets the stage at its second step; the other waits.
WATCHED = f"""<definitions {BPMN}><process id="watched" isExecutable="true" onward:opportunityKind="watched">
  <startEvent id="s"/><sequenceFlow id="a" sourceRef="s" targetRef="fork"/><parallelGateway id="fork"/>
  <sequenceFlow id="b" sourceRef="fork" targetRef="talk"/><userTask id="talk"/>
  <boundaryEvent id="hurry" attachedToRef="talk">{condition('opportunity.stage = "urgent"')}</boundaryEvent>
  <sequenceFlow id="c" sourceRef="hurry" targetRef="call"/><userTask id="call"/><sequenceFlow id="d" sourceRef="call" targetRef="e1"/><endEvent id="e1"/>
  <sequenceFlow id="f" sourceRef="talk" targetRef="offer"/><userTask id="offer" onward:stage="offered"/>
  <sequenceFlow id="g" sourceRef="offer" targetRef="e2"/><endEvent id="e2"/>
  <sequenceFlow id="h" sourceRef="fork" targetRef="seen"/><intermediateCatchEvent id="seen">{condition('opportunity.stage = "offered"')}</intermediateCatchEvent>
  <sequenceFlow id="i" sourceRef="seen" targetRef="note"/><userTask id="note"/><sequenceFlow id="j" sourceRef="note" targetRef="e3"/><endEvent id="e3"/>
  <subProcess id="renamed" triggeredByEvent="true"><startEvent id="r1" isInterrupting="false">{condition('opportunity.title = "Another"')}</startEvent>
    <sequenceFlow id="k" sourceRef="r1" targetRef="reprint"/><userTask id="reprint"/><sequenceFlow id="l" sourceRef="reprint" targetRef="r2"/><endEvent id="r2"/></subProcess>
  </process></definitions>"""
STOCK = f"""<definitions {BPMN}><process id="reorder" isExecutable="true"><startEvent id="low">{condition('stock &lt; 10')}</startEvent>
  <sequenceFlow id="a" sourceRef="low" targetRef="order"/><userTask id="order"/><sequenceFlow id="b" sourceRef="order" targetRef="e"/><endEvent id="e"/></process></definitions>"""


class Conditions(World):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for text in (WATCHED, STOCK):
            cls.client.deploy(text)

    def deal(self):
        deal = self.client.post("/opportunities", {"kind": "watched", "title": "A crane", "customer": "Quarry", "responsible": "anna"})
        return deal["id"], deal["instanceIds"][0]

    def open(self, instance):
        return sorted(task["elementId"] for task in self.client.get(f"/instances/{instance}")["tasks"])

    def operations(self, instance):
        seen = {}
        for fact in self.client.get(f"/instances/{instance}/history?limit=500")["items"]:
            seen[fact["sequence"]] = fact["operation"]
        return list(seen.values())

    def test_who_changes_the_opportunity_makes_its_conditions_happen(self):
        deal, instance = self.deal()
        self.assertEqual(self.open(instance), ["talk"])
        reply = self.send("PUT", f"/opportunities/{deal}/stage", {"value": "urgent", "reason": "they called"})
        self.assertEqual(reply.status, 200, reply.body)
        self.assertEqual(self.open(instance), ["call"])
        self.send("PATCH", f"/opportunities/{deal}", {"title": "Another"})
        self.assertEqual(self.open(instance), ["call", "reprint"])

    def test_a_step_that_changes_the_opportunity_makes_them_happen_too(self):
        _, instance = self.deal()
        (talk,) = self.client.get(f"/instances/{instance}")["tasks"]
        done = self.client.post(f"/tasks/{talk['id']}/complete", {})
        self.assertEqual(sorted(task["elementId"] for task in done["tasks"]), ["note", "offer"], "in the same transaction: the reply tells")

    def test_a_change_that_changes_no_condition_leaves_no_trace(self):
        deal, instance = self.deal()
        before = self.operations(instance)
        self.send("PATCH", f"/opportunities/{deal}", {"title": "A crane, used"})
        self.assertEqual(self.operations(instance), before)
        self.send("PATCH", f"/opportunities/{deal}", {"title": "Another"})
        self.assertEqual(self.operations(instance), [*before, "look-at-conditions"])
        self.send("PATCH", f"/opportunities/{deal}", {"title": "Another", "source": "fair"})
        self.assertEqual(self.open(instance), ["reprint", "talk"], "it must have been false before it can happen again")

    def test_a_suspended_instance_looks_when_it_goes_on(self):
        deal, instance = self.deal()
        self.client.post(f"/instances/{instance}/suspend", {"reason": "holidays"})
        self.assertEqual(self.send("PUT", f"/opportunities/{deal}/stage", {"value": "urgent", "reason": "they called"}).status, 200)
        self.assertEqual(self.open(instance), ["talk"])
        self.client.post(f"/instances/{instance}/resume", {})
        self.assertEqual(self.open(instance), ["call"])

    def test_processes_start_when_their_condition_holds(self):
        told = self.send("POST", "/conditions", {"variables": {"stock": 3}})
        self.assertEqual((told.status, [one["elementId"] for one in told.body["matched"]]), (200, ["low"]))
        (begun,) = told.body["matched"]
        self.assertEqual(self.open(begun["instanceId"]), ["order"])
        self.assertEqual(self.client.get(f"/instances/{begun['instanceId']}/variables"), {"stock": 3})
        for body in ({"variables": {"stock": 10}}, {}, {"variables": {"stock": "none"}}, {"definition": "other", "variables": {"stock": 3}}):
            self.assertEqual(self.send("POST", "/conditions", body).body, {"matched": []})
        again = self.send("POST", "/conditions", {"definition": "reorder", "variables": {"stock": 1}}, key="once")
        self.assertEqual(again.body, self.send("POST", "/conditions", {"definition": "reorder", "variables": {"stock": 1}}, key="once").body)
        self.expect(self.send("POST", "/conditions", {"variables": 3}), 422, "invalid")
        self.expect(self.send("POST", "/conditions", "x", XML), 415, "unsupported-media-type")


if __name__ == "__main__":
    onward_run.run([sys.modules["__main__"]])
