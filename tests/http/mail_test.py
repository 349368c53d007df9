"""Mail about tasks: to whom, what it says, and that nothing is lost while the mail server is away."""

import os
import subprocess
import sys
import time
import unittest

import onward_database
import onward_run
from onward_client import Client
from onward_server import Server
from onward_steps import START, Settings
from smtp_stand_in import SmtpStandIn

TASKS = """<process xmlns="urn:onward:process:1" id="tasks">
  <role id="sales" group="sales"/>
  <task id="first" name="Call the customer" role="sales" due="P1D"/>
  <task id="second" role="sales"/>
</process>"""


class Mailed(unittest.TestCase):
    maxDiff = None

    def setUp(self):
        self.database = onward_database.make(Settings.database)
        self.addCleanup(self.database.close)
        self.smtp = SmtpStandIn()
        self.addCleanup(self.smtp.close)
        self.config = os.path.join(self.database.folder, "onward.toml")
        self.configure()
        options = [*self.database.options, f"--manual-clock={START}", "--config", self.config]
        self.server = Server(Settings.binary, self.database.url, self.database.folder, options, port=0)
        self.addCleanup(self.server.kill)
        self.client = None
        self.start()
        self.client.deploy(TASKS)
        for user in ("kim", "lee", "mo"):
            self.client.put(f"/users/{user}", {"roles": ["performer"], "groups": ["sales"], "email": f"{user}@example.com"})

    def configure(self, more='tls = "none"\n'):
        with open(self.config, "w", encoding="utf-8") as file:
            file.write(f'[mail]\nserver = "smtp://127.0.0.1:{self.smtp.port}"\nfrom = "onward@example.com"\n'
                       f'base-url = "https://onward.example.com/"\n{more}')

    def start(self):
        if self.client:
            self.client.close()
        self.server.start()
        self.client = Client(self.server.port)
        self.addCleanup(self.client.close)

    def begin(self):
        return self.client.post("/instances", {"definition": "tasks"})["id"]

    def task_of(self, instance):
        return self.client.get(f"/tasks?instance={instance}")["items"][0]["id"]

    def until(self, what, holds):
        """Asks again until it holds: what leaves the server is waited for by nobody."""
        deadline = time.monotonic() + 30
        while not holds():
            self.assertLess(time.monotonic(), deadline, f"it never came to this: {what}")

    def until_mails(self, count, address=None):
        self.until(f"{count} mails", lambda: len(self.smtp.mails(address)) >= count)
        return self.smtp.mails(address)

    def marked(self):
        """Everything before has been sent: the mail about a task of one's own comes behind it."""
        before = len(self.smtp.mails("marker@example.com"))
        self.client.put("/users/marker", {"roles": ["performer"], "groups": [], "email": "marker@example.com"})
        self.client.post("/tasks", {"name": "Marker", "assignee": "marker"})
        self.until_mails(before + 1, "marker@example.com")
        return [mail.to for mail in self.smtp.mails() if mail.to != ["marker@example.com"]]


class Telling(Mailed):
    def test_an_offer_goes_to_the_group_and_an_assignment_to_the_person(self):
        instance = self.begin()
        task = self.task_of(instance)
        self.assertEqual(sorted(self.marked()), [["kim@example.com"], ["lee@example.com"], ["mo@example.com"]])
        [offer] = self.smtp.mails("kim@example.com")
        self.assertEqual((offer.sender, offer.subject), ("onward@example.com", "Offered: Call the customer"))
        self.assertIn(f"https://onward.example.com/tasks/{task}", offer.text)
        self.assertIn("it is due on 2026-11-", offer.text)
        self.assertIn("Process: tasks", offer.text)
        self.client.post(f"/tasks/{task}/assign", {"assignee": "lee"})
        assigned = self.until_mails(2, "lee@example.com")[1]
        self.assertEqual(assigned.subject, "Your task: Call the customer")
        self.assertEqual(len(self.marked()), 4)

    def test_whoever_did_it_and_whoever_does_not_want_it_get_none(self):
        self.client.put("/users/mo", {"roles": ["performer"], "groups": ["sales"], "email": "mo@example.com", "mail": False})
        self.client.put("/users/lee", {"roles": ["performer"], "groups": ["sales"]})
        instance = self.begin()
        self.assertEqual(self.marked(), [["kim@example.com"]])
        Client(self.server.port, "kim", groups=["sales"]).post(f"/tasks/{self.task_of(instance)}/claim")
        self.assertEqual(self.marked(), [["kim@example.com"]])

    def test_a_group_is_told_up_to_twenty(self):
        for number in range(30):
            self.client.put(f"/users/more-{number}", {"roles": ["performer"], "groups": ["sales"], "email": f"more-{number}@example.com"})
        self.begin()
        self.assertEqual(len(self.marked()), 20)

    def test_an_address_is_one_address(self):
        for address in ("kim", "@x", "kim@", "a@b@c", "kim@example.com\r\nBcc: all@example.com", "kim@example.com, lee@example.com", "<kim@x>"):
            reply = self.client.request("PUT", "/users/kim", {"roles": [], "groups": [], "email": address})
            self.assertEqual((reply.status, reply.code), (422, "invalid"), address)


class Hostile(Mailed):
    def test_a_name_begins_no_header_and_ends_no_mail(self):
        self.client.put("/users/kim", {"roles": ["performer"], "groups": ["sales"], "email": "kim@example.com"})
        body = {"name": "Übel\r\nBcc: all@example.com\r\n\r\n.\r\nRCPT TO:<all@example.com>" + " ü" * 300, "assignee": "kim"}
        self.client.post("/tasks", body)
        [mail] = self.until_mails(1, "kim@example.com")
        self.assertEqual(self.marked(), [["kim@example.com"]])
        self.assertNotIn("Bcc", mail.message)
        self.assertTrue(mail.subject.startswith("Your task: Übel  Bcc: all@example.com"), mail.subject)
        self.assertIn("RCPT TO:<all@example.com> ü", mail.text)
        self.assertLessEqual(max(len(line) for line in mail.data.split(b"\r\n")), 78)
        self.assertEqual([line for line in self.smtp.commands if "all@example.com" in line], [])


class Lasting(Mailed):
    def test_while_the_mail_server_is_away_nothing_is_lost_or_doubled(self):
        self.smtp.refuse("lee@example.com", 451, 451, 250)
        self.begin()
        self.until_mails(1, "lee@example.com")
        self.assertEqual(sorted(self.marked()), [["kim@example.com"], ["lee@example.com"], ["mo@example.com"]])

    def test_a_kill_loses_nothing(self):
        self.smtp.refuse("kim@example.com", 451)
        self.begin()
        self.until("the first attempt", lambda: any("RCPT TO:<kim@" in line for line in self.smtp.commands))
        self.server.kill()
        self.begin_again()
        self.assertEqual(len(self.smtp.mails("kim@example.com")), 1)

    def begin_again(self):
        self.smtp.refuse("kim@example.com", 250)
        self.start()
        self.until_mails(1, "kim@example.com")
        self.marked()

    def test_what_was_sent_is_not_sent_again_after_a_restart(self):
        self.begin()
        self.marked()
        self.assertEqual(self.server.stop(), 0)
        self.start()
        self.assertEqual(len(self.marked()), 3)

    def test_a_refusal_for_good_holds_nobody_else(self):
        self.smtp.refuse("kim@example.com", 550)
        self.begin()
        self.assertEqual(sorted(self.marked()), [["lee@example.com"], ["mo@example.com"]])

    def test_it_logs_in_with_the_secret(self):
        self.server.stop()
        self.configure('tls = "none"\nuser = "onward"\nsecret = "mail"\n[secrets.mail]\nvalue = "c4n4ry"\n')
        self.start()
        self.begin()
        self.marked()
        self.assertEqual(self.smtp.logins[0], [b"onward", b"c4n4ry"])
        with open(self.server.log, encoding="utf-8") as log:
            self.assertNotIn("c4n4ry", log.read())

    def test_without_encryption_nothing_is_sent_unless_told_so(self):
        self.server.stop()
        self.configure("")
        self.start()
        self.begin()
        self.until("the attempt", lambda: "mail=waits" in self.server.last_words())
        self.assertEqual(self.smtp.mails(), [])


class Configured(Mailed):
    def test_what_is_wrong_stops_the_start(self):
        self.server.stop()
        for more, word in (('tls = "maybe"\n', "tls"), ('tls = "none"\nuser = "x"\n', "secret"), ('tls = "none"\nuser = "x"\nsecret = "y"\n', "secret"),
                           ('tls = "none"\nport = "25"\n', "port")):
            self.configure(more)
            arguments = [Settings.binary, "serve", "--database", "sqlite::memory:", "--listen", "127.0.0.1:0", "--no-processes", "--config", self.config]
            done = subprocess.run(arguments, capture_output=True, text=True, timeout=30, check=False)
            self.assertNotEqual(done.returncode, 0, more)
            self.assertIn(f"mail.{word}", done.stderr)


if __name__ == "__main__":
    onward_run.run([sys.modules[__name__]])
