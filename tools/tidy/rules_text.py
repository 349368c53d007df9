"""Rules for every text file: bytes, words, sizes, scripts, links."""

import ast
import os
import re

BIGGEST_FILE_BYTES = 1_000_000
LONGEST_FILE = 500
LONGEST_FUNCTION = 60
COUNTED = {".cpp", ".hpp", ".py", ".ts", ".tsx"}
CODE = {".cpp", ".hpp", ".py", ".ts", ".tsx", ".sql", ".cmake", ".sh"}
OWN = ("tools/tidy/", "tests/tools/tidy/")  # the rules and their tests have to spell out what they forbid
MACHINE_PATH = re.compile(r"(?<![\w.\-}])/(?:work|root|home)/")
OPEN_END = re.compile(r"\b(?:TODO(?!\(#\d+\))|FIXME|XXX)\b")
LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s]+)(?:\s+\"[^\"]*\")?\)")


def check_bytes(file):
    if len(file.data) > BIGGEST_FILE_BYTES:
        yield file.problem(1, f"{len(file.data)} bytes: nothing over {BIGGEST_FILE_BYTES} belongs in the repository")
    if not file.is_text:
        return
    if file.data.startswith(b"\xef\xbb\xbf"):
        yield file.problem(1, "byte order mark")
    if b"\r" in file.data:
        yield file.problem(1 + file.data.split(b"\r")[0].count(b"\n"), "carriage return: lines end in LF")
    if file.data and not file.data.endswith(b"\n"):
        yield file.problem(len(file.lines), "the last line has no end")
    if "\ufffd" in file.text and "\ufffd".encode() not in file.data:
        yield file.problem(1, "not UTF-8")


def check_lines(file):
    own = file.path.startswith(OWN)
    for number, line in enumerate(file.lines, 1):
        if "\t" in line:
            yield file.problem(number, "tab")
        if line != line.rstrip():
            yield file.problem(number, "space at the end of the line")
        if own:
            continue
        if line.startswith(("<<<<<<< ", ">>>>>>> ")):
            yield file.problem(number, "merge marker")
        if MACHINE_PATH.search(line):
            yield file.problem(number, "path of one machine")
        if (file.suffix in CODE or file.is_shell) and OPEN_END.search(line):
            yield file.problem(number, "open end without an issue: write TODO(#123): text")


def check_length(file):
    if file.suffix in COUNTED and len(file.lines) - 1 > LONGEST_FILE:
        yield file.problem(1, f"{len(file.lines) - 1} lines: split it ({LONGEST_FILE} at most, aim below 300)")


def check_python(file):
    if file.suffix != ".py":
        return
    try:
        tree = ast.parse(file.text)
    except SyntaxError as error:
        yield file.problem(error.lineno or 1, f"not Python: {error.msg}")
        return
    if file.text.strip() and not ast.get_docstring(tree) and not file.text.lstrip().startswith("#"):
        yield file.problem(1, "no purpose at the top of the file")
    for node in ast.walk(tree):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            length = node.end_lineno - node.lineno + 1
            if length > LONGEST_FUNCTION:
                yield file.problem(node.lineno, f"function {node.name}: {length} lines ({LONGEST_FUNCTION} at most)")


def check_script(file):
    if not file.is_shell:
        return
    if not os.access(file.full, os.X_OK):
        yield file.problem(1, "a script must be executable")
    if "bash" in file.lines[0] and "set -euo pipefail" not in file.lines:
        yield file.problem(1, "a script says set -euo pipefail")
    if len(file.lines) < 2 or not file.lines[1].startswith("# "):
        yield file.problem(2, "no purpose at the top of the file")


def without_code_blocks(file):
    inside = False
    for number, line in enumerate(file.lines, 1):
        if line.lstrip().startswith("```"):
            inside = not inside
        elif not inside:
            yield number, re.sub(r"`[^`]*`", "", line)


def anchors(text):
    """The anchors that a reader of Markdown can jump to: one per heading."""
    found = set()
    for heading in re.findall(r"^#+ +(.+?) *$", text, flags=re.MULTILINE):
        plain = re.sub(r"[^\w\- ]", "", heading.lower())
        found.add(plain.replace(" ", "-"))
    return found


def check_links(file):
    if file.suffix != ".md":
        return
    for number, line in without_code_blocks(file):
        for target in LINK.findall(line):
            if re.match(r"[a-z]+:", target):
                continue
            path, _, anchor = target.partition("#")
            aim = (file.full.parent / path) if path else file.full
            if not aim.exists():
                yield file.problem(number, f"link to {path}, which does not exist")
            elif anchor and aim.suffix == ".md" and anchor not in anchors(aim.read_text(encoding="utf-8")):
                yield file.problem(number, f"link to #{anchor}, which is no heading of {aim.name}")


def check(file):
    yield from check_bytes(file)
    if file.is_text:
        yield from check_lines(file)
        yield from check_length(file)
        yield from check_python(file)
        yield from check_script(file)
        yield from check_links(file)
