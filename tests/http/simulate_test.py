"""onward simulate: the command line, the tables, the JSON, and history from a database."""

import json
import os
import sys

import onward_run
from onward_client import Client
from onward_server import Server
from onward_steps import START, Settings
from startup_test import BROKEN, Folder, onward

COUNTER = """<process xmlns="urn:onward:process:1" id="counter" name="Counter">
  <role id="clerks"/>
  <task id="ask" role="clerks" simulation-duration="PT2H"/>
  <choice id="which">
    <when test="size &gt; 10" id="large" simulation-probability="0.3" next="big"/>
    <otherwise id="small" simulation-probability="0.7"/>
  </choice>
  <end id="little"/>
  <end id="big"/>
</process>"""
# Nothing is said: how long, and which way.
SILENT = """<process xmlns="urn:onward:process:1" id="silent">
  <task id="ask"/>
  <choice id="which"><when test="size &gt; 10" next="big"/><otherwise/></choice>
  <end id="little"/>
  <end id="big"/>
</process>"""
SHIPPED = {"standard-sale.bpmn": ["bant.dmn"], "b2b-cross-sale.bpmn": ["bant.dmn"], "upsale-c1.bpmn": ["lead-creation.xml"], "lead-creation.xml": []}


class Simulate(Folder):
    def report(self, *arguments):
        done = onward("simulate", *arguments, "--json")
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        return json.loads(done.stdout)

    def outcomes(self, report):
        return {(row["outcome"], row["elementId"]): row["number"] for row in report["outcomes"]}

    def test_times_shares_and_queues(self):
        file = self.path("counter.xml", COUNTER)
        report = self.report(file, "--instances", "1000", "--arrivals", "PT4H", "--resources", "clerks=1")
        self.assertEqual((report["definition"], report["instances"], report["seed"], report["bound"]), ("counter", 1000, 1, None))
        times = {"count": 1000, **{name: 7_200_000 for name in ("meanMs", "p50Ms", "p80Ms", "p95Ms")}}
        self.assertEqual(report["cycleTime"], times)
        ends = self.outcomes(report)
        self.assertEqual(sum(ends.values()), 1000)
        self.assertAlmostEqual(ends["ended", "big"], 300, delta=45)
        [clerks] = report["resources"]
        self.assertEqual((clerks["name"], clerks["capacity"], clerks["handled"], clerks["meanWaitMs"]), ("clerks", 1, 1000, 0))
        self.assertAlmostEqual(clerks["utilisation"], 0.5, delta=0.001)
        crowded = self.report(file, "--instances", "10", "--arrivals", "PT1H", "--resources", "clerks=1,nobody=3")
        [ask] = crowded["activities"]
        self.assertEqual((ask["elementId"], ask["durationFrom"], ask["done"], ask["meanWaitMs"]), ("ask", "model", 10, 16_200_000))

    def test_the_same_seed_gives_the_same_report_to_the_byte(self):
        file = self.path("counter.xml", COUNTER)
        arguments = ("simulate", file, "--arrivals", "exponential(PT3H)", "--resources", "clerks=1", "--seed", "7", "--json")
        one, same = onward(*arguments), onward(*arguments)
        self.assertEqual(one.stdout, same.stdout)
        self.assertEqual(json.loads(one.stdout)["seed"], 7)
        self.assertNotEqual(one.stdout, onward(*arguments[:-2], "8", "--json").stdout)

    def test_tables_for_people(self):
        done = onward("simulate", self.path("counter.xml", COUNTER), "--instances", "10")
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assertIn("counter: 10 instances, seed 1, ", done.stdout)
        for line in (r"outcome +number +share +mean time", r"ended little +\d+ +\d+\.\d % +2h", r"cycle time: mean 2h, 50 % within 2h",
                     r"ask +model +10 +0 +0 +2h +0", r"clerks +any +- +1\.\d\d +10 +0 +0"):
            self.assertRegex(done.stdout, line)

    def test_what_is_shipped_can_be_simulated(self):
        for name, beside in SHIPPED.items():
            with self.subTest(name=name):
                files = [flag for file in beside for flag in ("--decisions", os.path.join(Settings.processes, file))]
                report = self.report(os.path.join(Settings.processes, name), *files, "--instances", "200")
                self.assertEqual(report["bound"], None)
                ends = self.outcomes(report)
                self.assertEqual({outcome for outcome, _ in ends}, {"ended"}, ends)
                self.assertEqual(sum(ends.values()), 200)
                if name == "standard-sale.bpmn":
                    self.assertEqual({end for _, end in ends} - {"chased"}, {"disqualified", "lost", "customer-onboarded"})

    def test_a_decision_that_is_missing_is_an_incident(self):
        report = self.report(os.path.join(Settings.processes, "standard-sale.bpmn"), "--instances", "5")
        self.assertEqual(self.outcomes(report), {("incident", "score-bant"): 5})
        self.assertEqual(report["outcomes"][0]["detail"], "decision-failed")

    def test_variables_are_known(self):
        file = self.path("silent.xml", SILENT)
        self.assertEqual(self.outcomes(self.report(file, "--instances", "9", "--variables", '{"size": 11}')), {("ended", "big"): 9})
        self.assertEqual(self.outcomes(self.report(file, "--instances", "9", "--variables", '{"size": 1}')), {("ended", "little"): 9})

    def test_one_process_of_several(self):
        pool = '<process id="{0}" isExecutable="true"><startEvent id="{0}-s"/><sequenceFlow id="{0}-f" sourceRef="{0}-s" targetRef="{0}-e"/>' \
               '<endEvent id="{0}-e"/></process>'
        text = '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="t">' + pool.format("a") + pool.format("b") + "</definitions>"
        file = self.path("two.bpmn", text)
        self.assertEqual(self.report(file, "--instances", "1")["definition"], "a")
        self.assertEqual(self.report(file, "--instances", "1", "--process", "b")["definition"], "b")
        self.expect_refusal(2, ["c"], "simulate", file, "--process", "c")

    def test_wrong_use_and_wrong_files(self):
        file = self.path("counter.xml", COUNTER)
        self.expect_refusal(2, ["definition"], "simulate")
        self.expect_refusal(2, ["not-there.xml"], "simulate", self.path("not-there.xml"))
        self.expect_refusal(1, ["next-unknown", "refused"], "simulate", self.path("broken.xml", BROKEN))
        self.expect_refusal(2, ["--instances"], "simulate", file, "--instances", "100001")
        self.expect_refusal(2, ["--arrivals", "P1M"], "simulate", file, "--arrivals", "P1M")
        for wrong in ("clerks", "clerks=0", "=3", "clerks=many"):
            self.expect_refusal(2, ["--resources", wrong], "simulate", file, "--resources", wrong)
        self.expect_refusal(2, ["--variables"], "simulate", file, "--variables", "[1]")
        self.expect_refusal(1, ["--database"], "simulate", file, "--database", "mysql:x")


class FromHistory(Folder):
    def test_a_database_says_what_the_model_leaves_open(self):
        file = self.path("silent.xml", SILENT)
        server = Server(Settings.binary, self.database(), self.folder, [f"--manual-clock={START}"], port=0)
        self.addCleanup(server.kill)
        server.start()
        client = Client(server.port)
        client.deploy(SILENT)
        for size in (20, 20, 20, 1):
            instance = client.post("/instances", {"definition": "silent"})
            client.post("/clock", {"advance": "PT3H"})
            client.post(f"/tasks/{instance['tasks'][0]['id']}/complete", {"variables": {"size": size}})
        client.close()
        server.stop()
        done = onward("simulate", file, "--instances", "1000", "--database", self.database(), "--json")
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        report = json.loads(done.stdout)
        [ask] = report["activities"]
        self.assertEqual((ask["durationFrom"], ask["meanWorkMs"]), ("history", 3 * 3_600_000))
        ends = {row["elementId"]: row["number"] for row in report["outcomes"]}
        self.assertAlmostEqual(ends["big"], 750, delta=45)
        # Without the database: an hour, and one way as often as the other.
        report = json.loads(onward("simulate", file, "--instances", "1000", "--json").stdout)
        self.assertEqual(report["activities"][0]["meanWorkMs"], 3_600_000)
        self.assertAlmostEqual({row["elementId"]: row["number"] for row in report["outcomes"]}["big"], 500, delta=48)


if __name__ == "__main__":
    onward_run.run([sys.modules[__name__]])
