"""Scenarios 1 to 4: the standard sale, from the first contact to won, nurtured, lost, or negotiated for weeks."""

from onward_steps import Steps

QUALIFIED = {"budget": True, "authority": True, "need": True, "timeline": True}
CRM = [{"product": "CRM", "item": "Product CRM", "quantity": 1, "expectedPrice": 100}]


class StandardSale(Steps):
    def posted(self, **members):
        return self.post_opportunity("standard-sale", responsible="anna", **members)

    def to_assessment(self, deal):
        self.complete(deal, "record-initial-contact", "noted in the file", source="referral")
        self.complete(deal, "qualify-lead", **QUALIFIED)

    def from_qualification_to_negotiation(self, deal):
        self.complete(deal, "qualify-lead", **QUALIFIED)
        self.complete(deal, "assess-opportunity")
        self.complete(deal, "analyse-needs", "needs.txt", needs="one place for all customers")
        self.complete(deal, "present-proposal", "offer.pdf", quotationNumber="Q-1", quotationAmount=250)

    def to_negotiation(self, deal):
        self.complete(deal, "record-initial-contact", "noted in the file")
        self.from_qualification_to_negotiation(deal)

    def win(self, deal):
        """From the negotiation to the announcement."""
        self.complete(deal, "negotiate", agreement=True, discount=5)
        self.complete(deal, "close-deal", "contract.pdf", orderDate="2026-11-22", orderAmount=240)

    def test_1_straight_to_won_and_the_cross_sale_that_follows(self):
        for sku in ("ACADEMY", "BACKUP"):
            self.product(sku)
        self.product("CRM", cross=["ACADEMY", "BACKUP"])
        deal = self.posted(title="CRM for all", demand=CRM + [{"product": "BACKUP", "item": "Product BACKUP", "quantity": 2}])
        self.qualify(deal)
        self.propose_and_agree(deal)
        self.close_and_announce(deal)
        sold = self.sell_across(deal)
        self.hand_over(deal)
        self.expect_open(sold, "record-initial-contact")

    def qualify(self, deal):
        self.expect_at(deal, "first-contact")
        self.expect_offer(deal, "record-initial-contact", "sales", "anna")
        self.expect_refused(deal, "record-initial-contact", ["/results"], source="referral")
        self.expect_refused(deal, "record-initial-contact", ["/variables/source"], results="noted", source="hearsay")
        self.complete(deal, "record-initial-contact", "noted in the file", source="referral")
        self.expect_at(deal, "qualification")
        self.expect_offer(deal, "qualify-lead", "sales", "anna")
        self.expect_refused(deal, "qualify-lead", ["/variables/authority", "/variables/need"], budget=True, authority="yes", timeline=False)
        self.complete(deal, "qualify-lead", **QUALIFIED)
        task = self.expect_offer(deal, "assess-opportunity", "sales-management")
        self.assertEqual(task["variables"]["bant"], {"score": 4, "verdict": "qualified"})
        fields = {field["id"]: field for field in task["form"]["fields"]}
        self.assertIs(fields["qualified"]["default"], True)
        self.assertEqual((fields["likelihood"]["min"], fields["likelihood"]["max"]), (0, 100))
        self.expect_refused(deal, "assess-opportunity", ["/variables/likelihood"], likelihood=101)
        self.complete(deal, "assess-opportunity", dealSize=250, complexity="low", likelihood=80)

    def propose_and_agree(self, deal):
        self.expect_at(deal, "needs")
        self.expect_offer(deal, "analyse-needs", "presales")
        self.complete(deal, "analyse-needs", "needs.txt", needs="one place for all customers")
        self.expect_at(deal, "proposal")
        self.expect_offer(deal, "present-proposal", "presales")
        self.expect_refused(deal, "present-proposal", ["/results", "/variables/quotationNumber", "/variables/quotationAmount"], quotationAmount=0)
        self.complete(deal, "present-proposal", "offer.pdf", quotationNumber="Q-1", quotationDate="2026-11-22", quotationAmount=250.5)
        self.expect_at(deal, "negotiation")
        kept = self.opportunity(deal)
        self.assertEqual(kept["quotation"], {"number": "Q-1", "date": "2026-11-22", "amount": 250.5})
        self.assertEqual((kept["source"], kept["needs"], kept["likelihood"]), ("referral", "one place for all customers", 80))
        self.expect_offer(deal, "negotiate", "sales", "anna")
        self.complete(deal, "negotiate", agreement=True, discount=5)

    def close_and_announce(self, deal):
        self.expect_at(deal, "closing")
        self.expect_offer(deal, "close-deal", "sales-management")
        self.complete(deal, "close-deal", "contract.pdf", orderDate="2026-11-22", orderAmount=240)
        self.expect_at(deal, "closed-won", "won")
        # The signal was thrown and heard within the same step; the cross-sale runs for the deal that was won.
        self.expect_open(deal, "evaluate-bant", "hand-over")
        self.assertEqual([row["opportunityId"] for row in self.instances_of("b2b-cross-sale")], [deal])

    def sell_across(self, deal):
        task = self.expect_offer(deal, "evaluate-bant", "sales-managers", "anna")
        self.assertEqual(task["variables"]["additionalProducts"], [{"sku": "ACADEMY", "name": "Product ACADEMY", "price": 100}])
        self.complete(deal, "evaluate-bant", **QUALIFIED)
        [sold] = [row for row in self.as_user().pages("/opportunities?kind=standard-sale") if row["id"] != deal]
        self.assertEqual((sold["customer"]["name"], sold["responsible"], sold["basedOn"]), ("Harbour Foods", "anna", deal))
        self.assertEqual([(line["product"], line["quantity"]) for line in sold["demand"]], [("ACADEMY", 1)])
        self.expect_open(sold["id"], "record-initial-contact")
        self.assertEqual([row["state"] for row in self.instances_of("b2b-cross-sale")], ["completed"])
        return sold["id"]

    def hand_over(self, deal):
        self.expect_offer(deal, "hand-over", "onboarding")
        self.complete(deal, "hand-over", "met on site", handedOverTo="ben")
        self.expect_offer(deal, "manage-account", "account-management")
        self.complete(deal, "manage-account", upsellIdea="the academy")
        self.expect_open(deal)
        self.expect_at(deal, "closed-won", "won")
        self.assertEqual(self.opportunity(deal)["upsellIdea"], "the academy")
        self.expect_ended(deal, "customer-onboarded")
        people = ["record-initial-contact", "qualify-lead", "assess-opportunity", "analyse-needs", "present-proposal", "negotiate", "close-deal"]
        passed = self.passed(self.instance(deal)["id"])
        self.assertEqual([element for element in passed if element in people + ["mark-won", "announce-won"]], people + ["mark-won", "announce-won"])

    def test_2_not_qualified_is_nurtured_until_a_date(self):
        deal = self.posted()
        self.complete(deal, "record-initial-contact", "noted in the file")
        self.complete(deal, "qualify-lead", budget=False, authority=False, need=True, timeline=False)
        task = self.expect_offer(deal, "assess-opportunity", "sales-management")
        self.assertEqual(task["variables"]["bant"], {"score": 1, "verdict": "nurture"})
        self.complete(deal, "assess-opportunity")  # `qualified` is what the verdict says
        self.expect_offer(deal, "nurture-or-disqualify", "sales", "anna")
        self.expect_refused(deal, "nurture-or-disqualify", ["/variables/nurtureUntil"], nurture=True)
        self.expect_refused(deal, "nurture-or-disqualify", ["/variables/reason"], nurture=False)
        self.complete(deal, "nurture-or-disqualify", nurture=True, campaign="spring", nurtureUntil="2026-12-01")
        self.expect_open(deal)
        self.assertEqual(self.opportunity(deal)["nextStepDue"], "2026-12-01")
        [token] = self.instance(deal)["tokens"]
        self.assertEqual((token["node"], token["waitingFor"][0]["due"]), ("nurture-wait", "2026-12-01T00:00:00.000Z"))
        self.advance("P8D")
        self.expect_open(deal)
        self.assertEqual(self.advance("P1D"), "2026-12-01T08:00:00.000Z")
        self.expect_open(deal, "record-initial-contact")
        self.expect_at(deal, "first-contact")
        self.assertEqual(self.task(deal, "record-initial-contact")["createdAt"], "2026-12-01T00:00:00.000Z")

    def test_2_not_qualified_and_not_nurtured_is_disqualified(self):
        deal = self.posted()
        self.to_assessment(deal)
        self.complete(deal, "assess-opportunity", qualified=False)
        self.expect_refused(deal, "nurture-or-disqualify", ["/variables/reason"])
        self.complete(deal, "nurture-or-disqualify", reason="no budget for years")
        self.expect_at(deal, "disqualified", "disqualified")
        self.assertEqual(self.opportunity(deal)["lossReason"], "no budget for years")
        self.expect_ended(deal, "disqualified")

    def test_3_no_agreement_is_taken_up_again_and_then_lost(self):
        self.product("ACADEMY")
        self.product("CRM", cross=["ACADEMY"])
        deal = self.posted(demand=CRM)
        self.to_negotiation(deal)
        self.complete(deal, "negotiate", agreement=False, objections="too dear")
        self.expect_offer(deal, "re-engage", "sales", "anna")
        self.expect_refused(deal, "re-engage", ["/variables/followUpOn"], reengage=True)
        self.complete(deal, "re-engage", reengage=True, followUpOn="2026-12-15")
        self.expect_open(deal)
        self.advance("P23D")
        self.expect_open(deal, "qualify-lead")
        self.expect_at(deal, "qualification")
        self.from_qualification_to_negotiation(deal)
        self.complete(deal, "negotiate", agreement=False)
        self.expect_refused(deal, "re-engage", ["/variables/lossReason"], reengage=False)
        self.complete(deal, "re-engage", reengage=False, lossReason="chose somebody else")
        self.expect_at(deal, "closed-lost", "lost")
        self.assertEqual(self.opportunity(deal)["lossReason"], "chose somebody else")
        self.expect_ended(deal, "lost")
        self.assertEqual(self.instances_of("b2b-cross-sale"), [])
        self.assertEqual(self.passed(self.instance(deal)["id"]).count("negotiate"), 2)

    def test_4_a_long_negotiation_is_chased_every_week(self):
        deal = self.posted()
        self.to_negotiation(deal)
        self.assertEqual(self.advance("P22D"), "2026-12-14T08:00:00.000Z")
        self.expect_open(deal, "chase-quotation", "chase-quotation", "chase-quotation", "negotiate")
        chases = [task for task in self.tasks(deal) if task["elementId"] == "chase-quotation"]
        weeks = ["2026-11-29T08:00:00.000Z", "2026-12-06T08:00:00.000Z", "2026-12-13T08:00:00.000Z"]
        self.assertEqual(sorted(task["createdAt"] for task in chases), weeks)
        self.assertEqual({task["assignee"] for task in chases}, {"anna"})
        self.win(deal)
        self.expect_open(deal, "chase-quotation", "chase-quotation", "chase-quotation", "hand-over")
        self.complete(deal, "hand-over", "met on site")
        self.complete(deal, "manage-account")
        self.advance("P30D")  # the cycle ended with the negotiation: no fourth chase
        for left in (3, 2, 1):
            self.expect_open(deal, *["chase-quotation"] * left)
            self.assertEqual(self.instance(deal)["state"], "active")
            self.complete_task(self.tasks(deal)[0])
        self.expect_open(deal)
        self.expect_ended(deal, "chased")
