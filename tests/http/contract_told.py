"""What the server tells beside lists: which condition decides in a dry run, and what a deployment would change."""

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
