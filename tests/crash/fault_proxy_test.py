"""The proxy itself: cuts where it was told to, and passes everything else on unchanged. A few lines play PostgreSQL."""

import socket
import struct
import sys
import tempfile
import threading
import unittest
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent))
from fault_proxy import FaultProxy  # noqa: E402


def message(kind, content):
    return kind + struct.pack("!i", len(content) + 4) + content


STARTUP = struct.pack("!ii", 8, 196608)
COMMIT = message(b"P", b"\0commit\0\0\0")
DONE = message(b"C", b"BEGIN\0") + message(b"C", b"INSERT 0 1\0") + message(b"C", b"COMMIT\0") + message(b"Z", b"I")


class ProxyTest(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.listener = socket.socket(socket.AF_UNIX)
        self.addCleanup(self.listener.close)
        self.listener.bind(self.folder.name + "/up")
        self.listener.listen(1)
        self.proxy = FaultProxy(self.folder.name + "/down", self.folder.name + "/up")
        self.addCleanup(self.proxy.close)
        self.arrived = b""

    def play_server(self, wanted):
        """Answers with DONE once `wanted` bytes have arrived."""
        end, _ = self.listener.accept()
        with end:
            while data := end.recv(65536):
                self.arrived += data
                if len(self.arrived) == wanted:
                    end.sendall(DONE)

    def talk(self, place, skip=0):
        """What the client reads until the connection ends or the pipeline does."""
        sent = STARTUP + COMMIT + message(b"S", b"")
        server = threading.Thread(target=self.play_server, args=(len(sent),), daemon=True)
        server.start()
        if place:
            self.proxy.arm(place, skip)
        got = b""
        with socket.socket(socket.AF_UNIX) as client:
            client.settimeout(5)
            client.connect(self.folder.name + "/down")
            client.sendall(sent)
            while not got.endswith(DONE[-6:]) and (data := client.recv(65536)):
                got += data
        server.join(5)
        return got

    def test_passes_everything_on_when_it_is_not_armed(self):
        self.assertEqual(DONE, self.talk(None))

    def test_cuts_before_inside_and_behind_the_answer_to_commit(self):
        whole = DONE.index(b"C", DONE.index(b"INSERT") + 8)
        size = len(message(b"C", b"COMMIT\0"))
        for place, part in (("commit-unseen", 0), ("commit-half", size // 2), ("commit-seen", size)):
            self.arrived = b""
            self.assertEqual(DONE[:whole + part], self.talk(place), place)
            self.assertTrue(self.proxy.disarm())

    def test_cuts_inside_the_answer_to_a_statement_of_the_transaction(self):
        first = len(message(b"C", b"BEGIN\0"))
        half = len(message(b"C", b"INSERT 0 1\0")) // 2
        self.assertEqual(DONE[:first // 2], self.talk("statement"))
        self.arrived = b""
        self.assertEqual(DONE[:first + half], self.talk("statement", skip=1))

    def test_keeps_commit_or_the_end_of_the_pipeline_from_the_server(self):
        self.assertEqual(b"", self.talk("request-lost"))
        self.assertEqual(STARTUP, self.arrived)
        self.arrived = b""
        self.assertEqual(b"", self.talk("request-half"))
        self.assertEqual(STARTUP + COMMIT, self.arrived)


if __name__ == "__main__":
    unittest.main()
