"""The sales register: interactions and their chains, customers who are not to be contacted, what an opportunity and a lead keep."""

import sys
from xml.etree import ElementTree

import onward_run
from contract_world import World

DEAL = {"kind": "standard-sale", "title": "A deal", "customer": "Harbour Foods", "responsible": "anna"}
CALLING = """<process xmlns="urn:onward:process:1" id="calling" opportunity-kind="calling">
  <task id="call" groups='"sales"' contact="true"/>
  <task id="write-up" groups='"sales"'/>
</process>"""


class Register(World):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.client.deploy(CALLING)

    def make(self, path, **body):
        reply = self.send("POST", path, body)
        self.assertEqual(reply.status, 201, reply.body)
        return reply.body

    def change(self, path, **body):
        reply = self.send("PATCH", path, body)
        self.assertEqual(reply.status, 200, reply.body)
        return reply.body

    def refused(self, method, path, body, *places):
        reply = self.expect(self.send(method, path, body), 422, "invalid")
        self.assertEqual({(place["pointer"], place["code"]) for place in reply.body["errors"]}, set(places))

    def found(self, query, path="/interactions"):
        items = self.client.pages(f"{path}?limit=2&{query}")
        return [item["id"] for item in items]


class Posted(Register):
    def test_who_posted_an_opportunity_follows_its_tasks(self):
        def mine(user, posted_by, query=""):
            reply = self.send("GET", f"/tasks?postedBy={posted_by}{query}", user=user, groups=[])
            self.assertEqual(reply.status, 200, reply.body)
            return [task["id"] for task in reply.body["items"]]

        made = self.send("POST", "/opportunities", {**DEAL, "responsible": "otto"}, user="pia", groups=[]).body
        drawn = self.send("POST", "/opportunities", {**DEAL, "draft": True, "responsible": "otto"}, user="pia", groups=[]).body
        self.assertEqual((made["postedBy"], drawn["postedBy"]), ("pia", None))
        first = self.client.get(f"/tasks?opportunity={made['id']}")["items"][0]["id"]
        self.assertEqual(mine("pia", "pia"), [first], "a draft was posted by nobody")
        self.assertEqual(self.send("POST", f"/opportunities/{drawn['id']}/post", {}, user="rob", groups=[]).body["postedBy"], "rob")
        second = self.client.get(f"/tasks?opportunity={drawn['id']}")["items"][0]["id"]
        self.assertEqual((mine("pia", "pia"), mine("rob", "rob")), ([first], [second]))
        self.assertEqual(mine("rob", "pia"), [], "what others posted is no reason to see it")
        self.assertEqual(mine("otto", "pia"), [first], "but to pick from what is there for one anyway")
        self.assertEqual(mine("pia", "pia", "&text=zeppelin"), [])
        self.assertEqual(mine("pia", "pia", "&text=harbour&sort=-due"), [first])
        self.assertEqual(self.found("postedBy=pia", "/opportunities"), [made["id"]])
        # They may look at the task, and not do it.
        self.assertEqual(self.send("GET", f"/tasks/{first}", user="pia", groups=[]).status, 200)
        self.expect(self.send("GET", f"/tasks/{first}", user="rob", groups=[]), 404, "not-found")
        self.expect(self.send("POST", f"/tasks/{first}/complete", {"results": "met"}, user="pia", groups=[]), 404, "not-found")
        done = self.send("POST", f"/tasks/{first}/complete", {"results": "met", "variables": {"source": "referral"}}, user="otto", groups=[])
        self.assertEqual(done.status, 200, done.body)
        self.assertIn(first, mine("pia", "pia", "&state=completed"))
        self.assertNotIn(first, mine("pia", "pia"))
        history = self.client.get(f"/opportunities/{made['id']}/history")["items"]
        self.assertNotIn("postedBy", history[0].get("changes", {}))


class Pictures(Register):
    def test_a_flow_says_what_became_of_each_step(self):
        deal = self.make("/opportunities", **DEAL)
        task = self.client.get(f"/tasks?opportunity={deal['id']}")["items"][0]["id"]
        self.client.post(f"/tasks/{task}/complete", {"results": "met", "variables": {"source": "referral"}})
        reply = self.send("GET", f"/opportunities/{deal['id']}/flow.svg")
        self.assertEqual((reply.status, reply.headers["content-type"]), (200, "image/svg+xml"))
        said = {}
        for group in ElementTree.fromstring(reply.data).iter("{http://www.w3.org/2000/svg}g"):
            if group.get("data-kind") in ("done", "active", "possible", "skipped"):
                said[group.get("data-element")] = group.find("{http://www.w3.org/2000/svg}title").text
        flow = self.client.get(f"/opportunities/{deal['id']}/flow")
        self.assertEqual(set(said), {step["id"] for step in flow["steps"]})
        self.assertTrue(said["record-initial-contact"].endswith(": done, admin"), said)
        self.assertTrue(said["qualify-lead"].endswith(": active, anna"), said)
        self.assertIn(": possible", said["close-deal"])
        instance = flow["instances"][0]["instanceId"]
        self.assertEqual(self.send("GET", f"/opportunities/{deal['id']}/flow.svg?instance={instance}").data, reply.data)
        for other in ("nothing", self.begin()["id"]):
            self.expect(self.send("GET", f"/opportunities/{deal['id']}/flow.svg?instance={other}"), 404, "not-found")
        draft = self.make("/opportunities", **DEAL, draft=True)
        self.expect(self.send("GET", f"/opportunities/{draft['id']}/flow.svg"), 404, "not-found")


class Interactions(Register):
    def test_it_is_answered_as_it_is_read(self):
        reply = self.send("POST", "/interactions", {
            "type": "email-out", "subject": "Our quotation", "at": "2026-11-20T09:00:00+01:00", "mailbox": "sales@example.com",
            "participants": ["Ms Lake", {"name": "Mr Quay", "role": "buyer"}], "details": "Q-17 attached", "outcome": "sent",
            "nextStep": "ask again", "nextStepDue": "2026-11-27", "customer": "Lake Mills"}, user="anna")
        self.assertEqual(reply.status, 201, reply.body)
        made = reply.body
        self.assertEqual(reply.headers["location"], f"/api/v1/interactions/{made['id']}")
        read = self.send("GET", f"/interactions/{made['id']}")
        self.assertEqual((read.body, read.headers["etag"]), (made, reply.headers["etag"]))
        self.assertEqual((made["at"], made["recordedBy"], made["recordedAt"]), ("2026-11-20T08:00:00.000Z", "anna", made["createdAt"]))
        self.assertEqual((made["planned"], made["chainId"], made["nextStepDue"]), (False, made["id"], "2026-11-27"))
        self.assertEqual(made["participants"], [{"name": "Ms Lake"}, {"name": "Mr Quay", "role": "buyer"}])
        self.expect(self.send("GET", "/interactions/1zzzzzzzzzzz1"), 404, "not-found")

    def test_a_retry_makes_it_once(self):
        body = {"type": "note", "subject": "Once, please"}
        first, second = (self.send("POST", "/interactions", body, key="once") for _ in range(2))
        self.assertEqual((second.status, second.body["id"]), (201, first.body["id"]))
        self.assertEqual(second.headers["idempotency-replayed"], "true")

    def test_what_was_planned_is_recorded_when_it_is_done(self):
        self.refused("POST", "/interactions", {"type": "meeting", "subject": "x", "planned": True}, ("/at", "required"))
        meeting = self.make("/interactions", type="meeting", subject="Visit", planned=True, at="2026-12-01T10:00:00Z", customer="Planned Ltd")
        self.assertNotIn("recordedAt", meeting)
        self.assertEqual(self.found("planned=true&customer=Planned%20Ltd"), [meeting["id"]])
        self.client.post("/clock", {"advance": "PT1H"})
        done = self.change(f"/interactions/{meeting['id']}", planned=False, outcome="they liked it")
        self.assertGreater(done["recordedAt"], done["createdAt"])
        self.assertEqual(self.found("planned=true&customer=Planned%20Ltd"), [])

    def test_it_is_found_by_what_it_says(self):
        deal = self.make("/opportunities", **{**DEAL, "customer": "Found Ltd"})
        first, second, third, fourth = (
            self.make("/interactions", type=kind, subject=subject, at=f"2026-10-0{day}T08:00:00Z", opportunityId=deal["id"])["id"]
            for day, kind, subject in ((3, "call-in", "Needs zebras"), (1, "call-out", "Back"), (4, "note", "Zebra"), (2, "email-in", "A mail")))
        about = f"opportunityId={deal['id']}"
        self.assertEqual(self.found(about), [second, fourth, first, third])
        self.assertEqual(self.found(f"{about}&sort=-at"), [third, first, fourth, second])
        self.assertEqual(self.found(f"{about}&sort=createdAt"), [first, second, third, fourth])
        self.assertEqual(self.found(f"{about}&type=call"), [second, first])
        self.assertEqual(self.found(f"{about}&type=call-out"), [second])
        self.assertEqual(self.found(f"{about}&text=zebra"), [first, third])
        self.assertEqual(self.found("from=2026-10-02T00:00:00Z&to=2026-10-04T08:00:00Z&customer=Found%20Ltd"), [fourth, first])
        self.assertEqual(self.found(f"customer={deal['customer']['id']}"), [second, fourth, first, third])
        self.expect(self.send("GET", "/interactions?opportunityId=!"), 400, "malformed")
        self.expect(self.send("GET", "/interactions?from=yesterday"), 400, "malformed")
        self.expect(self.send("GET", "/interactions?planned=perhaps"), 400, "malformed")
        self.expect(self.send("GET", "/interactions?colour=red"), 400, "unknown-parameter")

    def test_a_chain_goes_on_to_an_opportunity(self):
        first = self.make("/interactions", type="call-in", subject="Asked", customer="Chain Ltd")
        second = self.make("/interactions", type="call-out", subject="Asked back", basedOn=first["id"])
        self.assertEqual((second["chainId"], second["customer"]), (first["id"], first["customer"]))
        self.assertEqual(self.found(f"chain={first['id']}"), [first["id"], second["id"]])
        deal = self.make("/opportunities", kind="standard-sale", title="From a call", basedOn=second["id"])
        self.assertEqual((deal["basedOn"], deal["customer"]), (second["id"], first["customer"]))
        shown = self.client.get(f"/interactions/{second['id']}")
        self.assertEqual((shown["opportunityId"], shown["ledTo"]), (deal["id"], [deal["id"]]))
        self.assertEqual(self.found(f"opportunityId={deal['id']}"), [second["id"]])
        self.refused("POST", "/opportunities", {**DEAL, "basedOn": "1zzzzzzzzzzz1"}, ("/basedOn", "unknown-opportunity"))
        self.refused("PATCH", f"/interactions/{second['id']}", {"basedOn": None}, ("/basedOn", "cannot-change"))


class DoNotContact(Register):
    def calling(self, customer):
        deal = self.make("/opportunities", kind="calling", title="Call them", customer=customer)
        [task] = self.client.get(f"/tasks?opportunity={deal['id']}")["items"]
        return deal["customer"]["id"], f"/tasks/{task['id']}"

    def test_tasks_that_contact_are_refused_until_it_is_lifted(self):
        customer, task = self.calling("Quiet Ltd")
        self.assertTrue(self.client.get(task)["contact"])
        marked = self.change(f"/customers/{customer}", doNotContact={"reason": "asked for it"})
        self.assertEqual((marked["doNotContact"]["reason"], marked["doNotContact"]["by"]), ("asked for it", "admin"))
        self.assertEqual(self.client.get(f"/customers/{customer}"), marked)
        for verb in ("claim", "complete", "complete?dryRun=true"):
            reply = self.expect(self.send("POST", f"{task}/{verb}", {} if verb != "claim" else None), 409, "do-not-contact")
            self.assertIn("asked for it", reply.body["detail"])
        self.assertEqual(self.client.get(task)["state"], "open")
        self.refused("PATCH", f"/customers/{customer}", {"doNotContact": None}, ("/reason", "required"))
        lifted = self.change(f"/customers/{customer}", doNotContact=None, reason="they called us")
        self.assertNotIn("doNotContact", lifted)
        self.assertEqual([(line["doNotContact"], line["reason"], line["by"]) for line in lifted["contactChanges"]],
                         [(True, "asked for it", "admin"), (False, "they called us", "admin")])
        self.assertEqual(self.send("POST", f"{task}/complete", {}).status, 200)

    def test_other_tasks_and_other_customers_go_on(self):
        customer, task = self.calling("Half Quiet Ltd")
        self.assertEqual(self.send("POST", f"{task}/complete", {}).status, 200)
        self.change(f"/customers/{customer}", doNotContact={"reason": "no more"})
        [after] = self.client.get(f"/tasks?instance={task.split('/')[-1].split('-')[0]}")["items"]
        self.assertEqual(after["elementId"], "write-up")
        self.assertEqual(self.send("POST", f"/tasks/{after['id']}/complete", {}).status, 200)
        _, other = self.calling("Loud Ltd")
        self.assertEqual(self.send("POST", f"{other}/complete", {}).status, 200)


class Links(Register):
    def test_a_lead_becomes_an_opportunity_once(self):
        lead = self.make("/leads", partner="Mill", customer="Mill Ltd", source="fair", products=[{"sku": "M-1", "name": "Mill", "price": 7}])
        deal = self.make(f"/leads/{lead['id']}/convert", title="A mill", kind="standard-sale", responsible="anna")
        self.assertEqual((deal["title"], deal["customer"]["name"], deal["source"]), ("A mill", "Mill Ltd", "fair"))
        self.assertEqual([(line["product"], line["expectedPrice"]) for line in deal["demand"]], [("M-1", 7)])
        shown = self.client.get(f"/leads/{lead['id']}")
        self.assertEqual((shown["status"], shown["opportunityId"], shown["convertedTo"]), ("converted", deal["id"], deal["id"]))
        self.expect(self.send("POST", f"/leads/{lead['id']}/convert", {}), 409, "wrong-state")

    def test_what_belongs_to_a_customer_is_found(self):
        deal = self.make("/opportunities", **{**DEAL, "customer": "Linked Ltd"})
        customer = deal["customer"]["id"]
        made = {path: self.make(path, customer={"id": customer}, **body)["id"] for path, body in (
            ("/contacts", {"name": "Ms Lake"}), ("/tickets", {"subject": "Slow"}), ("/leads", {"partner": "Lake"}))}
        for path, record in made.items():
            for who in (customer, "Linked%20Ltd"):
                self.assertEqual(self.found(f"customer={who}", path), [record])
            self.assertEqual(self.found("customer=Nobody", path), [])
        self.assertEqual(self.found(f"customer={customer}", "/opportunities"), [deal["id"]])
        self.change(f"/contacts/{made['/contacts']}", customer=None)
        self.assertEqual(self.found(f"customer={customer}", "/contacts"), [])
        self.expect(self.send("GET", "/customers?customer=x"), 400, "unknown-parameter")

    def test_every_change_of_an_opportunity_is_told(self):
        deal = self.make("/opportunities", **DEAL)["id"]
        self.change(f"/opportunities/{deal}", nextStep="call", nextStepDue="2026-12-01", order={"date": "2026-11-22", "amount": 9},
                    parties=[{"company": "Harbour Foods", "contactPerson": "Ms Lake", "role": "decision maker"}],
                    externalRefs=[{"system": "crm", "id": "77"}],
                    demand=[{"item": "Crane", "quantity": 1, "expectedPrice": 5, "unsatisfiedReason": "none left"}])
        last = [item for item in self.client.pages(f"/opportunities/{deal}/history?limit=50") if item["type"] == "opportunity"][-1]
        self.assertEqual((last["actor"], last["changes"]["nextStep"]), ("admin", {"before": None, "after": "call"}))
        self.assertEqual(set(last["changes"]), {"nextStep", "nextStepDue", "order", "parties", "externalRefs", "demand"})
        self.refused("PATCH", f"/opportunities/{deal}", {"parties": [{"role": "x"}], "quotation": {"amount": -1}, "externalRefs": [{"id": "7"}]},
                     ("/parties/0/name", "required"), ("/quotation/amount", "out-of-range"), ("/externalRefs/0/system", "required"))


if __name__ == "__main__":
    onward_run.run([sys.modules["__main__"]])
