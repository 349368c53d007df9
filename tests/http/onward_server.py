"""Starts, stops, kills and restarts one Onward server on a port that stays the same over restarts."""

import http.client
import os
import re
import signal
import socket
import subprocess
import time


class Died(Exception):
    """The server ended, or did not get ready in time; the end of its log is in the text."""


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Server:
    """`database` as on the command line; `folder` takes the log; `environment` is added to the caller's.
    `processes`: the folder of definitions. `dev=False`: callers need tokens. `port=0`: chosen by the server at each start."""

    def __init__(self, binary, database, folder, options=(), environment=None, processes=None, dev=True, port=None):
        self.binary, self.database, self.folder = str(binary), database, str(folder)
        self.options, self.environment = list(options), dict(environment or {})
        self.options += ["--processes", str(processes)] if processes else ["--no-processes"]
        self.options += ["--dev"] if dev else []
        self.chosen = port == 0
        self.port = free_port() if port is None else port
        self.log = os.path.join(self.folder, "server.log")
        self.process = None

    def start(self, timeout=30, environment=None):
        """Seconds from the start of the process to the first 200 of /readyz. `environment`: for this run only."""
        self.launch(environment)
        return self.wait_ready(timeout)

    def launch(self, environment=None):
        self.port = 0 if self.chosen else self.port
        arguments = [self.binary, "serve", "--database", self.database, "--listen", f"127.0.0.1:{self.port}", *self.options]
        self.began = time.monotonic()
        with open(self.log, "ab") as log:
            self.written = log.tell()
            self.process = subprocess.Popen(arguments, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                                            env={**os.environ, **self.environment, **(environment or {})})

    def wait_ready(self, timeout=30):
        while time.monotonic() < self.began + timeout:
            if not self.alive():
                raise Died(f"the server ended with {self.process.returncode}: {self.last_words()}")
            if not self.port and not self.read_port():
                time.sleep(0.002)
                continue
            connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
            try:
                connection.request("GET", "/readyz")
                if connection.getresponse().status == 200:
                    return time.monotonic() - self.began
            except (OSError, http.client.HTTPException):
                pass
            finally:
                connection.close()
            time.sleep(0.002)
        raise Died(f"not ready after {timeout} s: {self.last_words()}")

    def read_port(self):
        """The port that this run of the server has printed; 0 as long as it has not."""
        with open(self.log, "rb") as log:
            log.seek(self.written)
            said = re.search(rb"listens on http://[^ ]+:(\d+)\b", log.read())
        self.port = int(said[1]) if said else 0
        return self.port

    def alive(self):
        return self.process is not None and self.process.poll() is None

    def kill(self):
        """SIGKILL: nothing is said to anybody."""
        if self.process:
            self.process.kill()
            self.process.wait()

    def stop(self, timeout=15):
        """SIGTERM, and SIGKILL when that takes too long; the exit status."""
        if not self.process:
            return None
        self.process.send_signal(signal.SIGTERM)
        try:
            return self.process.wait(timeout)
        except subprocess.TimeoutExpired:
            self.kill()
            return None

    def last_words(self):
        try:
            with open(self.log, encoding="utf-8", errors="replace") as log:
                return log.read()[-1500:]
        except OSError:
            return ""
