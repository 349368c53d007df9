"""Listens to the event stream of one server, event by event. Not for several threads."""

import http.client
import json


class Event:
    """What one block of the stream says."""

    def __init__(self, place, kind, data):
        self.id, self.type, self.data = place, kind, data


class Listener:
    """A stream. `after`: the id to resume with; `last`: the id that a browser would resume with."""

    def __init__(self, port, query="", after=None, user=None, groups=None, timeout=30):
        headers = {"Accept": "text/event-stream"}
        if after:
            headers["Last-Event-ID"] = after
        if user:
            headers["X-User"] = user
        if groups is not None:
            headers["X-Groups"] = ",".join(groups)
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=timeout)
        self.connection.request("GET", "/api/v1/events" + query, headers=headers)
        self.answer = self.connection.getresponse()
        self.status, self.last = self.answer.status, after
        self.kind = self.answer.headers.get("content-type")

    def close(self):
        self.connection.close()
        self.answer.close()

    def block(self):
        """The lines of the next block; None at the end of the stream."""
        lines = []
        while True:
            line = self.answer.readline()
            if not line:
                return None
            line = line.decode().rstrip("\n")
            if not line:
                return lines
            lines.append(line)

    def take(self, lines):
        fields = dict(line.split(": ", 1) for line in lines if not line.startswith(":"))
        self.last = fields.get("id", self.last)
        return fields

    def next(self):
        """The next event; None when the stream ended as a whole."""
        while True:
            lines = self.block()
            if lines is None:
                return None
            fields = self.take(lines)
            if "data" in fields:
                return Event(self.last, fields["event"], json.loads(fields["data"]))

    def begin(self):
        """Reads the first block: from here on nothing is missed."""
        self.take(self.block())
        return self

    def until(self, holds):
        """The events up to and with the first for which it holds."""
        events = []
        while True:
            event = self.next()
            assert event is not None, "the stream ended"
            events.append(event)
            if holds(event):
                return events
