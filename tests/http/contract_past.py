"""What an instance was after an earlier command: the same answers as now, with `at`. And what an admin does about timers and jobs."""

from contract_repairs import Repairs


class PastStates(Repairs):
    def gone(self):
        """An instance with four commands: begun, a variable, a task completed, a variable."""
        made = self.begin(amount=1)
        path = f"/instances/{made['id']}"
        self.send("PATCH", f"{path}/variables?reason=a+typo", {"amount": 2})
        self.client.post(f"/tasks/{made['tasks'][0]['id']}/complete", {"variables": {"amount": 3}})
        self.send("PATCH", f"{path}/variables", {"amount": None, "late": True})
        return made, path

    def test_it_answers_as_it_did_then(self):
        made = self.begin(amount=1)
        path = f"/instances/{made['id']}"
        seen = []
        change = {2: lambda: self.send("PATCH", f"{path}/variables", {"amount": 2}),
                  3: lambda: self.client.post(f"/tasks/{made['tasks'][0]['id']}/complete", {"variables": {"amount": 3}}),
                  4: lambda: self.client.post(f"{path}/suspend", {"reason": "enough"})}
        for sequence in range(1, 5):
            if sequence > 1:
                change[sequence]()
            seen.append([self.client.get(path), self.client.get(f"{path}/variables"), self.client.get(f"{path}/activities")])
        for sequence in range(1, 5):
            with self.subTest(sequence=sequence):
                then = [self.client.get(f"{path}{part}?at={sequence}") for part in ("", "/variables", "/activities")]
                self.assertEqual(then, seen[sequence - 1])
                self.assertEqual(then[0]["command"]["sequence"], sequence)

    def test_it_says_which_command_it_was_by_whom_and_why(self):
        _, path = self.gone()
        commands = [self.client.get(f"{path}?at={sequence}")["command"] for sequence in range(1, 5)]
        self.assertEqual([(one["operation"], one["actor"], one["reason"]) for one in commands],
                         [("start-instance", "admin", None), ("set-variables", "admin", "a typo"), ("complete-task", "admin", None), ("set-variables", "admin", None)])
        self.assertEqual(self.client.get(path)["command"], commands[3])

    def test_scopes_too_and_page_by_page(self):
        _, path = self.gone()
        scopes = self.client.get(f"{path}/variables?scopes=true&at=2")["scopes"]
        self.assertEqual(scopes[0]["variables"], {"amount": 2})
        all_of_them = self.client.get(f"{path}/activities?at=3")["items"]
        first = self.client.get(f"{path}/activities?at=3&limit=1")
        rest = self.client.get(f"{path}/activities?at=3&after={first['next']}")["items"]
        self.assertEqual(first["items"] + rest, all_of_them)
        self.assertEqual([(one["elementId"], one["state"]) for one in self.client.get(f"{path}/activities?at=1")["items"]],
                         [("begun", "completed"), ("ask", "active")])

    def test_another_version_is_shown_as_that_version(self):
        old = self.client.post("/instances", {"definition": "errand", "version": 1})
        self.client.deploy("""<process xmlns="urn:onward:process:1" id="errand" name="Errand, at last">
            <start id="begun"/><task id="ask" groups='"office"'/><task id="tell"/><end id="done"/></process>""")
        newest = self.client.get("/definitions/errand")["version"]
        self.client.post(f"/instances/{old['id']}/migrate", {"version": newest})
        self.assertEqual([self.client.get(f"/instances/{old['id']}?at={at}")["version"] for at in (1, 2)], [1, newest])

    def test_what_was_not_is_refused(self):
        _, path = self.gone()
        for part in ("", "/variables", "/activities"):
            self.expect(self.send("GET", f"{path}{part}?at=5"), 404, "not-found")
            self.expect(self.send("GET", f"{path}{part}?at=0"), 400, "malformed")
            self.expect(self.send("GET", f"{path}{part}?at=first"), 400, "malformed")
            self.expect(self.send("GET", f"/instances/1zzzzzzzzzzz1{part}?at=1"), 404, "not-found")


class Reasons(Repairs):
    def test_a_retry_and_variables_keep_theirs(self):
        stuck = self.begin("stuck")["id"]
        incident = self.client.get(f"/instances/{stuck}")["incidents"][0]["id"]
        self.send("PATCH", f"/instances/{stuck}/variables?reason=told+by+phone", {"side": 1})
        self.send("POST", f"/incidents/{incident}/retry", {"reason": "it is there now"})
        self.assertEqual((self.reasons(stuck, "set-variables"), self.reasons(stuck, "retry")), (["told by phone"], ["it is there now"]))
        self.assertEqual(self.at(stuck), ["left"])

    def test_so_do_those_of_a_batch(self):
        stuck = self.client.post("/instances", {"definition": "stuck", "businessKey": "many-reasons"})["id"]
        for operation, arguments in (("set-variables", {"variables": {"side": 1}}), ("retry", {})):
            body = {"operation": operation, "filter": {"businessKey": "many-reasons"}, "arguments": arguments, "reason": f"why {operation}"}
            self.finished(f"/batches/{self.client.post('/batches', body)['id']}")
        self.assertEqual((self.reasons(stuck, "set-variables"), self.reasons(stuck, "retry")), (["why set-variables"], ["why retry"]))

    def test_batches_are_listed_with_the_newest_first(self):
        made = [self.client.post("/batches", {"operation": "suspend", "filter": {"businessKey": "none-has-it"}, "reason": f"number {one}"})["id"] for one in range(3)]
        listed = self.client.get("/batches?limit=3")
        self.assertEqual({one["id"] for one in listed["items"]}, set(made))
        self.assertEqual({one["reason"] for one in listed["items"]}, {"number 0", "number 1", "number 2"})
        self.assertNotIn("items", listed["items"][0])
        self.expect(self.send("GET", "/batches?sort=colour"), 400, "unknown-parameter")
        self.expect(self.send("GET", "/batches?after=x"), 400, "invalid-cursor")


class Due(Repairs):
    def waiting(self):
        made = self.begin("waiting")["id"]
        return made, self.client.get(f"/instances/{made}")["timers"][0]

    def test_a_timer_gets_another_time_and_fires_then(self):
        instance, timer = self.waiting()
        reply = self.send("PATCH", f"/timers/{timer['id']}", {"due": "2031-05-01T08:00:00Z", "reason": "a holiday"})
        self.assertEqual(reply.status, 200, reply.body)
        self.assertEqual(self.client.get(f"/instances/{instance}")["timers"], [{"id": timer["id"], "elementId": "long", "due": "2031-05-01T08:00:00.000Z"}])
        self.assertEqual(self.reasons(instance, "set-timer"), ["a holiday"])
        self.client.post(f"/timers/{timer['id']}/run", {"reason": "never mind"})
        self.assertEqual((self.at(instance), self.reasons(instance, "set-timer")), (["remind"], ["a holiday", "never mind"]))

    def test_a_timer_that_is_not_is_refused(self):
        instance, timer = self.waiting()
        path = f"/timers/{timer['id']}"
        self.refused_patch(path, {}, ("/due", "required"))
        self.refused_patch(path, {"due": "soon"}, ("/due", "wrong-type"))
        self.expect(self.send("PATCH", path, {"due": "2031-01-01T00:00:00Z"}, {"If-Match": '"99"'}), 412, "stale")
        self.expect(self.send("PATCH", "/timers/1zzzzzzzzzzz1-9", {"due": "2031-01-01T00:00:00Z"}), 404, "not-found")
        self.expect(self.send("POST", f"/timers/{instance}-999/run", {}), 404, "not-found")
        self.client.post(f"/instances/{instance}/suspend", {})
        self.expect(self.send("POST", f"{path}/run", {}), 409, "wrong-state")

    def test_a_job_gets_other_attempts_and_its_incident_is_over(self):
        instance = self.begin("labour")["id"]
        job = self.client.get(f"/instances/{instance}")["jobs"][0]
        self.assertEqual((job["topic"], job["retries"], job["worker"], job["type"]), ("digging", 1, None, "worker"))
        held = next(one for one in self.client.post("/jobs/lock", {"worker": "w", "topics": [{"name": "digging"}], "max": 100}) if one["id"] == job["id"])
        self.client.post(f"/jobs/{held['id']}/fail", {"worker": "w", "message": "rain"})
        self.assertEqual(len(self.client.get(f"/instances/{instance}")["incidents"]), 1)
        path = f"/jobs/{job['id']}"
        self.refused_patch(path, {}, ("/retries", "required"))
        self.refused_patch(path, {"retries": 0}, ("/retries", "out-of-range"))
        self.assertEqual(self.send("PATCH", path, {"retries": 4, "reason": "the sun is out"}).status, 200)
        now = self.client.get(f"/instances/{instance}")
        self.assertEqual((now["incidents"], now["jobs"][0]["retries"]), ([], 4))
        self.assertEqual(self.reasons(instance, "set-job-retries"), ["the sun is out"])
        self.expect(self.send("PATCH", f"/jobs/{instance}-999", {"retries": 1}), 409, "already-completed")
        self.expect(self.send("PATCH", "/jobs/1zzzzzzzzzzz1-9", {"retries": 1}), 404, "not-found")

    def test_what_waits_for_which_message_is_told(self):
        instance = self.begin("listening", place="quay")["id"]
        event = self.client.get(f"/instances/{instance}")["events"][0]
        self.assertEqual((event["elementId"], event["type"], event["name"], event["correlationKey"]), ("sleep", "message", "wake", "quay"))

    def refused_patch(self, path, body, *places):
        reply = self.expect(self.send("PATCH", path, body), 422, "invalid")
        self.assertEqual([(place["pointer"], place["code"]) for place in reply.body["errors"]], list(places))
