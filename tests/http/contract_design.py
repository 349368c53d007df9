"""What a designer asks before deploying: a definition is tried out, a chart becomes a document; nothing of it stays."""

import json
from urllib.parse import quote

from contract_world import ERRAND, FOREIGN, XML, World

SIZES = """<process xmlns="urn:onward:process:1" id="sizes">
  <choice id="size"><when test="amount &gt; 10" next="big"/><otherwise next="little"/></choice>
  <task id="big"/><end id="large"/>
  <task id="little"/><end id="small"/>
</process>"""
DECIDING = """<process xmlns="urn:onward:process:1" id="deciding">
  <decide id="score" decision="bant" result="bant"/>
  <choice id="which"><when test='bant.verdict = "qualified"' next="good"/><otherwise next="bad"/></choice>
  <end id="good"/>
  <task id="bad"/>
</process>"""
ENDLESS = """<process xmlns="urn:onward:process:1" id="endless"><task id="again"/><task id="other" next="again"/></process>"""
TWO = "```mermaid\ngraph TD\nA --> B\n```\n\n```mermaid\npie\n```\n\n```mermaid\n---\ntitle: The second\n---\ngraph TD\nC --> D\n```\n"


class Simulated(World):
    def simulate(self, document, **members):
        return self.send("POST", "/definitions/simulate", {"document": document, **members})

    def report(self, document, **members):
        reply = self.simulate(document, **members)
        self.assertEqual(reply.status, 200, reply.body)
        return reply.body

    def test_example_data_chooses_the_way(self):
        for amount, way, end in ((11, "big", "large"), (10, "little", "small")):
            with self.subTest(amount=amount):
                report = self.report(SIZES, variables={"amount": amount}, instances=7)
                self.assertEqual([(row["outcome"], row["elementId"], row["number"]) for row in report["outcomes"]], [("ended", end, 7)])
                self.assertEqual(report["paths"], [{"number": 7, "elementIds": ["sizes-start", "size", way, end], "cut": False}])
                self.assertEqual({row["elementId"]: row["number"] for row in report["elements"]}, {"sizes-start": 7, "size": 7, way: 7, end: 7})
                self.assertIn({"flowId": f"{way}-to-{end}", "number": 7}, report["flows"])
                self.assertEqual((report["bound"], report["diagnostics"], report["cycleTime"]["meanMs"]), (None, [], 3_600_000))

    def test_what_is_deployed_decides_and_nothing_is_kept(self):
        before = (self.client.pages("/definitions?allVersions=true"), self.client.pages("/instances"))
        yes = {"budget": True, "authority": True, "need": True, "timeline": True}
        report = self.report(DECIDING, variables=yes, instances=2)
        self.assertEqual([(row["elementId"], row["number"]) for row in report["outcomes"]], [("good", 2)])
        self.assertEqual((self.client.pages("/definitions?allVersions=true"), self.client.pages("/instances")), before)

    def test_what_is_deployed_already_is_tried_too(self):
        self.assertEqual(self.report(ERRAND, instances=1)["outcomes"][0]["elementId"], "done")

    def test_the_same_seed_gives_the_same_report(self):
        one, same, other = (self.report(SIZES, instances=50, seed=seed) for seed in (7, 7, 8))
        self.assertEqual(json.dumps(one), json.dumps(same))
        self.assertNotEqual(one["elements"], other["elements"])
        self.assertEqual(sum(path["number"] for path in one["paths"]), 50)

    def test_what_never_ends_is_cut_off(self):
        report = self.report(ENDLESS, instances=6)
        self.assertRegex(report["bound"], r"^stopped after \d+ commands$")
        self.assertLessEqual(report["commands"], 50_001)
        # On a slow machine time ends it before the commands do: then some came less far.
        self.assertEqual({path["cut"] for path in report["paths"]}, {True})
        self.assertEqual(max(len(path["elementIds"]) for path in report["paths"]), 200)

    def test_one_of_several_processes(self):
        pool = '<process id="{0}" isExecutable="true"><startEvent id="{0}-s"/><sequenceFlow id="{0}-f" sourceRef="{0}-s" targetRef="{0}-e"/>' \
               '<endEvent id="{0}-e"/></process>'
        two = '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="t">' + pool.format("a") + pool.format("b") + "</definitions>"
        self.assertEqual(self.report(two)["definition"], "a")
        self.assertEqual(self.report(two, process="b")["definition"], "b")
        reply = self.expect(self.simulate(two, process="c"), 422, "invalid")
        self.assertEqual(reply.body["errors"][0]["pointer"], "/process")

    def test_refusals(self):
        reply = self.expect(self.simulate(ERRAND.replace('id="tell"', 'id="ask"')), 422, "invalid-definition")
        self.assertIn("duplicate-id", [problem["code"] for problem in reply.body["diagnostics"]])
        self.expect(self.simulate("no document"), 422, "invalid-definition")
        self.expect(self.simulate(FOREIGN), 409, "not-executable")
        table = self.send("GET", "/definitions/bant/versions/1/xml").body
        self.assertEqual(self.expect(self.simulate(table), 422, "invalid").body["errors"][0]["pointer"], "/document")
        for members, pointer in (({"instances": 0}, "/instances"), ({"instances": 501}, "/instances"), ({"variables": [1]}, "/variables"), ({"seed": -1}, "/seed"), ({"other": 1}, "/other")):
            with self.subTest(members=members):
                self.assertEqual(self.expect(self.simulate(ERRAND, **members), 422, "invalid").body["errors"][0]["pointer"], pointer)
        self.expect(self.send("POST", "/definitions/simulate", "{", {"Content-Type": "application/json"}), 400, "malformed")
        self.expect(self.send("POST", "/definitions/simulate?now=true", {"document": ERRAND}), 400, "unknown-parameter")
        self.expect(self.send("POST", "/definitions/simulate", ERRAND, XML), 415, "unsupported-media-type")

    def test_one_runs_at_a_time(self):
        body = json.dumps({"document": ENDLESS, "instances": 1})
        for _ in range(50):
            replies = self.at_once("/definitions/simulate", "application/json", [body] * 6)
            self.assertLessEqual({status for status, _ in replies}, {200, 503})
            refused = [answer for status, answer in replies if status == 503]
            if refused:
                self.assertIn(b'"code":"overloaded"', refused[0])
                self.assertIn(b"retry-after:", refused[0].lower())
                self.assertIn(200, {status for status, _ in replies})
                return
        self.fail("no two met")


class Commented(World):
    def deploy(self, text, comment):
        return self.send("POST", f"/definitions?comment={quote(comment)}", text, XML)

    def comments(self):
        return [(one["version"], one["comment"]) for one in self.client.pages("/definitions?key=sizes&allVersions=true")]

    def test_a_comment_is_kept_with_its_version(self):
        self.client.deploy(SIZES)
        self.assertEqual(self.deploy(SIZES.replace("10", "20"), "twice as much, says Zoë").status, 201)
        self.assertEqual(self.comments(), [(1, None), (2, "twice as much, says Zoë")])
        self.assertEqual(self.client.get("/definitions/sizes")["comment"], "twice as much, says Zoë")
        self.assertEqual(self.deploy(SIZES.replace("10", "20"), "nothing is new").status, 200)
        self.assertEqual(self.comments(), [(1, None), (2, "twice as much, says Zoë")])

    def test_it_has_an_end(self):
        self.assertEqual(self.deploy(SIZES.replace("10", "30"), "x" * 1000).status, 201)
        self.expect(self.deploy(SIZES.replace("10", "40"), "x" * 1001), 400, "malformed")


class Imported(World):
    def imported(self, text, **members):
        return self.send("POST", "/definitions/import", {"text": text, **members})

    def test_a_chart_becomes_a_document_that_can_be_deployed(self):
        told = self.imported("graph TD\nA[Call the customer] --> B[Send an offer]", id="outreach", kind="outreach").body
        [made] = told["definitions"]
        self.assertEqual((made["key"], made["name"]), ("outreach", "Outreach"))
        self.assertIn("BPMNShape", made["document"])
        self.assertEqual({note["code"] for note in told["notes"]}, {"lane-guessed"})
        self.assertEqual({note["definition"] for note in told["notes"]}, {"outreach"})
        self.expect(self.send("GET", "/definitions/outreach"), 404, "not-found")
        self.client.deploy(made["document"])
        self.assertEqual([node["name"] for node in self.client.get("/definitions/outreach")["nodes"] if node["type"] == "userTask"], ["Call the customer", "Send an offer"])

    def test_several_charts_are_several_documents(self):
        told = self.imported(TWO, id="sell").body
        self.assertEqual([(made["key"], made["name"]) for made in told["definitions"]], [("sell", "Sell"), ("sell-2", "The second")])
        self.assertIn(("other-diagram", None), [(note["code"], note["definition"]) for note in told["notes"]])

    def test_refusals(self):
        reply = self.expect(self.imported("graph TD\nA -> B"), 422, "invalid-definition")
        self.assertEqual([(one["code"], one["line"], one["column"]) for one in reply.body["diagnostics"]], [("chart-syntax", 2, 3)])
        self.expect(self.imported("Dear customer"), 422, "invalid-definition")
        self.assertEqual(self.expect(self.imported(TWO, kind="k"), 422, "invalid").body["errors"][0]["pointer"], "/kind")
        self.assertEqual(self.expect(self.imported("graph\nA", id="9 lives"), 422, "invalid").body["errors"][0]["pointer"], "/id")
        self.assertEqual(self.expect(self.send("POST", "/definitions/import", {}), 422, "invalid").body["errors"][0]["pointer"], "/text")
        self.expect(self.send("POST", "/definitions/import?x=1", {"text": "graph\nA"}), 400, "unknown-parameter")
        self.expect(self.send("POST", "/definitions/import", "graph", {"Content-Type": "text/plain"}), 415, "unsupported-media-type")
