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


class Configured(startup_test.Folder):
    def start(self, text):
        options = ["--config", self.path("onward.toml", text)]
        server = Server(Settings.binary, self.database(), self.folder, options, port=0)
        self.addCleanup(server.kill)
        server.start()
        return server, Client(server.port)

    def refuse(self, words, text):
        file = self.path("onward.toml", text)
        arguments = ["serve", "--no-processes", "--database", self.database(), "--listen", "127.0.0.1:0", "--config", file]
        self.expect_refusal(2, words, *arguments)


class Users(Configured):
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

    def test_when_coordinators_are_told(self):
        people = '[users.cora]\ngroups = ["coordinator"]\n'
        for settings, told in (('overdue-after = "PT1H"', True), ('overdue-after = "off"', False)):
            file = self.path("onward.toml", f"{people}[escalation]\n{settings}\n")
            server = Server(Settings.binary, self.database(f"{told}.db"), self.folder, ["--config", file, "--manual-clock=2026-11-23T08:00:00Z"], port=0)
            self.addCleanup(server.kill)
            server.start()
            client = Client(server.port)
            task = client.post("/tasks", {"name": "Late", "due": "2026-11-23T08:00:00Z", "candidateGroups": ["coordinator"]})["id"]
            client.post("/clock", {"advance": "PT2H"})
            self.assertEqual([item["aboutTaskId"] for item in client.pages("/tasks") if item["aboutTaskId"]], [task] if told else [])
            client.close()
            server.kill()

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
            (["onward.toml", "escalation.overdue-after", "P1D"], '[escalation]\noverdue-after = "P1M"\n'),
            (["escalation.hung-after", "off"], '[escalation]\nhung-after = "never"\n'),
            (["escalation.colour", "overdue-after"], '[escalation]\ncolour = "blue"\n'),
        ):
            with self.subTest(text=text):
                self.refuse(words, text)

    def test_other_tables_are_refused_as_before(self):
        self.refuse(["people"], '[people.kim]\nname = "Kim"\n')
        self.refuse(["colour"], '[serve]\ncolour = "blue"\n')


CALENDARS = """[calendars.company]
open = ["MON-FRI 09:00-17:00"]
holidays = "2026-12-25 2026-12-28/2027-01-01"

[calendars.night]
groups = ["night"]
open = ["MON-THU SAT 20:00-24:00"]

[calendars.kim]
users = ["kim"]
open = ["TUE 10:00-12:00"]
"""
SHIFT = """<process xmlns="urn:onward:process:1" id="shift">
  <parallel id="all">
    <branch><task id="ours" due="P3D" calendar="company"/></branch>
    <branch><task id="team" groups='["day", "night"]' due="PT6H" calendar="performer"/></branch>
    <branch><task id="own" assignee='"kim"' groups='"night"' due="PT3H" calendar="performer"/></branch>
    <branch><task id="others" assignee='"lee"' due="P1D" calendar="performer"/></branch>
    <branch><wait id="pause" for="PT1H" calendar="company"/></branch>
  </parallel>
</process>"""


class Calendars(Configured):
    def started(self, text):
        options = ["--config", self.path("onward.toml", text), "--manual-clock=2026-12-24T16:30:00Z"]
        server = Server(Settings.binary, self.database(), self.folder, options, port=0)
        self.addCleanup(server.kill)
        server.start()
        client = Client(server.port)
        client.deploy(SHIFT)
        instance = client.post("/instances", {"definition": "shift"})["id"]
        times = {task["elementId"]: task["due"] for task in client.get(f"/tasks?instance={instance}")["items"]}
        return times | {timer["elementId"]: timer["due"] for timer in client.get(f"/instances/{instance}")["timers"]}

    def test_the_company_its_teams_and_its_people_have_working_time(self):
        times = {name: time[:16] for name, time in self.started(CALENDARS).items()}
        # Thursday before Christmas, half an hour before closing; open again on Monday the 4th.
        self.assertEqual(times, {"ours": "2027-01-06T16:30", "pause": "2027-01-04T09:30", "others": "2027-01-04T16:30",
                                 "team": "2026-12-26T22:00", "own": "2027-01-05T11:00"})

    def test_without_any_the_weekdays_are_working_days(self):
        times = self.started("")
        self.assertEqual(times["ours"][:16], "2026-12-29T16:30")
        self.assertEqual(times["others"], times["pause"].replace("17:30", "16:30").replace("12-24", "12-25"))

    def test_what_is_wrong_with_a_calendar_is_named(self):
        for words, text in ((["onward.toml", "calendars.company", "open"], '[calendars.company]\nholidays = "2026-12-25"\n'),
                            (["calendars.company", "hours"], '[calendars.company]\nopen = ["MON-FRI"]\n'),
                            (["calendars.company", "weekdays"], '[calendars.company]\nopen = ["MO 09:00-17:00"]\n'),
                            (["calendars.company", "holidays"], '[calendars.company]\nopen = ["MON 09:00-17:00"]\nholidays = "Easter"\n'),
                            (["calendars.company", "everybody"], '[calendars.company]\nopen = ["MON 09:00-17:00"]\nusers = ["kim"]\n'),
                            (["calendars.night", "whom it is for"], '[calendars.night]\nopen = ["MON 09:00-17:00"]\n'),
                            (["calendars.night", "colour"], '[calendars.night]\nopen = ["MON 09:00-17:00"]\ncolour = "blue"\n')):
            with self.subTest(text=text):
                self.refuse(words, text)


if __name__ == "__main__":
    onward_run.run([sys.modules[__name__]])
