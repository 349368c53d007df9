"""What coordinators are told: tasks that are late or that nobody can do, once for each, until the cause is gone."""

import sys

import onward_run
from contract_world import World
from onward_client import Client

LONELY = """<process xmlns="urn:onward:process:1" id="lonely">
  <task id="wait" name="Wait" groups='"nobody-here"'/>
</process>"""


class Coordinators(World):
    """A server of its own for each test: what one leaves behind would be told to the coordinator of the next."""

    @classmethod
    def setUpClass(cls):
        pass

    def setUp(self):
        World.setUpClass.__func__(type(self))
        self.addCleanup(self.doClassCleanups)
        self.client.deploy(LONELY)
        self.client.put("/users/cora", {"name": "Cora", "roles": ["performer"], "groups": ["coordinator"]})
        self.client.put("/users/pat", {"name": "Pat", "groups": ["office"]})

    def advance(self, span):
        self.client.post("/clock", {"advance": span})

    def notices(self, state="open"):
        """Without those about the reviews that the shipped processes begin by themselves."""
        items = self.client.pages(f"/tasks?state={state}&definition=onward:task&text=:")
        return sorted((item["name"], item["aboutTaskId"], item["candidateGroups"])
                      for item in items if item["aboutTaskId"] and "Review" not in item["name"])

    def late(self, **members):
        body = {"name": "Send the offer", "due": self.client.get("/clock")["now"], "candidateGroups": ["office"], **members}
        return self.client.post("/tasks", body)["id"]

    def again(self):
        self.client.close()
        self.server.kill()
        self.server.start()
        type(self).client = Client(self.server.port)

    def test_what_is_late_is_told_once(self):
        task = self.late()
        self.advance("PT23H")
        self.assertEqual(self.notices(), [])
        self.advance("PT2H")
        told = [("Overdue: Send the offer", task, ["coordinator"])]
        self.assertEqual(self.notices(), told)
        self.advance("PT1S")
        self.again()
        self.advance("P3D")
        self.assertEqual(self.notices(), told)
        [notice] = [item for item in self.send("GET", "/tasks", user="cora", groups=["coordinator"]).body["items"] if item["aboutTaskId"] == task]
        self.assertEqual((notice["aboutTaskId"], notice["parentTaskId"], notice["state"]), (task, None, "open"))
        detail = self.client.get(f"/tasks/{notice['id']}")
        self.assertIn("was due on 2026", detail["instructions"])
        events = [item["event"] for item in self.client.pages(f"/instances/{task.split('-')[0]}/history")]
        self.assertEqual(events.count("NoticeGiven"), 1)
        # The coordinator is done with it; the task is late still, and nobody is told twice.
        self.client.post(f"/tasks/{notice['id']}/complete", {})
        self.advance("P3D")
        self.assertEqual(self.notices(), [])

    def test_it_ends_when_the_task_is_done_or_due_later(self):
        done, moved, ended = self.late(), self.late(name="Call"), self.late(name="Write")
        self.advance("P2D")
        self.assertEqual(len(self.notices()), 3)
        self.client.post(f"/tasks/{done}/complete", {})
        later = "2027-01-01T00:00:00Z"
        self.assertEqual(self.send("PATCH", f"/tasks/{moved}", {"due": later}).status, 200)
        self.client.post(f"/instances/{ended.split('-')[0]}/cancel", {"reason": "never mind"})
        self.assertEqual(self.notices(), [])
        self.assertEqual(len(self.notices(state="cancelled")), 3)
        # What becomes late once more is told once more.
        self.advance("P60D")
        self.assertEqual([name for name, _, _ in self.notices()], ["Overdue: Call"])

    def test_what_nobody_can_do_is_told_until_somebody_can(self):
        first, second, third = (self.task("lonely") for _ in range(3))
        self.advance("PT30M")
        self.assertEqual(self.notices(), [])
        self.advance("PT1H")
        self.assertEqual(self.notices(), [("Nobody can do: Wait", task, ["coordinator"]) for task in sorted((first, second, third))])
        self.client.post(f"/tasks/{first}/redirect", {"assignee": "anna", "comment": "please"})
        self.assertEqual([task for _, task, _ in self.notices()], sorted((second, third)))
        self.client.post(f"/tasks/{second}/redirect", {"candidateGroup": "office"})
        self.advance("PT1S")
        self.assertEqual([task for _, task, _ in self.notices()], [third])
        self.client.put("/users/nora", {"name": "Nora", "groups": ["nobody-here"]})
        self.advance("PT1S")
        self.assertEqual(self.notices(), [])
        self.assertEqual(self.client.get(f"/tasks/{third}")["state"], "open")

    def test_the_coordinator_of_a_group_is_told_of_its_tasks(self):
        self.client.put("/users/olaf", {"name": "Olaf", "groups": ["coordinator@store"]})
        self.client.put("/users/sam", {"name": "Sam", "groups": ["store"]})
        tasks = {self.late(candidateGroups=["store"]): "coordinator@store", self.late(candidateGroups=["office"]): "coordinator",
                 self.late(candidateGroups=[], assignee="sam"): "coordinator@store"}
        self.advance("P2D")
        self.assertEqual({task: groups for _, task, groups in self.notices()}, {task: [group] for task, group in tasks.items()})

    def test_without_a_coordinator_nobody_is_told_until_there_is_one(self):
        self.client.put("/users/cora", {"name": "Cora", "groups": []})
        task = self.late()
        self.advance("P2D")
        self.assertEqual(self.notices(), [])
        self.client.put("/users/cora", {"name": "Cora", "groups": ["coordinator"]})
        self.advance("PT1S")
        self.assertEqual([about for _, about, _ in self.notices()], [task])

    def test_nobody_is_told_of_a_notice(self):
        self.late()
        self.advance("P2D")
        self.client.put("/users/cora", {"name": "Cora", "groups": ["coordinator@other"]})
        self.client.put("/users/olaf", {"name": "Olaf", "groups": ["coordinator@coordinator"]})
        self.advance("P2D")
        self.assertEqual(len(self.notices()), 1)


if __name__ == "__main__":
    onward_run.run([sys.modules[__name__]])
