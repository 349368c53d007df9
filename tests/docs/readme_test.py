#!/usr/bin/env python3
"""Runs the commands under "Five minutes" of README.md, in one shell, against a server of its own: the CTest `readme`.

Each ```sh block runs as it stands (only the port is another one). The ```text block behind it is what it prints: its lines in this
order, where `...` stands for anything, line ends included."""

import argparse
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.dont_write_bytecode = True
sys.path.insert(0, str(ROOT / "tests" / "http"))
import onward_server  # noqa: E402

ADDRESS = "127.0.0.1:8080"
END = "@@ end of block @@"


def blocks(text):
    """(language, content) of the fenced blocks of the section, in order."""
    section = text.split("\n## Five minutes\n", 1)[1].split("\n## ", 1)[0]
    return re.findall(r"^```(\w+)\n(.*?)^```$", section, flags=re.MULTILINE | re.DOTALL)


def steps(found):
    """(commands, expected output or None)."""
    made = []
    for language, content in found:
        if language == "sh":
            made.append([content, None])
        elif language == "text":
            made[-1][1] = content
    return made


def as_pattern(expected):
    lines = [line.strip() for line in expected.strip().splitlines()]
    parts = ["[\\s\\S]*?".join(re.escape(part) for part in line.split("...")) for line in lines]
    return "[\\s\\S]*?".join(parts)


class QuietServer(onward_server.Server):
    """With the shipped processes, in memory."""

    def launch(self, environment=None):
        self.began = onward_server.time.monotonic()
        arguments = [self.binary, "serve", "--dev", "--database", self.database, "--processes", str(ROOT / "processes"), "--listen",
                     f"127.0.0.1:{self.port}"]
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen(arguments, stdin=subprocess.DEVNULL, stdout=log, stderr=log)


def outputs(made, port):
    script = "set -u\n" + "".join(f"{commands}\nprintf '\\n%s\\n' '{END}'\n" for commands, _ in made)
    done = subprocess.run(["bash", "-c", script.replace(ADDRESS, f"127.0.0.1:{port}")], capture_output=True, text=True, timeout=120,
                          check=False)
    printed = done.stdout.split(END)
    if done.returncode or len(printed) != len(made) + 1:
        raise SystemExit(f"the commands ended with {done.returncode}: {done.stderr}")
    return printed[:-1]


def check(made, printed, show):
    wrong = 0
    for (commands, expected), output in zip(made, printed):
        if show:
            print(f"$ {commands.strip()}\n{output.strip()}\n")
        if expected is None or re.search(as_pattern(expected), output):
            continue
        wrong += 1
        print(f"--- the commands\n{commands}--- should print\n{expected}--- but printed\n{output.strip()}\n")
    return wrong


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--binary", required=True)
    arguments.add_argument("--show", action="store_true", help="print what each command printed")
    options = arguments.parse_args()
    made = steps(blocks((ROOT / "README.md").read_text(encoding="utf-8")))
    if len(made) < 8:
        raise SystemExit("README.md has lost its commands")
    with tempfile.TemporaryDirectory() as folder:
        server = QuietServer(options.binary, "sqlite::memory:", folder)
        try:
            server.start()
            wrong = check(made, outputs(made, server.port), options.show)
            if wrong:
                print(server.last_words())
        finally:
            server.kill()
    print(f"readme: {len(made)} blocks, {wrong} wrong")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
