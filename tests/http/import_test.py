"""onward import: Mermaid charts become processes that are deployed and run to their ends, and everything that was guessed is told."""

import json
import os
import sys

import onward_run
from onward_client import Client
from onward_server import Server
from onward_steps import START, Settings
from startup_test import Folder, onward

CHARTS = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "adapters", "mermaid", "charts")
OFFER = "write-the-offer-for-a-renewal-r1"
RENEWAL_GROUPS = {
    "list-of-contracts-that-run-out": "renewal-manager", OFFER: "renewal-team", "ask-again": "renewal-team",
    "hand-it-to-the-contracts-desk": "renewal-team", "new-contract-process-for-known-clients": "contracts-desk",
    "find-out-why": "renewal-team", "hear-what-the-client-says": "renewal-team", "if-the-client-is-angry": "renewal-team",
    "write-a-complaint": "renewal-team", "work-of-help-desk": "help-desk", "question": "client", "message": "front-office",
    "contract-to-work-on": "renewal-manager",
}


class Imported(Folder):
    def serve(self):
        server = Server(Settings.binary, self.database(), self.folder, [f"--manual-clock={START}"], port=0)
        self.addCleanup(server.kill)
        server.start()
        self.client = Client(server.port)
        self.addCleanup(self.client.close)

    def make(self, chart, *arguments):
        """The notes of an import that went well."""
        done = onward("import", chart, *arguments, "--json")
        self.assertEqual((done.returncode, done.stderr), (0, ""), done.stdout)
        return [(row["code"], row["elementId"]) for row in json.loads(done.stdout) if row["severity"] == "note"]

    def deploy(self, name):
        with open(self.path(name), encoding="utf-8") as file:
            text = file.read()
        self.client.deploy(text)
        return text

    def walk(self, definition, answers, **start):
        """The steps of one instance from its start to its end, one task after the other; answers by step, a list for each pass."""
        made = self.client.post("/instances", {"definition": definition, **start})
        answers = {step: list(given) for step, given in answers.items()}
        steps, tasks = [], made["tasks"]
        while tasks:
            self.assertLess(len(steps), 40, steps)
            task = self.client.get(f"/tasks/{tasks[0]['id']}")
            steps.append(task["elementId"])
            self.groups[task["elementId"]] = task["candidateGroups"]
            given = answers[task["elementId"]].pop(0) if answers.get(task["elementId"]) else {}
            if given:
                refused = self.client.request("POST", f"/tasks/{task['id']}/complete", {})
                self.assertEqual((refused.status, refused.body["errors"][0]["pointer"]), (422, f"/variables/{next(iter(given))}"))
            tasks = self.client.post(f"/tasks/{task['id']}/complete", {"variables": given})["tasks"]
        instance_id = made.get("instance", made)["id"]
        self.assertEqual(self.client.get(f"/instances/{instance_id}")["state"], "completed")
        return steps

    groups = {}

    def setUp(self):
        super().setUp()
        self.groups = {}

    def test_people_and_steps(self):
        notes = self.make(os.path.join(CHARTS, "renewals.md"), self.path("renewals.bpmn"), "--kind", "renewal")
        self.assertEqual(notes, [
            ("people", "renewal-manager"), ("people", "renewal-team"), ("people", "contracts-desk"), ("people", "help-desk"),
            ("people", "client"), ("people", "front-office"), ("address", "new-contract-process-for-known-clients"),
            ("task-of-line", "list-of-contracts-that-run-out"), ("task-of-line", "question"), ("task-of-line", "message"),
            ("task-of-line", "contract-to-work-on"), ("work-unknown", "work-of-help-desk"), ("several-starts", "begun-by-renewal-manager"),
            ("choice-guessed", "if-the-client-is-angry-which"), ("answer-asked", "ask-again"), ("answer-asked", "if-the-client-is-angry")])
        self.assertEqual(onward("check", "--strict", self.path("renewals.bpmn")).stdout, "")
        self.serve()
        text = self.deploy("renewals.bpmn")
        self.assertIn("BPMNShape", text)
        self.assertIn("Made of a Mermaid chart", text)
        begun = ["list-of-contracts-that-run-out", OFFER, "ask-again"]
        asked = ["find-out-why", "hear-what-the-client-says", "if-the-client-is-angry"]
        self.assertEqual(self.walk("renewals", {"ask-again": [{"clientAgrees": "yes"}]}),
                         begun + ["hand-it-to-the-contracts-desk", "new-contract-process-for-known-clients"])
        no = {"ask-again": [{"clientAgrees": "no"}]}
        self.assertEqual(self.walk("renewals", {**no, "if-the-client-is-angry": [{"clientIsAngry": "no"}]}), begun + asked)
        self.assertEqual(self.walk("renewals", {**no, "if-the-client-is-angry": [{"clientIsAngry": "yes"}]}, startEvent="begun-by-client"),
                         ["question", "message", "contract-to-work-on", OFFER, "ask-again", *asked, "write-a-complaint", "work-of-help-desk"])
        self.assertEqual(self.groups, {step: [group] for step, group in RENEWAL_GROUPS.items()})
        made = self.client.post("/opportunities", {"kind": "renewal", "title": "A contract", "customer": "Harbour Foods"})
        self.assertEqual(len(made["instanceIds"]), 1)

    def test_steps_alone(self):
        notes = self.make(os.path.join(CHARTS, "purchase.md"), self.path("purchase.bpmn"))
        self.assertEqual(notes, [("start-guessed", "collect-wishes"), ("lane-guessed", "purchase-2"),
                                 ("answer-asked", "compare-offers"), ("answer-asked", "request-papers")])
        self.assertEqual(onward("check", "--strict", self.path("purchase.bpmn")).stdout, "")
        self.serve()
        self.deploy("purchase.bpmn")
        good, granted = {"offerReview": "good"}, {"approval": "granted"}
        end = ["order-sign", "delivery-handover", "supplier-review"]
        self.assertEqual(self.walk("purchase", {"compare-offers": [good], "request-papers": [granted]}),
                         ["collect-wishes", "compare-offers", "cost-plan", "request-papers", *end])
        again = {"compare-offers": [{"offerReview": "not-good"}, good, good], "request-papers": [{"approval": "not-granted"}, granted]}
        self.assertEqual(self.walk("purchase", again),
                         ["collect-wishes", "compare-offers", "wait-drop", "collect-wishes", "compare-offers", "cost-plan", "request-papers",
                          "rework-ask-again", "compare-offers", "cost-plan", "request-papers", *end])
        self.assertEqual(set(map(tuple, self.groups.values())), {("purchase",)})

    def test_side_by_side_and_together_again(self):
        self.make(self.path("both.mmd", "graph TD\nA --> B & C\nB --> D\nC --> D"), "--id", "side")
        self.serve()
        self.deploy("both.bpmn")
        made = self.client.post("/instances", {"definition": "side"})
        after = self.client.post(f"/tasks/{made['tasks'][0]['id']}/complete")
        self.assertEqual([task["elementId"] for task in after["tasks"]], ["b", "c"])
        first, second = after["tasks"]
        self.client.post(f"/tasks/{first['id']}/complete")
        last = self.client.post(f"/tasks/{second['id']}/complete")["tasks"]
        self.assertEqual([task["elementId"] for task in last], ["d"])

    def test_what_is_left_open_does_not_start(self):
        chart = self.path("open.mmd", "graph TD\nA{Which?}\nA -->|one| B\nA -->|two| C")
        done = onward("import", chart)
        self.assertEqual((done.returncode, done.stdout), (0, ""))
        self.assertIn(f"{chart}:3:3: note [condition-missing] give the flow which-to-b ('one', to 'B') a condition: ", done.stderr)
        self.assertIn(": not-executable [missing-condition] ", done.stderr)
        self.serve()
        self.deploy("open.bpmn")
        refused = self.client.request("POST", "/instances", {"definition": "open"})
        self.assertEqual((refused.status, refused.code), (409, "not-executable"))
        with open(self.path("open.bpmn"), encoding="utf-8") as file:
            text = file.read()
        for flow, condition in (("which-to-b", "true"), ("which-to-c", "false")):
            head, tail = text.split(f'id="{flow}"', 1)
            tag, rest = tail.split("/>", 1)
            text = f'{head}id="{flow}"{tag}><bpmn:conditionExpression>={condition}</bpmn:conditionExpression></bpmn:sequenceFlow>{rest}'
        self.client.deploy(text)
        self.assertEqual(self.walk("open", {}), ["b"])


class Files(Folder):
    TWO = "# Two\n\n```mermaid\ngraph TD\nA --> B\n```\n\n```mermaid\npie\n```\n\n```mermaid\n---\ntitle: The second\n---\ngraph TD\nC --> D\n```\n"

    def listed(self, *parts):
        return sorted(os.listdir(os.path.join(self.folder, *parts)))

    def test_several_charts_are_several_processes(self):
        file = self.path("Sell it.md", self.TWO)
        done = onward("import", file)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn(f"{file}:9:1: note [other-diagram] ", done.stderr)
        self.assertEqual(self.listed(), ["Sell it-2.bpmn", "Sell it.bpmn", "Sell it.md"])
        with open(self.path("Sell it-2.bpmn"), encoding="utf-8") as second:
            self.assertRegex(second.read(), r'<bpmn:process id="sell-it-2" name="The second"')
        os.mkdir(self.path("out"))
        self.assertEqual(onward("import", file, self.path("out"), "--id", "x").returncode, 0)
        self.assertEqual(self.listed("out"), ["x-2.bpmn", "x.bpmn"])
        self.expect_refusal(2, ["--kind", "several"], "import", file, self.path("out"), "--kind", "k", "--force")

    def test_nothing_is_overwritten_unless_forced(self):
        file = self.path("a.mmd", "graph\nA")
        out = self.path("b.bpmn", "mine")
        self.expect_refusal(2, ["b.bpmn", "--force"], "import", file, out)
        with open(out, encoding="utf-8") as kept:
            self.assertEqual(kept.read(), "mine")
        self.assertEqual(onward("import", file, out, "--force").returncode, 0)
        two = self.path("two.md", self.TWO)
        self.path("two-2.bpmn", "mine")
        self.expect_refusal(2, ["two-2.bpmn"], "import", two)
        self.assertNotIn("two.bpmn", self.listed())

    def test_a_chart_with_faults_writes_nothing(self):
        file = self.path("a.mmd", "graph TD\nA -> B\n")
        self.expect_refusal(1, [f"{file}:2:3: error [chart-syntax] expected a line such as '-->'"], "import", file)
        done = onward("import", file, "--json")
        self.assertEqual(done.returncode, 1)
        [problem] = json.loads(done.stdout)
        self.assertEqual((problem["severity"], problem["code"], problem["line"], problem["column"]), ("error", "chart-syntax", 2, 3))
        self.assertEqual(self.listed(), ["a.mmd"])

    def test_wrong_use(self):
        file = self.path("a.mmd", "graph\nA")
        self.expect_refusal(2, ["in"], "import")
        self.expect_refusal(2, ["none.mmd", "cannot be read"], "import", self.path("none.mmd"))
        self.expect_refusal(2, ["cannot be read"], "import", self.folder)
        self.expect_refusal(2, ["--id"], "import", file, "--id", "9 lives")
        self.expect_refusal(1, ["no-chart"], "import", self.path("letter.md", "Dear customer"))
        self.expect_refusal(1, ["not-there"], "import", file, self.path("not-there/b.bpmn"))


if __name__ == "__main__":
    onward_run.run([sys.modules[__name__]])
