#!/usr/bin/env python3
"""Holds every #include against the modules' declarations: the CTest `layers`.

layers.txt is written by tools/cmake/onward_module.cmake: one row per module, `name | modules it may use | prefixes of
third-party headers it claims`. Files below a module's folder belong to it; a module without a slash (`server`) owns only the
files that stand directly in its folder. tools/ stands on top: it may include every module of ours.

    layers.py ROOT LAYERS_TXT      prints each forbidden edge with file and line; exit code 1 if there is one
"""

import re
import sys
from dataclasses import dataclass
from pathlib import Path

FLOORS = {"engine": {"engine"}, "adapters": {"engine", "adapters"}, "server": {"engine", "server"}}
TOP_MODULES = {"server"}  # the composition root: the only module of the server that names adapters
SOURCES = {".cpp", ".hpp"}
INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]')
SYSTEM = re.compile(  # POSIX: free outside engine/
    r"^(sys|netinet|arpa|net|linux)/|^(unistd|fcntl|signal|poll|netdb|pwd|grp|dirent|dlfcn|pthread|spawn|termios|syslog|time)\.h$")
FREE_OUTSIDE_ENGINE = ("fmt/",)


@dataclass(frozen=True)
class Module:
    name: str
    uses: frozenset
    claims: tuple


def read_layers(path):
    modules = {}
    for row in path.read_text(encoding="utf-8").splitlines():
        if not row.strip():
            continue
        name, uses, claims = (part.strip() for part in row.split("|"))
        modules[name] = Module(name, frozenset(uses.split()), tuple(claims.split()))
    return modules


def declaration_problems(modules):
    """Unknown modules, arrows upwards and circles in the declarations themselves."""
    problems = []
    for module in modules.values():
        allowed = FLOORS.get(module.name.split("/")[0])
        for used in sorted(module.uses):
            if used not in modules:
                problems.append(f"{module.name}: MAY_USE names {used}, which is not a module")
            elif module.name not in TOP_MODULES and allowed and used.split("/")[0] not in allowed:
                problems.append(f"{module.name}: MAY_USE names {used}, which is a floor above")
    state = {}

    def visit(name, path):
        if state.get(name) == "done" or name not in modules:
            return
        if name in path:
            problems.append("circle: " + " -> ".join([*path[path.index(name):], name]))
            return
        for used in sorted(modules[name].uses):
            visit(used, [*path, name])
        state[name] = "done"

    for name in sorted(modules):
        visit(name, [])
    return problems


def module_of(path, modules):
    """The module that owns `path` (relative, with slashes), or None."""
    parts = path.split("/")[:-1]
    for length in range(len(parts), 0, -1):
        name = "/".join(parts[:length])
        if name in modules and ("/" in name or length == len(parts)):
            return name
    return None


def project_edge(owner, path, header, modules):
    """Why the file may not include our own `header`, or None."""
    target = module_of(header, modules)
    if "/" not in header:
        # What the build embeds into a module is called after it (tools/cmake/embed.cmake).
        embedded = owner is not None and header.startswith(owner.replace("/", "_") + "_")
        return None if embedded else "include it by its full path from the root"
    if header.startswith("tests/"):
        return "the product may not include tests"
    if owner is None:
        return "this file belongs to no module" if not path.startswith("tools/") else None
    if target is None:
        return f"{header} belongs to no module"
    if target != owner and target not in modules[owner].uses:
        return f"edge {owner} -> {target} is not declared in MAY_USE"
    return None


def third_party_edge(owner, path, header, claims):
    """Why the file may not include the library's `header`, or None."""
    if path.startswith("tools/bench/"):
        return None  # programs beside the product: they bring what they need
    matching = [prefix for prefix in claims if header.startswith(prefix)]
    if matching:
        claimers = claims[max(matching, key=len)]
        if owner in claimers:
            return None
        return f"edge {owner or path} -> <{header}>: only {', '.join(sorted(claimers))} may include it"
    is_library = "/" in header or header.endswith((".h", ".hpp"))
    if not is_library or path.startswith("tools/"):
        return None
    if not path.startswith("engine/") and (SYSTEM.search(header) or header.startswith(FREE_OUTSIDE_ENGINE)):
        return None
    return f"edge {owner or path} -> <{header}>: no module claims it (HEADERS of onward_module)"


def include_problems(root, modules):
    claims = {}
    for module in modules.values():
        for prefix in module.claims:
            claims.setdefault(prefix, set()).add(module.name)
    problems = []
    count = 0
    for top in ("engine", "adapters", "server", "tools"):
        for file in sorted((root / top).rglob("*")):
            if file.suffix not in SOURCES or "node_modules" in file.parts:
                continue
            path = file.relative_to(root).as_posix()
            owner = module_of(path, modules)
            count += 1
            for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
                found = INCLUDE.match(line)
                if not found:
                    continue
                if found[1] == '"':
                    why = project_edge(owner, path, found[2], modules)
                else:
                    why = third_party_edge(owner, path, found[2], claims)
                if why:
                    problems.append(f"{path}:{number}: {why}")
    return problems, count


def main(arguments):
    if len(arguments) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    root, layers = Path(arguments[0]), Path(arguments[1])
    modules = read_layers(layers)
    problems = declaration_problems(modules)
    found, count = include_problems(root, modules)
    problems += found
    print("\n".join(problems))
    print(f"layers: {len(modules)} modules, {count} files, {len(problems)} problems")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
