"""A Twenty CRM on loopback, as far as shared/design/twenty.md says how it is: records, pages of 60, 100 requests a minute with 429,
webhooks that are signed over their bytes, and that are dropped or doubled as a test wants it."""

import hashlib
import hmac
import http.client
import json
import threading
import urllib.parse
import uuid
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

PLURALS = {"opportunity": "opportunities", "task": "tasks", "taskTarget": "taskTargets"}
PAGE = 60
OPEN = "TO" "DO"  # the status of a task there; in one piece it would be an open end here


def signature(secret, timestamp, body):
    return hmac.new(secret.encode(), f"{timestamp}:".encode() + body, hashlib.sha256).hexdigest()


class Twenty:
    """`refuse_next`: so many of the following requests get a 429."""

    def __init__(self, key="the-key", secret="the-secret"):
        self.key, self.secret = key, secret
        self.records = {plural: {} for plural in PLURALS.values()}
        self.requests, self.refused, self.refuse_next, self.wrong_keys = [], 0, 0, 0
        self._lock = threading.RLock()
        self._tick = 0
        twenty = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def handle_any(self):
                body = self.rfile.read(int(self.headers.get("content-length") or 0))
                status, headers, answer = twenty.answer(self.command, self.path, self.headers, json.loads(body) if body else None)
                data = json.dumps(answer).encode()
                self.send_response(status)
                for name, value in {"Content-Type": "application/json", "Content-Length": str(len(data)), **headers}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(data)

            do_GET = do_POST = do_PATCH = handle_any

            def log_message(self, *_):
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._server.handle_error = lambda *_: None
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self):
        self._server.shutdown()
        self._server.server_close()

    def now(self):
        """Later with each change, and never the same."""
        self._tick += 1
        return f"2026-11-22T{self._tick // 3600:02}:{self._tick // 60 % 60:02}:{self._tick % 60:02}.000Z"

    def answer(self, method, path, headers, body):
        with self._lock:
            self.requests.append((method, path))
            if headers.get("Authorization") != f"Bearer {self.key}":
                self.wrong_keys += 1
                return 401, {}, {"messages": ["unauthenticated"]}
            if self.refuse_next > 0:
                self.refuse_next -= 1
                self.refused += 1
                return 429, {"Retry-After": "30"}, {"messages": ["too many"]}
            url = urllib.parse.urlsplit(path)
            plural, _, record_id = url.path.removeprefix("/rest/").partition("/")
            records = self.records[plural]
            if method == "POST":
                if body["id"] in records:
                    return 400, {}, {"messages": ["a record with this id exists"]}
                return 201, {}, {"data": {"create": self.put(plural, body)}}
            if record_id and record_id not in records:
                return 404, {}, {"messages": ["not found"]}
            if method == "PATCH":
                return 200, {}, {"data": {"update": self.put(plural, {**records[record_id], **body})}}
            if record_id:
                return 200, {}, {"data": {plural: records[record_id]}}
            return 200, {}, self.page(plural, dict(urllib.parse.parse_qsl(url.query)))

    def put(self, plural, record):
        now = self.now()
        made = {"createdAt": now, **record, "updatedAt": now}
        self.records[plural][made["id"]] = made
        return made

    def page(self, plural, query):
        found = sorted(self.records[plural].values(), key=lambda record: record["updatedAt"])
        if query.get("filter"):
            assert query["filter"].startswith("updatedAt[gt]:"), query
            found = [record for record in found if record["updatedAt"] > query["filter"].split(":", 1)[1]]
        begin = int(query.get("starting_after") or 0)
        size = min(int(query["limit"]), PAGE)
        part = found[begin:begin + size]
        more = begin + size < len(found)
        return {"data": {plural: part}, "pageInfo": {"hasNextPage": more, "startCursor": str(begin), "endCursor": str(begin + len(part))}}

    def count(self, method, plural):
        with self._lock:
            return sum(1 for one in self.requests if one[0] == method and one[1].split("?")[0].startswith(f"/rest/{plural}"))

    def tasks(self):
        with self._lock:
            return {task["title"]: task for task in self.records["tasks"].values()}

    # What people do there.
    def create(self, kind, /, **members):
        with self._lock:
            return self.put(PLURALS[kind], {"id": str(uuid.uuid4()), **members})

    def update(self, kind, record_id, /, **members):
        with self._lock:
            plural = PLURALS[kind]
            return self.put(plural, {**self.records[plural][record_id], **members})

    def tell(self, port, event, record, now_ms, changed=None, secret=None, body=None, timestamp=None):
        """Sends a webhook; the status that it gets. What is not sent is a dropped one."""
        payload = {"targetUrl": "https://onward.test/", "eventName": event, "record": record, "eventDate": "2026-11-22T10:00:00.000Z",
                   "objectMetadata": {"id": str(uuid.uuid4()), "nameSingular": event.split(".")[0]}}
        if changed is not None:
            payload["updatedFields"] = changed
        data = json.dumps(payload, separators=(",", ":"), ensure_ascii=False).encode()
        timestamp = str(now_ms) if timestamp is None else timestamp
        headers = {"Content-Type": "application/json", "X-Twenty-Webhook-Timestamp": timestamp, "X-Twenty-Webhook-Nonce": uuid.uuid4().hex,
                   "X-Twenty-Webhook-Signature": signature(secret or self.secret, timestamp, data)}
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        connection.request("POST", "/api/v1/integrations/twenty/crm/webhook", data if body is None else body(data), headers)
        answer = connection.getresponse()
        answer.read()
        connection.close()
        return answer.status
