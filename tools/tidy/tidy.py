#!/usr/bin/env python3
"""Checks of the repository that no compiler makes: the CTest `tidy`. One line per problem, exit code 1 if there is one.

    tidy.py [ROOT]      the rules: rules_text.py (every file), rules_cpp.py (C++); why they exist: docs/style.md
"""

import sys
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent))
import rules_cpp  # noqa: E402
import rules_text  # noqa: E402
import tree  # noqa: E402


def problems(root):
    files = tree.read(root)
    known = {file.path for file in files}
    found = []
    for file in files:
        found += rules_text.check(file)
        if file.is_cpp and file.is_text:
            found += rules_cpp.check(file, known)
    found += rules_cpp.check_error_codes(files)
    return found, len(files)


def main(arguments):
    root = Path(arguments[0]) if arguments else Path(__file__).resolve().parents[2]
    found, count = problems(root)
    for problem in sorted(found, key=lambda problem: (problem.path, problem.line)):
        print(problem)
    print(f"tidy: {count} files, {len(found)} problems")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
