"""Scenario 9: client outreach, from a name to work in the plan, with a job system that fails now and then; and a client to be left alone."""

import json
import os
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from onward_steps import Settings, Steps


class JobSystem:
    """Stands in for the system that plans work: answers with the statuses that it was told, then with 201; `away`: with 500 always."""

    def __init__(self):
        self.answers, self.calls, self.away = [], [], False
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                body = json.loads(self.rfile.read(int(self.headers["content-length"])))
                outer.calls.append(body)
                status = 500 if outer.away else outer.answers.pop(0) if outer.answers else 201
                reply = json.dumps({"job": "J-1"}).encode()
                self.send_response(status)
                self.send_header("content-type", "application/json")
                self.send_header("content-length", str(len(reply)))
                self.end_headers()
                self.wfile.write(reply)

            def log_message(self, *_):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}/jobs"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()


class Outreach(Steps):
    def setUp(self):
        self.jobs = JobSystem()
        self.addCleanup(self.jobs.close)
        super().setUp()
        path = os.path.join(self.database.folder, "outreach.toml")
        with open(path, "w", encoding="utf-8") as file:
            file.write(f'[outbound]\nallow = ["127.0.0.1"]\n[connectors.jobs]\nurl = "{self.jobs.url}"\n')
        self.server.options += ["--config", path]
        self.restart()

    def until(self, what, look):
        """What leaves the engine is not waited for by the reply that brought it about."""
        found = self.look_for(look, 30)
        self.assertTrue(found, what)
        return found

    @staticmethod
    def look_for(look, seconds):
        deadline = time.monotonic() + seconds
        while not (found := look()) and time.monotonic() < deadline:
            pass
        return found

    def outreach(self, **members):
        body = {"kind": "client-outreach", "title": "A name from the fair", "responsible": "sam", **members}
        return self.do("POST", "/opportunities", body)["id"]

    def quoted(self):
        """An outreach whose quotation is with the client."""
        deal = self.outreach()
        self.complete(deal, "identify-client", client="Quay Print")
        self.complete(deal, "contact-client", outcome="interested")
        self.complete(deal, "open-opportunity", description="ten laptops")
        self.complete(deal, "create-quotation", quotationNumber="Q-9", quotationDate="2026-11-22", quotationAmount=12000)
        self.expect_at(deal, "negotiation")
        return deal

    def accept(self, deal):
        [match] = self.message("quotation-accepted", correlationKey=deal)
        self.assertEqual(match["elementId"], "accepted")

    def test_9_called_back_quoted_chased_accepted(self):
        deal = self.outreach()
        self.expect_offer(deal, "identify-client", "sales", "sam")
        self.assertIsNone(self.opportunity(deal)["customer"])
        self.complete(deal, "identify-client", client="Quay Print")
        self.assertEqual(self.opportunity(deal)["customer"]["name"], "Quay Print")
        self.expect_refused(deal, "contact-client", ["/variables/callBackOn"], outcome="call-back")
        self.complete(deal, "contact-client", spokenOn="2026-11-22", notes="call me on Wednesday", outcome="call-back",
                      callBackOn="2026-11-25", otherNeeds=[{"description": "A faster laptop"}])
        self.expect_open(deal)
        [other] = [row for row in self.as_user().pages("/opportunities?kind=client-outreach") if row["id"] != deal]
        self.assertEqual((other["title"], other["customer"]["name"], other["responsible"]), ("A faster laptop", "Quay Print", "sam"))
        self.advance("P2D")
        self.expect_open(deal)
        self.advance("P1D")
        self.complete(deal, "contact-client", outcome="not-now")
        self.advance("P29D")
        self.expect_open(deal)
        self.advance("P1D")
        self.complete(deal, "contact-client", outcome="interested")
        self.assertEqual(len(self.as_user().pages("/opportunities?kind=client-outreach")), 2, "other needs are opened once")
        self.complete(deal, "open-opportunity", description="ten laptops", technicalTeamNeeded=True)
        self.expect_open(deal, "involve-technical-team", "create-quotation")
        self.expect_offer(deal, "involve-technical-team", "technical")
        self.complete(deal, "create-quotation", quotationNumber="Q-9", quotationDate="2026-12-26", quotationAmount=12000)
        self.expect_open(deal, "involve-technical-team")
        self.complete(deal, "involve-technical-team")
        self.assertEqual(self.opportunity(deal)["quotation"], {"number": "Q-9", "date": "2026-12-26", "amount": 12000})
        self.advance("P14D")
        self.complete(deal, "chase-quotation")
        self.expect_open(deal)
        self.accept(deal)
        self.until("the job is made", lambda: self.open_steps(deal) == ["programme-work"])
        self.assertTrue(self.opportunity(deal)["quotation"]["accepted"])
        number = self.opportunity(deal)["number"]
        self.assertEqual(self.jobs.calls[-1], {"number": number, "customer": "Quay Print", "title": "A name from the fair",
                                               "description": "ten laptops", "quotation": "Q-9", "amount": 12000})
        self.expect_offer(deal, "programme-work", "technical")
        self.complete(deal, "programme-work")
        self.expect_at(deal, "closed-won", "won")
        self.expect_ended(deal, "job-scheduled")

    def test_9_the_job_system_fails_twice(self):
        deal = self.quoted()
        self.jobs.answers = [500, 503]
        self.accept(deal)
        self.until("the first call", lambda: len(self.jobs.calls) == 1)
        for calls in (2, 3):
            self.until("the next call", lambda: self.advance("PT1M") and len(self.jobs.calls) >= calls)
        self.until("the job is made", lambda: self.open_steps(deal) == ["programme-work"])
        self.assertGreaterEqual(len(self.jobs.calls), 3)
        if not Settings.killed:
            self.assertEqual(len(self.jobs.calls), 3, "a call is made again only when a kill has cut it off")
        self.assertEqual(self.instance(deal)["incidents"], [])

    def test_9_the_job_system_fails_for_good(self):
        deal = self.quoted()
        self.jobs.away = True
        self.accept(deal)
        self.until("the first call", lambda: self.jobs.calls)

        def incidents():
            return self.instance(deal)["incidents"]
        # A call that a kill cut off is made again and counts for nothing: it is given the time to end.
        [incident] = self.until("an incident", lambda: self.advance("PT1M") and self.look_for(incidents, 1))
        self.assertEqual(incident["elementId"], "schedule-job")
        self.assertGreaterEqual(len(self.jobs.calls), 3)
        self.jobs.away = False
        self.assertIn(incident["id"], [row["id"] for row in self.get("/incidents")["items"]])
        self.expect_open(deal)
        self.do("POST", f"/incidents/{incident['id']}/retry", {})
        self.until("the job is made", lambda: self.open_steps(deal) == ["programme-work"])
        self.assertEqual(self.instance(deal)["incidents"], [])
        self.complete(deal, "programme-work")
        self.expect_ended(deal, "job-scheduled")

    def test_a_client_who_is_not_to_be_contacted(self):
        deal = self.quoted()
        self.message("quotation-declined", correlationKey=deal)
        other = self.outreach(customer="Quay Print")
        self.complete(other, "identify-client", client="Quay Print")
        self.complete(deal, "contact-client", outcome="no-contact", notes="never again")
        self.expect_at(deal, "disqualified", "disqualified")
        self.expect_ended(deal, "do-not-contact")
        task = self.task(other, "contact-client")
        body = {"variables": {"outcome": "interested"}}
        reply = self.send("POST", f"/tasks/{task['id']}/complete", body, *self.performer(task))
        self.assertEqual((reply.status, reply.code), (409, "do-not-contact"), reply.body)
        self.assertIn("never again", reply.body["detail"])
        customer = self.opportunity(other)["customer"]["id"]
        self.assertEqual(self.get(f"/customers/{customer}")["doNotContact"]["reason"], "never again")
        self.do("PATCH", f"/customers/{customer}", {"doNotContact": None, "reason": "they called us"})
        self.complete_task(task, outcome="interested")
        self.expect_open(other, "open-opportunity")
