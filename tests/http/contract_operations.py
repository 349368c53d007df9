"""Every operation that the server describes is called with a request that it takes, and answers as it should."""

import json

from contract_world import ERRAND, Form, World, kind_of
from onward_openapi import operations, short

DEAL = {"kind": "standard-sale", "title": "A deal", "customer": "Harbour Foods", "responsible": "anna"}
FILE = Form("offer.pdf", b"%PDF-1.7 an offer")
LOCK = {"worker": "w", "topics": [{"name": "digging", "lockFor": "PT5M"}], "max": 1}


# Asks for a signature and a configuration: twenty_test.py calls it.
ELSEWHERE = {("POST", "/api/v1/integrations/twenty/{id}/webhook")}


def described(client):
    """Every operation that is called here."""
    return [row for row in operations(client) if (row[0], row[1]) not in ELSEWHERE]


class Calls:
    """One method for each operation that needs more than a path: makes what it acts on, and gives (path, body)."""

    def __init__(self, world):
        self.world, self.client = world, world.client

    def record(self, kind):
        bodies = {"customers": {"name": f"Customer {id(object())}-{kind}"}, "contacts": {"name": "Ms Lake"}, "leads": {"partner": "Mill"},
                  "tickets": {"subject": "Slow"}, "interactions": {"type": "note", "subject": "Slow"}}
        found = self.client.get(f"/{kind}")["items"]
        return found[0]["id"] if found else self.client.post(f"/{kind}", bodies[kind])["id"]

    def deal(self, **members):
        return self.client.post("/opportunities", {**DEAL, **members})["id"]

    def instance(self, definition="errand"):
        return self.world.begin(definition)["id"]

    def job(self):
        self.world.begin("labour")
        return self.client.post("/jobs/lock", LOCK)[0]["id"]

    def timer(self):
        return self.client.get(f"/instances/{self.instance('waiting')}")["timers"][0]["id"]

    def incident(self):
        stuck = self.instance("stuck")
        self.client.request("PATCH", f"/instances/{stuck}/variables", {"side": 1})
        return self.client.get(f"/instances/{stuck}")["incidents"][0]["id"]

    def patched(self):
        instance = self.instance()
        self.client.request("PATCH", f"/instances/{instance}/variables", {"side": 1})
        return instance

    def newest(self):
        return self.client.get("/definitions/errand")["version"]

    def old(self):
        """An instance of a version that is not the newest."""
        if self.newest() == 1:
            self.client.deploy(ERRAND.replace("Errand", "Errand, newer"))
        return self.client.post("/instances", {"definition": "errand", "version": 1})["id"]

    def keyed(self):
        key = f"batch-{id(object())}"
        self.client.post("/instances", {"definition": "errand", "businessKey": key, "allowDuplicate": True})
        return key

    def batch(self):
        """One with something to show: what it was to move is not there."""
        body = {"operation": "move", "filter": {"businessKey": self.keyed()}, "arguments": {"cancel": ["tell"]}}
        batch = self.client.post("/batches", body)["id"]
        return self.world.finished(f"/batches/{batch}")["id"]

    def batches(self):
        self.batch()
        return "/batches?limit=1"

    def webhook(self):
        return self.client.post("/webhooks", {"url": "https://192.0.2.1/", "events": ["instance.started"]})["id"]

    def delivery(self, webhook):
        """Of an endpoint that cannot be reached, so it stays."""
        self.instance()
        return self.world.until_some(f"/webhooks/{webhook}/deliveries")[0]["id"]

    def delivered(self):
        webhook = self.webhook()
        self.delivery(webhook)
        return webhook

    def retried(self):
        webhook = self.webhook()
        return f"/webhooks/{webhook}/deliveries/{self.delivery(webhook)}/retry"

    def late(self):
        self.client.request("PATCH", f"/tasks/{self.world.task()}", {"due": "2026-01-01T00:00:00Z"})
        return "json"

    def suspended(self):
        instance = self.instance()
        self.client.post(f"/instances/{instance}/suspend", {"reason": "wait"})
        return instance

    def file(self, place):
        """The place of a file that is attached there."""
        return f"{place}/attachments/{self.client.post(f'{place}/attachments', FILE, headers=Form.headers)['id']}"


def table(calls):
    """METHOD path -> (status, path, body): called in this order. A callable makes what it needs when its turn comes."""
    return {**design_table(calls), **engine_table(calls), **task_table(calls), **outbound_table(calls), **sales_table(calls)}


def design_table(c):
    bant = {"budget": True, "authority": True, "need": True, "timeline": True}
    return {
        "GET /livez": lambda: (200, "/livez", None),
        "GET /readyz": lambda: (200, "/readyz", None),
        "GET /metrics": lambda: (200, "/metrics", None),
        "GET /openapi.json": lambda: (200, "/openapi.json", None),
        "GET /sign-in/ways": lambda: (200, "/sign-in/ways", None),
        "GET /sign-in": lambda: (404, "/sign-in", None),  # no provider is configured: sign_in_test.py has one
        "GET /sign-in/return": lambda: (404, "/sign-in/return", None),
        "DELETE /me/session": lambda: (204, "/me/session", None),
        "POST /definitions": lambda: (201, "/definitions", ERRAND.replace("Errand", "Errand, again")),
        "POST /definitions/simulate": lambda: (200, "/definitions/simulate", {"document": ERRAND, "instances": 3}),
        "POST /definitions/import": lambda: (200, "/definitions/import", {"text": "graph TD\nA --> B", "id": "drawn"}),
        "GET /definitions": lambda: (200, "/definitions?allVersions=true", None),
        "GET /definitions/{}": lambda: (200, "/definitions/errand", None),
        "GET /definitions/{}/versions/{}": lambda: (200, "/definitions/errand/versions/1", None),
        "GET /definitions/{}/versions/{}/xml": lambda: (200, "/definitions/errand/versions/1/xml", None),
        "GET /definitions/{}/versions/{}/diagram.svg": lambda: (200, "/definitions/errand/versions/1/diagram.svg", None),
        "GET /definitions/{}/versions/{}/statistics": lambda: (200, "/definitions/errand/versions/1/statistics", None),
        "POST /definitions/{}/attachments": lambda: (201, "/definitions/errand/attachments", Form("policy.md", b"Be kind", elementId="ask")),
        "GET /definitions/{}/attachments": lambda: (200, "/definitions/errand/attachments?limit=1", None),
        "GET /definitions/{}/attachments/{}": lambda: (200, c.file("/definitions/errand"), None),
        "DELETE /definitions/{}/attachments/{}": lambda: (204, c.file("/definitions/errand"), None),
        "POST /expressions/evaluate": lambda: (200, "/expressions/evaluate", {"expression": "a + 1", "context": {"a": 1}}),
        "POST /decisions/evaluate": lambda: (200, "/decisions/evaluate", {"decision": "bant", "context": bant}),
    }


def engine_table(c):
    task = c.world.task
    return {
        "POST /instances": lambda: (201, "/instances", {"definition": "errand", "businessKey": "E-1", "variables": {"a": 1}}),
        "GET /instances": lambda: (200, "/instances?definition=errand&state=active&variable=a:1", None),
        "GET /instances/{}": lambda: (200, f"/instances/{c.instance()}", None),
        "GET /instances/{}/variables": lambda: (200, f"/instances/{c.instance()}/variables?scopes=true", None),
        "PATCH /instances/{}/variables": lambda: (200, f"/instances/{c.instance()}/variables", {"b": 2}),
        "GET /instances/{}/activities": lambda: (200, f"/instances/{c.instance()}/activities", None),
        "GET /instances/{}/history": lambda: (200, f"/instances/{c.instance()}/history", None),
        "GET /adhoc": lambda: (200, f"/adhoc?instance={c.instance('loose')}", None),
        "POST /instances/{}/adhoc": lambda: (200, f"/instances/{c.instance('loose')}/adhoc", {"scope": "some", "elementId": "visit"}),
        "POST /instances/{}/suspend": lambda: (200, f"/instances/{c.instance()}/suspend", {"reason": "wait"}),
        "POST /instances/{}/resume": lambda: (200, f"/instances/{c.suspended()}/resume", {}),
        "POST /instances/{}/cancel": lambda: (200, f"/instances/{c.instance()}/cancel", {"reason": "never mind"}),
        "POST /instances/{}/move": lambda: (200, f"/instances/{c.instance()}/move", {"cancel": ["ask"], "activate": [{"nodeId": "tell"}]}),
        "POST /instances/{}/rewind": lambda: (200, f"/instances/{c.patched()}/rewind", {"toSequence": 1, "reason": "a mistake"}),
        "POST /instances/{}/migrate": lambda: (200, f"/instances/{c.old()}/migrate", {"version": c.newest(), "mapping": {"ask": "ask"}}),
        "POST /batches": lambda: (202, "/batches", {"operation": "suspend", "filter": {"businessKey": c.keyed()}, "reason": "a holiday"}),
        "GET /batches": lambda: (200, c.batches(), None),
        "GET /batches/{}": lambda: (200, f"/batches/{c.batch()}", None),
        "GET /incidents": lambda: (200, "/incidents", None),
        "POST /incidents/{}/retry": lambda: (200, f"/incidents/{c.incident()}/retry", {}),
        "POST /messages": lambda: (200, "/messages", {"name": "wake", "timeToLive": "PT1S"}),
        "POST /conditions": lambda: (200, "/conditions", {"definition": "none", "variables": {"stock": 3}}),
        "POST /signals": lambda: (200, "/signals", {"name": "nobody-listens"}),
        "PATCH /timers/{}": lambda: (200, f"/timers/{c.timer()}", {"due": "2027-01-01T00:00:00Z", "reason": "a holiday"}),
        "POST /timers/{}/run": lambda: (200, f"/timers/{c.timer()}/run", {"reason": "no need to wait"}),
        "PATCH /jobs/{}": lambda: (200, f"/jobs/{c.job()}", {"retries": 3, "reason": "the line is up again"}),
        "POST /jobs/lock": lambda: (200, "/jobs/lock", LOCK),
        "POST /jobs/{}/complete": lambda: (200, f"/jobs/{c.job()}/complete", {"worker": "w", "variables": {"depth": 2}}),
        "POST /jobs/{}/fail": lambda: (200, f"/jobs/{c.job()}/fail", {"worker": "w", "message": "rain", "retries": 1, "retryIn": "PT1H"}),
        "POST /jobs/{}/error": lambda: (200, f"/jobs/{c.job()}/error", {"worker": "w", "errorCode": "stone"}),
        "POST /jobs/{}/extend": lambda: (200, f"/jobs/{c.job()}/extend", {"worker": "w", "lockFor": "PT9M"}),
        "GET /clock": lambda: (200, "/clock", None),
        "POST /clock": lambda: (200, "/clock", {"advance": "PT1S"}),
    }


def task_table(c):
    task = c.world.task
    return {
        "POST /tasks/{}/attachments": lambda: (201, f"/tasks/{task()}/attachments", FILE),
        "GET /tasks/{}/attachments": lambda: (200, c.file(f"/tasks/{task()}").rpartition("/")[0], None),
        "GET /tasks/{}/attachments/{}": lambda: (200, c.file(f"/tasks/{task()}"), None),
        "DELETE /tasks/{}/attachments/{}": lambda: (204, c.file(f"/tasks/{task()}"), None),
        "PUT /me/calendar-token": lambda: (200, "/me/calendar-token", {}),
        "GET /me/calendar.ics": lambda: (200, c.client.put("/me/calendar-token", {})["path"].removeprefix("/api/v1"), None),
        "DELETE /me/calendar-token": lambda: (204, "/me/calendar-token", None),
        "POST /tasks": lambda: (201, "/tasks", {"name": "Call back", "checklist": ["Find the number"]}),
        "GET /tasks": lambda: (200, "/tasks?definition=errand&sort=-createdAt&limit=2", None),
        "GET /tasks/{}": lambda: (200, f"/tasks/{task()}", None),
        "PATCH /tasks/{}": lambda: (200, f"/tasks/{task()}", {"priority": 70, "due": "2026-12-01T00:00:00Z", "draft": {"amount": 1}}),
        "POST /tasks/{}/claim": lambda: (200, f"/tasks/{task()}/claim", None),
        "POST /tasks/{}/accept": lambda: (200, f"/tasks/{task()}/accept", None),
        "POST /tasks/{}/redirect": lambda: (200, f"/tasks/{task()}/redirect", {"candidateGroup": "office", "comment": "not ours"}),
        "POST /tasks/{}/subtasks": lambda: (201, f"/tasks/{task()}/subtasks", {"name": "Ask production"}),
        "POST /tasks/{}/release": lambda: (200, f"/tasks/{task()}/release", None),
        "POST /tasks/{}/assign": lambda: (200, f"/tasks/{task()}/assign", {"assignee": "anna"}),
        "POST /tasks/{}/delegate": lambda: (200, f"/tasks/{task()}/delegate", {"assignee": "ben"}),
        "POST /tasks/{}/comments": lambda: (200, f"/tasks/{task()}/comments", {"text": "Mind the step"}),
        "PUT /tasks/{}/checklist/{}": lambda: (200, f"/tasks/{task('listed')}/checklist/one", {"done": True}),
        "POST /tasks/{}/complete": lambda: (200, f"/tasks/{task()}/complete", {"variables": {"amount": 1}, "completedOn": "2026-11-21"}),
        "POST /tasks/{}/fail": lambda: (200, f"/tasks/{task('failing')}/fail", {"errorCode": "broken", "message": "it broke"}),
        "POST /tasks/{}/escalate": lambda: (200, f"/tasks/{task('failing')}/escalate", {"escalationCode": "late"}),
    }


def outbound_table(c):
    return {
        "GET /events": lambda: (200, "/events?topic=instance,task", None),
        "POST /webhooks": lambda: (201, "/webhooks", {"url": "https://example.com/onward", "events": ["task.*"], "description": "CRM"}),
        "GET /webhooks": lambda: (200, "/webhooks", None),
        "GET /webhooks/{}": lambda: (200, f"/webhooks/{c.webhook()}", None),
        "PATCH /webhooks/{}": lambda: (200, f"/webhooks/{c.webhook()}", {"state": "disabled", "events": ["*"]}),
        "DELETE /webhooks/{}": lambda: (204, f"/webhooks/{c.webhook()}", None),
        "POST /webhooks/{}/rotate-secret": lambda: (200, f"/webhooks/{c.webhook()}/rotate-secret", {}),
        "POST /webhooks/{}/replay": lambda: (204, f"/webhooks/{c.webhook()}/replay", {"since": "2026-11-22T08:00:00Z"}),
        "GET /webhooks/{}/deliveries": lambda: (200, f"/webhooks/{c.delivered()}/deliveries", None),
        "POST /webhooks/{}/deliveries/{}/retry": lambda: (204, c.retried(), {}),
    }


def sales_table(c):
    record, deal = c.record, c.deal
    return {
        "GET /opportunity-kinds": lambda: (200, "/opportunity-kinds", None),
        "POST /opportunities": lambda: (201, "/opportunities", DEAL),
        "GET /opportunities": lambda: (200, "/opportunities?kind=standard-sale&sort=-number", None),
        "GET /opportunities/{}": lambda: (200, f"/opportunities/{deal()}", None),
        "PATCH /opportunities/{}": lambda: (200, f"/opportunities/{deal()}", {"title": "A better deal", "quotation": {"number": "Q-1"}}),
        "POST /opportunities/{}/post": lambda: (200, f"/opportunities/{deal(draft=True)}/post", None),
        "PUT /opportunities/{}/responsible": lambda: (200, f"/opportunities/{deal()}/responsible", {"value": "ben", "reason": "on leave"}),
        "PUT /opportunities/{}/stage": lambda: (200, f"/opportunities/{deal()}/stage", {"value": "needs", "reason": "by phone"}),
        "GET /opportunities/{}/flow": lambda: (200, f"/opportunities/{deal()}/flow", None),
        "GET /opportunities/{}/flow.svg": lambda: (200, f"/opportunities/{deal()}/flow.svg", None),
        "GET /opportunities/{}/history": lambda: (200, f"/opportunities/{deal()}/history", None),
        "POST /opportunities/{}/attachments": lambda: (201, f"/opportunities/{deal()}/attachments", FILE),
        "GET /opportunities/{}/attachments": lambda: (200, c.file(f"/opportunities/{deal()}").rpartition("/")[0], None),
        "GET /opportunities/{}/attachments/{}": lambda: (200, c.file(f"/opportunities/{deal()}"), None),
        "DELETE /opportunities/{}/attachments/{}": lambda: (204, c.file(f"/opportunities/{deal()}"), None),
        "POST /customers": lambda: (201, "/customers", {"name": "Quay Traders", "email": "quay@example.com"}),
        "GET /customers": lambda: (200, "/customers?text=quay", None),
        "GET /customers/{}": lambda: (200, f"/customers/{record('customers')}", None),
        "PATCH /customers/{}": lambda: (200, f"/customers/{record('customers')}", {"phone": "1"}),
        "POST /contacts": lambda: (201, "/contacts", {"name": "Ms Lake", "customer": "Quay Traders"}),
        "GET /contacts": lambda: (200, "/contacts", None),
        "GET /contacts/{}": lambda: (200, f"/contacts/{record('contacts')}", None),
        "PATCH /contacts/{}": lambda: (200, f"/contacts/{record('contacts')}", {"jobTitle": "Buyer"}),
        "POST /leads": lambda: (201, "/leads", {"partner": "Mill", "products": [{"sku": "CRM", "name": "CRM"}]}),
        "GET /leads": lambda: (200, "/leads", None),
        "GET /leads/{}": lambda: (200, f"/leads/{record('leads')}", None),
        "PATCH /leads/{}": lambda: (200, f"/leads/{record('leads')}", {"comment": "warm"}),
        "POST /leads/{}/convert": lambda: (201, f"/leads/{record('leads')}/convert", {"title": "From a lead"}),
        "POST /tickets": lambda: (201, "/tickets", {"subject": "Slow", "customer": "Quay Traders"}),
        "GET /tickets": lambda: (200, "/tickets", None),
        "GET /tickets/{}": lambda: (200, f"/tickets/{record('tickets')}", None),
        "PATCH /tickets/{}": lambda: (200, f"/tickets/{record('tickets')}", {"status": "closed", "resolution": "faster now"}),
        "POST /interactions": lambda: (201, "/interactions", {"type": "call-in", "subject": "Asked", "customer": "Quay Traders",
                                                              "participants": ["Ms Lake", {"name": "Mr Quay", "role": "buyer"}]}),
        "GET /interactions": lambda: (200, "/interactions?type=call&from=2020-01-01T00:00:00Z&sort=-at", None),
        "GET /interactions/{}": lambda: (200, f"/interactions/{record('interactions')}", None),
        "PATCH /interactions/{}": lambda: (200, f"/interactions/{record('interactions')}", {"outcome": "a quotation", "nextStepDue": "2026-12-01"}),
        "PUT /products/{}": lambda: (200, "/products/CRM", {"name": "CRM", "price": 10.50, "proposes": [{"sku": "X", "cross": True}]}),
        "GET /products": lambda: (200, "/products", None),
        "GET /products/{}": lambda: (200, "/products/CRM", None),
        "PUT /users/{}": lambda: (200, "/users/anna", {"name": "Anna", "roles": ["performer"], "groups": ["sales"]}),
        "GET /users": lambda: (200, "/users", None),
        "GET /users/{}": lambda: (200, "/users/anna", None),
        "GET /reports/mis": lambda: (200, f"/reports/mis?month={c.client.get('/clock')['now'][:7]}", None),
        "GET /reports/funnel": lambda: (200, "/reports/funnel", None),
        "GET /reports/stale": lambda: (200, "/reports/stale?days=1", None),
        "GET /reports/overdue": lambda: (200, f"/reports/overdue?format={c.late()}", None),
        "GET /reports/hung": lambda: (200, "/reports/hung", None),
        "GET /reports/forecast": lambda: (200, "/reports/forecast", None),
        "GET /reports/workload": lambda: (200, "/reports/workload", None),
        "GET /groups": lambda: (200, "/groups", None),
        "GET /me": lambda: (200, "/me", None),
    }


class Operations(World):
    def test_every_operation_is_called_and_answers(self):
        calls = table(Calls(self))
        found = {f"{method} {short(path)}" for method, path in described(self.client)}
        self.assertGreater(len(found), 70)
        self.assertEqual(found - set(calls), set(), "operations without a call here")
        for operation, make in calls.items():
            if operation not in found:
                continue
            with self.subTest(operation=operation):
                status, path, body = make()
                reply = self.send(operation.split()[0], path, body, kind_of(body))
                self.assertEqual(reply.status, status, reply.body)
                if status == 201 and operation != "POST /definitions":
                    self.assertTrue(reply.headers["location"].endswith(reply.body["id"]), reply.headers["location"])
                if operation.startswith("GET") and isinstance(reply.body, dict) and "items" in reply.body:
                    self.assertTrue(reply.body["items"] or operation.endswith("/incidents"), "an empty list shows nothing")

    def test_every_operation_refuses_parameters_that_it_does_not_know(self):
        calls = table(Calls(self))
        for method, path in described(self.client):
            operation = f"{method} {short(path)}"
            # A provider adds what it likes to the address that it sends people back to.
            if operation.split()[1] in ("/livez", "/readyz", "/metrics", "/openapi.json", "/sign-in/return"):
                continue
            with self.subTest(operation=operation):
                _, made, body = calls[operation]()
                made += ("&" if "?" in made else "?") + "noSuchParameter=1"
                self.expect(self.send(method, made, body, kind_of(body)), 400, "unknown-parameter")

    def test_every_body_is_held_to_its_shape(self):
        calls = table(Calls(self))
        for method, path in described(self.client):
            operation = f"{method} {short(path)}"
            _, made, body = calls[operation]()
            if method in ("GET", "DELETE") or isinstance(body, (str, Form)):
                continue
            with self.subTest(operation=operation):
                text = json.dumps(body or {})
                kind = {"Content-Type": "application/json"}
                self.expect(self.send(method, made, text[:-1], kind), 400, "malformed")
                self.expect(self.send(method, made, '{"a":1,"a":2}', kind), 400, "malformed")
                self.expect(self.send(method, made, text, {"Content-Type": "text/plain"}), 415, "unsupported-media-type")
                self.expect(self.send(method, made, "[]", kind), 422, "invalid")
                if operation != "PATCH /instances/{}/variables":
                    self.expect(self.send(method, made, {**(body or {}), "noSuchMember": 1}), 422, "invalid")

    def test_every_path_names_its_methods(self):
        paths = {}
        for method, path in described(self.client):
            paths.setdefault(path, []).append(method)
        for path, methods in paths.items():
            with self.subTest(path=path):
                other = next(name for name in ("DELETE", "PATCH", "PUT") if name not in methods)
                reply = self.expect(self.send(other, path.replace("{", "x").replace("}", "x"), None), 405, "method-not-allowed")
                allowed = [name.strip() for name in reply.headers["allow"].split(",")]
                self.assertEqual(set(allowed) - {"HEAD"}, set(methods))
