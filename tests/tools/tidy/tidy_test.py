"""The tidy check must be able to fail: each test writes one file that breaks one rule."""

import stat
import sys
import tempfile
import unittest
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parents[3] / "tools" / "tidy"))
import cpp_text  # noqa: E402
import tidy  # noqa: E402

TOP = "// What this file is for.\n"
SCRIPT = "#!/usr/bin/env bash\n# What it does.\nset -euo pipefail\n"


class Tidy(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = Path(folder.name)

    def write(self, path, text, executable=False):
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
        if executable:
            file.chmod(file.stat().st_mode | stat.S_IXUSR)

    def problems(self):
        return [str(problem) for problem in tidy.problems(self.root)[0]]

    def assert_one(self, path, text, expected, executable=False):
        self.write(path, text, executable)
        problems = self.problems()
        self.assertEqual(len(problems), 1, problems)
        self.assertIn(expected, problems[0])
        self.assertTrue(problems[0].startswith(path + ":"), problems[0])

    def test_clean_tree_passes(self):
        self.write("engine/a.hpp", TOP + "#pragma once\n\nint a();\n")
        self.write("engine/a.cpp", '#include "engine/a.hpp"\n\n#include <vector>\n\nint a() { return 1; }\n')
        self.write("tools/x", SCRIPT, executable=True)
        self.write("README.md", "# Title\n\n[a](engine/a.hpp) [b](#title) `[c](gone)` [d](https://example.org/x)\n")
        self.assertEqual(self.problems(), [])

    def test_bytes(self):
        for text, expected in ((b"\xef\xbb\xbfa\n", "byte order mark"), (b"a\r\nb\n", "carriage return"), (b"a", "no end"),
                               (b"\xff\n", "not UTF-8"), (b"a\tb\n", "tab"), (b"a \n", "end of the line"),
                               (b"<<<<<<< ours\n", "merge marker"), (b"see /home/kim/x\n", "path of one machine"),
                               (b"a" * 1_000_001 + b"\n", "bytes")):
            with self.subTest(expected):
                if expected == "carriage return":  # the carriage return is a trailing space as well
                    self.write("a.md", text)
                    self.assertTrue(any(expected in problem for problem in self.problems()))
                else:
                    self.assert_one("a.md", text, expected)

    def test_engine_is_pure(self):
        for line in ("#include <mutex>", "#include <iostream>", "const auto now = std::chrono::system_clock::now();",
                     "std::thread worker;", "std::printf(text);", "const std::mt19937_64 random;", 'spdlog::info("x");'):
            with self.subTest(line):
                self.assert_one("engine/a.cpp", TOP + line + "\n", "in the engine")

    def test_purity_ignores_comments_strings_and_other_floors(self):
        self.write("engine/a.cpp", TOP + '// std::thread\nconst char* a = "std::mutex";\n')
        self.write("server/a.cpp", TOP + "#include <mutex>\n")
        self.assertEqual(self.problems(), [])

    def test_frame_of_a_cpp_file(self):
        self.assert_one("engine/a.hpp", TOP + "int a();\n", "#pragma once")
        self.assert_one("engine/a.hpp", "#pragma once\n", "no purpose")
        self.assert_one("engine/a.hpp", TOP + "#pragma once\nusing namespace std;\n", "using namespace")
        self.write("engine/a.hpp", TOP + "#pragma once\n")
        self.assert_one("engine/a.cpp", '#include <vector>\n#include "engine/a.hpp"\n', "own header")
        self.assert_one("engine/a.cpp", '#include "engine/a.hpp"\n// ' + "x" * 98 + "\n", "101 columns")

    def test_a_mirrored_test_needs_no_purpose(self):
        self.write("engine/a.cpp", TOP)
        self.write("tests/engine/a_test.cpp", "#include <vector>\n")
        self.assertEqual(self.problems(), [])
        self.assert_one("tests/engine/b_test.cpp", "#include <vector>\n", "no purpose")

    def test_words(self):
        self.assert_one("server/a.cpp", TOP + "std::regex r;\n", "std::regex")
        self.assert_one("server/a.cpp", TOP + "// TODO: later\n", "without an issue")
        self.write("server/a.cpp", TOP + "// TODO(#12): later\n")
        self.assertEqual(self.problems(), [])

    def test_tests_neither_sleep_nor_skip_in_silence(self):
        self.assert_one("tests/a_test.cpp", TOP + "std::this_thread::sleep_for(one);\n", "does not sleep")
        self.assert_one("tests/a_test.cpp", TOP + "GTEST_SKIP();\n", "without a reason")

    def test_length_of_files_and_functions(self):
        self.assert_one("server/a.cpp", TOP + "int a;\n" * 500, "501 lines")
        body = "int a(int b) {\n" + "  b += 1;\n" * 60 + "  return b;\n}\n"
        self.assert_one("server/a.cpp", TOP + body, "function a: 63 lines")
        self.write("server/a.cpp", TOP + "// tidy: long-table\n" + body)
        self.assertEqual(self.problems(), [])
        self.write("server/a.cpp", TOP)
        self.assert_one("tools/a.py", '"""Purpose."""\n\n\ndef f():\n' + "    f()\n" * 61, "function f: 62 lines")

    def test_scripts(self):
        self.assert_one("tools/x", SCRIPT, "executable")
        self.write("tools/x", SCRIPT.replace("-euo pipefail", "-e"), executable=True)
        self.assertIn("set -euo pipefail", self.problems()[0])

    def test_links(self):
        self.assert_one("docs/a.md", "[x](gone.md)\n", "does not exist")
        self.assert_one("docs/a.md", "# One two\n\n[x](#one-two) [y](#three)\n", "no heading")

    def test_facts_and_error_codes_are_explained(self):
        self.assert_one("engine/instance/fact.hpp", TOP + "#pragma once\n\nstruct TaskClosed {\n};\n", "fact TaskClosed")
        self.write("engine/instance/fact.hpp", TOP + "#pragma once\n/// A task ended.\nstruct TaskClosed {\n};\n")
        header = TOP + "#pragma once\nenum class ErrorCode {\n  not_found,  ///< gone\n};\n"
        self.assert_one("engine/base/error.hpp", header, "not_found")
        self.write("tests/a.scenario", "expect rejection not-found\n")
        self.assertEqual(self.problems(), [])
        self.write("engine/base/error.hpp", header.replace(",  ///< gone", ","))
        self.assertIn("has no sentence", self.problems()[0])


class Functions(unittest.TestCase):
    def lengths(self, text):
        return [(function.name, function.length) for function in cpp_text.functions(text)]

    def test_finds_functions_in_namespaces_and_classes(self):
        text = "namespace a {\nclass B {\n public:\n  int c() const {\n    return 1;\n  }\n};\n}\nint B::d() {\n}\n"
        self.assertEqual(self.lengths(text), [("c", 3), ("B::d", 2)])

    def test_member_initializers_belong_to_the_constructor(self):
        self.assertEqual(self.lengths("A::A(int x)\n    : a_{x}, b_{x} {\n  run();\n}\n"), [("A::A", 4)])

    def test_tests_are_functions(self):
        self.assertEqual(self.lengths("TEST(A, B) {\n  if (x) {\n  }\n}\n"), [("TEST(A, B)", 4)])

    def test_tables_and_strings_are_not(self):
        text = 'const Row rows[] = {\n    {"a", f(1)},\n    {"{", 2},\n};\nconst char* s = R"({ ( )";\nint f() { return 1; }\n'
        self.assertEqual(self.lengths(text), [("f", 1)])


if __name__ == "__main__":
    unittest.main()
