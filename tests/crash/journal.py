"""What the clients of a crash test know: every request that was acknowledged, and those whose fate they cannot know.

Kept in memory for the audit and, line by line, in a file for whoever has to find out what happened."""

import json
import threading


class Start:
    """An acknowledged start; `path` is /instances or /opportunities, `mark` what the new thing carries (its key)."""

    def __init__(self, key, path, body, reply):
        self.key, self.path, self.body, self.mark = key, path, body, key
        self.status, self.id = reply.status, reply.body["id"]
        self.instance = reply.body["instanceIds"][0] if path == "/opportunities" else self.id


class Completion:
    def __init__(self, key, task, instance, body, status):
        self.key, self.task, self.instance, self.body, self.status = key, task, instance, body, status
        self.path = f"/tasks/{task}/complete"


class Journal:
    """For several threads."""

    def __init__(self, path):
        self._lock = threading.Lock()
        self._file = open(path, "w", encoding="utf-8", buffering=1)  # closed with the process
        self.starts, self.completions = [], []
        self.abandoned_starts, self.abandoned_tasks = [], []
        self.violations = []

    def note(self, **what):
        self._file.write(json.dumps(what) + "\n")

    def started(self, start):
        with self._lock:
            self.starts.append(start)
            self.note(what="started", key=start.key, path=start.path, id=start.id, instance=start.instance)

    def completed(self, completion):
        with self._lock:
            self.completions.append(completion)
            self.note(what="completed", key=completion.key, task=completion.task, instance=completion.instance)

    def abandoned(self, key, task=None):
        """No answer came and the client does not ask again: it happened once or not at all."""
        with self._lock:
            (self.abandoned_starts if task is None else self.abandoned_tasks).append(key if task is None else task)
            self.note(what="abandoned", key=key, task=task)

    def violation(self, text):
        with self._lock:
            self.violations.append(text)
            self.note(what="violation", text=text)
