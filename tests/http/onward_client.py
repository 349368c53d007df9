"""Speaks HTTP to one Onward server, over one connection that is kept: for scenarios, crash tests and whoever tests over HTTP.

A request that may have changed something is never repeated here: whoever sends it decides that. Not for several threads."""

import http.client
import json
import urllib.parse


class Lost(Exception):
    """No whole answer came: the connection was refused, cut, or nothing came in time."""


class Refused(Exception):
    """An answer that the caller did not expect; carries the reply."""

    def __init__(self, what, reply):
        super().__init__(f"{what}: {reply.status} {json.dumps(reply.body)[:400]}")
        self.reply = reply


class Reply:
    """Status, headers (names in any case) and body: parsed when it is JSON, a text otherwise."""

    def __init__(self, status, headers, data):
        self.status = status
        self.headers = headers
        self.data = data
        kind = (headers.get("content-type") or "").split(";")[0].strip()
        text = data.decode("utf-8", "replace")
        self.body = json.loads(text) if text and kind.endswith("json") else text

    @property
    def ok(self):
        return 200 <= self.status < 300

    @property
    def code(self):
        """The stable code of a problem, or ''."""
        return self.body.get("code", "") if isinstance(self.body, dict) else ""

    @property
    def replayed(self):
        return self.headers.get("idempotency-replayed") == "true"


class Client:
    """`user`, `groups` (a list): whom --dev takes the caller for; `token`: what everybody else asks for."""

    def __init__(self, port, user=None, timeout=30, groups=None, token=None):
        self.port, self.user, self.timeout, self.groups, self.token = port, user, timeout, groups, token
        self._connection = None

    def close(self):
        if self._connection:
            self._connection.close()
        self._connection = None

    def request(self, method, path, body=None, key=None, headers=None):
        """`path` begins with /; below /api/v1 unless it starts with it or is one of the server's own. `key`: Idempotency-Key."""
        if not path.startswith(("/api/", "/readyz", "/livez", "/metrics", "/openapi", "/engine-rest")):
            path = "/api/v1" + path
        headers = dict(headers or {})
        if isinstance(body, (dict, list)):
            body = json.dumps(body)
            headers.setdefault("Content-Type", "application/json")
        if key:
            headers["Idempotency-Key"] = key
        if self.user:
            headers["X-User"] = self.user
        if self.groups is not None:
            headers["X-Groups"] = ",".join(self.groups)
        if self.token:
            headers["Authorization"] = "Bearer " + self.token
        data = body.encode() if isinstance(body, str) else body
        for attempt in (0, 1):
            try:
                return self._exchange(method, path, data, headers)
            except (OSError, http.client.HTTPException, ValueError) as error:
                self.close()
                # A connection that the server closed while it was idle: only what changes nothing is asked again.
                if attempt or method != "GET":
                    raise Lost(repr(error)) from error
        raise AssertionError("not reached")

    def _exchange(self, method, path, data, headers):
        if self._connection is None:
            self._connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=self.timeout)
        self._connection.request(method, path, data, headers)
        answer = self._connection.getresponse()
        if answer.headers.get("content-type") == "text/event-stream":
            self.close()  # it has no end: onward_events.py reads such a body
            return Reply(answer.status, answer.headers, b"")
        return Reply(answer.status, answer.headers, answer.read())

    def get(self, path):
        """The body; raises Refused when there is none."""
        reply = self.request("GET", path)
        if not reply.ok:
            raise Refused(f"GET {path}", reply)
        return reply.body

    def post(self, path, body=None, key=None, headers=None):
        """The body; raises Refused when the server says no."""
        reply = self.request("POST", path, {} if body is None else body, key, headers)
        if not reply.ok:
            raise Refused(f"POST {path}", reply)
        return reply.body

    def put(self, path, body):
        reply = self.request("PUT", path, body)
        if not reply.ok:
            raise Refused(f"PUT {path}", reply)
        return reply.body

    def deploy(self, text, key=None):
        return self.post("/definitions", text, key, {"Content-Type": "application/xml"})

    def pages(self, path):
        """Every item of a list."""
        after, items = None, []
        while True:
            joint = "&" if "?" in path else "?"
            page = self.get(path + (joint + "after=" + urllib.parse.quote(after) if after else ""))
            items += page["items"]
            after = page.get("next")
            if not after:
                return items
