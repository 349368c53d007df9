"""Scenarios 5 to 7: the up-sale from both of its starts, its checklist, the ticket for a bad answer, the lead for a good one."""

from onward_steps import Steps

ITEMS = [f"c1-{number:02}" for number in range(1, 17)]
WITH_REMARK = ("c1-09", "c1-12", "c1-13")


class Upsale(Steps):
    def posted(self, **members):
        return self.post_opportunity("upsale-c1", responsible="uma", **members)

    def perform(self, deal, **fields):
        self.tick(deal, "perform-upsale", ITEMS, WITH_REMARK)
        self.complete(deal, "perform-upsale", **fields)

    def test_5_begun_by_a_strategy_and_held_by_the_checklist(self):
        deal = self.posted()
        self.expect_at(deal, "proposal")
        task = self.expect_offer(deal, "perform-upsale", "upsale-team", "uma")
        self.assertEqual([item["id"] for item in task["checklist"]], ITEMS)
        self.assertEqual(tuple(item["id"] for item in task["checklist"] if item["remarkRequired"]), WITH_REMARK)
        self.expect_refused(deal, "perform-upsale", [f"/checklist/{item}" for item in ITEMS])
        self.tick(deal, "perform-upsale", ITEMS[:8])
        self.refuse_mark(task, "c1-09", {"done": True})
        self.refuse_mark(task, "c1-10", {"notApplicable": True})
        self.refuse_mark(task, "c1-10", {"done": True, "notApplicable": True, "remark": "both"})
        self.tick(deal, "perform-upsale", ITEMS[8:14], WITH_REMARK)
        self.mark(task, "c1-15", {"notApplicable": True, "remark": "the month is not over"})
        self.expect_refused(deal, "perform-upsale", ["/checklist/c1-16"])
        self.mark(task, "c1-16", {"done": True})
        self.mark(task, "c1-01", {"done": False, "notApplicable": False})
        self.expect_refused(deal, "perform-upsale", ["/checklist/c1-01"])
        self.mark(task, "c1-01", {"done": True})
        marks = {item["id"]: item for item in self.task(deal, "perform-upsale")["checklist"]}
        self.assertEqual((marks["c1-15"]["notApplicable"], marks["c1-15"]["remark"]), (True, "the month is not over"))
        self.complete(deal, "perform-upsale", requirements="two more seats", quotationNumber="Q-7", quotationAmount=90)
        self.expect_offer(deal, "follow-up", "upsale-team", "uma")
        self.expect_at(deal, "negotiation")
        self.assertEqual(self.opportunity(deal)["quotation"], {"number": "Q-7", "amount": 90})
        self.check_the_status_every_three_days(deal)

    def mark(self, task, item, body):
        self.do("PUT", f"/tasks/{task['id']}/checklist/{item}", body, *self.performer(task))

    def refuse_mark(self, task, item, body):
        reply = self.send("PUT", f"/tasks/{task['id']}/checklist/{item}", body, *self.performer(task))
        self.assertEqual((reply.status, reply.code), (422, "invalid"), reply.body)

    def check_the_status_every_three_days(self, deal):
        self.advance("P7D")
        self.expect_open(deal, "check-status", "check-status", "follow-up")
        for check in [task for task in self.tasks(deal) if task["elementId"] == "check-status"]:
            self.complete_task(check, reasonNotFinalised="on holiday")
        self.expect_open(deal, "follow-up")

    def test_5_begun_by_the_enquiry_of_a_customer(self):
        [match] = self.message("customer-enquiry", variables={"customer": "Harbour Foods", "enquiry": "more seats?"})
        self.assertEqual((match["elementId"], match["started"]), ("customer-enquiry", True))
        [deal] = [row["id"] for row in self.as_user().pages("/opportunities?kind=upsale-c1")]
        found = self.opportunity(deal)
        self.assertEqual((found["title"], found["customer"]["name"], found["status"]), ("Enquiry", "Harbour Foods", "open"))
        self.assertEqual(found["instanceIds"], [match["instanceId"]])
        self.expect_at(deal, "first-contact")
        self.expect_offer(deal, "pass-enquiry-on", "inhouse")
        self.complete(deal, "pass-enquiry-on", enquiry="ten more seats")
        task = self.expect_offer(deal, "assign-upsale", "upsale-management")
        self.assertEqual(task["variables"]["enquiry"], "ten more seats")
        self.complete(deal, "assign-upsale", assignee="uwe")
        self.assertEqual(self.opportunity(deal)["responsible"], "uwe")
        self.expect_offer(deal, "perform-upsale", "upsale-team", "uwe")

    def test_6_negative_feedback_opens_a_ticket(self):
        deal = self.posted()
        self.perform(deal)
        self.complete(deal, "follow-up", positiveResponse=False)
        self.expect_offer(deal, "find-areas", "upsale-team", "uma")
        self.complete(deal, "find-areas", areas="training")
        self.complete(deal, "get-feedback", feedback="too slow", negativeFeedback=True)
        [ticket] = self.get("/tickets")["items"]
        self.assertEqual((ticket["opportunityId"], ticket["customer"]["name"]), (deal, "Harbour Foods"))
        self.assertEqual((ticket["subject"], ticket["description"]), ("Negative feedback of Harbour Foods", "too slow"))
        task = self.expect_offer(deal, "handle-ticket", "support")
        self.assertEqual(task["variables"], {"ticketId": ticket["id"], "feedback": "too slow"})
        self.complete(deal, "handle-ticket", resolution="a faster machine")
        self.expect_at(deal, "closed-lost", "lost")
        self.assertEqual(self.opportunity(deal)["lossReason"], "too slow")
        self.expect_ended(deal, "ticket-handled")

    def test_6_other_feedback_closes_without_an_order(self):
        deal = self.posted()
        self.perform(deal)
        self.complete(deal, "follow-up", positiveResponse=False)
        self.complete(deal, "find-areas")
        self.complete(deal, "get-feedback", feedback="fine as it is", closedReason="no need")
        self.assertEqual(self.get("/tickets")["items"], [])
        self.expect_at(deal, "closed-lost", "lost")
        self.assertEqual(self.opportunity(deal)["lossReason"], "no need")
        self.expect_ended(deal, "closed-without-order")

    def test_7_a_positive_answer_creates_a_lead_in_a_child_process(self):
        deal = self.posted()
        self.perform(deal)
        self.complete(deal, "follow-up", positiveResponse=True, orderAmount=90)
        self.expect_offer(deal, "lead-to-sales", "sales", "uma")
        self.complete(deal, "lead-to-sales", salesNotes="call on Monday")
        parent = self.instance(deal)
        [child] = parent["children"]
        self.assertEqual((child["definition"], child["state"]), ("lead-creation", "active"))
        task = self.expect_offer(deal, "record-contact", "sales", "uma")
        self.assertEqual((task["instanceId"], task["rootInstanceId"], task["opportunityId"]), (child["id"], parent["id"], deal))
        fields = {field["id"]: field for field in task["form"]["fields"]}
        self.assertEqual(fields["partner"]["default"], "Harbour Foods")
        self.complete(deal, "record-contact", contactPerson="Ms Lake", email="lake@example.com")
        self.expect_refused(deal, "record-interaction", ["/variables/subject"], interactionType="call")
        self.complete(deal, "record-interaction", interactionType="call", subject="seats", moreInformationNeeded=True)
        self.complete(deal, "request-information", questions="how many?")
        self.complete(deal, "record-interaction", interactionType="email", subject="ten seats")
        self.expect_refused(deal, "specify-demand", ["/variables/demand/0/item"], demand=[{"quantity": 10}])
        self.complete(deal, "specify-demand", demand=[{"item": "seat", "quantity": 10, "expectedPrice": 9}])
        [lead] = self.get("/leads")["items"]
        self.assertEqual((lead["partner"], lead["contactPerson"], lead["opportunityId"]), ("Harbour Foods", "Ms Lake", deal))
        self.assertEqual([(row["item"], row["quantity"]) for row in lead["demand"]], [("seat", 10)])
        self.assertEqual(self.get(f"/instances/{parent['id']}/variables")["leadId"], lead["id"])
        self.assertEqual(self.get(f"/instances/{child['id']}")["state"], "completed")
        self.expect_at(deal, "closed-won", "won")
        self.expect_ended(deal, "lead-created")
