"""Reports: what stands in them, and in which form they come."""

import csv
import io
import zipfile

from contract_world import World

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MIS = ["resources", "referenceDate", "customer", "requirements", "quotationDate", "quotationAmount", "orderDate", "orderAmount", "status"]
DEAL = {"kind": "standard-sale", "title": "Forklifts", "responsible": "anna"}


class Reports(World):
    def report(self, name, query=""):
        reply = self.send("GET", f"/reports/{name}{query}")
        self.assertEqual(reply.status, 200, reply.body)
        return reply.body["items"]

    def deal(self, customer, **members):
        return self.client.post("/opportunities", {**DEAL, "customer": customer, **members})["id"]

    def change(self, deal, user="anna", **members):
        reply = self.send("PATCH", f"/opportunities/{deal}", members, user=user)
        self.assertEqual(reply.status, 200, reply.body)

    def rows_of(self, month, customer):
        return [row for row in self.report("mis", f"?month={month}") if row["customer"] == customer]

    def month(self):
        return self.client.get("/clock")["now"][:7]

    def next_month(self):
        """Days pass until another month has begun, which no test had; that month."""
        before = self.month()
        while self.month() == before:
            self.client.post("/clock", {"advance": "P5D"})
        return self.month()

    def test_a_month_that_is_over_does_not_change(self):
        month = self.next_month()
        demand = [{"item": "Forklift", "quantity": 2, "expectedPrice": 10}, {"item": "Charger", "quantity": 1}]
        deal = self.deal("Month Mill", demand=demand)
        self.change(deal, quotation={"number": "Q-1", "date": "2027-02-03", "amount": 20.50})
        self.change(deal, user="ben", order={"date": "2027-02-04"})
        draft = self.deal("Draft Mill", draft=True)
        reference = self.client.get(f"/opportunities/{deal}")["createdAt"][:10]
        first = {"resources": ["admin", "anna", "ben"], "referenceDate": reference, "customer": "Month Mill", "requirements": "Forklift; Charger",
                 "quotationDate": "2027-02-03", "quotationAmount": 20.5, "orderDate": "2027-02-04", "orderAmount": None, "status": "open"}
        self.assertEqual(self.rows_of(month, "Month Mill"), [first])
        self.assertEqual(list(self.report("mis", f"?month={month}")[0]), MIS)
        self.assertEqual(self.rows_of(month, "Draft Mill"), [])

        following = self.next_month()
        self.change(deal, user="cora", order={"date": "2027-03-05", "amount": 19}, requirements="Two forklifts", quotation=None)
        self.client.request("PUT", f"/opportunities/{deal}/stage", {"value": "closed-lost", "reason": "too dear"})
        self.send("POST", f"/opportunities/{draft}/post")
        self.assertEqual(self.rows_of(month, "Month Mill"), [first])
        self.assertEqual(self.rows_of(month, "Draft Mill"), [])
        later = {**first, "resources": ["admin", "cora"], "requirements": "Two forklifts", "quotationDate": None, "quotationAmount": None,
                 "orderDate": "2027-03-05", "orderAmount": 19, "status": "lost"}
        self.assertEqual(self.rows_of(following, "Month Mill"), [later])
        self.assertEqual([row["status"] for row in self.rows_of(following, "Draft Mill")], ["open"])
        self.assertEqual(self.report("mis", "?month=2099-01"), [])

    def test_who_completed_a_task_worked_on_it(self):
        self.next_month()
        deal = self.deal("Task Mill", responsible="dora")
        month = self.next_month()
        self.assertEqual(self.rows_of(month, "Task Mill"), [])
        task = self.client.get(f"/tasks?opportunity={deal}")["items"][0]
        fields = {field["id"]: "x" for field in self.client.get(f"/tasks/{task['id']}")["form"]["fields"]
                  if field["required"] and field["type"] in ("string", "text")}
        body = {"results": "done", "variables": fields}
        reply = self.send("POST", f"/tasks/{task['id']}/complete", body, user="dora")
        self.assertEqual(reply.status, 200, reply.body)
        self.assertEqual([row["resources"] for row in self.rows_of(month, "Task Mill")], [["dora"]])

    def test_a_table_for_spreadsheets(self):
        month = self.next_month()
        deal = self.deal('=HYPERLINK("http://example.com")')
        self.change(deal, quotation={"number": "1", "date": "2027-07-03", "amount": 12345678901234567}, requirements='-1 "quoted", and more')
        reply = self.client.request("GET", f"/reports/mis?month={month}", headers={"Accept": "text/html;q=0.9, text/csv"})
        self.assertEqual((reply.status, reply.headers["content-type"]), (200, "text/csv; charset=utf-8"))
        self.assertEqual(reply.headers["content-disposition"], f'attachment; filename="MIS-{month}.csv"')
        lines = list(csv.reader(io.StringIO(reply.body, newline="")))
        self.assertEqual(lines[0], MIS)
        row = next(line for line in lines if "HYPERLINK" in line[2])
        self.assertEqual(row[0], "admin; anna")
        self.assertEqual(row[2:6], ['\'=HYPERLINK("http://example.com")', '\'-1 "quoted", and more', "2027-07-03", "12345678901234567"])

    def test_a_workbook(self):
        month = self.next_month()
        self.change(self.deal("Book Mill"), quotation={"number": "1", "date": "2027-08-03", "amount": 7.25})
        for path, accept in ((f"/reports/mis?month={month}", WORKBOOK), (f"/reports/mis?month={month}&format=xlsx", "*/*")):
            bytes_of = self.raw(path, accept)
            with zipfile.ZipFile(io.BytesIO(bytes_of)) as book:
                self.assertIsNone(book.testzip())
                sheet = book.read("xl/worksheets/sheet1.xml").decode()
                self.assertIn(f'name="MIS {month}"', book.read("xl/workbook.xml").decode())
            self.assertIn("Book Mill", sheet)
            self.assertRegex(sheet, r"<v>7\.25</v>")
            self.assertNotIn("<f>", sheet)
            for column in MIS:
                self.assertIn(column, sheet)

    def raw(self, path, accept):
        """The bytes of an answer."""
        import http.client
        connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=30)
        connection.request("GET", "/api/v1" + path, headers={"Accept": accept})
        answer = connection.getresponse()
        self.assertEqual((answer.status, answer.headers["content-type"]), (200, WORKBOOK))
        data = answer.read()
        connection.close()
        return data

    def test_hung_tasks_are_those_that_nobody_can_do(self):
        self.client.deploy("""<process xmlns="urn:onward:process:1" id="lonely"><parallel id="all">
            <branch><task id="none"/></branch><branch><task id="empty" groups='"ghosts"'/></branch>
            <branch><task id="two" groups='["ghosts", "spirits"]'/></branch><branch><task id="one" users='"kim"'/></branch>
            <branch><task id="taken" assignee='"kim"'/></branch><branch><task id="staffed" groups='["ghosts", "hunters"]'/></branch>
          </parallel></process>""")
        self.client.request("PUT", "/users/kim", {"name": "Kim", "roles": ["performer"], "groups": ["hunters"]})
        instance = self.begin("lonely")["id"]

        def hung():
            return {row["elementId"]: row["reason"] for row in self.report("hung") if row["taskId"].startswith(instance + "-")}
        self.assertEqual(hung(), {"none": "no-candidates", "empty": "group-without-members", "two": "group-without-members"})
        self.client.request("PUT", "/users/casper", {"name": "Casper", "roles": ["performer"], "groups": ["ghosts"]})
        self.assertEqual(hung(), {"none": "no-candidates"})

    def test_what_is_late_and_who_has_how_much(self):
        before = {row["person"]: row for row in self.report("workload")}
        self.assertNotIn("lena", before)
        tasks = [self.task() for _ in range(3)]
        now = self.client.get("/clock")["now"]
        for task, days in zip(tasks, (-3, 2, 30)):
            self.send("POST", f"/tasks/{task}/assign", {"assignee": "lena"})
            self.send("PATCH", f"/tasks/{task}", {"due": self.day_after(now, days)})
        load = next(row for row in self.report("workload") if row["person"] == "lena")
        self.assertEqual((load["group"], load["open"], load["overdue"], load["dueSoon"]), (None, 3, 1, 1))
        late = [row for row in self.report("overdue") if row["assignee"] == "lena"]
        self.assertEqual([(row["taskId"], row["daysLate"]) for row in late], [(tasks[0], 3)])

        free = self.task()
        offered = next(row for row in self.report("workload") if row["group"] == "office")
        self.assertEqual((offered["person"], offered["open"] >= 1), (None, True))
        self.send("POST", f"/tasks/{free}/assign", {"assignee": "lena"})
        after = next((row["open"] for row in self.report("workload") if row["group"] == "office"), 0)
        self.assertEqual(after, offered["open"] - 1)

    @staticmethod
    def day_after(now, days):
        from datetime import datetime, timedelta
        return (datetime.fromisoformat(now.replace("Z", "+00:00")) + timedelta(days=days)).strftime("%Y-%m-%dT%H:%M:%SZ")

    def test_opportunities_that_need_care(self):
        cared, left = self.deal("Cared Mill"), self.deal("Left Mill", responsible="")
        now = self.client.get("/clock")["now"]
        self.change(cared, nextStep="Call", nextStepDue=self.day_after(now, 3)[:10])

        def reasons(deal, query=""):
            return next((row["reasons"] for row in self.report("stale", query) if row["id"] == deal), [])
        self.assertEqual(reasons(cared), [])
        self.assertEqual(reasons(left), ["no-next-step", "nobody-responsible"])
        self.client.post("/clock", {"advance": "P2D"})
        self.assertEqual(reasons(cared), [])
        self.assertEqual(reasons(cared, "?days=2"), ["quiet"])
        self.client.post("/clock", {"advance": "P2D"})
        self.assertEqual(reasons(cared), ["next-step-overdue"])
        self.client.request("PUT", f"/opportunities/{left}/stage", {"value": "closed-lost", "reason": "gone"})
        self.assertEqual(reasons(left), [])

    def test_interactions_that_were_not_logged_the_same_day(self):
        deal, now = self.deal("Logged Mill"), self.client.get("/clock")["now"]
        self.change(deal, nextStep="Call", nextStepDue=self.day_after(now, 300)[:10])

        def late(query=""):
            return "not-logged-same-day" in next((row["reasons"] for row in self.report("stale", query) if row["id"] == deal), [])

        def log(at, **members):
            return self.client.post("/interactions", {"type": "call-out", "subject": "Asked", "at": at, "opportunityId": deal, **members})["id"]
        log(now)
        planned = log(self.day_after(now, 1), planned=True)
        self.assertFalse(late())
        log(self.day_after(now, -5))
        self.assertEqual((late(), late("?days=4")), (True, False))
        self.client.post("/clock", {"advance": "P4D"})
        self.assertEqual(self.client.request("PATCH", f"/interactions/{planned}", {"planned": False}).status, 200)
        self.assertEqual((late("?days=2"), late("?days=5")), (False, True), "planned for one day, recorded on a later one")

    def test_the_funnel_counts_by_kind_and_stage(self):
        def stage():
            rows = self.report("funnel")
            return next((row for row in rows if (row["kind"], row["stage"]) == ("standard-sale", "brewing")),
                        {"opportunities": 0, "amount": None, "withoutAmount": 0})
        self.assertEqual(stage()["opportunities"], 0)
        deals = [self.deal("Funnel Mill", demand=[{"item": "x", "quantity": 3, "expectedPrice": price}]) for price in (0.1, 0.2)]
        for deal in (*deals, self.deal("Funnel Mill")):
            self.client.request("PUT", f"/opportunities/{deal}/stage", {"value": "brewing", "reason": "a test"})
        found = stage()
        self.assertEqual((found["opportunities"], found["amount"], found["withoutAmount"]), (3, 0.9, 1))

    def test_the_month_is_put_before_the_management(self):
        over = self.month()
        month = self.next_month()
        instance = next(row for row in self.client.get("/instances?definition=monthly-mis&limit=500")["items"]
                        if row["startedAt"] == f"{month}-01T06:00:00.000Z")
        task = self.client.get(f"/tasks?instance={instance['id']}")["items"][0]
        self.assertEqual((task["elementId"], task["candidateGroups"]), ("review-mis", ["sales-management"]))
        report = self.client.get(f"/tasks/{task['id']}")["variables"]["report"]
        self.assertEqual((report["month"], report["url"]), (over, f"/api/v1/reports/mis?month={over}"))
        self.assertEqual(self.send("GET", report["url"]).status, 200)
        self.client.post(f"/tasks/{task['id']}/complete", {"results": "fine"})
        self.assertEqual(self.client.get(f"/instances/{instance['id']}")["state"], "completed")
        monday = next(row for row in self.client.get("/instances?definition=weekly-review&limit=500")["items"])
        self.assertRegex(monday["startedAt"], r"T08:00:00\.000Z$")
        review = self.client.get(f"/tasks?instance={monday['id']}")["items"][0]
        self.assertEqual(review["elementId"], "review-pipeline")
        url = self.client.get(f"/tasks/{review['id']}")["variables"]["report"]["url"]
        self.assertEqual(self.send("GET", url).status, 200)

    def test_the_forecast_learns_from_what_was_closed(self):
        self.client.deploy("""<process xmlns="urn:onward:process:1" id="bid" opportunity-kind="bid"><role id="sales" assign="responsible"/>
            <task id="first" role="sales"/><choice id="more"><when test="drop = true" next="lose"/><otherwise/></choice><task id="second" role="sales"/>
            <service id="win" action="opportunity.close"><input name="stage" value='"closed-won"'/></service><end id="done"/>
            <service id="lose" action="opportunity.close"><input name="stage" value='"closed-lost"'/></service><end id="over"/></process>""")

        def bid(price=100):
            return self.deal("Bid Mill", kind="bid", responsible="fred", demand=[{"item": "x", "quantity": 1, "expectedPrice": price}])

        def step(deal, **variables):
            task = self.client.get(f"/tasks?opportunity={deal}")["items"][0]["id"]
            self.client.post(f"/tasks/{task}/complete", {"variables": variables})
        nothing = bid()
        unknown = next(row for row in self.report("forecast") if row["id"] == nothing)
        self.assertEqual((unknown["node"], unknown["winProbability"], unknown["closeP50"], unknown["weightedAmount"]), ("bid/first", None, None, None))
        for lost in (False, True, False, True, True):
            deal = bid()
            self.client.post("/clock", {"advance": "P1D"})
            step(deal, drop=lost)
            if not lost:
                self.client.post("/clock", {"advance": "P1D"})
                step(deal)
        fresh, further = bid(1000.50), bid(200)
        step(further, drop=False)
        reply = self.send("GET", "/reports/forecast")
        rows = {row["id"]: row for row in reply.body["items"]}
        today = self.client.get("/clock")["now"]
        self.assertEqual((rows[fresh]["node"], rows[fresh]["winProbability"], rows[fresh]["amount"]), ("bid/first", 0.4, 1000.5))
        self.assertEqual(rows[fresh]["weightedAmount"], 400.2)
        self.assertEqual((rows[fresh]["closeP50"], rows[fresh]["closeP80"]), (self.day_after(today, 1)[:10], self.day_after(today, 2)[:10]))
        self.assertEqual((rows[further]["node"], rows[further]["winProbability"], rows[further]["weightedAmount"]), ("bid/second", 1, 200))
        person = next(row for row in reply.body["sums"]["responsible"] if row["responsible"] == "fred")
        self.assertEqual((person["opportunities"], person["amount"], person["weightedAmount"]), (3, 1300.5, 640.2))
        kind = next(row for row in reply.body["sums"]["kind"] if row["kind"] == "bid")
        self.assertEqual((kind["opportunities"], kind["weightedAmount"]), (3, 640.2))
        self.assertEqual(len(reply.body["calibration"]["bins"]), 10)
        self.assertEqual(self.client.request("GET", "/reports/forecast?format=csv").body.split("\r\n")[0].split(",")[6], "winProbability")

    def test_refusals(self):
        for path in ("mis", "mis?month=2027", "mis?month=2027-13", "mis?month=2027-00", "mis?month=27-01-01", "mis?month=2027-01&format=pdf",
                     "stale?days=soon", "stale?days=4000"):
            self.expect(self.send("GET", f"/reports/{path}"), 400, "malformed")
        for name in ("mis", "funnel", "stale", "overdue", "hung", "workload", "forecast"):
            self.expect(self.send("GET", f"/reports/{name}?month=2027-01&sum=1"), 400, "unknown-parameter")
