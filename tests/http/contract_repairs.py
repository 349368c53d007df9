"""What admins do to put running instances right: over HTTP, with its dry runs, its refusals and what the history says of it."""

from contract_world import World


class Repairs(World):
    def at(self, instance):
        return sorted(token["node"] for token in self.client.get(f"/instances/{instance}")["tokens"])

    def reasons(self, instance, operation):
        return [event["data"].get("reason") for event in self.client.get(f"/instances/{instance}/history?limit=500")["items"]
                if event["event"] == "OperationNoted" and event["data"]["operation"] == operation]

    def refused(self, path, body, status, code, *places):
        reply = self.expect(self.send("POST", path, body), status, code)
        self.assertEqual([(place["pointer"], place["code"]) for place in reply.body.get("errors", [])], list(places))


class Moves(Repairs):
    def test_a_dry_run_tells_what_would_come_and_go_and_keeps_nothing(self):
        made = self.begin()
        path, body = f"/instances/{made['id']}/move", {"cancel": ["ask"], "activate": [{"nodeId": "tell"}]}
        before = self.client.get(f"/instances/{made['id']}")
        reply = self.send("POST", path + "?dryRun=true", body)
        self.assertEqual(reply.status, 200, reply.body)
        task = made["tasks"][0]["id"]
        self.assertEqual(reply.body["cancelled"], [{"id": before["tokens"][0]["id"], "type": "token", "elementId": "ask"},
                                                   {"id": task, "type": "task", "elementId": "ask"}])
        self.assertEqual(reply.body["opened"], [{"type": "token", "elementId": "tell"}, {"type": "task", "elementId": "tell"}])
        self.assertEqual(self.client.get(f"/instances/{made['id']}"), before)
        self.assertEqual(self.reasons(made["id"], "move"), [])

    def test_tokens_move_and_the_reason_stays(self):
        made = self.begin()
        token = self.client.get(f"/instances/{made['id']}")["tokens"][0]["id"]
        body = {"cancel": [token], "activate": [{"nodeId": "tell", "variables": {"amount": 7}}, {"nodeId": "tell"}], "reason": "by phone"}
        reply = self.send("POST", f"/instances/{made['id']}/move", body, key="move-1")
        self.assertEqual([task["elementId"] for task in reply.body["tasks"]], ["tell", "tell"], reply.body)
        self.assertNotIn("cancelled", reply.body)
        self.assertEqual(self.send("POST", f"/instances/{made['id']}/move", body, key="move-1").headers["idempotency-replayed"], "true")
        self.assertEqual(self.at(made["id"]), ["tell", "tell"])
        self.assertEqual(self.client.get(f"/instances/{made['id']}/variables"), {"amount": 7})
        self.assertEqual(self.reasons(made["id"], "move"), ["by phone"])
        self.assertEqual(self.client.get(f"/tasks/{made['tasks'][0]['id']}")["state"], "cancelled")

    def test_what_cannot_be_moved_is_named(self):
        instance = self.begin()["id"]
        path = f"/instances/{instance}/move"
        self.refused(path, {}, 422, "invalid", ("/activate", "required"))
        self.refused(path, {"activate": [{}, {"nodeId": 1, "x": 1}]}, 422, "invalid", ("/activate/0/nodeId", "required"),
                     ("/activate/1/nodeId", "wrong-type"), ("/activate/1/x", "unknown-member"))
        self.refused(path, {"cancel": ["tell"]}, 409, "wrong-state", ("/cancel/0", "no-token"))
        self.refused(path, {"activate": [{"nodeId": "nowhere"}]}, 422, "invalid", ("/activate/0/nodeId", "unknown-element"))
        self.refused(path, {"activate": [{"nodeId": "tell", "scope": "x"}]}, 422, "invalid", ("/activate/0/scope", "unknown-scope"))
        self.refused(path, {"cancel": ["ask"]}, 409, "wrong-state")
        self.expect(self.send("POST", path, {"cancel": ["ask"]}, {"If-Match": '"99"'}), 412, "stale")
        self.expect(self.send("POST", path + "?dryRun=perhaps", {"cancel": ["ask"]}), 400, "malformed")
        self.expect(self.send("POST", "/instances/1zzzzzzzzzzz1/move", {"cancel": ["ask"]}), 404, "not-found")
        self.assertEqual(self.at(instance), ["ask"])


class Migrations(Repairs):
    TWO = """<process xmlns="urn:onward:process:1" id="moving"><task id="look"/><task id="sign"/></process>"""

    def test_an_instance_goes_over_with_its_tasks(self):
        self.client.deploy(self.TWO)
        made = self.begin("moving")
        version = made["version"]
        self.client.deploy(self.TWO.replace('"look"', '"see"').replace('"sign"', '"seal"'))
        path = f"/instances/{made['id']}/migrate"
        self.refused(path, {"version": version + 1}, 409, "wrong-state", ("/mapping/look", "missing-element"))
        self.refused(path, {"version": version + 1, "mapping": {"x": "see", "look": "y"}}, 422, "invalid",
                     ("/mapping/look", "unknown-element"), ("/mapping/x", "unknown-element"))
        self.refused(path, {"version": version}, 409, "wrong-state")
        self.refused(path, {"version": 99}, 404, "not-found")
        self.refused(path, {"mapping": {"look": 1}}, 422, "invalid", ("/version", "required"), ("/mapping", "wrong-type"))
        body = {"version": version + 1, "mapping": {"look": "see"}, "reason": "new rules"}
        self.assertEqual(self.send("POST", path + "?dryRun=true", body).body["cancelled"], [])
        self.assertEqual(self.client.get(f"/instances/{made['id']}")["version"], version)
        reply = self.send("POST", path, body)
        self.assertEqual((reply.status, reply.body["version"]), (200, version + 1), reply.body)
        task = made["tasks"][0]["id"]
        self.assertEqual([(one["id"], one["elementId"], one["version"]) for one in reply.body["tasks"]], [(task, "see", version + 1)])
        self.assertEqual([(one["id"], one["elementId"], one["version"]) for one in self.client.get(f"/tasks?instance={made['id']}")["items"]],
                         [(task, "see", version + 1)])
        self.assertIn(made["id"], [one["id"] for one in self.client.get(f"/instances?definition=moving&version={version + 1}")["items"]])
        self.client.post(f"/tasks/{task}/complete", {})
        self.assertEqual(self.at(made["id"]), ["seal"])
        self.assertEqual(self.reasons(made["id"], "migrate"), ["new rules"])
        moved = [event["data"] for event in self.client.get(f"/instances/{made['id']}/history?limit=500")["items"] if event["event"] == "InstanceMigrated"]
        self.assertEqual(moved, [{"definition": "moving", "version": version + 1, "renamed": {"look": "see"}}])

    def test_a_version_that_cannot_run_is_refused(self):
        self.client.deploy(self.TWO.replace('"moving"', '"foreign"'))
        made = self.begin("foreign")
        path = f"/instances/{made['id']}/migrate"
        self.expect(self.send("POST", path, {"version": 1}), 409, "not-executable")


class Rewinds(Repairs):
    def test_it_goes_back_and_both_branches_stay_in_the_history(self):
        made = self.begin()
        path, task = f"/instances/{made['id']}/rewind", made["tasks"][0]["id"]
        self.client.post(f"/tasks/{task}/complete", {"variables": {"amount": 3}})
        later = self.client.get(f"/instances/{made['id']}")["tasks"][0]["id"]
        self.refused(path, {}, 422, "invalid", ("/toSequence", "required"))
        self.refused(path, {"toSequence": 2}, 422, "invalid", ("/toSequence", "out-of-range"))
        told = self.send("POST", path + "?dryRun=true", {"toSequence": 1}).body
        self.assertEqual([(one["type"], one["elementId"]) for one in told["cancelled"]], [("token", "tell"), ("task", "tell")])
        self.assertEqual([(one["type"], one["elementId"]) for one in told["opened"]], [("token", "ask"), ("task", "ask")])
        self.assertEqual(self.at(made["id"]), ["tell"])
        reply = self.send("POST", path, {"toSequence": 1, "reason": "a slip"})
        self.assertEqual([one["elementId"] for one in reply.body["tasks"]], ["ask"], reply.body)
        self.assertNotEqual(reply.body["tasks"][0]["id"], task)
        self.assertEqual(self.client.get(f"/instances/{made['id']}/variables"), {})
        self.assertEqual([self.client.get(f"/tasks/{one}")["state"] for one in (task, later)], ["completed", "cancelled"])
        self.assertEqual(self.reasons(made["id"], "rewind"), ["a slip"])
        operations = {event["sequence"]: event["operation"] for event in self.client.get(f"/instances/{made['id']}/history?limit=500")["items"]}
        self.assertEqual(operations, {1: "start-instance", 2: "complete-task", 3: "rewind-instance"})


class Batches(Repairs):
    def begin_all(self, count, key):
        return [self.client.post("/instances", {"definition": "errand", "businessKey": key, "allowDuplicate": True})["id"] for _ in range(count)]

    def test_every_instance_is_reached_and_what_is_refused_is_told_page_by_page(self):
        instances = self.begin_all(7, "many")
        for instance in instances[:3]:
            self.client.post(f"/instances/{instance}/move", {"cancel": ["ask"], "activate": [{"nodeId": "tell"}]})
        body = {"operation": "move", "filter": {"businessKey": "many", "definition": "errand"}, "reason": "all at once",
                "arguments": {"cancel": ["ask"], "activate": [{"nodeId": "tell"}]}}
        reply = self.send("POST", "/batches", body, key="batch-1")
        self.assertEqual(reply.status, 202, reply.body)
        path = f"/batches/{reply.body['id']}"
        self.assertEqual(reply.headers["location"], "/api/v1" + path)
        self.assertEqual(self.send("POST", "/batches", body, key="batch-1").body["id"], reply.body["id"])
        batch = self.finished(path)
        self.assertEqual((batch["state"], batch["total"], batch["done"], batch["failed"]), ("completed", 7, 4, 3))
        self.assertEqual({one["instanceId"] for one in batch["items"]}, set(instances[:3]))
        self.assertEqual({one["code"] for one in batch["items"]}, {"wrong-state"})
        first = self.client.get(path + "?limit=2")
        self.assertEqual(first["items"] + self.client.get(f"{path}?limit=2&after={first['next']}")["items"], batch["items"])
        self.expect(self.send("GET", path + "?after=x"), 400, "invalid-cursor")
        for instance in instances[3:]:
            self.assertEqual((self.at(instance), self.reasons(instance, "move")), (["tell"], ["all at once"]))

    def test_batches_that_cannot_be(self):
        some = {"definition": "errand"}
        self.refused("/batches", {}, 422, "invalid", ("/operation", "required"), ("/filter", "required"))
        self.refused("/batches", {"operation": "cancel", "filter": {}}, 422, "invalid", ("/filter", "required"))
        self.refused("/batches", {"operation": "polish", "filter": some}, 422, "invalid", ("/operation", "unknown"))
        self.refused("/batches", {"operation": "migrate", "filter": some, "arguments": {"version": 0}}, 422, "invalid", ("/arguments/version", "required"))
        self.refused("/batches", {"operation": "cancel", "filter": {"state": "completed", "colour": "red"}}, 422, "invalid",
                     ("/filter/state", "unknown"), ("/filter/colour", "unknown-member"))
        self.expect(self.send("GET", "/batches/1zzzzzzzzzzz1"), 404, "not-found")
