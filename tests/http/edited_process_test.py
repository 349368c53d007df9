"""The folder of processes is watched: an edited file becomes a new version, a broken one is shown and replaces nothing."""

import os
import shutil
import sys
import tempfile
import time
import unittest

import onward_run
from onward_client import Client
from onward_server import Server
from onward_steps import Settings

FILE = "standard-sale.bpmn"
CALLER = """<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="urn:test"
    xmlns:camunda="http://camunda.org/schema/1.0/bpmn"><process id="caller" isExecutable="true"><startEvent id="s"/>
  <callActivity id="c" calledElement="callee" camunda:calledElementBinding="deployment"/>
  <sequenceFlow id="f" sourceRef="s" targetRef="c"/></process></definitions>"""
CALLEE = '<process xmlns="urn:onward:process:1" id="callee"><task id="look" name="Look"/></process>'
SECONDS = 30  # the longest that a change may take to be seen; it takes about one


class EditedProcess(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix="onward_test_")
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)
        self.processes = os.path.join(self.folder, "processes")
        shutil.copytree(Settings.processes, self.processes)
        self.server = Server(Settings.binary, f"sqlite:{self.folder}/onward.db", self.folder, processes=self.processes, port=0)
        self.addCleanup(self.server.kill)
        self.server.start()
        self.client = Client(self.server.port)
        self.addCleanup(self.client.close)

    def edit(self, old, new, file=FILE):
        path = os.path.join(self.processes, file)
        with open(path, encoding="utf-8") as opened:
            text = opened.read()
        self.assertIn(old, text)
        with open(path + ".new", "w", encoding="utf-8") as opened:  # as editors do: written beside it, then renamed
            opened.write(text.replace(old, new))
        os.replace(path + ".new", path)

    def wait_until(self, what, holds):
        end = time.monotonic() + SECONDS
        while time.monotonic() < end:
            if holds():
                return
            time.sleep(0.05)
        self.fail(f"not within {SECONDS} s: {what}; the server said: {self.server.last_words()}")

    def version(self, key="standard-sale"):
        return self.client.get(f"/definitions/{key}")["version"]

    def versions(self):
        return {row["key"]: row["version"] for row in self.client.pages("/definitions")}

    def post(self):
        made = self.client.post("/opportunities", {"kind": "standard-sale", "title": "A deal", "customer": "Harbour Foods"})
        return made["instanceIds"][0]

    def first_task(self, instance):
        return self.client.get(f"/tasks?instance={instance}")["items"][0]

    def test_an_edited_file_is_a_new_version_and_what_runs_finishes_on_its_own(self):
        old = self.post()
        self.edit('name="Record initial contact"', 'name="Note the first contact"')
        self.wait_until("version 2 of standard-sale", lambda: self.version() == 2)
        new = self.post()
        self.assertEqual(self.first_task(old)["name"], "Record initial contact")
        self.assertEqual(self.first_task(new)["name"], "Note the first contact")
        self.assertEqual([self.client.get(f"/instances/{one}")["version"] for one in (old, new)], [1, 2])
        done = self.client.post(f"/tasks/{self.first_task(old)['id']}/complete", {"results": "noted"})
        self.assertEqual([task["elementId"] for task in done["tasks"]], ["qualify-lead"])
        self.assertEqual(self.client.get(f"/instances/{old}")["version"], 1)
        others = {key: version for key, version in self.versions().items() if key != "standard-sale"}
        self.assertEqual(set(others.values()), {1}, others)

    def test_a_broken_edit_is_shown_and_replaces_nothing(self):
        self.edit('sourceRef="opportunity-posted"', 'sourceRef="nobody"')
        self.wait_until("the problem in what the server says", lambda: "nobody" in self.server.last_words())
        said = [line for line in self.server.last_words().splitlines() if "nobody" in line]
        self.assertRegex(said[0], FILE.replace(".", r"\.") + r":\d+:\d+: error \[[a-z-]+\]")
        self.assertEqual(self.version(), 1)
        self.assertEqual(self.first_task(self.post())["name"], "Record initial contact")
        self.edit('sourceRef="nobody"', 'sourceRef="opportunity-posted"')  # mended: the text of version 1 again
        self.edit("bant.dmn", "bant.dmn", "README.md")
        self.edit("All four are met.", "All four criteria are met.", "bant.dmn")
        self.wait_until("version 2 of bant", lambda: self.versions()["bant"] == 2)
        self.assertEqual(self.version(), 1)

    def test_a_new_file_is_deployed(self):
        with open(os.path.join(self.processes, "added.xml"), "w", encoding="utf-8") as opened:
            opened.write('<process xmlns="urn:onward:process:1" id="added"><task id="look"/></process>')
        self.wait_until("the definition added", lambda: "added" in self.versions())

    def test_what_is_unchanged_keeps_its_version_over_restarts(self):
        before = self.versions()
        self.assertEqual(set(before.values()), {1})
        for name in os.listdir(self.processes):  # saved again without a change
            os.utime(os.path.join(self.processes, name))
        self.client.close()
        self.assertEqual(self.server.stop(), 0)
        self.server.start()
        self.client.port = self.server.port
        self.assertEqual(self.versions(), before)

    def test_a_file_edited_while_the_server_was_down_is_a_new_version_at_the_start(self):
        self.client.close()
        self.server.kill()
        self.edit('name="Record initial contact"', 'name="Note the first contact"')
        self.server.start()
        self.client.port = self.server.port
        self.assertEqual(self.version(), 2)
        self.assertEqual(self.first_task(self.post())["name"], "Note the first contact")

    def test_the_folder_is_one_deployment(self):
        self.client.close()
        self.server.kill()
        for name, text in (("a-caller.bpmn", CALLER), ("b-callee.xml", CALLEE)):
            with open(os.path.join(self.processes, name), "w", encoding="utf-8") as opened:
                opened.write(text)
        self.server.start()
        self.client.port = self.server.port
        self.assertEqual(self.called(), ["Look"])
        self.edit('name="Look"', 'name="Look twice"', "b-callee.xml")
        self.wait_until("version 2 of the caller, whose file is unchanged", lambda: self.version("caller") == 2)
        self.assertEqual(sorted(self.called()), ["Look", "Look twice"])
        self.assertEqual(self.version(), 1)

    def called(self):
        self.client.post("/instances", {"definition": "caller"})
        return [task["name"] for task in self.client.pages("/tasks?definition=callee")]


if __name__ == "__main__":
    onward_run.run([sys.modules[__name__]])
