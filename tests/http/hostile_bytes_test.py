"""What no honest client sends, over raw sockets against the real server: it refuses early, closes, and does not grow."""

import os
import re
import socket
import sys
import threading
import unittest

import onward_run
from onward_client import Client
from onward_server import Server
from onward_steps import Settings
from startup_test import Folder

MEBIBYTE = 1 << 20
GROWTH = 16 * MEBIBYTE  # of the process, whatever one client does
BODY_LIMIT = 4 * MEBIBYTE  # limits::http_body_bytes
READ_AHEAD = 65_536  # what may be read beyond a limit
SYSTEM_BUFFERS = 12 * MEBIBYTE  # what the two sockets of a loopback connection may hold at most: nobody has read that
HEAD = b"POST /api/v1/messages HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
SECOND = b"GET /livez HTTP/1.1\r\nHost: x\r\n\r\n"

SMUGGLING = {
    "length and chunked": b"Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "chunked and length": b"Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n",
    "two lengths": b"Content-Length: 0\r\nContent-Length: 32\r\n\r\n",
    "two equal lengths": b"Content-Length: 2\r\nContent-Length: 2\r\n\r\n{}",
    "a list of lengths": b"Content-Length: 2, 2\r\n\r\n{}",
    "a length with a sign": b"Content-Length: +2\r\n\r\n{}",
    "a bare LF in the head": b"X: y\nContent-Length: 2\r\n\r\n{}",
    "a head that ends in bare LF": b"Content-Length: 2\n\n{}",
    "a bare LF after a chunk size": b"Transfer-Encoding: chunked\r\n\r\n2\n{}\r\n0\r\n\r\n",
    "a bare CR in a value": b"X: a\rContent-Length: 2\r\n\r\n{}",
    "a blank before the colon": b"Content-Length : 2\r\n\r\n{}",
    "a folded header": b"X: a\r\n Content-Length: 2\r\n\r\n{}",
    "an unknown coding": b"Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
    "two codings": b"Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
}


class HostileBytes(Folder):
    def setUp(self):
        super().setUp()
        self.server = Server(Settings.binary, self.database(), self.folder, port=0)
        self.addCleanup(self.server.kill)
        self.server.start()
        self.assertEqual(Client(self.server.port).request("GET", "/livez").status, 200)
        self.before = self.memory()

    def tearDown(self):
        self.assertTrue(self.server.alive(), self.server.last_words())
        self.assertEqual(Client(self.server.port).request("GET", "/livez").status, 200)
        if "ONWARD_TEST_SANITIZED" not in os.environ:  # a sanitizer keeps what was freed
            self.assertLess(self.memory() - self.before, GROWTH)

    def memory(self):
        """The most that the process ever had in memory, in bytes."""
        with open(f"/proc/{self.server.process.pid}/status", encoding="ascii") as file:
            return int(re.search(r"VmHWM:\s+(\d+) kB", file.read())[1]) * 1024

    def connect(self):
        connection = socket.create_connection(("127.0.0.1", self.server.port), timeout=20)
        self.addCleanup(connection.close)
        return connection

    def read_to_end(self, connection):
        """Everything until the server closes; a reset is a close, too."""
        answer = b""
        try:
            while piece := connection.recv(65_536):
                answer += piece
        except ConnectionResetError:
            pass
        return answer

    def statuses(self, answer):
        return [int(status) for status in re.findall(rb"HTTP/1\.1 (\d+) ", answer)]

    def pour(self, connection, piece, most):
        """How many bytes could be sent before the server closed, at most about `most`."""
        sent = 0
        try:
            while sent < most:
                sent += connection.send(piece)
        except OSError:
            pass
        return sent

    def refuses(self, status, bytes_sent):
        connection = self.connect()
        try:
            connection.sendall(bytes_sent)
        except OSError:  # the server has closed already
            pass
        answer = self.read_to_end(connection)
        self.assertEqual(self.statuses(answer), [status], answer)
        self.assertIn(b"connection: close", answer)

    def test_a_request_that_two_servers_could_read_differently_is_a_400_and_the_end(self):
        for name, rest in SMUGGLING.items():
            with self.subTest(name):
                self.refuses(400, HEAD + rest + SECOND)

    def test_a_huge_body_is_refused_before_it_is_read(self):
        connection = self.connect()
        connection.sendall(HEAD + b"Content-Length: 1000000000\r\n\r\n")
        self.assertEqual(self.statuses(connection.recv(65_536)), [413])
        self.assertLess(self.pour(connection, b"x" * 65_536, 1_000_000_000), READ_AHEAD + SYSTEM_BUFFERS)

    def test_chunks_without_end_are_read_to_the_limit_and_no_further(self):
        connection = self.connect()
        connection.sendall(HEAD + b"Transfer-Encoding: chunked\r\n\r\n")
        chunk = b"10000\r\n" + b"x" * 65_536 + b"\r\n"
        self.assertLess(self.pour(connection, chunk, 1_000_000_000), BODY_LIMIT + READ_AHEAD + SYSTEM_BUFFERS)

    def test_chunks_of_one_byte_cost_no_more_than_others(self):
        connection = self.connect()
        answers = []
        reader = threading.Thread(target=lambda: answers.append(self.read_to_end(connection)))
        reader.start()
        connection.sendall(HEAD + b"Transfer-Encoding: chunked\r\n\r\n")
        self.pour(connection, b"1\r\nx\r\n" * 10_000, 10 * BODY_LIMIT)
        reader.join()
        self.assertEqual(self.statuses(answers[0]), [413])

    def test_a_chunk_that_announces_more_than_there_is_to_come(self):
        self.refuses(413, HEAD + b"Transfer-Encoding: chunked\r\n\r\n7FFFFFFFFFFFFFFF\r\nx")
        self.refuses(400, HEAD + b"Transfer-Encoding: chunked\r\n\r\n" + b"F" * 40 + b"\r\nx")

    def test_a_header_line_of_64_kB(self):
        self.refuses(431, HEAD + b"X: " + b"x" * 65_536 + b"\r\n\r\n")

    def test_a_hundred_thousand_headers(self):
        self.refuses(431, HEAD + b"a: b\r\n" * 100_000)

    def test_a_target_of_64_kB(self):
        self.refuses(414, b"GET /" + b"x" * 65_536 + b" HTTP/1.1\r\nHost: x\r\n\r\n")

    def test_trailers_without_end(self):
        connection = self.connect()
        connection.sendall(HEAD + b"Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n")
        self.assertLess(self.pour(connection, b"a: b\r\n" * 100, 100_000_000), READ_AHEAD + SYSTEM_BUFFERS)

    def test_ten_thousand_pipelined_requests_are_answered_in_order(self):
        connection = self.connect()
        sender = threading.Thread(target=connection.sendall, args=[SECOND * 9_999 + SECOND.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n")])
        sender.start()
        answer = self.read_to_end(connection)
        sender.join()
        self.assertEqual(self.statuses(answer), [200] * 10_000)

    def test_pipelining_without_reading_the_answers_is_held_back(self):
        connection = self.connect()
        connection.settimeout(2)
        self.pour(connection, SECOND * 1_000, 200 * MEBIBYTE)


if __name__ == "__main__":
    onward_run.run([sys.modules[__name__]])
