"""Stands between the server and PostgreSQL and cuts a connection at a chosen message of the protocol (reliability.md R3).

Listens on a Unix socket or a TCP port (then with sslmode=disable&gssencmode=disable: it reads the plain protocol). Where it can cut:

    commit-unseen   the server said that COMMIT is done; nothing of that message arrives
    commit-half     the same; half of the message arrives
    commit-seen     the message arrives whole, what follows does not
    statement       half of what the server says to a statement inside the transaction arrives; COMMIT is on its way
    request-lost    the client's COMMIT never reaches the server
    request-half    the client's COMMIT reaches it, the end of the pipeline behind it does not
"""

import os
import socket
import struct
import threading

PLACES = ("commit-unseen", "commit-half", "commit-seen", "statement", "request-lost", "request-half")


class Cut(Exception):
    """Ends both pumps of a connection."""


class Link:
    """One connection: two threads, one for each direction, and what they know of the protocol."""

    def __init__(self, proxy, client, server):
        self.proxy, self.client, self.server = proxy, client, server
        self.inside = False  # between BEGIN and COMMIT, as the server told it
        self.committing = False  # the client's COMMIT was forwarded
        self.pumping = 2
        self.lock = threading.Lock()
        for pump in (self._from_client, self._from_server):
            threading.Thread(target=self._run, args=(pump,), daemon=True).start()

    def _run(self, pump):
        try:
            pump()
        except (Cut, OSError):
            pass
        self.close(reset=False)
        with self.lock:
            self.pumping -= 1
            if self.pumping == 0:
                self.client.close()
                self.server.close()

    def close(self, reset):
        for end in (self.client, self.server):
            try:
                if reset:
                    end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                end.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass

    @staticmethod
    def _read(end):
        data = end.recv(65536)
        if not data:
            raise Cut
        return data

    def _from_client(self):
        held = b""
        while len(held) < 4 or len(held) < struct.unpack("!i", held[:4])[0]:  # the first message has no type
            held += self._read(self.client)
        size = struct.unpack("!i", held[:4])[0]
        self.server.sendall(held[:size])
        held = held[size:]
        while True:
            while len(held) >= 5 and len(held) >= 1 + struct.unpack("!i", held[1:5])[0]:
                size = 1 + struct.unpack("!i", held[1:5])[0]
                self._client_message(held[:size])
                held = held[size:]
            held += self._read(self.client)

    def _client_message(self, message):
        if message[:1] in (b"P", b"Q") and b"commit\0" in message.lower():
            if self.proxy.fires("request-lost"):
                self._cut()
            self.committing = True
        elif message[:1] == b"S" and self.committing:
            self.committing = False
            if self.proxy.fires("request-half"):
                self._cut()
        self.server.sendall(message)

    def _from_server(self):
        held = b""
        while True:
            held += self._read(self.server)
            out = b""
            while len(held) >= 5 and len(held) >= 1 + struct.unpack("!i", held[1:5])[0]:
                size = 1 + struct.unpack("!i", held[1:5])[0]
                message, held = held[:size], held[size:]
                place = self._place_of(message)
                if place and self.proxy.fires(place):
                    part = {"commit-unseen": 0, "commit-seen": size}.get(place, size // 2)
                    self.client.sendall(out + message[:part])
                    self._cut()
                out += message
            if out:
                self.client.sendall(out)

    def _place_of(self, message):
        """Where we are when the server completes a command; None elsewhere."""
        if message[:1] != b"C":
            return None
        tag = message[5:-1]
        if tag == b"BEGIN":
            self.inside = True
        elif tag in (b"COMMIT", b"ROLLBACK"):
            self.inside = False
            return self.proxy.armed_commit() if tag == b"COMMIT" else None
        return "statement" if self.inside else None

    def _cut(self):
        self.close(self.proxy.resets)
        raise Cut


class FaultProxy:
    """`listen` and `upstream`: the path of a Unix socket, or (host, port). Cuts nothing until it is armed."""

    def __init__(self, listen, upstream):
        self.upstream = upstream
        self.resets = False
        self._place, self._skip = None, 0
        self._lock = threading.Lock()
        self._listener = socket.socket(socket.AF_UNIX if isinstance(listen, str) else socket.AF_INET)
        if isinstance(listen, str) and os.path.exists(listen):
            os.unlink(listen)
        self._listener.bind(listen)
        self._listener.listen(64)
        self.address = self._listener.getsockname()
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self):
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            server = socket.socket(socket.AF_UNIX if isinstance(self.upstream, str) else socket.AF_INET)
            try:
                server.connect(self.upstream)
            except OSError:
                client.close()
                continue
            Link(self, client, server)

    def arm(self, place, skip=0, reset=False):
        """The next cut is at `place`, after it was passed `skip` times; `reset`: with RST (TCP) instead of an orderly end."""
        with self._lock:
            self._place, self._skip, self.resets = place, skip, reset

    def disarm(self):
        """True when the cut had been made."""
        with self._lock:
            made, self._place = self._place is None, None
            return made

    def armed_commit(self):
        place = self._place
        return place if place and place.startswith("commit-") else None

    def fires(self, place):
        with self._lock:
            if self._place != place:
                return False
            if self._skip:
                self._skip -= 1
                return False
            self._place = None
            return True

    def close(self):
        self._listener.close()
