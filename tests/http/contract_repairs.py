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
