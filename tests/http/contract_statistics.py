"""What is counted by node of a version: GET /definitions/{key}/versions/{n}/statistics."""

from contract_world import World

HOUR = 3_600_000
MEASURED = """<process xmlns="urn:onward:process:1" id="measured">
  <task id="ask" name="Ask" due="P1D"/>
  <choice id="which"><when test="side = 1" next="left"/></choice>
  <task id="left"/>
</process>"""
QUIET = {"active": 0, "overdue": 0, "completed": 0, "incidents": 0, "meanMs": None, "p95Ms": None, "overdueShare": None}


class Statistics(World):
    def nodes(self, version=1, query=""):
        reply = self.send("GET", f"/definitions/measured/versions/{version}/statistics{query}")
        self.assertEqual((reply.status, reply.body.get("key"), reply.body.get("version")), (200, "measured", version), reply.body)
        return {node.pop("id"): node for node in reply.body["nodes"]}

    def expect_node(self, nodes, node, **numbers):
        self.assertEqual({name: nodes[node][name] for name in QUIET}, {**QUIET, **numbers})

    def wait(self, span):
        self.client.post("/clock", {"advance": span})

    def complete(self, instance):
        task = self.client.get(f"/tasks?instance={instance}")["items"][0]["id"]
        self.client.post(f"/tasks/{task}/complete", {"variables": {}})

    def test_tasks_and_incidents_are_counted_by_node_period_and_version(self):
        self.client.deploy(MEASURED)
        self.assertEqual(list(self.nodes()), ["ask", "left"])
        self.expect_node(self.nodes(), "ask")
        begun = self.client.get("/clock")["now"]
        early, late, never = (self.begin("measured")["id"] for _ in range(3))
        self.expect_node(self.nodes(), "ask", active=3)
        self.wait("PT1H")
        self.complete(early)
        between = self.client.get("/clock")["now"]
        self.wait("P2D")
        self.complete(late)

        nodes = self.nodes()
        self.assertEqual(list(nodes), ["ask", "which", "left"])
        self.assertEqual((nodes["ask"]["name"], nodes["which"]["type"]), ("Ask", "exclusiveGateway"))
        self.expect_node(nodes, "ask", active=1, overdue=1, completed=2, meanMs=25 * HOUR, p95Ms=49 * HOUR, overdueShare=0.5)
        self.expect_node(nodes, "which", incidents=2)
        self.expect_node(nodes, "left")

        # What stands now does not depend on the period, whose beginning is part of it and whose end is not.
        now = {"active": 1, "overdue": 1}
        self.wait("PT1H")
        self.expect_node(self.nodes(query=f"?from={begun}&to={between}"), "ask", **now)
        after = self.client.get("/clock")["now"]
        both = {**now, "completed": 2, "meanMs": 25 * HOUR, "p95Ms": 49 * HOUR, "overdueShare": 0.5}
        self.expect_node(self.nodes(query=f"?from={between}&to={after}"), "ask", **both)
        middle = between.replace(".000Z", ".001Z")
        self.assertNotEqual(middle, between)
        self.expect_node(self.nodes(query=f"?to={middle}"), "ask", **now, completed=1, meanMs=HOUR, p95Ms=HOUR, overdueShare=0)
        self.expect_node(self.nodes(query=f"?from={middle}"), "ask", **now, completed=1, meanMs=49 * HOUR, p95Ms=49 * HOUR, overdueShare=1)

        # A version of its own; an open task goes along when its instance is migrated.
        self.client.deploy(MEASURED.replace('name="Ask"', 'name="Ask them"'))
        self.expect_node(self.nodes(2), "ask")
        self.client.post(f"/instances/{never}/migrate", {"version": 2})
        self.expect_node(self.nodes(2), "ask", active=1, overdue=1)
        self.assertEqual((self.nodes()["ask"]["active"], self.nodes()["ask"]["completed"]), (0, 2))

    def test_what_was_cancelled_is_neither_open_nor_completed(self):
        self.client.deploy(MEASURED.replace("measured", "dropped"))
        instance = self.begin("dropped")["id"]
        self.client.post(f"/instances/{instance}/cancel", {})
        reply = self.send("GET", "/definitions/dropped/versions/1/statistics")
        self.assertEqual([(node["active"], node["completed"]) for node in reply.body["nodes"]], [(0, 0), (0, 0)])

    def test_refusals(self):
        path = "/definitions/errand/versions/1/statistics"
        self.expect(self.send("GET", f"{path}?from=2026-11-02T00:00:00Z&to=2026-11-01T00:00:00Z"), 400, "malformed")
        self.expect(self.send("GET", f"{path}?from=yesterday"), 400, "malformed")
        self.expect(self.send("GET", f"{path}?since=2026-11-02T00:00:00Z"), 400, "unknown-parameter")
        for missing in ("errand/versions/99", "errand/versions/x", "nothing/versions/1", "bant/versions/1"):
            self.expect(self.send("GET", f"/definitions/{missing}/statistics"), 404, "not-found")
