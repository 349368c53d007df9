"""Searching among tasks: by the name of the step, and by the number, title and customer of the opportunity it belongs to."""

import sys

import onward_run
from contract_world import World

DEAL = {"kind": "standard-sale", "title": "Crane for the yard", "customer": "Quarry & Sons", "responsible": "anna"}
MANY = 210  # more than a search tells one by one


class Search(World):
    def deal(self, **members):
        reply = self.send("POST", "/opportunities", {**DEAL, **members})
        self.assertEqual(reply.status, 201, reply.body)
        return reply.body

    def found(self, text, user="admin", query=""):
        items = []
        after = ""
        while True:
            reply = self.send("GET", f"/tasks?text={text}&limit=100{query}{after}", user=user, groups=[] if user != "admin" else None)
            self.assertEqual(reply.status, 200, reply.body)
            items += reply.body["items"]
            if "next" not in reply.body:
                return [task["id"] for task in items]
            after = "&after=" + reply.body["next"]

    def tasks_of(self, deal):
        return [task["id"] for task in self.send("GET", f"/tasks?opportunity={deal['id']}").body["items"]]

    def test_a_task_is_found_by_its_opportunity(self):
        deal, other = self.deal(), self.deal(title="Lorry", customer="Mill")
        task = self.tasks_of(deal)[0]
        for text in ("quarry", "QUARRY%20%26%20s", "crane", "for%20the%20yard", deal["number"]):
            self.assertEqual(self.found(text), [task], text)
        self.assertEqual(self.found("lorry"), self.tasks_of(other))
        self.assertEqual(self.found("quarry", user="anna"), [task])
        self.assertEqual(self.found("quarry", user="ben"), [], "a search shows no more than the list")
        self.assertEqual(self.found("quarry%20%26%20ltd"), [], "short words count")
        self.assertEqual(self.found("quarry%25"), [], "a sign of the database's is a sign")
        self.assertEqual(self.found("zeppelin"), [])

    def test_names_of_steps_and_of_opportunities_are_found_together(self):
        named = self.send("POST", "/tasks", {"name": "Grease the winch", "assignee": "winnie"}).body["id"]
        self.assertEqual(self.found("winch"), [named])
        deal = self.deal(title="A winch", responsible="winnie")
        task = self.tasks_of(deal)[0]
        self.assertEqual(self.found("winch", user="winnie"), [named, task])
        self.send("PATCH", f"/opportunities/{deal['id']}", {"title": "A hoist"})
        self.assertEqual(self.found("winch", user="winnie"), [named])
        self.assertEqual(self.found("hoist", user="winnie"), [task])

    def test_what_is_done_is_found_too(self):
        deal = self.deal(customer="Drained Ltd")
        task = self.tasks_of(deal)[0]
        self.send("POST", f"/tasks/{task}/claim", {}, user="anna")
        done = self.send("POST", f"/tasks/{task}/complete", {"results": "noted"}, user="anna", groups=None)
        self.assertEqual(done.status, 200, done.body)
        for query in ("&state=completed", f"&state=completed&opportunity={deal['id']}"):
            self.assertEqual(self.found("drained", query=query), [task])
            self.assertEqual(self.found("zeppelin", query=query), [])
        other = self.deal(customer="Other Ltd")
        self.assertEqual(self.found("initial", query=f"&state=completed&opportunity={deal['id']}"), [task])
        self.assertEqual(self.found("initial", query=f"&state=completed&opportunity={other['id']}"), [])

    def test_a_name_that_other_groups_know_is_found_by_them_alone(self):
        quay = self.send("POST", "/tasks", {"name": "Sweep the quay", "candidateGroups": ["dockers"]}).body["id"]
        both = self.send("POST", "/tasks", {"name": "Sweep the shed", "candidateGroups": ["dockers", "clerks"]}).body["id"]
        self.client.deploy('<process xmlns="urn:onward:process:1" id="yard"><task id="sweep" name="Sweep the yard"/></process>')
        open_to_all = self.client.post("/instances", {"definition": "yard"})["tasks"][0]["id"]
        deal = self.deal(title="To sweep chimneys", customer="Hearth Ltd")

        def found(group, text="sweep", query=""):
            reply = self.send("GET", f"/tasks?text={text}{query}", user="kim", groups=[group])
            self.assertEqual(reply.status, 200, reply.body)
            return [task["id"] for task in reply.body["items"]]

        self.assertEqual(found("dockers"), [quay, both, open_to_all])
        self.assertEqual(found("clerks"), [both, open_to_all])
        self.assertEqual(found("clerks", "quay"), [])
        self.assertEqual(found("pilots"), [open_to_all])
        self.assertEqual(found("clerks", query="&group=clerks"), [both])
        self.assertEqual(self.found("sweep"), [quay, both, open_to_all, *self.tasks_of(deal)])
        moved = self.send("POST", f"/tasks/{quay}/redirect", {"candidateGroup": "pilots", "comment": "It is theirs"})
        self.assertEqual(moved.status, 200, moved.body)
        self.assertEqual(found("pilots"), [quay, open_to_all], "the name is known where the task went")
        self.assertEqual(found("dockers"), [both, open_to_all])

    def test_many_opportunities_that_match_are_all_looked_at(self):
        deals = [self.deal(title=f"Pallet {number}", customer="Depot", responsible="max") for number in range(MANY)]
        tasks = self.found("pallet")
        self.assertEqual(len(tasks), MANY)
        self.assertEqual(tasks, self.found("pallet", user="max"))
        self.assertEqual(self.found("pallet%20209"), self.tasks_of(deals[209]))
        # The clock stands: all were made at once, and the order in which they were made holds both ways.
        self.assertEqual(self.found("pallet", query="&sort=-createdAt"), tasks)


if __name__ == "__main__":
    onward_run.run([sys.modules["__main__"]])
