"""Steps that people and systems take on a server with the shipped processes, and what one then expects: scenarios read as lists of these.

With `killed` the server is killed with SIGKILL and started again on the same database before every step that changes something."""

import unittest

import onward_database
from onward_client import Client
from onward_server import Server

START = "2026-11-22T08:00:00Z"


class Settings:
    """What the command line says (onward_run.py)."""

    binary = None
    processes = None
    database = "sqlite"
    killed = False


class Steps(unittest.TestCase):
    """One scenario on one database of its own."""

    maxDiff = None

    def setUp(self):
        self.database = onward_database.make(Settings.database)
        self.addCleanup(self.database.close)
        options = [*self.database.options, f"--manual-clock={START}"]
        self.server = Server(Settings.binary, self.database.url, self.database.folder, options, processes=Settings.processes, port=0)
        self.clients = {}
        self.addCleanup(self.forget_clients)
        self.addCleanup(self.server.kill)
        self.server.start()

    def forget_clients(self):
        for client in self.clients.values():
            client.close()
        self.clients = {}

    # --- talking to the server ------------------------------------------------------------------------------------------

    def as_user(self, user="admin", groups=None):
        """The client of a person who is in these groups."""
        key = (user, tuple(groups or ()))
        if key not in self.clients:
            self.clients[key] = Client(self.server.port, user, groups=groups)
        return self.clients[key]

    def restart(self):
        self.forget_clients()
        self.server.kill()
        self.server.start()

    def send(self, method, path, body=None, user="admin", groups=None):
        """One step: the reply to a request that changes something, after everything it brings about."""
        if Settings.killed:
            self.restart()
        reply = self.as_user(user, groups).request(method, path, body)
        self.assertNotIn("onward-settled", reply.headers, "the reply came before its consequences")
        return reply

    def do(self, method, path, body=None, user="admin", groups=None):
        reply = self.send(method, path, body, user, groups)
        self.assertTrue(reply.ok, f"{method} {path}: {reply.status} {reply.body}")
        return reply.body

    def get(self, path, user="admin", groups=None):
        return self.as_user(user, groups).get(path)

    # --- steps ----------------------------------------------------------------------------------------------------------

    def product(self, sku, cross=(), up=()):
        """A product, and what it proposes with cross ticked, and with up ticked."""
        rows = [{"sku": other, "cross": True} for other in cross] + [{"sku": other, "up": True} for other in up]
        self.do("PUT", f"/products/{sku}", {"name": f"Product {sku}", "price": 100, "proposes": rows})

    def post_opportunity(self, kind, **members):
        """The id of an opportunity that somebody has posted."""
        body = {"kind": kind, "title": "A deal", "customer": "Harbour Foods", **members}
        made = self.do("POST", "/opportunities", body)
        self.assertEqual(made["status"], "open")
        self.assertEqual(len(made["instanceIds"]), 1)
        return made["id"]

    def task(self, opportunity, element):
        """The one open task of this step, with its form and all."""
        found = [task for task in self.tasks(opportunity) if task["elementId"] == element]
        self.assertEqual(len(found), 1, f"open tasks {element}: {self.open_steps(opportunity)}")
        return self.get(f"/tasks/{found[0]['id']}")

    def complete(self, opportunity, element, results=None, **variables):
        """Completed by the assignee, or by somebody of the group; what is open in the instance then."""
        return self.complete_task(self.task(opportunity, element), results, **variables)

    def complete_task(self, task, results=None, **variables):
        body = {"variables": variables, **({"results": results} if results else {})}
        return self.do("POST", f"/tasks/{task['id']}/complete", body, *self.performer(task))

    def performer(self, task):
        """Who may do it: the assignee, in no group; or somebody in the group and in no other."""
        if task["assignee"]:
            return task["assignee"], []
        return "somebody", task["candidateGroups"][:1]

    def tick(self, opportunity, element, items, remarks=()):
        task = self.task(opportunity, element)
        user, groups = self.performer(task)
        for item in items:
            body = {"done": True, **({"remark": "as agreed"} if item in remarks else {})}
            self.do("PUT", f"/tasks/{task['id']}/checklist/{item}", body, user, groups)

    def message(self, name, **members):
        return self.do("POST", "/messages", {"name": name, **members})["matched"]

    def advance(self, span):
        return self.do("POST", "/clock", {"advance": span})["now"]

    # --- expectations ---------------------------------------------------------------------------------------------------

    def tasks(self, opportunity):
        return self.as_user().pages(f"/tasks?opportunity={opportunity}")

    def open_steps(self, opportunity):
        return sorted(task["elementId"] for task in self.tasks(opportunity))

    def opportunity(self, opportunity):
        return self.get(f"/opportunities/{opportunity}")

    def instance(self, opportunity):
        """The instance that was begun with the opportunity."""
        return self.get(f"/instances/{self.opportunity(opportunity)['instanceIds'][0]}")

    def instances_of(self, definition):
        return self.as_user().pages(f"/instances?definition={definition}")

    def expect_open(self, opportunity, *elements):
        self.assertEqual(self.open_steps(opportunity), sorted(elements))

    def expect_at(self, opportunity, stage, status="open"):
        found = self.opportunity(opportunity)
        self.assertEqual((found["stage"], found["status"]), (stage, status))

    def expect_offer(self, opportunity, element, group, assignee=None):
        """Who the task is for: the lane's group and, in lanes that assign, the responsible person. Nobody else sees it."""
        task = self.task(opportunity, element)
        self.assertEqual(task["candidateGroups"], [group])
        self.assertEqual(task["assignee"], assignee)
        stranger = self.get(f"/tasks?opportunity={opportunity}", "stranger", ["no-such-group"])
        self.assertNotIn(task["id"], [seen["id"] for seen in stranger["items"]])
        mine = self.get(f"/tasks?opportunity={opportunity}", *self.performer(task))
        self.assertIn(task["id"], [seen["id"] for seen in mine["items"]])
        return task

    def expect_refused(self, opportunity, element, places, results=None, **variables):
        """Completion is refused, names exactly these places, and changes nothing."""
        task = self.task(opportunity, element)
        before = (self.tasks(opportunity), self.opportunity(opportunity))
        body = {"variables": variables, **({"results": results} if results else {})}
        reply = self.send("POST", f"/tasks/{task['id']}/complete", body, *self.performer(task))
        self.assertEqual((reply.status, reply.code), (422, "invalid"), reply.body)
        self.assertEqual(reply.headers["content-type"], "application/problem+json")
        self.assertEqual(sorted(place["pointer"] for place in reply.body["errors"]), sorted(places))
        self.assertEqual((self.tasks(opportunity), self.opportunity(opportunity)), before)

    def expect_ended(self, opportunity, end):
        """The instance is over, and this is the end event that it came to last."""
        instance = self.instance(opportunity)
        self.assertEqual(instance["state"], "completed")
        self.expect_passed(instance["id"], end)

    def passed(self, instance):
        """The elements that the instance has been at, in order, each pass of a loop."""
        return [row["elementId"] for row in self.as_user().pages(f"/instances/{instance}/activities")]

    def expect_passed(self, instance, *elements):
        passed = self.passed(instance)
        for element in elements:
            self.assertIn(element, passed)
