"""The file of --config: people in [users.ID] are in the register when the server has started; what is wrong in it stops the start."""

import sys

import onward_run
from onward_client import Client
from onward_server import Server
from onward_steps import Settings
import startup_test

KIM = """[serve]
node = 3

[users.kim]
name = "Kim Lee"
roles = ["performer", "observer"]
groups = ["sales", "presales"]
deputy = "lee"
email = "kim@example.com"
absentFrom = "2026-12-24"
absentTo = "2027-01-03"

[users.lee]
roles = ["admin"]
"""


class Users(startup_test.Folder):
    def start(self, text):
        options = ["--config", self.path("onward.toml", text)]
        server = Server(Settings.binary, self.database(), self.folder, options, port=0)
        self.addCleanup(server.kill)
        server.start()
        return server, Client(server.port)

    def test_they_are_in_the_register(self):
        server, client = self.start(KIM)
        kim = {"id": "kim", "name": "Kim Lee", "roles": ["performer", "observer"], "groups": ["sales", "presales"], "deputy": "lee",
               "absentFrom": "2026-12-24", "absentTo": "2027-01-03", "email": "kim@example.com", "mail": True}
        self.assertEqual(client.get("/users/kim"), kim)
        self.assertEqual([user["id"] for user in client.get("/users")["items"]], ["kim", "lee"])
        self.assertEqual((client.get("/users/lee")["name"], client.get("/users/lee")["groups"]), ("lee", []))
        # --dev takes what it knows about people from the register.
        self.assertEqual(Client(server.port, "kim").request("POST", "/definitions", {}).status, 403)
        client.put("/users/kim", {"name": "Somebody else", "roles": []})
        client.put("/users/mo", {"name": "Mo"})
        client.close()
        server.stop()
        _, again = self.start(KIM)
        self.assertEqual(again.get("/users/kim"), kim)
        self.assertEqual(again.get("/users/mo")["name"], "Mo")

    def refuse(self, words, text):
        file = self.path("onward.toml", text)
        arguments = ["serve", "--no-processes", "--database", self.database(), "--listen", "127.0.0.1:0", "--config", file]
        self.expect_refusal(2, words, *arguments)

    def test_what_is_wrong_is_named_with_file_and_key(self):
        for words, text in (
            (["onward.toml", "users.kim.roles.1", "a role is admin"], '[users.kim]\nroles = ["performer", "boss"]\n'),
            (["onward.toml", "users.kim.absentFrom", "date"], '[users.kim]\nabsentFrom = "Christmas"\n'),
            (["onward.toml", "users.kim.colour", "member"], '[users.kim]\ncolour = "blue"\n'),
            (["users.kim.name", "one text"], '[users.kim]\nname = ["Kim", "Lee"]\n'),
            (["users.kim.name", "quotes"], '[users.kim]\nname = "Kim #2"\n'),
            (["users.kim.groups", "one line"], '[users.kim]\ngroups = [\n  "sales"\n]\n'),
            (["users.kim.name", "twice"], '[users.kim]\nname = "Kim"\n[users.lee]\nname = "Lee"\n[users.kim]\nname = "Lee"\n'),
            (["users.kim", "[users.ID]"], '[users]\nkim = "Kim"\n'),
            (["users.kim.lee", "[users.ID]"], '[users.kim.lee]\nname = "Kim"\n'),
        ):
            with self.subTest(text=text):
                self.refuse(words, text)

    def test_what_is_wrong_with_connectors_and_secrets_is_named(self):
        jobs, secret = '[connectors.jobs]\nurl = "https://plan.example.com"\n', '[secrets.s]\n'
        for words, text in (
            (["onward.toml", "connectors.jobs.url", "http"], '[connectors.jobs]\nurl = "ftp://plan.example.com"\n'),
            (["connectors.jobs.url", "user"], '[connectors.jobs]\nurl = "https://a:b@plan.example.com"\n'),
            (["connectors.jobs.timeout", "PT1M"], jobs + 'timeout = "PT2M"\n'),
            (["connectors.jobs.secret", "[secrets.none]"], jobs + 'secret = "none"\n'),
            (["connectors.jobs.colour", "member"], jobs + 'colour = "blue"\n'),
            (["connectors.jobs.headers.a/b", "header"], jobs + '[connectors.jobs.headers]\na/b = "c"\n'),
            (["connectors.http", "another name"], '[connectors.http]\nurl = "https://plan.example.com"\n'),
            (["secrets.s.value", "one of"], secret + 'value = "a"\nfile = "b"\n'),
            (["secrets.s.environment", "NOT_THERE_AT_ALL"], secret + 'environment = "NOT_THERE_AT_ALL"\n'),
            (["secrets.s.file", "read"], secret + 'file = "/nowhere/at/all"\n'),
            (["outbound.allow", "network"], '[outbound]\nallow = ["10.0.0.0/99"]\n'),
            (["outbound.deny", "allow"], '[outbound]\ndeny = ["x"]\n'),
        ):
            with self.subTest(text=text):
                self.refuse(words, text)

    def test_other_tables_are_refused_as_before(self):
        self.refuse(["people"], '[people.kim]\nname = "Kim"\n')
        self.refuse(["colour"], '[serve]\ncolour = "blue"\n')


if __name__ == "__main__":
    onward_run.run([sys.modules[__name__]])
