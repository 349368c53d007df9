#!/usr/bin/env python3
"""Holds the pages of docs/ against the code: the CTest `docs`. One line for each thing that a page says and the code does not, or the
other way round: files that are named, operations and permissions, error codes, flags, roles, what cannot run yet."""

import re
import sys
from pathlib import Path

PAGES = ["README.md", "engine/README.md", "docs/architecture.md", "docs/semantics.md", "docs/bpmn-coverage.md", "docs/operations.md", "docs/rules.md",
         "docs/conformance.md", "docs/api.md", "docs/bpmn.md", "docs/style.md", "docs/simulate.md",
         "docs/reliability.md"]
FOLDERS = ("engine", "adapters", "server", "tests", "tools", "processes", "docs")
SCENARIO_FOLDERS = "activities|admin|data|events|gateways|multi_instance|scopes"
CODE = re.compile(r"`([^`\n]+)`")


def read(root, path):
    return (root / path).read_text(encoding="utf-8")


def table_rows(text):
    """The cells of every row of every Markdown table."""
    for line in text.splitlines():
        if line.startswith("| ") and not line.startswith("| ---"):
            yield [cell.strip() for cell in line.strip("|").split("|")]


def missing_files(root):
    for page in PAGES + sorted(path.relative_to(root).as_posix() for path in (root / "docs" / "adr").glob("*.md")):
        for name in CODE.findall(read(root, page)):
            if re.fullmatch(rf"(?:{'|'.join(FOLDERS)})/[\w./-]+", name) and not (root / name).exists():
                yield f"{page}: there is no {name}"
            scenario = re.fullmatch(rf"(?:{SCENARIO_FOLDERS})/\w+", name)
            if scenario and not (root / "tests/scenarios" / f"{name}.scenario").exists():
                yield f"{page}: there is no scenario {name}"


def operations_in_code(root):
    """(method, path) -> permission, of both tables of routes."""
    found = {}
    row = re.compile(r'\{Method::([a-z]+)_?,\s*"([^"]+)",\s*Permission::(\w+),')
    for path in ("server/api/routes.cpp", "server/api/sales_routes.cpp"):
        for method, target, permission in row.findall(read(root, path)):
            head, _, tail = permission.partition("_")
            found[f"{method.upper().rstrip('_')} {target}"] = f"{head}.{tail}" if tail else head
    return found


def wrong_operations(root):
    code = operations_in_code(root)
    page = {}
    for cells in table_rows(read(root, "docs/api.md")):
        call = re.match(r"`((?:GET|POST|PUT|PATCH|DELETE) /[^`?]*)`", cells[0])
        if call:
            page[call.group(1)] = cells[-1].strip("`")
    for call in sorted(code.keys() | page.keys()):
        if code.get(call) != page.get(call):
            yield f"docs/api.md: {call}: the page says {page.get(call)}, the table of routes says {code.get(call)}"


def wrong_error_codes(root):
    codes = set(re.findall(r'return "([a-z-]+)";', read(root, "engine/base/error.cpp")))
    section = read(root, "docs/api.md").split("### Errors", 1)[1].split("\n## ", 1)[0]
    named = set(CODE.findall(section))
    for code in sorted(codes - named):
        yield f"docs/api.md: the error code {code} is not there"


def wrong_flags(root):
    page = read(root, "docs/operations.md")
    code = read(root, "tools/onward/serve.cpp") + ("\"--config\"" if 'set_config("--config"' in read(root, "tools/onward/main.cpp") else "")
    known = set(re.findall(r'"(--[a-z-]+)"', code) + re.findall(r'"(ONWARD_[A-Z_]+)"', code))
    for name in sorted(known):
        if f"| `{name}` |" not in page:
            yield f"docs/operations.md: no row for {name}"
    for name in re.findall(r"^\| `(--[a-z-]+)` \|", page, flags=re.MULTILINE):
        if f'"{name}"' not in code:
            yield f"docs/operations.md: serve knows no {name}"


def wrong_metrics(root):
    page = read(root, "docs/operations.md")
    for name in re.findall(r'"(onward_\w+)"', read(root, "server/runtime.cpp")):
        if f"| `{name}` |" not in page:
            yield f"docs/operations.md: no row for the counter {name}"


def wrong_roles(root):
    rows = re.findall(r'\{Permission::\w+,\s*"([\w.]+)",\s*(\w+),\s*(\w+),\s*(\w+),\s*(\w+)\s*\}', read(root, "server/auth/permissions.cpp"))
    code = {name: tuple(one == "true" for one in given) for name, *given in rows}
    section = read(root, "docs/operations.md").split("### Roles", 1)[1].split("\n## ", 1)[0]
    page = {cells[0].strip("`"): tuple(cell == "yes" for cell in cells[1:5]) for cells in table_rows(section) if cells[0].startswith("`")}
    if not code:
        yield "server/auth/permissions.cpp: its table is written in a new way; tests/docs/docs_test.py cannot read it"
    for name in sorted(code.keys() | page.keys()):
        if code.get(name) != page.get(name):
            yield f"docs/operations.md: roles of {name}: the page says {page.get(name)}, the code {code.get(name)}"


def wrong_coverage(root):
    rows = [cells for cells in table_rows(read(root, "docs/bpmn-coverage.md")) if len(cells) == 5]
    for cells in rows:
        if cells[1] == "executes" and not CODE.search(cells[3]):
            yield f"docs/bpmn-coverage.md: '{cells[0]}' executes, but no test is named"


def rules_in_code(root):
    """id -> (severity, clause, sentence), of every row of engine/model."""
    row = re.compile(r'Rule(?: row)?\{\s*"([a-z-]+)",\s*"([^"]+)",\s*Severity::(\w+),\s*((?:"(?:[^"\\]|\\.)*"\s*)+)[,}]')
    found = {}
    for path in sorted((root / "engine/model").glob("*.cpp")):
        for name, clause, severity, sentence in row.findall(path.read_text(encoding="utf-8")):
            text = "".join(re.findall(r'"((?:[^"\\]|\\.)*)"', sentence)).replace('\\"', '"')
            found[name] = (severity.replace("_", "-"), clause, text)
    return found


def wrong_rules(root):
    code = rules_in_code(root)
    section = read(root, "docs/rules.md").split("## Of the model", 1)[1].split("\n## ", 1)[0]
    page = {cells[0].strip("`"): tuple(cells[1:]) for cells in table_rows(section) if cells[0].startswith("`")}
    if not code:
        yield "engine/model: its rules are written in a new way; tests/docs/docs_test.py cannot read them"
    for name in sorted(code.keys() | page.keys()):
        if code.get(name) != page.get(name):
            yield f"docs/rules.md: {name}: the page says {page.get(name)}, the code {code.get(name)}"


SAID = re.compile(r'\b(error|problem|warning)\(\s*"([a-z]+(?:-[a-z]+)+)"')
PUSHED = re.compile(r'push_back\(\{\s*"([a-z]+(?:-[a-z]+)+)",[^;]*?(Severity::warning)?\}\);')


def codes_of(root, *folders):
    """code -> severity, of what readers say."""
    found = {}
    for folder in folders:
        for path in (root / folder).glob("*.cpp"):
            text = path.read_text(encoding="utf-8")
            found.update({name: "warning" if how == "warning" else "error" for how, name in SAID.findall(text)})
            found.update({name: "warning" if warned else "error" for name, warned in PUSHED.findall(text)})
    return found


def wrong_reader_codes(root):
    _, bpmn, dmn = read(root, "docs/rules.md").split("## Of the text", 1)[1].split("| --- | --- | --- |")
    for section, code in ((bpmn, codes_of(root, "adapters/bpmn_xml") | {"not-executable": "not-executable"}),
                          (dmn, codes_of(root, "adapters/dmn_xml", "engine/dmn"))):
        page = {cells[0].strip("`"): cells[1] for cells in table_rows(section) if cells[0].startswith("`")}
        for name in sorted(code.keys() | page.keys()):
            if code.get(name) != page.get(name):
                yield f"docs/rules.md: {name}: the page says {page.get(name)}, the code {code.get(name)}"


CHECKS = [missing_files, wrong_operations, wrong_error_codes, wrong_flags, wrong_metrics, wrong_roles, wrong_coverage, wrong_rules, wrong_reader_codes]


def main(arguments):
    root = Path(arguments[0]) if arguments else Path(__file__).resolve().parents[2]
    found = [problem for check in CHECKS for problem in check(root)]
    for problem in found:
        print(problem)
    print(f"docs: {len(found)} problems")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
