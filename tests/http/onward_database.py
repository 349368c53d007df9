"""A database for one test, gone at the end: SQLite in a file, or PostgreSQL on the server that ONWARD_TEST_POSTGRES names.

`sql` looks at it beside the server (and, for PostgreSQL, around any proxy)."""

import itertools
import os
import shutil
import sqlite3
import subprocess
import tempfile

SKIPPED = 77  # exit status: there is no PostgreSQL to test with
_numbers = itertools.count(1)


def postgres_server():
    return os.environ.get("ONWARD_TEST_POSTGRES", "")


def with_path(uri, database):
    """The URI with another database: what stands between the host and the question mark."""
    scheme, rest = uri.split("://", 1)
    authority, _, query = rest.partition("?")
    return f"{scheme}://{authority.split('/')[0]}/{database}" + (f"?{query}" if query else "")


def _psql(uri, text):
    program = shutil.which("psql") or "/usr/lib/postgresql/15/bin/psql"
    done = subprocess.run([program, "-qAtX", "-F", "\x1f", "-v", "ON_ERROR_STOP=1", "-d", uri, "-c", text], capture_output=True,
                          text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"psql: {done.stderr.strip()}")
    return [line.split("\x1f") for line in done.stdout.splitlines()]


def beside(text):
    """Runs SQL on the PostgreSQL server, in no test's database."""
    return _psql(postgres_server(), text)


class Sqlite:
    kind = "sqlite"
    options = ()

    def __init__(self):
        self.folder = tempfile.mkdtemp(prefix="onward_test_")
        self.path = os.path.join(self.folder, "onward.db")
        self.url = "sqlite:" + self.path

    def sql(self, text):
        """Rows of texts."""
        connection = sqlite3.connect(self.path, timeout=10)
        try:
            return [[str(cell) for cell in row] for row in connection.execute(text)]
        finally:
            connection.close()

    def copy(self):
        """A database with the same content; no server may be running on this one."""
        made = Sqlite()
        for name in os.listdir(self.folder):
            if name.startswith("onward.db"):
                shutil.copyfile(os.path.join(self.folder, name), os.path.join(made.folder, name))
        return made

    def close(self):
        shutil.rmtree(self.folder, ignore_errors=True)


class Postgres:
    kind = "postgres"
    options = ("--allow-unsafe-database",)  # a server for tests need not sync: nobody pulls its plug

    def __init__(self, template=None):
        self.folder = tempfile.mkdtemp(prefix="onward_test_")
        self.name = f"onward_http_{os.getpid()}_{next(_numbers)}"
        _psql(postgres_server(), f"create database {self.name}" + (f" template {template}" if template else ""))
        self.url = with_path(postgres_server(), self.name)

    def sql(self, text):
        """Rows of texts."""
        return _psql(self.url, text)

    def copy(self):
        return Postgres(self.name)

    def close(self):
        _psql(postgres_server(), f"drop database if exists {self.name} with (force)")
        shutil.rmtree(self.folder, ignore_errors=True)


def make(kind):
    """None: there is no such database here."""
    if kind == "postgres":
        return Postgres() if postgres_server() else None
    return Sqlite()
