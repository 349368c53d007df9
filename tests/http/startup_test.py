"""The command line: what it says when it cannot start, how the server ends, check, migrate, and help on every level."""

import json
import os
import re
import shutil
import socket
import sqlite3
import subprocess
import sys
import tempfile
import threading
import unittest

import onward_run
from onward_client import Client
from onward_server import Server
from onward_steps import Settings

BROKEN = """<process xmlns="urn:onward:process:1" id="broken">
  <start id="begun"/>
  <task id="ask" next="nowhere"/>
</process>
"""


def onward(*arguments, timeout=60):
    """Runs the executable to its end, without what the environment may set."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("ONWARD_")}
    return subprocess.run([Settings.binary, *arguments], stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=timeout,
                          env=environment, check=False)


class Folder(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix="onward_test_")
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)

    def path(self, name, content=None):
        path = os.path.join(self.folder, name)
        if content is not None:
            with open(path, "w", encoding="utf-8") as file:
                file.write(content)
        return path

    def database(self, name="onward.db"):
        return "sqlite:" + self.path(name)

    def expect_refusal(self, status, words, *arguments):
        """The program ends with this status and one short message that has these words; nothing crashes."""
        done = onward(*arguments)
        self.assertEqual(done.returncode, status, done.stderr + done.stdout)
        for word in words:
            self.assertIn(word, done.stderr)
        self.assertLess(len(done.stderr.splitlines()), 4, done.stderr)


class Refusals(Folder):
    def serve(self, status, words, *arguments, database=None):
        self.expect_refusal(status, words, "serve", "--no-processes", "--database", database or self.database(), *arguments)

    def test_a_taken_port(self):
        with socket.socket() as other:
            other.bind(("127.0.0.1", 0))
            other.listen()
            port = str(other.getsockname()[1])
            self.serve(1, [port, "use"], "--listen", f"127.0.0.1:{port}")

    def test_a_listen_address_that_is_none(self):
        self.serve(2, ["--listen"], "--listen", "nonsense")
        self.serve(2, ["--listen"], "--listen", "127.0.0.1:99999")

    def test_a_database_file_that_cannot_be_written(self):
        self.serve(1, ["missing"], "--listen", "127.0.0.1:0", database=self.database("missing/onward.db"))

    def test_a_file_that_is_no_database(self):
        text = self.path("letter.txt", "Dear customer, " * 500)
        self.serve(1, ["database"], "--listen", "127.0.0.1:0", database="sqlite:" + text)
        with open(text, encoding="utf-8") as file:
            self.assertTrue(file.read().startswith("Dear customer"), "the file was changed")

    def test_a_database_address_that_is_none(self):
        self.serve(2, ["sqlite:", "postgresql://"], database="mysql://somewhere/onward")

    def test_a_database_that_does_not_answer(self):
        self.serve(1, ["onward serve"], "--listen", "127.0.0.1:0", database="postgresql://127.0.0.1:1/onward?connect_timeout=2")

    def test_a_password_in_the_address_is_not_shown(self):
        done = onward("serve", "--no-processes", "--database", "postgresql://onward:s3cret@127.0.0.1:1/onward?connect_timeout=2")
        self.assertEqual(done.returncode, 1)
        self.assertNotIn("s3cret", done.stderr + done.stdout)

    def test_a_newer_schema(self):
        self.assertEqual(onward("migrate", "--database", self.database()).returncode, 0)
        newer(self.path("onward.db"))
        self.serve(1, ["newer"], "--listen", "127.0.0.1:0")
        self.expect_refusal(1, ["newer"], "migrate", "--database", self.database())

    def test_a_manual_clock_without_dev(self):
        self.serve(2, ["--manual-clock", "--dev"], "--manual-clock=2026-11-22T08:00:00Z")

    def test_a_manual_clock_that_is_no_time(self):
        self.serve(2, ["--manual-clock", "tomorrow"], "--dev", "--manual-clock=tomorrow")

    def test_dev_beyond_the_machine(self):
        self.serve(2, ["--dev", "loopback"], "--dev", "--listen", "0.0.0.0:0")
        self.serve(2, ["--dev", "loopback"], "--dev", "--listen", "[::]:0")

    def test_a_folder_of_processes_that_is_not_there(self):
        arguments = ["--database", self.database(), "--listen", "127.0.0.1:0", "--processes", self.path("none")]
        self.expect_refusal(2, ["--processes", "none"], "serve", *arguments)

    def test_flags_that_contradict_or_do_not_exist(self):
        self.assertEqual(onward("serve", "--no-processes", "--processes", self.folder).returncode, 2)
        self.assertEqual(onward("serve", "--no-such-flag").returncode, 2)
        self.assertEqual(onward("no-such-command").returncode, 2)
        self.assertEqual(onward().returncode, 2)


def newer(path):
    """A database that a later version of the program has migrated."""
    connection = sqlite3.connect(path)
    connection.execute("insert into schema_version select max(version) + 1, 1 from schema_version")
    connection.commit()
    connection.close()


class Ending(Folder):
    def start(self, *options):
        server = Server(Settings.binary, self.database(), self.folder, options, port=0)
        self.addCleanup(server.kill)
        server.start()
        return server

    def test_it_says_where_it_listens_and_what_it_has_loaded(self):
        server = Server(Settings.binary, self.database(), self.folder, processes=Settings.processes, port=0)
        self.addCleanup(server.kill)
        server.start()
        said = server.last_words()
        self.assertIn(f"Onward listens on http://127.0.0.1:{server.port}", said)
        for key in ("standard-sale", "upsale-c1", "b2b-cross-sale", "lead-creation", "bant"):
            self.assertIn(f"definition {key} version 1", said)

    def test_sigterm_ends_it_with_0_and_at_once_when_it_is_idle(self):
        server = self.start()
        self.assertEqual(Client(server.port).request("GET", "/livez").status, 200)  # and the connection stays open
        self.assertEqual(server.stop(timeout=10), 0)

    def test_sigterm_answers_what_is_under_way_and_keeps_what_was_answered(self):
        server = self.start()
        Client(server.port).deploy('<process xmlns="urn:onward:process:1" id="p"><task id="t"/></process>')
        answered, threads = [], []

        def begin():
            client = Client(server.port)
            try:
                while True:
                    answered.append(client.post("/instances", {"definition": "p"})["id"])
            except Exception:  # the server is gone: what it said before counts
                client.close()

        for _ in range(4):
            threads.append(threading.Thread(target=begin))
            threads[-1].start()
        while len(answered) < 20 and server.alive():
            pass
        self.assertEqual(server.stop(timeout=20), 0)
        for thread in threads:
            thread.join()
        server.start()
        kept = {row["id"] for row in Client(server.port).pages("/instances?limit=500")}
        self.assertEqual(set(answered) - kept, set())


class Check(Folder):
    def test_what_is_shipped_has_no_problems(self):
        names = sorted(os.listdir(Settings.processes))
        files = [os.path.join(Settings.processes, name) for name in names if name.endswith((".bpmn", ".xml", ".dmn"))]
        done = onward("check", *files)
        self.assertEqual((done.returncode, done.stdout), (0, ""), done.stderr)

    def test_a_problem_is_named_with_its_place(self):
        file = self.path("broken.xml", BROKEN)
        done = onward("check", file)
        self.assertEqual(done.returncode, 1)
        self.assertRegex(done.stdout, re.escape(file) + r":3:\d+: error \[next-unknown\] .*nowhere.*\(ask\)")

    def test_as_json(self):
        file = self.path("broken.xml", BROKEN)
        done = onward("check", "--format", "json", file)
        self.assertEqual(done.returncode, 1)
        found = json.loads(done.stdout)
        self.assertEqual(found, json.loads(onward("check", "--json", file).stdout))
        members = {"file", "severity", "code", "clause", "message", "line", "column", "elementId"}
        self.assertTrue(all(set(problem) == members for problem in found), found)
        self.assertIn(("next-unknown", 3, "ask"), [(problem["code"], problem["line"], problem["elementId"]) for problem in found])
        done = onward("check", "--format", "json", os.path.join(Settings.processes, "bant.dmn"))
        self.assertEqual((done.returncode, json.loads(done.stdout)), (0, []))

    def test_a_warning_fails_only_when_asked_to(self):
        file = self.path("stray.xml", BROKEN.replace('next="nowhere"', 'next="ask"'))
        done = onward("check", "--json", file)
        self.assertEqual([problem["severity"] for problem in json.loads(done.stdout)], ["warning"], done.stdout)
        self.assertEqual(done.returncode, 0)
        self.assertEqual(onward("check", "--strict", file).returncode, 1)
        self.assertEqual(onward("check", "--strict", os.path.join(Settings.processes, "bant.dmn")).returncode, 0)

    def test_not_xml_at_all(self):
        done = onward("check", self.path("letter.xml", "Dear customer"))
        self.assertEqual(done.returncode, 1)
        self.assertRegex(done.stdout, r"letter\.xml:1:\d+: error \[[a-z-]+\]")

    def test_wrong_use(self):
        self.assertEqual(onward("check").returncode, 2)
        self.assertEqual(onward("check", "--format", "yaml", self.path("broken.xml", BROKEN)).returncode, 2)
        done = onward("check", self.path("not-there.bpmn"))
        self.assertIn("not-there.bpmn", done.stderr)
        self.assertEqual(done.returncode, 2)


COMPACT = """<process xmlns="urn:onward:process:1" id="ask-first" name="Ask first">
  <role id="sales"/>
  <start id="begun"/>
  <task id="ask" role="sales">
    <field id="ok" type="boolean"/>
    <after duration="P1D" next="ask"/>
  </task>
  <choice id="answered"><when test="ok = true" next="done"/><otherwise next="ask"/></choice>
  <end id="done"/>
</process>
"""

LINKED = """<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="t">
  <process id="linked" isExecutable="true">
    <startEvent id="s"/>
    <intermediateThrowEvent id="away"><linkEventDefinition name="there"/></intermediateThrowEvent>
    <intermediateCatchEvent id="here"><linkEventDefinition name="there"/></intermediateCatchEvent>
    <endEvent id="e"/>
    <sequenceFlow id="f1" sourceRef="s" targetRef="away"/>
    <sequenceFlow id="f2" sourceRef="here" targetRef="e"/>
  </process>
</definitions>
"""

LISTENING = """<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" targetNamespace="t">
  <process id="listening" isExecutable="true">
    <startEvent id="s"><extensionElements><camunda:executionListener class="a.B" event="start"/></extensionElements></startEvent>
    <endEvent id="e"/>
    <sequenceFlow id="f" sourceRef="s" targetRef="e"/>
  </process>
</definitions>
"""


class Convert(Folder):
    def text(self, path):
        with open(path, encoding="utf-8") as file:
            return file.read()

    def test_compact_to_bpmn_and_back(self):
        drawn, back, again = self.path("drawn.bpmn"), self.path("back.xml"), self.path("again.bpmn")
        done = onward("convert", self.path("ask.xml", COMPACT), drawn)
        self.assertEqual((done.returncode, done.stdout, done.stderr), (0, "", ""))
        self.assertIn("<dc:Bounds", self.text(drawn))
        self.assertEqual(onward("check", drawn).returncode, 0)
        self.assertEqual(onward("convert", drawn, back).returncode, 0)
        self.assertEqual(onward("convert", back, again).returncode, 0)
        self.assertIn('id="ask-after"', self.text(again))
        self.assertEqual(self.text(again), self.text(drawn))

    def test_a_complete_diagram_is_kept(self):
        drawn, same = self.path("drawn.bpmn"), self.path("same.bpmn")
        self.assertEqual(onward("convert", self.path("ask.xml", COMPACT), drawn).returncode, 0)
        moved = self.text(drawn).replace('<di:waypoint x="', '<di:waypoint x="7')
        done = onward("convert", self.path("moved.bpmn", moved), same)
        self.assertEqual((done.returncode, self.text(same)), (0, moved), done.stdout)

    def test_nothing_is_overwritten_without_force(self):
        there = self.path("there.bpmn", "precious")
        done = onward("convert", self.path("ask.xml", COMPACT), there)
        self.assertEqual((done.returncode, self.text(there)), (2, "precious"))
        self.assertIn("--force", done.stderr)
        self.assertEqual(onward("convert", "--force", self.path("ask.xml", COMPACT), there).returncode, 0)
        self.assertIn("bpmn:definitions", self.text(there))

    def test_what_compact_xml_cannot_say_is_named(self):
        file = self.path("linked.bpmn", LINKED)
        done = onward("convert", file, self.path("linked.xml"))
        self.assertEqual(done.returncode, 1)
        self.assertRegex(done.stdout, re.escape(file) + r":4:\d+: error \[not-carried\] .*link.* \(away\)")
        self.assertRegex(done.stdout, r":5:\d+: error \[not-carried\] .*link.* \(here\)")
        self.assertFalse(os.path.exists(self.path("linked.xml")))

    def test_what_needs_another_engine_is_not_made_to_run(self):
        done = onward("convert", self.path("listening.bpmn", LISTENING), self.path("out.bpmn"))
        self.assertEqual(done.returncode, 1)
        self.assertRegex(done.stdout, r":3:\d+: error \[not-carried\] .*executionListener.* \(s\)")

    def test_a_wrong_model_is_told_as_check_does(self):
        file = self.path("broken.xml", BROKEN)
        done = onward("convert", file, self.path("broken.bpmn"))
        self.assertEqual((done.returncode, done.stdout), (1, onward("check", file).stdout))

    def test_to_says_what_it_is(self):
        out = self.path("out.txt")
        self.assertEqual(onward("convert", self.path("ask.xml", COMPACT), out).returncode, 2)
        self.assertEqual(onward("convert", "--to", "bpmn", self.path("ask.xml", COMPACT), out).returncode, 0)
        self.assertEqual(onward("convert", os.path.join(Settings.processes, "bant.dmn"), self.path("bant.bpmn")).returncode, 1)
        self.assertEqual(onward("convert", self.path("missing.xml"), self.path("new.bpmn")).returncode, 2)


class Migrate(Folder):
    def test_it_makes_the_schema_and_says_which(self):
        first = onward("migrate", "--database", self.database())
        self.assertEqual(first.returncode, 0, first.stderr)
        self.assertRegex(first.stdout, r"^schema version \d+\n$")
        again = onward("migrate", "--database", self.database())
        self.assertEqual((again.returncode, again.stdout), (0, first.stdout))

    def test_wrong_use(self):
        self.assertEqual(onward("migrate", "--database", "nonsense").returncode, 2)
        self.assertEqual(onward("migrate", "--database", self.database("missing/onward.db")).returncode, 1)


class Report(Folder):
    COLUMNS = "resources,referenceDate,customer,requirements,quotationDate,quotationAmount,orderDate,orderAmount,status"

    def test_a_table_to_standard_output_or_a_file(self):
        done = onward("report", "mis", "--month", "2026-10", "--database", self.database())
        self.assertEqual((done.returncode, done.stdout.strip(), done.stderr), (0, self.COLUMNS, ""))
        self.assertEqual(onward("report", "mis", "--database", self.database()).stdout.strip(), self.COLUMNS)
        for name in ("funnel", "stale", "overdue", "hung", "workload"):
            self.assertEqual(onward("report", name, "--database", self.database()).returncode, 0, name)
        book = self.path("mis.xlsx")
        self.assertEqual(onward("report", "mis", "--output", book, "--database", self.database()).returncode, 0)
        with open(book, "rb") as file:
            self.assertEqual(file.read(2), b"PK")

    def test_wrong_use(self):
        for wrong in (["sales"], [], ["mis", "--format", "pdf"], ["mis", "--format", "xlsx"], ["stale", "--days", "-1"]):
            self.assertEqual(onward("report", *wrong, "--database", self.database()).returncode, 2, wrong)
        self.assertEqual(onward("report", "mis", "--month", "2026-13", "--database", self.database()).returncode, 1)
        self.assertEqual(onward("report", "mis", "--output", self.path("missing/mis.csv"), "--database", self.database()).returncode, 1)


class Help(unittest.TestCase):
    def commands(self, *path):
        done = onward(*path, "--help")
        self.assertEqual((done.returncode, done.stderr), (0, ""), path)
        self.assertIn("Usage:", done.stdout.replace("USAGE:", "Usage:"))
        listed = re.split(r"^subcommands:$", done.stdout, flags=re.MULTILINE | re.IGNORECASE)
        return re.findall(r"^  ([a-z-]+) ", listed[1], flags=re.MULTILINE) if len(listed) == 2 else []

    def test_on_every_level(self):
        top = self.commands()
        self.assertLessEqual({"serve", "check", "convert", "migrate", "token", "report", "simulate"}, set(top))
        for command in top:
            for inner in self.commands(command):
                self.assertEqual(self.commands(command, inner), [])
        self.assertEqual(set(self.commands("token")), {"create", "list", "revoke"})

    def test_the_version(self):
        done = onward("--version")
        self.assertEqual(done.returncode, 0)
        self.assertRegex(done.stdout, r"^onward \d+\.\d+\.\d+\n$")


if __name__ == "__main__":
    onward_run.run([sys.modules[__name__]])
