"""Who may do what without --dev: every operation x every role and nobody, tokens, lists, other people's tasks, odd paths."""

import http.client
import re
import os
import subprocess
import sys
import time
import unittest

import onward_database
import onward_run
from authorization_table import ALLOWED, EVERYBODY
from onward_client import Client
from onward_openapi import operations, short
from onward_server import Server
from onward_steps import Settings

NOTHING = "1zzzzzzzzzzz1"  # an id that nothing has
SECONDS = 15  # the longest that a token may be good for after it was revoked


class Secured(unittest.TestCase):
    """A server that asks for tokens; one token for each role."""

    @classmethod
    def setUpClass(cls):
        cls.database = onward_database.make(Settings.database)
        cls.addClassCleanup(cls.database.close)
        cls.server = Server(Settings.binary, cls.database.url, cls.database.folder, cls.database.options, processes=Settings.processes,
                            dev=False, port=0)
        cls.addClassCleanup(cls.server.kill)
        cls.server.start()
        cls.tokens, cls.clients = {}, {}  # by user
        for role in sorted(EVERYBODY):
            cls.add(role, role)
        cls.clients["anonymous"] = Client(cls.server.port)

    @classmethod
    def command(cls, *arguments):
        # The PostgreSQL of tools/test runs without fsync, which `onward` refuses unless it is told.
        unsafe = {**os.environ, "ONWARD_ALLOW_UNSAFE_DATABASE": "1"}
        return subprocess.run([Settings.binary, "token", *arguments, "--database", cls.database.url], capture_output=True, text=True,
                              timeout=60, check=False, env=unsafe)

    @classmethod
    def add(cls, user, roles, groups=None, expires=None):
        """A token for somebody, and a client that uses it."""
        done = cls.command("create", "--user", user, "--roles", roles, *(["--expires", expires] if expires else []))
        if done.returncode:
            raise AssertionError(done.stderr)
        cls.tokens[user] = done.stdout.strip()
        cls.clients[user] = Client(cls.server.port, token=cls.tokens[user])
        if groups is not None:
            cls.clients["admin"].put(f"/users/{user}", {"name": user, "groups": groups})
        return cls.clients[user]

    def expect_challenge(self, reply):
        self.assertEqual((reply.status, reply.code), (401, "unauthenticated"), reply.body)
        self.assertEqual(reply.headers["www-authenticate"], "Bearer")
        self.assertEqual(reply.headers["content-type"], "application/problem+json")


class Roles(Secured):
    def reply(self, role, method, path):
        """To a request that names nothing and says nothing: whoever may call it gets as far as that."""
        path = re.sub(r"\{[^}]*\}", NOTHING, path)
        body = {} if method in ("POST", "PUT", "PATCH") else None
        return self.clients[role].request(method, path, body)

    def test_every_operation_and_every_role(self):
        found = operations(self.clients["admin"])
        self.assertGreater(len(found), 40)
        self.assertEqual([row for row in found if (row[0], short(row[1])) not in ALLOWED], [], "operations without a row in the table")
        for method, path in found:
            allowed = ALLOWED[method, short(path)]
            for role in sorted(EVERYBODY | {"anonymous"}):
                with self.subTest(operation=f"{method} {path}", role=role):
                    reply = self.reply(role, method, path)
                    if role in allowed:
                        self.assertNotIn(reply.status, (401, 403), reply.body)
                        self.assertLess(reply.status, 500, reply.body)
                    elif role == "anonymous":
                        self.expect_challenge(reply)
                    else:
                        self.assertEqual((reply.status, reply.code), (403, "forbidden"), reply.body)

    def test_without_dev_a_header_makes_nobody_an_admin(self):
        reply = self.clients["anonymous"].request("GET", "/instances", headers={"X-User": "admin", "X-Groups": "*"})
        self.expect_challenge(reply)
        reply = self.clients["observer"].request("PUT", "/users/eve", {"roles": ["admin"]}, headers={"X-User": "admin"})
        self.assertEqual((reply.status, reply.code), (403, "forbidden"))

    def test_odd_spellings_of_a_path_open_nothing(self):
        tricks = ["/api/v1/users;x", "//api/v1/users", "/api/v1//users", "/api/v1/./users", "/api/v1/x/../users", "/api/v1/%2e%2e/v1/users",
                  "/api/v1/users/", "/api/v1/users%00", "/api/v1/users.", "/API/V1/users", "/livez/../api/v1/users", "/livez%2f..%2fapi/v1/users",
                  "/livez;/../api/v1/users", "/api/v1/users?x=/livez", "/api/v1/%75sers", "/api/v1/users%2fadmin", "/api/v1/users#/livez"]
        for path in tricks:
            with self.subTest(path=path):
                self.assertIn(self.raw("GET", path), (400, 401, 404))
        for header in ("X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override"):
            self.assertEqual(self.raw("GET", "/livez", {header: "DELETE"}), 200)
            self.assertIn(self.raw("POST", "/livez", {header: "GET"}), (404, 405))

    def raw(self, method, path, headers=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=20)
        connection.putrequest(method, path, skip_accept_encoding=True)
        for name, value in {"Content-Length": "0", **(headers or {})}.items():
            connection.putheader(name, value)
        connection.endheaders()
        status = connection.getresponse().status
        connection.close()
        return status


class Tokens(Secured):
    def look(self, authorization):
        return self.clients["anonymous"].request("GET", "/instances", headers={"Authorization": authorization} if authorization else None)

    def test_what_is_no_token(self):
        good = self.tokens["observer"]
        self.assertEqual(self.look("Bearer " + good).status, 200)
        for wrong in (None, "Bearer", "Bearer ", "Bearer x", "Bearer onw_", "Basic YWRtaW46YWRtaW4=", good, "Bearer " + good[:-1],
                      "Bearer " + good + "A", "Bearer " + good.lower(), "Bearer ' or 1=1 --"):
            with self.subTest(authorization=wrong):
                self.expect_challenge(self.look(wrong))

    def test_an_expired_token(self):
        self.expect_challenge(self.add("late", "admin", expires="2020-01-01").request("GET", "/instances"))

    def test_a_token_that_expires_later(self):
        self.assertEqual(self.add("early", "observer", expires="P1D").request("GET", "/instances").status, 200)

    def test_a_revoked_token(self):
        client = self.add("gone", "observer")
        self.assertEqual(client.request("GET", "/instances").status, 200)
        [line] = [line for line in self.command("list").stdout.splitlines() if "  gone  " in line]
        self.assertEqual(self.command("revoke", line.split()[0]).returncode, 0)
        end = time.monotonic() + SECONDS
        while client.request("GET", "/instances").status == 200 and time.monotonic() < end:
            time.sleep(0.1)
        self.expect_challenge(client.request("GET", "/instances"))
        self.assertEqual(self.command("revoke", line.split()[0]).returncode, 1)

    def test_the_token_of_a_calendar_opens_nothing_else(self):
        made = self.clients["performer"].put("/me/calendar-token", {})
        feed, token = made["path"], made["token"]
        client = Client(self.server.port)
        self.assertEqual(client.request("GET", feed).status, 200)
        self.assertEqual(client.request("GET", "/me/calendar.ics?token=" + self.tokens["performer"]).status, 404)
        bearer = Client(self.server.port, token=token)
        for path in ("/tasks", "/users", "/instances"):
            self.assertEqual(bearer.request("GET", path).status, 403)
        self.assertEqual(bearer.request("PUT", "/me/calendar-token", {}).status, 403)
        if Settings.database == "sqlite":
            self.assertNotIn(token, str(self.database.sql("select * from api_token")))

    def test_tokens_are_made_for_known_roles_only(self):
        self.assertNotEqual(self.command("create", "--user", "eve", "--roles", "superuser").returncode, 0)
        self.assertEqual(self.command("create", "--user", "eve").returncode, 2)

    def test_tokens_are_kept_as_hashes(self):
        secret = self.tokens["admin"]
        self.assertRegex(secret, r"^onw_[A-Za-z0-9_-]{43}$")
        self.assertNotIn(secret, self.command("list").stdout)
        self.assertNotIn(secret, self.server.last_words())
        if self.database.kind == "sqlite":
            for end in ("", "-wal"):
                with open(self.database.path + end, "rb") as file:
                    content = file.read()
                self.assertNotIn(secret.encode(), content)
                self.assertNotIn(secret[4:].encode(), content)
        else:
            self.assertEqual([row for row in self.database.sql("select * from api_token") if secret in str(row)], [])


class Tasks(Secured):
    """anna and carl are in sales, ben is in presales, the observer in no group; the deal is anna's."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for user, group in (("anna", "sales"), ("carl", "sales"), ("ben", "presales")):
            cls.add(user, "performer", [group])
        body = {"kind": "standard-sale", "title": "A deal", "customer": "Harbour Foods", "responsible": "anna"}
        cls.deal = cls.clients["anna"].post("/opportunities", body)["id"]
        cls.hers = cls.clients["anna"].get("/tasks")["items"][0]["id"]
        free = {"kind": "standard-sale", "title": "Another", "customer": "Harbour Foods"}
        cls.clients["carl"].post("/opportunities", free)
        cls.offered = [task["id"] for task in cls.clients["carl"].get("/tasks")["items"]][0]

    def seen(self, user, query=""):
        return {task["id"] for task in self.clients[user].pages("/tasks" + query)}

    def test_lists_show_what_one_may_do(self):
        self.assertEqual(self.seen("anna"), {self.hers, self.offered})
        self.assertEqual(self.seen("carl"), {self.offered})
        self.assertEqual(self.seen("ben"), set())
        self.assertEqual(self.seen("observer"), {self.hers, self.offered})
        self.assertEqual(self.seen("admin"), {self.hers, self.offered})

    def test_no_filter_shows_more(self):
        for query in (f"?opportunity={self.deal}", "?assignee=anna", "?group=sales", "?state=open", "?text=initial", "?sort=-priority"):
            with self.subTest(query=query):
                self.assertEqual(self.seen("ben", query), set())
                self.assertNotIn(self.hers, self.seen("carl", query))

    def test_what_is_not_offered_is_not_there(self):
        for user, task in (("ben", self.hers), ("ben", self.offered), ("carl", self.hers + "0")):
            with self.subTest(user=user):
                reply = self.clients[user].request("GET", f"/tasks/{task}")
                self.assertEqual((reply.status, reply.code), (404, "not-found"), reply.body)

    def test_what_is_not_offered_cannot_be_touched(self):
        tried = [("POST", "complete", {"results": "done"}), ("POST", "claim", {}), ("POST", "release", {}), ("POST", "assign", {"assignee": "ben"}),
                 ("POST", "delegate", {"assignee": "ben"}), ("POST", "comments", {"text": "mine"}), ("POST", "fail", {"errorCode": "x"})]
        before = self.clients["anna"].get(f"/tasks/{self.hers}")
        for method, verb, body in tried:
            with self.subTest(verb=verb):
                reply = self.clients["ben"].request(method, f"/tasks/{self.hers}/{verb}", body)
                self.assertEqual((reply.status, reply.code), (404, "not-found"), reply.body)
        self.assertEqual(self.clients["ben"].request("PATCH", f"/tasks/{self.hers}", {"priority": 1}).status, 404)
        self.assertEqual(self.clients["anna"].get(f"/tasks/{self.hers}"), before)

    def test_what_a_colleague_holds_can_be_seen_and_not_taken(self):
        carl = self.clients["carl"]
        self.assertEqual(carl.get(f"/tasks/{self.hers}")["assignee"], "anna")
        for verb, body in (("complete", {"results": "done"}), ("claim", {}), ("release", {}), ("assign", {"assignee": "carl"})):
            with self.subTest(verb=verb):
                reply = carl.request("POST", f"/tasks/{self.hers}/{verb}", body)
                self.assertEqual((reply.status, reply.code), (409, "already-claimed"), reply.body)

    def test_nobody_learns_whether_a_task_exists(self):
        real = self.clients["ben"].request("GET", f"/tasks/{self.hers}").body
        none = self.clients["ben"].request("GET", f"/tasks/{self.hers.split('-')[0]}-9999").body
        for body, task in ((real, self.hers), (none, f"{self.hers.split('-')[0]}-9999")):
            body["detail"] = body["detail"].replace(task, "X")
        self.assertEqual(real, none)

    def test_a_closed_task_is_there_for_whoever_could_see_it(self):
        free = {"kind": "standard-sale", "title": "Closed", "customer": "Harbour Foods"}
        deal = self.clients["carl"].post("/opportunities", free)["id"]
        [task] = [one["id"] for one in self.clients["carl"].get(f"/tasks?opportunity={deal}")["items"]]
        self.clients["carl"].post(f"/tasks/{task}/claim")
        self.clients["carl"].post(f"/tasks/{task}/complete", {"results": "note 1"})
        tried = [("POST", "/complete", {"results": "done"}), ("POST", "/complete?dryRun=true", {"results": "done"}), ("POST", "/claim", {}),
                 ("POST", "/release", {}), ("POST", "/assign", {"assignee": "ben"}), ("POST", "/delegate", {"assignee": "ben"}),
                 ("POST", "/comments", {"text": "mine"}), ("POST", "/fail", {"errorCode": "x"}), ("PATCH", "", {"priority": 1}),
                 ("PUT", "/checklist/x", {"done": True})]
        expected = {"carl": (409, "already-completed"), "anna": (409, "already-completed"), "admin": (409, "already-completed"),
                    "ben": (404, "not-found"), "observer": (403, "forbidden"), "worker": (403, "forbidden"), "designer": (403, "forbidden")}
        for user, answer in expected.items():
            for method, verb, body in tried:
                with self.subTest(user=user, verb=verb):
                    reply = self.clients[user].request(method, f"/tasks/{task}{verb}", body)
                    self.assertEqual((reply.status, reply.code), answer, reply.body)
        looks = {"carl": 200, "anna": 200, "admin": 200, "observer": 200, "ben": 404, "worker": 403, "designer": 403}
        for user, status in looks.items():
            with self.subTest(user=user):
                self.assertEqual(self.clients[user].request("GET", f"/tasks/{task}").status, status)
        self.clients["admin"].post(f"/instances/{task.split('-')[0]}/cancel", {})
        self.assertEqual(self.clients["ben"].request("POST", f"/tasks/{task}/claim", {}).status, 404)
        self.assertEqual(self.clients["carl"].request("POST", f"/tasks/{task}/claim", {}).code, "already-completed")

    def test_who_may_only_look_sees_everything(self):
        observer = self.clients["observer"]
        seen, admins = observer.get(f"/tasks/{self.hers}"), self.clients["admin"].get(f"/tasks/{self.hers}")
        self.assertEqual((seen.pop("mayWork"), admins.pop("mayWork")), (False, True))
        self.assertEqual(seen, admins)
        self.assertEqual(self.seen("observer", "?state=completed"), self.seen("admin", "?state=completed"))
        self.assertEqual(observer.request("POST", f"/tasks/{self.hers}/claim", {}).status, 403)
        # Who may work as well as look sees what they may work on.
        both = self.add("both", "observer,performer", ["presales"])
        self.assertEqual([task["id"] for task in both.pages("/tasks")], [])

    def test_an_admin_may_work_on_everything(self):
        task = self.clients["admin"].get(f"/tasks/{self.hers}")
        self.assertEqual(task["assignee"], "anna")
        done = self.clients["admin"].request("POST", f"/tasks/{self.hers}/comments", {"text": "how is it going?"})
        self.assertEqual(done.status, 200, done.body)


if __name__ == "__main__":
    onward_run.run([sys.modules[__name__]])
