"""Scenario 10: what was done in a month, by the sales processes together, is what its MIS table says; and it stays so."""

import csv
import io

from onward_steps import Steps
from scenario_upsale import ITEMS, WITH_REMARK

COLUMNS = ["resources", "referenceDate", "customer", "requirements", "quotationDate", "quotationAmount", "orderDate", "orderAmount", "status"]
BANT = {"budget": True, "authority": True, "need": True, "timeline": True}


class Month(Steps):
    def setUp(self):
        super().setUp()
        self.worked = {}

    def complete_task(self, task, results=None, **variables):
        self.worked.setdefault(task["opportunityId"], {"admin"}).add(self.performer(task)[0])
        return super().complete_task(task, results, **variables)

    def won_sale(self):
        deal = self.post_opportunity("standard-sale", responsible="anna", customer="Won Ltd", demand=[{"item": "CRM", "quantity": 1}])
        self.complete(deal, "record-initial-contact", "noted")
        self.complete(deal, "qualify-lead", **BANT)
        self.complete(deal, "assess-opportunity")
        self.complete(deal, "analyse-needs", "needs.txt", needs="one place for all")
        self.complete(deal, "present-proposal", "offer.pdf", quotationNumber="Q-1", quotationDate="2026-11-20", quotationAmount=250.5)
        self.complete(deal, "negotiate", agreement=True)
        self.complete(deal, "close-deal", "contract.pdf", orderDate="2026-11-22", orderAmount=240)
        self.complete(deal, "hand-over", "handed over")
        return deal, ["2026-11-22", "Won Ltd", "one place for all", "2026-11-20", 250.5, "2026-11-22", 240, "won"]

    def lost_sale(self):
        deal = self.post_opportunity("standard-sale", responsible="ben", customer="Lost Ltd")
        self.complete(deal, "record-initial-contact", "noted")
        self.complete(deal, "qualify-lead", **BANT)
        self.complete(deal, "assess-opportunity", qualified=False)
        self.complete(deal, "nurture-or-disqualify", nurture=False, reason="too small")
        return deal, ["2026-11-22", "Lost Ltd", None, None, None, None, None, "disqualified"]

    def upsold(self, customer):
        deal = self.post_opportunity("upsale-c1", responsible="uma", customer=customer)
        self.tick(deal, "perform-upsale", ITEMS, WITH_REMARK)
        self.worked.setdefault(deal, {"admin"})
        self.complete(deal, "perform-upsale", requirements="two seats", referenceDate="2026-11-02", quotationNumber="Q-7",
                      quotationDate="2026-11-21", quotationAmount=90)
        return deal

    def upsold_well(self):
        deal = self.upsold("Glad Ltd")
        self.complete(deal, "follow-up", positiveResponse=True, orderDate="2026-11-22", orderAmount=80)
        return deal, ["2026-11-02", "Glad Ltd", "two seats", "2026-11-21", 90, "2026-11-22", 80, "open"]

    def upsold_badly(self):
        deal = self.upsold("Angry Ltd")
        self.complete(deal, "follow-up", positiveResponse=False)
        self.complete(deal, "find-areas")
        self.complete(deal, "get-feedback", feedback="slow", negativeFeedback=True)
        self.complete(deal, "handle-ticket")
        return deal, ["2026-11-02", "Angry Ltd", "two seats", "2026-11-21", 90, None, None, "lost"]

    def reached_out(self):
        deal = self.do("POST", "/opportunities", {"kind": "client-outreach", "title": "A name", "responsible": "sam"})["id"]
        self.complete(deal, "identify-client", client="Quiet Ltd")
        self.complete(deal, "contact-client", outcome="no-contact")
        return deal, ["2026-11-22", "Quiet Ltd", None, None, None, None, None, "disqualified"]

    def table(self, month):
        items = self.get(f"/reports/mis?month={month}")["items"]
        for row in items:
            self.assertEqual(list(row), COLUMNS)
        return {row["customer"]: row for row in items}

    def test_10_the_month_says_what_was_done_in_it(self):
        done = [make() for make in (self.won_sale, self.lost_sale, self.upsold_well, self.upsold_badly, self.reached_out)]
        expected = {row[1]: dict(zip(COLUMNS, [sorted(self.worked[deal]), *row])) for deal, row in done}
        for row in expected.values():
            # The processes themselves are no resource where people worked.
            row["resources"] = [name for name in row["resources"] if name != "engine"]
        self.assertEqual(self.table("2026-11"), expected)
        text = self.as_user().request("GET", "/reports/mis?month=2026-11&format=csv").body
        lines = list(csv.DictReader(io.StringIO(text, newline="")))
        self.assertEqual(len(lines), len(expected))
        for line in lines:
            row = expected[line["customer"]]
            self.assertEqual((line["resources"], line["status"], line["orderAmount"]),
                             ("; ".join(row["resources"]), row["status"], "" if row["orderAmount"] is None else str(row["orderAmount"])))
        self.next_month(done, expected)

    def next_month(self, done, expected):
        self.advance("P20D")
        self.assertEqual(self.table("2026-12"), {})
        glad = done[2][0]
        self.complete(glad, "lead-to-sales")
        self.assertEqual(set(self.table("2026-12")), {"Glad Ltd"})
        self.assertEqual(self.table("2026-11"), expected, "a month that is over does not change")
