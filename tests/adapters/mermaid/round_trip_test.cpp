// What is made of a chart is written as BPMN and read back as the same process.
#include <fstream>
#include <iterator>

#include "adapters/bpmn_xml/reader.hpp"
#include "adapters/bpmn_xml/writer.hpp"
#include "adapters/diagram/layout.hpp"
#include "engine/model/describe.hpp"
#include "tests/adapters/mermaid/imports.hpp"

namespace onward::mermaid {
namespace {

std::string first_difference(const Imported& made) {
  const model::Draft source = bpmn_xml::with_pool(made.draft);
  const auto picture = diagram::lay_out(source);
  if (!picture.ok()) return picture.error().message;
  const auto again = bpmn_xml::read(bpmn_xml::write(source, *picture));
  if (!again.ok()) return again.error().message;
  for (const model::Problem& problem : again->problems) return problem.code + problem.message;
  for (const model::Difference& each : model::differences(source, *again))
    return each.id + " " + each.sentence;
  return {};
}

TEST(MermaidRoundTrip, ChartsOfEachKindAreTheSameBehindTheWriter) {
  for (const char* name : {"renewals.md", "purchase.md"}) {
    std::ifstream file(std::string(ONWARD_SOURCE_DIR) + "/tests/adapters/mermaid/charts/" + name);
    const std::string text((std::istreambuf_iterator<char>(file)),
                           std::istreambuf_iterator<char>());
    EXPECT_EQ(first_difference(imported(text)), "") << name;
  }
  EXPECT_EQ(
      first_difference(imported(
          "graph\nsubgraph \"a & <b>\"\nA[\"quote #quot; &lt;\"] --> B & C\nend\nB --> D --- E\n"
          "C --> D\nclick A \"https://x.example/?a=1&b=2\"")),
      "");
}

}  // namespace
}  // namespace onward::mermaid
