"""A target for connectors: an HTTP server on loopback that keeps what it is sent and answers what it is told to."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Call:
    """One request as it came."""

    def __init__(self, method, path, headers, body):
        self.method, self.path, self.headers, self.body = method, path, headers, body

    @property
    def key(self):
        return self.headers.get("idempotency-key")

    def json(self):
        return json.loads(self.body)


class StandIn:
    """Answers of a path are used up in order; the last one stays. A path that was told nothing answers 200 with {}."""

    def __init__(self):
        self._lock = threading.Lock()
        self._answers, self._below, self._calls, self._gates = {}, {}, [], {}
        stand_in = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def handle_any(self):
                length = int(self.headers.get("content-length") or 0)
                stand_in.answer(self, Call(self.command, self.path, dict((name.lower(), value) for name, value in self.headers.items()),
                                           self.rfile.read(length)))

            do_GET = do_POST = do_PUT = do_DELETE = handle_any

            def log_message(self, *_):
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._server.handle_error = lambda *_: None  # a client that goes away is what some tests are about
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self):
        for gate in self._gates.values():
            gate.set()
        self._server.shutdown()
        self._server.server_close()

    def url(self, path):
        return f"http://127.0.0.1:{self._server.server_address[1]}{path}"

    def tell(self, path, *answers):
        """Each answer: (status, headers, body); a body that is no text goes out as JSON."""
        with self._lock:
            self._answers[path] = list(answers)

    def tell_below(self, prefix, *answers):
        """The same for every path that begins so."""
        with self._lock:
            self._below[prefix] = list(answers)

    def hold(self, path):
        """Requests to this path are answered when the event that is returned is set."""
        self._gates[path] = threading.Event()
        return self._gates[path]

    def calls(self, path):
        with self._lock:
            return [call for call in self._calls if call.path == path]

    def answer(self, handler, call):
        with self._lock:
            self._calls.append(call)
            below = next((answers for prefix, answers in self._below.items() if call.path.startswith(prefix)), None)
            answers = self._answers.get(call.path) or below or [(200, {}, {})]
            status, headers, body = answers[0] if len(answers) == 1 else answers.pop(0)
        gate = self._gates.get(call.path)
        if gate:
            gate.wait(60)
        if callable(body):
            body = body(call)
        kind = "text/plain" if isinstance(body, str) else "application/json"
        data = body.encode() if isinstance(body, str) else json.dumps(body).encode()
        try:
            handler.send_response(status)
            for name, value in {"Content-Type": kind, "Content-Length": str(len(data)), **headers}.items():
                handler.send_header(name, value)
            handler.end_headers()
            handler.wfile.write(data)
        except OSError:
            handler.close_connection = True
