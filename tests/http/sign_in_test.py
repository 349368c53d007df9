"""Signing in through an identity provider: the way there and back, who somebody is then, and what the server does not believe."""

import contextlib
import sqlite3
import sys
import urllib.parse

import onward_run
from config_file_test import Configured
from identity_provider import CLIENT, SECRET, Provider
from onward_client import Client
from onward_server import Server
from onward_steps import Settings

PUBLIC = "http://127.0.0.1:8080"


def config(provider, **more):
    members = "".join(f'{name} = "{value}"\n' for name, value in more.items())
    return (f'[sign-in]\nissuer = "{provider.issuer}"\nclient-id = "{CLIENT}"\nsecret = "provider"\npublic-url = "{PUBLIC}/"\n{members}'
            f'[secrets.provider]\nvalue = "{SECRET}"\n[outbound]\nallow = ["127.0.0.1"]\n'
            '[users.anna]\nname = "Anna Example"\nroles = ["performer"]\ngroups = ["sales"]\n[users.ben]\nname = "Ben"\n')


def cookies_of(reply):
    """Name -> (value, the rest) of what a reply sets."""
    found = {}
    for line in reply.headers.get_all("set-cookie") or []:
        pair, _, rest = line.partition("; ")
        name, _, value = pair.partition("=")
        found[name] = (value, rest)
    return found


class SignIn(Configured):
    def setUp(self):
        super().setUp()
        self.provider = Provider()
        self.addCleanup(self.provider.close)

    def open(self, **more):
        options = ["--config", self.path("onward.toml", config(self.provider, **more))]
        server = Server(Settings.binary, self.database(), self.folder, options, port=0, dev=False)
        self.addCleanup(server.kill)
        server.start()
        self.client = Client(server.port)
        return server

    def go(self, path, **cookies):
        return self.client.request("GET", path, headers={"Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items())})

    def there(self, to=None):
        """To the provider, and the way back: (its address, the cookie that waits)."""
        reply = self.client.request("GET", "/sign-in" + ("?to=" + urllib.parse.quote(to) if to else ""))
        self.assertEqual(reply.status, 303)
        back = self.provider.authorise(reply.headers["location"])
        self.assertTrue(back.startswith(PUBLIC + "/api/v1/sign-in/return?"), back)
        return back[len(PUBLIC):], cookies_of(reply)["__Host-onward-sign-in"][0]

    def back(self, to=None):
        address, waiting = self.there(to)
        return self.go(address, **{"__Host-onward-sign-in": waiting})

    def session(self):
        reply = self.back()
        self.assertEqual((reply.status, reply.headers["location"]), (303, "/"), self.client)
        return cookies_of(reply)["__Host-onward"][0]

    def failed(self, code, reply):
        self.assertEqual((reply.status, reply.headers["location"]), (303, "/?signIn=" + code))
        self.assertNotIn("__Host-onward", cookies_of(reply))

    def me(self, session):
        return self.go("/me", **{"__Host-onward": session})

    def test_one_comes_back_as_who_one_is(self):
        self.open(name="Example account")
        self.assertEqual(self.client.get("/sign-in/ways"), {"dev": False, "provider": "Example account"})
        reply = self.back("/tasks?tab=mine")
        self.assertEqual((reply.status, reply.headers["location"], reply.headers["cache-control"]), (303, "/tasks?tab=mine", "no-store"))
        session, rest = cookies_of(reply)["__Host-onward"]
        self.assertEqual(rest, "Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=43200")
        self.assertEqual(cookies_of(reply)["__Host-onward-sign-in"], ("", "Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=0"))
        me = self.me(session).body
        self.assertEqual((me["id"], me["name"], me["roles"], me["groups"]), ("anna", "Anna Example", ["performer"], ["sales"]))
        asked = self.provider.asked[0]
        self.assertEqual((asked["response_type"], asked["client_id"], asked["scope"]), ("code", CLIENT, "openid profile email"))

    def test_one_comes_back_to_this_server_alone(self):
        self.open()
        for to in ("https://evil.example/", "//evil.example", "/\\evil.example", "evil", "/a\nb", "/" + "x" * 2000):
            self.assertEqual(self.back(to).headers["location"], "/", to)

    def test_a_cookie_changes_nothing_without_the_header(self):
        self.open()
        session = self.session()
        headers = {"Cookie": "__Host-onward=" + session}
        body = {"name": "Mine", "assignee": "anna"}
        refused = self.client.request("POST", "/tasks", body, headers=headers)
        self.assertEqual((refused.status, refused.code), (403, "forbidden"))
        made = self.client.request("POST", "/tasks", body, headers={**headers, "Onward-CSRF": "1"})
        self.assertEqual(made.status, 201, made.body)
        self.assertEqual(Client(self.client.port, token=session).request("POST", "/tasks", body).status, 201, "a bearer token needs none")
        self.assertEqual(self.client.request("DELETE", "/me/session", headers=headers).status, 403)

    def test_signing_out_ends_the_session_at_once(self):
        self.open()
        session = self.session()
        self.assertEqual(self.me(session).status, 200)
        out = self.client.request("DELETE", "/me/session", headers={"Cookie": "__Host-onward=" + session, "Onward-CSRF": "1"})
        self.assertEqual((out.status, cookies_of(out)["__Host-onward"][0]), (204, ""))
        self.assertEqual((self.me(session).status, self.me(session).code), (401, "unauthenticated"))

    def test_it_outlives_the_server_and_not_its_time(self):
        server = self.open(session="PT1H")
        session = self.session()
        server.kill()
        server.start()
        self.client = Client(server.port)
        self.assertEqual(self.me(session).status, 200)
        server.kill()
        with contextlib.closing(sqlite3.connect(server.database.removeprefix("sqlite:"))) as database, database:
            rows = database.execute("select created_ms, expires_ms from api_token").fetchall()
            self.assertEqual([expires - created for created, expires in rows], [3_600_000])
            database.execute("update api_token set expires_ms = created_ms")
        server.start()
        self.client = Client(server.port)
        self.assertEqual(self.me(session).status, 401)

    def test_roles_and_groups_are_those_of_both(self):
        self.open()
        self.provider.login = {"preferred_username": "ben", "name": "Benjamin", "roles": ["observer", "king"], "groups": ["north", "*"]}
        me = self.me(self.session()).body
        self.assertEqual((me["name"], me["roles"], me["groups"]), ("Ben", ["observer"], ["north"]))
        self.provider.login = {"preferred_username": "anna", "roles": "designer"}
        me = self.me(self.session()).body
        self.assertEqual((me["roles"], me["groups"]), (["performer", "designer"], ["sales"]))
        self.provider.login = {"preferred_username": "nobody"}
        self.failed("no-role", self.back())

    def test_a_default_role_is_for_those_without_another(self):
        self.open(**{"default-role": "observer"})
        self.provider.login = {"preferred_username": "new", "name": "New Person"}
        me = self.me(self.session()).body
        self.assertEqual((me["id"], me["name"], me["roles"], me["groups"]), ("new", "New Person", ["observer"], []))

    def test_another_claim_may_name_people(self):
        self.open(**{"user-claim": "email", "default-role": "observer"})
        self.provider.login = {"email": "kim@example.com"}
        self.failed("refused", self.back())
        self.provider.login = {"email": "kim@example.com", "email_verified": True}
        self.assertEqual(self.me(self.session()).body["id"], "kim@example.com")

    def test_what_the_provider_does_not_say_is_not_believed(self):
        self.open()

        def put(part, **members):
            return lambda header, claims: (header if part == "header" else claims).update(members)

        for name, change in enumerate((put("claims", iss="http://127.0.0.1:1"), put("claims", aud="other"), put("claims", aud=[CLIENT, "other"]),
                       put("claims", nonce="other"), put("claims", exp=1), put("claims", iat=4102444800), put("claims", preferred_username=7),
                       put("claims", preferred_username=""), put("header", alg="none"), put("header", alg="HS256"), put("header", kid="other"),
                       put("header", crit=["x"]))):
            with self.subTest(change=name):
                self.provider.change = change
                self.failed("refused", self.back())
        self.provider.change = None
        for answer in ({}, {"id_token": "a.b.c"}, {"id_token": 7}):
            self.provider.answer_code = answer
            self.failed("refused", self.back())
        self.provider.answer_code = None
        self.session()

    def test_an_attempt_is_the_browsers_that_began_it(self):
        self.open()
        address, waiting = self.there()
        other, _ = self.there()
        self.failed("expired", self.client.request("GET", address))
        self.failed("expired", self.go(other, **{"__Host-onward-sign-in": waiting}))
        self.failed("expired", self.go("/api/v1/sign-in/return?code=x", **{"__Host-onward-sign-in": waiting}))
        for broken in ("", "a", "a.b.c", "a.b.c.!", "a.b.c.d.e", ".b.c.Lw"):
            self.failed("expired", self.go(address, **{"__Host-onward-sign-in": broken}))
        swapped = ".".join([waiting.split(".")[0], "other", *waiting.split(".")[2:]])
        self.failed("refused", self.go(address, **{"__Host-onward-sign-in": swapped}))

    def test_who_says_no_is_told_so(self):
        self.open()
        self.provider.refusal = "access_denied"
        self.failed("refused", self.back())

    def test_a_provider_that_is_away_is_asked_again(self):
        self.provider.web.tell("/.well-known/openid-configuration", (503, {}, {}), (200, {}, "no"), (200, {}, {"issuer": "http://other.example"}))
        self.open()
        for _ in range(3):
            self.failed("unavailable", self.client.request("GET", "/sign-in"))
        self.provider.web.tell("/.well-known/openid-configuration", (200, {}, {
            "issuer": self.provider.issuer, "authorization_endpoint": self.provider.issuer + "/authorize",
            "token_endpoint": self.provider.issuer + "/away", "jwks_uri": self.provider.issuer + "/keys"}))
        self.provider.web.tell("/away", (500, {}, {}))
        self.failed("unavailable", self.back())
        self.provider.web.tell("/away", (400, {}, {"error": "invalid_grant"}))
        self.failed("refused", self.back())

    def test_without_a_provider_there_is_none(self):
        server = Server(Settings.binary, self.database(), self.folder, port=0, dev=False)
        self.addCleanup(server.kill)
        server.start()
        client = Client(server.port)
        self.assertEqual(client.get("/sign-in/ways"), {"dev": False, "provider": None})
        for path in ("/sign-in", "/sign-in/return?code=x&state=y"):
            reply = client.request("GET", path)
            self.assertEqual((reply.status, reply.code), (404, "not-found"))

    def test_what_is_wrong_in_the_file_stops_the_start(self):
        good = config(self.provider)
        for words, old, new in (("sign-in.issuer", self.provider.issuer, "http://id.example.com"), ("sign-in.issuer", self.provider.issuer, "id"),
                                ("sign-in.client-id", f'client-id = "{CLIENT}"\n', ""), ("sign-in.public-url", f"{PUBLIC}/", "ftp://x"),
                                ("[secrets.other]", '"provider"', '"other"'), ("sign-in.colour", "[sign-in]\n", '[sign-in]\ncolour = "red"\n'),
                                ("sign-in.default-role", "[sign-in]\n", '[sign-in]\ndefault-role = "king"\n'),
                                ("sign-in.scopes", "[sign-in]\n", '[sign-in]\nscopes = "profile"\n'),
                                ("sign-in.session", "[sign-in]\n", '[sign-in]\nsession = "P1M"\n')):
            with self.subTest(words=words, new=new):
                self.assertIn(old, good)
                self.refuse(words, good.replace(old, new, 1))


if __name__ == "__main__":
    onward_run.run([sys.modules["__main__"]])
