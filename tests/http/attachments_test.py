"""Files attached to opportunities, tasks and steps of processes: what comes back, who may, what a kill leaves."""

import hashlib
import sys

import onward_run
from contract_world import Form, World

DEAL = {"kind": "standard-sale", "title": "A deal", "customer": "Harbour Foods", "responsible": "anna"}
OFFER = b"%PDF-1.7\n\x00\x01\xff binary \n--edge\x00 not the end"


class Attachments(World):
    def attach(self, place, name="offer.pdf", content=OFFER, user=None, key=None, **fields):
        body = Form(name, content, **fields)
        return self.send("POST", f"{place}/attachments", body, body.headers, key=key, user=user)

    def attached(self, place, *arguments, **named):
        reply = self.attach(place, *arguments, **named)
        self.assertEqual(reply.status, 201, reply.body)
        return reply.body

    def deal(self):
        made = self.client.post("/opportunities", DEAL)
        return made["id"], self.client.get(f"/tasks?opportunity={made['id']}")["items"][0]["id"]

    def names(self, place):
        return [item["name"] for item in self.client.pages(f"{place}/attachments?limit=1")]

    def refused(self, reply, *places):
        self.expect(reply, 422, "invalid")
        self.assertEqual({(place["pointer"], place["code"]) for place in reply.body["errors"]}, set(places))

    def test_the_bytes_come_back_as_they_were(self):
        deal, _ = self.deal()
        made = self.attached(f"/opportunities/{deal}", "../offers/Angebot für A.pdf", user="anna", elementId="present-proposal")
        self.assertEqual((made["name"], made["contentType"], made["size"]), ("Angebot für A.pdf", "application/pdf", len(OFFER)))
        self.assertEqual((made["sha256"], made["createdBy"]), (hashlib.sha256(OFFER).hexdigest(), "anna"))
        self.assertEqual((made["opportunityId"], made["elementId"], made["taskId"]), (deal, "present-proposal", None))
        self.server.kill()
        self.server.start()
        self.client.port = self.server.port
        got = self.send("GET", made["href"])
        self.assertEqual((got.data, got.headers["content-type"]), (OFFER, "application/pdf"))
        self.assertIn("filename*=UTF-8''Angebot%20f%C3%BCr%20A.pdf", got.headers["content-disposition"])
        self.assertTrue(got.headers["content-disposition"].startswith("attachment;"))
        self.assertEqual(got.headers["x-content-type-options"], "nosniff")
        self.assertEqual(self.client.get(f"/opportunities/{deal}/attachments")["items"], [made])

    def test_what_a_browser_would_run_is_text(self):
        deal, _ = self.deal()
        self.assertEqual(self.attached(f"/opportunities/{deal}", "page.html", b"<html><script>1</script>")["contentType"], "text/plain")

    def test_a_retry_attaches_once(self):
        deal, _ = self.deal()
        first, second = (self.attach(f"/opportunities/{deal}", key="once-and-only") for _ in range(2))
        self.assertEqual((second.status, second.body), (201, first.body))
        self.assertTrue(second.replayed)
        self.assertEqual(self.names(f"/opportunities/{deal}"), ["offer.pdf"])

    def test_a_task_shows_its_own_and_its_steps_files(self):
        deal, task = self.deal()
        self.attached("/definitions/standard-sale", "policy.md", b"Ask who decides.", elementId="record-initial-contact")
        self.attached("/definitions/standard-sale", "closing.md", b"Sign.", elementId="close-deal")
        self.attached(f"/opportunities/{deal}", "map.png", b"\x89PNG\r\n\x1a\n", elementId="record-initial-contact")
        self.attached(f"/opportunities/{deal}", "whole.txt", b"for all")
        own = self.attached(f"/tasks/{task}", "notes.txt", b"called", user="anna")
        self.assertEqual(self.names(f"/tasks/{task}"), ["policy.md", "map.png", "notes.txt"])
        shown = self.client.get(f"/tasks/{task}")["attachments"]
        self.assertEqual([file["name"] for file in shown], ["policy.md", "map.png", "notes.txt"])
        for file, content in zip(shown, (b"Ask who decides.", b"\x89PNG\r\n\x1a\n", b"called")):
            self.assertEqual(self.client.request("GET", file["href"]).data, content)
        self.assertEqual(self.names(f"/opportunities/{deal}"), ["map.png", "whole.txt", "notes.txt"])
        self.assertEqual((own["taskId"], own["elementId"]), (task, "record-initial-contact"))
        _, other = self.deal()
        self.expect(self.send("GET", f"/tasks/{other}/attachments/{own['id']}"), 404, "not-found")

    def test_what_was_delivered_with_a_closed_task_stays(self):
        task = self.task()
        own = self.attached(f"/tasks/{task}", user="olga")
        self.client.post(f"/tasks/{task}/complete", {"variables": {"amount": 1}})
        self.expect(self.attach(f"/tasks/{task}"), 409, "already-completed")
        self.expect(self.send("DELETE", own["href"]), 409, "already-completed")
        self.assertEqual(self.send("GET", own["href"]).data, OFFER)

    def test_only_who_may_work_on_a_task_attaches_to_it(self):
        task = self.task()
        self.client.post(f"/tasks/{task}/assign", {"assignee": "anna"})
        self.expect(self.attach(f"/tasks/{task}", user="ben"), 409, "already-claimed")
        body = Form("a.txt", b"a")
        self.expect(self.send("POST", f"/tasks/{task}/attachments", body, body.headers, user="ben", groups=["kitchen"]), 404, "not-found")
        self.expect(self.send("GET", f"/tasks/{task}/attachments", user="ben", groups=["kitchen"]), 404, "not-found")
        self.attached(f"/tasks/{task}", user="anna")

    def test_who_attached_it_removes_it_and_the_history_knows(self):
        deal, task = self.deal()
        place = f"/opportunities/{deal}"
        made = self.attached(place, user="anna")
        delivered = self.attached(f"/tasks/{task}", "contract.pdf", user="anna")
        self.expect(self.send("DELETE", made["href"], user="ben"), 403, "forbidden")
        self.expect(self.send("DELETE", f"{place}/attachments/{delivered['id']}"), 409, "wrong-state")
        self.client.post("/clock", {"advance": "PT1H"})
        self.assertEqual(self.send("DELETE", made["href"], user="anna").status, 204)
        for method in ("GET", "DELETE"):
            self.expect(self.send(method, made["href"]), 404, "not-found")
        self.assertEqual(self.names(place), ["contract.pdf"])
        told = [item for item in self.client.pages(f"{place}/history?limit=1") if item["type"] == "attachment"]
        self.assertEqual([(item["operation"], item["name"], item["actor"]) for item in told],
                         [("attach", "offer.pdf", "anna"), ("attach", "contract.pdf", "anna"), ("detach", "offer.pdf", "anna")])

    def test_forms_are_held_to_their_shape(self):
        deal, task = self.deal()
        place = f"/opportunities/{deal}"
        self.refused(self.attach(place, elementId="no-such-step"), ("/elementId", "unknown"))
        self.refused(self.attach(place, colour="red"), ("/colour", "unknown-member"))
        self.refused(self.attach(f"/tasks/{task}", elementId="record-initial-contact"), ("/elementId", "unknown-member"))
        bare = b'--edge\r\nContent-Disposition: form-data; name="file"\r\n\r\nx\r\n--edge--\r\n'
        self.refused(self.send("POST", f"{place}/attachments", bare, Form.headers), ("/file", "unknown-member"))
        self.refused(self.send("POST", f"{place}/attachments", b"--edge--\r\n", Form.headers), ("/file", "required"))
        self.expect(self.send("POST", f"{place}/attachments", b"--edge\r\n", Form.headers), 400, "malformed")
        self.expect(self.send("POST", f"{place}/attachments", {"file": "x"}), 415, "unsupported-media-type")
        self.expect(self.attach("/opportunities/1zzzzzzzzzzz1"), 404, "not-found")
        self.expect(self.attach("/definitions/no-such-process"), 404, "not-found")
        self.assertEqual(self.names(place), [])

    def test_files_have_their_bound_and_places_too(self):
        place = f"/opportunities/{self.deal()[0]}"
        most = 25 * 1024 * 1024
        large = b"x" * most
        self.assertEqual(self.attached(place, "large.bin", large)["size"], most)
        self.expect(self.attach(place, "larger.bin", large + b"x"), 413, "too-large")
        for number in range(499):
            self.attached(place, f"{number}.txt", b"x")
        self.expect(self.attach(place, "one-more.txt", b"x"), 413, "too-large")


if __name__ == "__main__":
    onward_run.run([sys.modules["__main__"]])
