"""The layers check must be able to fail: each test builds a tiny tree with one wrong edge."""

import sys
import tempfile
import unittest
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parents[3] / "tools" / "tidy"))
import layers  # noqa: E402

ROWS = "\n".join([
    "engine/base |  | absl/",
    "engine/model | engine/base |",
    "engine/instance | engine/base |",
    "adapters/xml | engine/base | pugixml.hpp",
    "server | engine/base adapters/xml |",
])


class Layers(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = Path(folder.name)
        self.rows = ROWS
        self.write("engine/base/ids.hpp", "#include <vector>\n#include <absl/time/time.h>\n")

    def write(self, path, text):
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)

    def problems(self):
        self.write("layers.txt", self.rows)
        modules = layers.read_layers(self.root / "layers.txt")
        return layers.declaration_problems(modules) + layers.include_problems(self.root, modules)[0]

    def assert_one(self, *parts):
        problems = self.problems()
        self.assertEqual(len(problems), 1, problems)
        for part in parts:
            self.assertIn(part, problems[0])

    def test_declared_edges_and_own_headers_pass(self):
        self.write("engine/model/deep/compile.cpp", '#include "engine/model/rules.hpp"\n#include "engine/base/ids.hpp"\n')
        self.write("server/app.cpp", '#include "adapters/xml/reader.hpp"\n#include <unistd.h>\n#include <fmt/format.h>\n')
        self.write("tools/onward/main.cpp", '#include "adapters/xml/reader.hpp"\n#include <CLI/CLI.hpp>\n')
        self.assertEqual(self.problems(), [])

    def test_undeclared_edge_names_file_line_and_edge(self):
        self.write("engine/instance/apply.cpp", '#include "engine/base/ids.hpp"\n#include "engine/model/element.hpp"\n')
        self.assert_one("engine/instance/apply.cpp:2", "engine/instance -> engine/model")

    def test_claimed_header_stays_in_its_module(self):
        self.write("engine/model/compile.cpp", "#include <pugixml.hpp>\n")
        self.assert_one("engine/model/compile.cpp:1", "<pugixml.hpp>", "adapters/xml")

    def test_claimed_header_is_closed_for_tools_too(self):
        self.write("tools/onward/main.cpp", "#include <absl/time/clock.h>\n")
        self.assert_one("tools/onward/main.cpp:1", "engine/base")

    def test_library_that_nobody_claims_is_refused(self):
        self.write("adapters/xml/reader.cpp", "#include <curl/curl.h>\n")
        self.assert_one("adapters/xml/reader.cpp:1", "no module claims it")

    def test_system_header_is_refused_in_the_engine(self):
        self.write("engine/base/time.cpp", "#include <unistd.h>\n")
        self.assert_one("engine/base/time.cpp:1", "<unistd.h>")

    def test_file_outside_every_module_is_refused(self):
        self.write("server/lost/page.cpp", '#include "engine/base/ids.hpp"\n')
        self.assert_one("server/lost/page.cpp:1", "belongs to no module")

    def test_product_never_includes_tests(self):
        self.write("tools/onward/main.cpp", '#include "tests/support/clock.hpp"\n')
        self.assert_one("may not include tests")

    def test_arrow_upwards_in_a_declaration_is_refused(self):
        self.rows = ROWS.replace("engine/model | engine/base", "engine/model | adapters/xml")
        self.assert_one("engine/model", "adapters/xml", "floor above")

    def test_circle_in_the_declarations_is_refused(self):
        self.rows = ROWS.replace("engine/base | ", "engine/base | engine/model")
        self.assertTrue(any("circle" in problem for problem in self.problems()))


if __name__ == "__main__":
    unittest.main()
