"""Scenario 8 and what belongs to it: the B2B cross-sale with nothing to offer, as a lead, without interest, and never twice."""

from onward_steps import Steps

CRM = [{"product": "CRM", "item": "Product CRM", "quantity": 1}]


class CrossSale(Steps):
    def won(self, deal):
        """The deal was won somewhere else, and a system says so."""
        return self.do("POST", "/signals", {"name": "opportunity-won", "variables": {"opportunityId": deal}})["matched"]

    def sold(self, **members):
        return self.post_opportunity("standard-sale", responsible="anna", demand=CRM, **members)

    def catalogue(self):
        self.product("ACADEMY")
        self.product("CRM", cross=["ACADEMY"])

    def answer(self, deal, **bant):
        self.complete(deal, "evaluate-bant", **bant)

    def test_8_without_ticked_cross_relations_there_is_nothing_to_offer(self):
        self.product("ACADEMY")
        self.product("CRM", up=["ACADEMY"])
        deal = self.sold()
        [match] = self.won(deal)
        self.assertEqual((match["elementId"], match["started"]), ("deal-closed-won", True))
        instance = self.get(f"/instances/{match['instanceId']}")
        self.assertEqual((instance["state"], instance["opportunityId"]), ("completed", deal))
        self.expect_passed(instance["id"], "nothing-to-offer")
        self.assertNotIn("evaluate-bant", self.passed(instance["id"]))
        self.expect_open(deal, "record-initial-contact")
        self.expect_at(deal, "first-contact")  # it was not posted for the deal, so it does not move it

    def test_8_a_product_that_the_catalogue_lacks_is_not_proposed(self):
        self.product("CRM", cross=["NOT-THERE-YET"])
        [match] = self.won(self.sold())
        self.expect_passed(match["instanceId"], "nothing-to-offer")

    def test_8_a_signal_for_a_deal_that_nobody_knows_starts_nothing(self):
        self.assertEqual(self.won("no-such-deal"), [])
        self.assertEqual(self.instances_of("b2b-cross-sale"), [])

    def test_8_a_posted_cross_sale_runs_the_same_path_and_is_disqualified(self):
        self.product("CRM")
        done = self.do("POST", "/opportunities", {"kind": "b2b-cross-sale", "title": "More", "customer": "Harbour Foods", "demand": CRM})
        self.assertEqual((done["stage"], done["status"]), ("disqualified", "disqualified"))
        self.expect_ended(done["id"], "nothing-to-offer")

    def test_8_worth_nurturing_becomes_a_lead_and_is_not_proposed_again(self):
        self.catalogue()
        deal = self.sold()
        self.won(deal)
        self.answer(deal, need=True, authority=True)
        [lead] = self.get("/leads")["items"]
        self.assertEqual((lead["partner"], lead["opportunityId"]), ("Harbour Foods", deal))
        self.assertEqual([row["sku"] for row in lead["products"]], ["ACADEMY"])
        [match] = self.won(deal)  # an open lead holds the product for this customer
        self.expect_passed(match["instanceId"], "nothing-to-offer")
        self.do("PATCH", f"/leads/{lead['id']}", {"status": "closed"})
        self.won(deal)  # closed: it may be proposed again
        self.expect_open(deal, "evaluate-bant", "record-initial-contact")

    def test_8_two_at_once_propose_the_product_and_only_one_creates_it(self):
        self.catalogue()
        deal = self.sold()
        self.won(deal)
        self.won(deal)
        self.expect_open(deal, "evaluate-bant", "evaluate-bant", "record-initial-contact")
        for task in [task for task in self.tasks(deal) if task["elementId"] == "evaluate-bant"]:
            self.complete_task(task, budget=True, authority=True, need=True, timeline=True)
        made = [row for row in self.as_user().pages("/opportunities?kind=standard-sale") if row["id"] != deal]
        self.assertEqual([[line["product"] for line in row["demand"]] for row in made], [["ACADEMY"]])

    def test_8_another_customer_is_offered_the_same_product(self):
        self.catalogue()
        first, second = self.sold(), self.sold(customer="Mill & Sons")
        self.won(first)
        self.answer(first, need=True)
        self.won(second)
        self.expect_open(second, "evaluate-bant", "record-initial-contact")

    def test_8_without_need_there_is_no_interest(self):
        self.catalogue()
        deal = self.sold()
        [match] = self.won(deal)
        self.answer(deal, budget=True, authority=True, timeline=True)
        self.expect_passed(match["instanceId"], "no-interest")
        self.assertEqual(self.get("/leads")["items"], [])
        self.expect_at(deal, "first-contact")
