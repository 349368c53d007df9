"""What holds across operations: revisions, pages, idempotency keys, numbers and times, and text that tries to be something else."""

import http.client
import json

from contract_operations import DEAL, LOCK
from contract_world import LISTENING, XML, World
from onward_client import Client
from onward_steps import START

LISTS = ("definitions", "instances", "incidents", "tasks", "opportunities", "customers", "contacts", "leads", "tickets", "interactions", "products", "users",
         "groups", "batches")


class Revisions(World):
    def changes(self):
        """(where the ETag is, how to change the thing): one for each kind that has revisions."""
        task = self.task()
        instance = self.begin()["id"]
        deal = self.client.post("/opportunities", DEAL)["id"]
        ticket = self.client.post("/tickets", {"subject": "Slow"})["id"]
        called = self.client.post("/interactions", {"type": "call", "subject": "Hello"})["id"]
        yield f"/interactions/{called}", ("PATCH", f"/interactions/{called}", {"outcome": "x"})
        yield f"/tasks/{task}", ("PATCH", f"/tasks/{task}", {"priority": 60})
        yield f"/tasks/{task}", ("POST", f"/tasks/{task}/comments", {"text": "x"})
        yield f"/instances/{instance}", ("PATCH", f"/instances/{instance}/variables", {"x": 1})
        yield f"/opportunities/{deal}", ("PATCH", f"/opportunities/{deal}", {"title": "Another title"})
        yield f"/opportunities/{deal}", ("PUT", f"/opportunities/{deal}/stage", {"value": "needs"})
        yield f"/tickets/{ticket}", ("PATCH", f"/tickets/{ticket}", {"comment": "x"})

    def test_if_match_is_honoured(self):
        for where, (method, path, body) in self.changes():
            with self.subTest(change=f"{method} {path}"):
                tag = self.send("GET", where).headers["etag"]
                self.assertRegex(tag, r'^"[^"]+"$')
                self.assertEqual(self.send(method, path, body, {"If-Match": tag}).status, 200)
                self.expect(self.send(method, path, body, {"If-Match": tag}), 412, "stale")
                self.expect(self.send(method, path, body, {"If-Match": 'W/"1"'}), 412, "stale")
                self.expect(self.send(method, path, body, {"If-Match": "1"}), 400, "malformed")
                self.assertEqual(self.send(method, path, body, {"If-Match": "*"}).status, 200)

    def test_a_change_tells_the_new_tag(self):
        for where, (method, path, body) in self.changes():
            with self.subTest(change=f"{method} {path}"):
                told = self.send(method, path, body).headers["etag"]
                self.assertEqual(self.send("GET", where).headers["etag"], told)

    def test_definitions_have_tags(self):
        first = self.send("GET", "/definitions/errand").headers["etag"]
        self.assertEqual(self.send("GET", "/definitions/errand/versions/1").headers["etag"], first)
        self.assertNotEqual(self.send("GET", "/definitions/listed").headers["etag"], first)

    def test_a_definition_without_coordinates_is_drawn(self):
        picture = self.send("GET", "/definitions/errand/versions/1/diagram.svg")
        self.assertEqual((picture.status, picture.headers.get("content-type")), (200, "image/svg+xml"))
        for element in ("begun", "ask", "tell", "done", "ask-to-tell"):
            self.assertIn(f'data-element="{element}"', picture.body)
        self.expect(self.send("GET", "/definitions/errand/versions/99/diagram.svg"), 404, "not-found")


class Pages(World):
    def test_pages_join_to_the_whole_in_order(self):
        for number in range(7):
            self.client.post("/opportunities", {**DEAL, "title": f"Deal {number}"})
        for path in ("/opportunities", "/instances", "/tasks", "/definitions?allVersions=true"):
            with self.subTest(path=path):
                joint = "&" if "?" in path else "?"
                whole = self.client.get(f"{path}{joint}limit=500")
                self.assertNotIn("next", {name: value for name, value in whole.items() if value})
                self.assertEqual(self.client.pages(f"{path}{joint}limit=2"), whole["items"])

    def test_lists_are_sorted_as_asked(self):
        for path, field in (("/opportunities", "createdAt"), ("/opportunities", "number"), ("/instances", "startedAt"), ("/tasks", "createdAt"),
                            ("/tasks", "priority")):
            for number in range(3):
                self.client.post("/opportunities", {**DEAL, "title": f"Sorted {number}"})
                self.client.request("PATCH", f"/tasks/{self.task()}", {"priority": 90 - number})
                self.client.post("/clock", {"advance": "PT1S"})
            with self.subTest(path=path, field=field):
                up = [row[field] for row in self.client.pages(f"{path}?sort={field}&limit=3")]
                down = [row[field] for row in self.client.pages(f"{path}?sort=-{field}&limit=3")]
                self.assertGreater(len(set(up)), 1)
                self.assertEqual((up, down), (sorted(up), sorted(down, reverse=True)))

    def test_limits_and_cursors(self):
        for name in LISTS:
            with self.subTest(list=name):
                for limit in ("0", "501", "-1", "x", "", "1.5", "99999999999999999999"):
                    self.expect(self.send("GET", f"/{name}?limit={limit}"), 400, "malformed")
                self.assertEqual(self.send("GET", f"/{name}?limit=500").status, 200)
                self.expect(self.send("GET", f"/{name}?after=nonsense"), 400, "invalid-cursor")
                self.expect(self.send("GET", f"/{name}?limit=1&limit=2"), 400, "malformed")

    def test_a_cursor_belongs_to_its_list_and_sort(self):
        for _ in range(2):
            self.begin()
        after = self.client.get("/instances?limit=1&sort=startedAt")["next"]
        self.expect(self.send("GET", f"/instances?limit=1&sort=-startedAt&after={after}"), 400, "invalid-cursor")
        self.expect(self.send("GET", f"/tasks?after={after}"), 400, "invalid-cursor")
        self.expect(self.send("GET", "/instances?sort=colour"), 400, "unknown-parameter")

    def test_wrong_values_of_filters(self):
        for path in ("/instances?state=asleep", "/tasks?state=asleep", "/opportunities?status=asleep", "/tasks?overdue=perhaps",
                     "/instances?startedBefore=yesterday", "/tasks?dueBefore=soon", "/instances?variable=novalue", "/instances?version=x"):
            with self.subTest(path=path):
                self.expect(self.send("GET", path), 400, "malformed")


class Idempotency(World):
    def twice(self, path, body, other):
        """A replay does nothing and gives the same status and ids; another body under the key is refused."""
        key = f"key-{path}-{json.dumps(body)}"[:200]
        first = self.send("POST", path, body, key=key)
        self.assertTrue(first.ok, first.body)
        self.assertFalse(first.replayed)
        second = self.send("POST", path, body, key=key)
        self.assertTrue(second.replayed, second.body)
        self.assertEqual(second.status, first.status)
        self.expect(self.send("POST", path, other, key=key), 422, "key-reused")
        return first.body, second.body

    def test_starts(self):
        before = len(self.client.pages("/instances"))
        first, second = self.twice("/instances", {"definition": "errand"}, {"definition": "listed"})
        self.assertEqual(first, second)
        self.assertEqual(len(self.client.pages("/instances")), before + 1)

    def test_posting_an_opportunity(self):
        before = len(self.client.pages("/opportunities"))
        first, second = self.twice("/opportunities", DEAL, {**DEAL, "title": "Other"})
        self.assertEqual((first["id"], first["number"], first["instanceIds"]), (second["id"], second["number"], second["instanceIds"]))
        self.assertEqual(len(self.client.pages("/opportunities")), before + 1)

    def test_completing(self):
        path = f"/tasks/{self.task()}/complete"
        first, second = self.twice(path, {"variables": {"amount": 1}}, {"variables": {"amount": 2}})
        self.assertEqual(first["instance"]["id"], second["instance"]["id"])
        self.assertEqual([task["elementId"] for task in second["tasks"]], ["tell"])

    def test_messages(self):
        self.client.post("/instances", {"definition": "listening", "variables": {"place": "keyed"}})
        body = {"name": "wake", "correlationKey": "keyed"}
        first, second = self.twice("/messages", body, {**body, "variables": {"x": 1}})
        self.assertEqual(first, second)
        self.assertEqual(len(first["matched"]), 1)

    def test_records_and_jobs(self):
        first, second = self.twice("/tickets", {"subject": "Once"}, {"subject": "Twice"})
        self.assertEqual(first["id"], second["id"])
        self.begin("labour")
        job = self.client.post("/jobs/lock", LOCK)[0]["id"]
        self.twice(f"/jobs/{job}/complete", {"worker": "w"}, {"worker": "w", "variables": {"x": 1}})

    def test_locking_jobs(self):
        self.client.post("/jobs/lock", {**LOCK, "max": 100})  # what other tests have left behind
        self.assertEqual(self.send("POST", "/jobs/lock", LOCK, key="lock-1").body, [])
        instance = self.begin("labour")["id"]
        first = self.send("POST", "/jobs/lock", LOCK, key="lock-1")
        self.assertEqual([job["instanceId"] for job in first.body], [instance])
        self.assertFalse(first.replayed)
        self.client.post("/clock", {"advance": "PT1S"})
        second = self.send("POST", "/jobs/lock", LOCK, key="lock-1")
        self.assertEqual((second.body, second.replayed), (first.body, True))
        self.expect(self.send("POST", "/jobs/lock", {**LOCK, "max": 2}, key="lock-1"), 422, "key-reused")
        self.client.post(f"/jobs/{first.body[0]['id']}/complete", {"worker": "w"})
        self.assertEqual(self.send("POST", "/jobs/lock", LOCK, key="lock-1").body, [])

    def test_moving_the_clock(self):
        before = self.client.get("/clock")["now"]
        first, second = self.twice("/clock", {"advance": "PT1H"}, {"advance": "PT2H"})
        self.assertEqual(first, second)
        self.assertGreater(first["now"], before)
        self.client.post("/clock", {"advance": "PT1H"})
        later = self.client.get("/clock")
        again = self.send("POST", "/clock", {"advance": "PT1H"}, key='key-/clock-{"advance": "PT1H"}')
        self.assertEqual((again.body, again.replayed), (later, True))

    def test_a_key_belongs_to_its_caller(self):
        body = {"definition": "errand"}
        first = self.send("POST", "/instances", body, key="mine", user="anna")
        second = self.send("POST", "/instances", body, key="mine", user="ben")
        self.assertFalse(second.replayed)
        self.assertNotEqual(first.body["id"], second.body["id"])

    def test_a_refusal_is_not_kept_as_a_success(self):
        task = self.task()
        path = f"/tasks/{task}/complete"
        self.expect(self.send("POST", path, {}, key="late"), 422, "invalid")
        self.assertEqual(self.client.get(f"/tasks/{task}")["state"], "open")

    def test_keys_have_a_length(self):
        self.expect(self.send("POST", "/instances", {"definition": "errand"}, key="k" * 256), 400, "malformed")

    def test_a_message_id_is_taken_once(self):
        body = {"name": "wake", "correlationKey": "once", "messageId": "m-1"}
        for _ in range(2):
            self.client.post("/instances", {"definition": "listening", "variables": {"place": "once"}})
        first = self.send("POST", "/messages", {**body, "instanceId": self.client.get("/instances?definition=listening&sort=-startedAt&limit=1")["items"][0]["id"]})
        self.assertEqual(len(first.body["matched"]), 1, first.body)
        self.assertEqual(self.send("POST", "/messages", body).body["matched"], [])


class Values(World):
    def test_numbers_keep_their_decimal_text(self):
        text = '{"definition":"errand","variables":{"a":0.1,"b":12345678901234567890.12345678901234,"c":1.50,"d":-0.0000001}}'
        made = self.send("POST", "/instances", text, {"Content-Type": "application/json"}).body["id"]
        raw = Raw(self.server.port).get(f"/api/v1/instances/{made}/variables")
        self.assertIn('"a":0.1,', raw)
        self.assertIn('"b":12345678901234567890.12345678901234', raw)
        self.assertIn("-0.0000001", raw.replace("-1E-7", "-0.0000001"))

    def test_times_are_utc_with_milliseconds(self):
        made = self.client.post("/instances", {"definition": "errand"})
        self.assertRegex(made["startedAt"], r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$")
        self.assertGreaterEqual(made["startedAt"], START[:10])

    def test_text_that_tries_to_be_something_else_stays_text(self):
        evil = ["' or '1'='1", "'; drop table task; --", '" or ""="', "%' or 1=1 --", "\\'; values (pg_sleep(9)); --", "$1", "{}", "é\U0001f600", "%00%", "_"]
        before = len(self.client.pages("/tasks"))
        for text in evil:
            quoted = "".join(f"%{byte:02X}" for byte in text.encode())
            for path in ("/tasks?text=", "/tasks?assignee=", "/tasks?group=", "/tasks?definition=", "/tasks?opportunity=", "/tasks?instance=",
                         "/instances?definition=", "/instances?businessKey=", "/instances?variable=a:", "/opportunities?text=",
                         "/opportunities?customer=", "/opportunities?responsible=", "/opportunities?kind=", "/customers?text=", "/leads?text=",
                         "/tasks?sort=", "/instances?sort=", "/opportunities?after=", "/definitions/", "/products/", "/users/", "/tasks/", "/instances/"):
                with self.subTest(path=path + text):
                    reply = self.send("GET", path + quoted)
                    self.assertIn(reply.status, (200, 400, 404))
                    if reply.status == 200:
                        self.assertEqual(reply.body["items"], [])
        self.assertEqual(len(self.client.pages("/tasks")), before)

    def test_text_goes_in_and_comes_out_as_it_is(self):
        title = "<script>alert('1')</script> \"'; drop table x -- \U0001f600 %s"
        deal = self.client.post("/opportunities", {**DEAL, "title": title})["id"]
        self.assertEqual(self.client.get(f"/opportunities/{deal}")["title"], title)

    def test_the_same_text_is_not_deployed_twice(self):
        first = self.send("POST", "/definitions", LISTENING, XML)
        self.assertEqual((first.status, first.body["definitions"][0]["version"]), (200, 1))


class Raw(Client):
    """The text of a body as it came."""

    def get(self, path):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        connection.request("GET", path)
        text = connection.getresponse().read().decode()
        connection.close()
        return text

