"""A server with small processes made for the contract tests, and what every reply of it has to look like."""

import json
import socket
import time
import unittest

import onward_database
from onward_client import Client
from onward_server import Server
from onward_steps import START, Settings

ERRAND = """<process xmlns="urn:onward:process:1" id="errand" name="Errand">
  <start id="begun"/>
  <task id="ask" groups='"office"'><field id="amount" type="number" required="true" min="0"/></task>
  <task id="tell" groups='"office"'/>
  <end id="done"/>
</process>"""
LISTED = """<process xmlns="urn:onward:process:1" id="listed">
  <task id="list" groups='"office"'><checklist><item id="one">One</item></checklist></task>
</process>"""
LISTENING = """<process xmlns="urn:onward:process:1" id="listening">
  <receive id="sleep" message="wake" correlation="place"/>
  <task id="awake"/>
</process>"""
LABOUR = """<process xmlns="urn:onward:process:1" id="labour">
  <service id="dig" worker="digging" retries="1"><on-error code="stone" next="give-up"/></service>
  <task id="fill"/>
  <end id="filled"/>
  <task id="give-up"/>
</process>"""
STUCK = """<process xmlns="urn:onward:process:1" id="stuck">
  <choice id="which"><when test="side = 1" next="left"/></choice>
  <task id="left"/>
</process>"""
WAITING = """<process xmlns="urn:onward:process:1" id="waiting">
  <task id="ponder"><after id="long" duration="P9D" next="remind"/></task>
  <end id="pondered"/>
  <task id="remind"/>
</process>"""
FAILING = """<process xmlns="urn:onward:process:1" id="failing">
  <task id="try"><on-error code="broken" next="mend"/></task>
  <end id="tried"/>
  <task id="mend"/>
</process>"""
FOREIGN = """<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn"
    id="d" targetNamespace="t"><process id="foreign" isExecutable="true"><startEvent id="s"/><sequenceFlow id="a" sourceRef="s" targetRef="t"/>
    <serviceTask id="t" camunda:class="com.example.Task"/><sequenceFlow id="b" sourceRef="t" targetRef="e"/><endEvent id="e"/></process></definitions>"""
LOOSE = """<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="t"><process id="loose" isExecutable="true">
    <startEvent id="s"/><sequenceFlow id="a" sourceRef="s" targetRef="some"/><adHocSubProcess id="some"><userTask id="visit"/></adHocSubProcess>
    <sequenceFlow id="b" sourceRef="some" targetRef="e"/><endEvent id="e"/></process></definitions>"""
ALL = {"errand": ERRAND, "listed": LISTED, "listening": LISTENING, "labour": LABOUR, "stuck": STUCK, "waiting": WAITING, "failing": FAILING, "foreign": FOREIGN, "loose": LOOSE}
XML = {"Content-Type": "application/xml"}


class Form(bytes):
    """A body of multipart/form-data: one file, and other fields."""

    headers = {"Content-Type": "multipart/form-data; boundary=edge"}

    def __new__(cls, name, content, **fields):
        parts = [(f'form-data; name="file"; filename="{name}"', content)]
        parts += [(f'form-data; name="{field}"', value.encode()) for field, value in fields.items()]
        head = "\r\n--edge\r\nContent-Disposition: "
        body = b"".join(head.encode() + kind.encode() + b"\r\n\r\n" + value for kind, value in parts)
        return super().__new__(cls, body[2:] + b"\r\n--edge--\r\n")


def kind_of(body):
    """The headers that say what a body is; JSON needs none here."""
    return body.headers if isinstance(body, Form) else XML if isinstance(body, str) else None


class World(unittest.TestCase):
    """One server for all tests of a class: they keep out of each other's way by using instances of their own."""

    maxDiff = None

    @classmethod
    def setUpClass(cls):
        cls.database = onward_database.make(Settings.database)
        cls.addClassCleanup(cls.database.close)
        cls.server = Server(Settings.binary, cls.database.url, cls.database.folder, [*cls.database.options, f"--manual-clock={START}"],
                            processes=Settings.processes, port=0)
        cls.addClassCleanup(cls.server.kill)
        cls.server.start()
        cls.client = Client(cls.server.port)
        cls.addClassCleanup(cls.client.close)
        for text in ALL.values():
            cls.client.deploy(text)

    def send(self, method, path, body=None, headers=None, key=None, user=None, groups=None):
        client = self.client if user is None else Client(self.server.port, user, groups=groups)
        reply = client.request(method, path, body, key, headers)
        self.check_shape(reply, f"{method} {path}")
        if user is not None:
            client.close()
        return reply

    def at_once(self, path, kind, bodies, more=""):
        """(status, answer) of requests that are all sent before any is answered."""
        sockets = [socket.create_connection(("127.0.0.1", self.server.port), timeout=20) for _ in bodies]
        for one, body in zip(sockets, bodies):
            head = f"POST /api/v1{path} HTTP/1.1\r\nHost: x\r\nContent-Type: {kind}\r\n{more}Content-Length: {len(body)}\r\nConnection: close\r\n\r\n"
            one.sendall((head + body).encode())
        found = []
        for one in sockets:
            answer = b""
            while chunk := one.recv(65536):
                answer += chunk
            one.close()
            found.append((int(answer.split()[1]), answer))
        return found

    def begin(self, definition="errand", **variables):
        return self.client.post("/instances", {"definition": definition, "variables": variables})

    def task(self, definition="errand"):
        """The id of a task of a new instance."""
        return self.begin(definition)["tasks"][0]["id"]

    def finished(self, path):
        """The batch when all has run: the reply to its beginning waits for that, but one second at most."""
        deadline = time.monotonic() + 30
        while (batch := self.client.get(path))["state"] != "completed" and time.monotonic() < deadline:
            pass
        return batch

    def until_some(self, path):
        """The items of a list, as soon as it has one: what leaves the server is waited for by nobody."""
        deadline = time.monotonic() + 30
        while not (items := self.client.get(path)["items"]) and time.monotonic() < deadline:
            pass
        return items

    def expect(self, reply, status, code):
        self.assertEqual((reply.status, reply.code), (status, code), reply.body)
        return reply

    def check_shape(self, reply, what):
        """What holds for every reply of the API."""
        kind = reply.headers.get("content-type")
        if reply.status >= 400:
            self.check_problem(reply, what)
        elif reply.status == 204:
            self.assertEqual(reply.body, "", what)
        elif kind == "application/json":
            self.check_ids(reply.body, what)
        else:
            self.assertRegex(kind, r"^(application/xml|application/pdf|text/plain|text/calendar|text/event-stream|image/svg\+xml)", what)

    def check_problem(self, reply, what):
        self.assertEqual(reply.headers.get("content-type"), "application/problem+json", what)
        body = reply.body
        for member in ("type", "title", "status", "detail", "code"):
            self.assertIn(member, body, what)
        self.assertEqual(body["status"], reply.status, what)
        self.assertRegex(body["code"], r"^[a-z]+(-[a-z]+)*$", what)
        self.assertTrue(body["detail"] and body["title"], what)
        for place in body.get("errors", []):
            self.assertEqual(set(place), {"pointer", "code", "detail"}, what)
            self.assertRegex(place["pointer"], r"^(/.*)?$", what)
        for word in ("<html", "std::", ".cpp", "select ", "SQLITE", "ERROR:"):
            self.assertNotIn(word, json.dumps(body), what)
        if reply.status == 401:
            self.assertEqual(reply.headers.get("www-authenticate"), "Bearer")
        if reply.status == 503:
            self.assertIn("retry-after", reply.headers)

    def check_ids(self, value, what):
        """`id` is the first member of every object that has one."""
        if isinstance(value, list):
            for item in value:
                self.check_ids(item, what)
        elif isinstance(value, dict) and not what.startswith("GET /openapi"):
            if "id" in value:
                self.assertEqual(next(iter(value)), "id", what)
            for item in value.values():
                self.check_ids(item, what)
