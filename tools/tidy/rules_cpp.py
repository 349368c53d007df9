"""Rules for C++ that neither the compiler nor clang-format holds; the reasons stand in docs/style.md."""

import re

from cpp_text import blank, functions, raw_string_lines
from rules_text import LONGEST_FUNCTION

LONGEST_LINE = 100
LONG_TABLE = "// tidy: long-table"  # on the line above a function that is nothing but a table
INCLUDE = re.compile(r'^\s*#\s*include\s*[<"]([^>"]+)[>"]', re.MULTILINE)

IMPURE_HEADERS = re.compile(
    r'^\s*#\s*include\s*<(thread|mutex|shared_mutex|condition_variable|future|stop_token|semaphore|latch|barrier|random|iostream|'
    r'istream|ostream|sstream|fstream|iomanip|filesystem|ctime|syncstream)>')
IMPURE_WORDS = re.compile(
    r"\bstd::(?:thread|jthread|mutex|shared_mutex|recursive_mutex|condition_variable|async|future|promise|random_device|mt19937\w*|"
    r"cout|cerr|clog|cin|ostream|istream|\w*stringstream|\w*fstream|filesystem|getenv|rand|srand|time)\b"
    r"|\b(?:system_clock|steady_clock|high_resolution_clock|utc_clock|clock_gettime|gettimeofday|localtime\w*|gmtime\w*|getenv)\b"
    r"|\b(?:v?f?printf|v?snprintf|v?sprintf|puts|fputs|putchar|fopen)\s*\(|\bspdlog::|\bfmt::")
PURE_EXCEPTIONS = {"engine/base/check.hpp"}  # prints one line before it stops the process
STD_REGEX = re.compile(r"\bstd::regex\b|#\s*include\s*<regex>")
SLEEP = re.compile(r"\b(?:sleep_for|sleep_until|usleep|nanosleep)\b|(?<![\w.>:])(?:::)?sleep\s*\(")
SKIP_WITHOUT_REASON = re.compile(r"\bGTEST_SKIP\(\)\s*;")


def check_lines(file, code):
    raw = raw_string_lines(file.text)
    for number, line in enumerate(file.lines, 1):
        if len(line) > LONGEST_LINE and number not in raw and "://" not in line:
            yield file.problem(number, f"{len(line)} columns ({LONGEST_LINE} at most)")
    for number, line in enumerate(code, 1):
        if STD_REGEX.search(line):
            yield file.problem(number, "std::regex overflows the stack on long input: use PCRE2 with limits")
        if file.path.startswith("tests/"):
            if SLEEP.search(line):
                yield file.problem(number, "a test does not sleep: wait for the event, or advance the fake clock")
            if SKIP_WITHOUT_REASON.search(line):
                yield file.problem(number, "GTEST_SKIP() without a reason")
        if file.suffix == ".hpp" and re.search(r"\busing\s+namespace\b", line):
            yield file.problem(number, "using namespace in a header")


def check_purity(file, code):
    if not file.path.startswith("engine/") or file.path in PURE_EXCEPTIONS:
        return
    for number, (line, plain) in enumerate(zip(file.lines, code), 1):
        found = IMPURE_HEADERS.search(line) or IMPURE_WORDS.search(plain)
        if found:
            yield file.problem(number, f"'{found[0].strip()}' in the engine: no I/O, thread, clock, random source, stream or log")


def check_frame(file, known):
    """The purpose at the top, #pragma once, the twin header first."""
    twin = file.path[:-4] + ".hpp"
    if file.suffix == ".hpp" and "#pragma once" not in file.lines:
        yield file.problem(1, "no #pragma once")
    tested = re.sub(r"^tests/(.*)_test\.cpp$", r"\1", file.path)  # a test that mirrors a file says its purpose by its name
    explained = {twin, tested + ".hpp", tested + ".cpp"} & known
    if (file.suffix == ".hpp" or not explained) and not file.text.startswith(("// ", "/// ")):
        yield file.problem(1, "no purpose at the top of the file")
    if file.suffix == ".cpp" and twin in known:
        includes = INCLUDE.findall(file.text)
        if includes[:1] != [twin]:
            yield file.problem(1, f'the first include must be the own header, "{twin}"')


def check_functions(file):
    for function in functions(file.text):
        if function.length <= LONGEST_FUNCTION:
            continue
        around = file.lines[max(0, function.first_line - 2):function.first_line + 1]
        if not any(LONG_TABLE in line for line in around):
            yield file.problem(function.first_line,
                               f"function {function.name}: {function.length} lines ({LONGEST_FUNCTION} at most)")


def check_facts(file):
    """Every fact is explained by a sentence above it."""
    if file.path != "engine/instance/fact.hpp":
        return
    for index, line in enumerate(file.lines):
        found = re.match(r"struct (\w+) (?:final )?\{", line)
        if found and (index == 0 or not file.lines[index - 1].lstrip().startswith("//")):
            yield file.problem(index + 1, f"fact {found[1]} has no comment that says what happened")


def check(file, known):
    code = blank(file.text).split("\n")
    yield from check_lines(file, code)
    yield from check_purity(file, code)
    yield from check_frame(file, known)
    yield from check_functions(file)
    yield from check_facts(file)


def check_error_codes(files):
    """Every ErrorCode has its sentence, and a test or scenario that names it."""
    header = next((file for file in files if file.path == "engine/base/error.hpp"), None)
    if header is None:
        return
    tests = "\n".join(file.text for file in files if file.path.startswith("tests/") and file.is_text)
    body = re.search(r"enum class ErrorCode \{(.*?)\n\};", header.text, re.DOTALL)
    first = header.text.count("\n", 0, body.start(1)) + 1 if body else 0
    for offset, line in enumerate(body[1].split("\n") if body else []):
        found = re.match(r"\s*([a-z_]\w*)\b", line)
        if not found:
            continue
        name = found[1]
        if "///<" not in line:
            yield header.problem(first + offset, f"error code {name} has no sentence")
        kebab = name.replace("_", "-")
        if not re.search(rf"\bErrorCode::{name}\b|(?<![\w\-]){kebab}(?![\w\-])", tests):
            yield header.problem(first + offset, f"no test or scenario provokes the error code {name}")
