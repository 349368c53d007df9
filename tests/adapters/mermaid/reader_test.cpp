#include "tests/adapters/mermaid/imports.hpp"

namespace onward::mermaid {
namespace {

TEST(MermaidReader, ATextThatBeginsWithGraphIsAChart) {
  EXPECT_EQ(lines_in("\xef\xbb\xbf\n%% drawn by hand\nflowchart LR\nA --> B"), "A>B");
}

TEST(MermaidReader, TheFrontMatterNamesTheChart) {
  const Chart chart = chart_of("---\ntitle: \"How we sell\"\nconfig:\n  theme: x\n---\ngraph\nA");
  EXPECT_EQ(chart.title, "How we sell");
  EXPECT_EQ(to_text(chart.at), "6:1");
}

TEST(MermaidReader, FindsEachChartOfAMarkdownDocument) {
  const Document document = read(
      "# One\n\n```mermaid\ngraph TD\nA --> B\n```\ntext\n::: mermaid\nflowchart LR\nC --> D\n:::\n"
      "~~~~ mermaid\ngraph\nE\n~~~~\n```sql\ngraph\n```\n```\n```mermaid\n```\n");
  EXPECT_TRUE(document.problems.empty());
  ASSERT_EQ(document.charts.size(), 3U);
  EXPECT_EQ(document.charts[0].nodes[1].id, "B");
  EXPECT_EQ(to_text(document.charts[1].nodes[1].at), "10:7");
  EXPECT_EQ(document.charts[2].nodes[0].id, "E");
}

TEST(MermaidReader, PassesOverOtherDiagrams) {
  const Document document =
      read("```mermaid\npie\n  \"a\": 1\n```\n\n```mermaid\ngraph TD\nA --> B\n```\n");
  EXPECT_TRUE(document.problems.empty());
  EXPECT_EQ(document.charts.size(), 1U);
  ASSERT_EQ(document.other_diagrams.size(), 1U);
  EXPECT_EQ(to_text(document.other_diagrams[0]), "2:1");
}

TEST(MermaidReader, RefusesWhatHasNoChart) {
  const std::string expected =
      "expected a Mermaid flowchart that begins with 'graph' or 'flowchart', or a Markdown "
      "document "
      "with one in ```mermaid or ::: mermaid";
  EXPECT_EQ(problems_in("Dear customer"), "no-chart 1:1 " + expected);
  EXPECT_EQ(problems_in(""), "no-chart 1:1 " + expected);
  EXPECT_EQ(problems_in("x\n```mermaid\nsequenceDiagram\n```\n"), "no-chart 3:1 " + expected);
}

TEST(MermaidReader, RefusesABlockThatNothingCloses) {
  EXPECT_EQ(problems_in("::: mermaid\ngraph\nA\n"),
            "chart-syntax 2:1 expected ':::' that closes the block that begins here");
}

TEST(MermaidReader, RefusesWhatIsNotUtf8) {
  EXPECT_EQ(problems_in("graph\nA[\xff]"), "chart-encoding 2:3 expected text in UTF-8");
}

TEST(MermaidReader, RefusesTooManyCharts) {
  std::string many;
  for (int i = 0; i <= 100; ++i) many += "```mermaid\ngraph\nA\n```\n";
  EXPECT_EQ(problems_in(many), "chart-too-large 404:1 a file has at most 100 charts");
}

}  // namespace
}  // namespace onward::mermaid
