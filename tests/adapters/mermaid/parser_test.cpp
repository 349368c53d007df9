#include "tests/adapters/mermaid/imports.hpp"

namespace onward::mermaid {
namespace {

TEST(MermaidParser, KnowsEveryShape) {
  const Chart chart = chart_of(
      "flowchart LR\n"
      "a[t]\nb(t)\nc([t])\nd[[t]]\ne[(t)]\nf((t))\ng(((t)))\nh{t}\ni{{t}}\nj>t]\n"
      "k[/t/]\nl[\\t\\]\nm[/t\\]\nn[\\t/]\no\n");
  const std::vector<Shape> shapes{
      Shape::rectangle, Shape::round,         Shape::stadium, Shape::subroutine, Shape::cylinder,
      Shape::circle,    Shape::double_circle, Shape::diamond, Shape::hexagon,    Shape::flag,
      Shape::slanted,   Shape::slanted,       Shape::slanted, Shape::slanted,    Shape::plain};
  ASSERT_EQ(chart.nodes.size(), shapes.size());
  for (std::size_t i = 0; i < shapes.size(); ++i) {
    EXPECT_EQ(chart.nodes[i].shape, shapes[i]) << chart.nodes[i].id;
    EXPECT_EQ(chart.nodes[i].text, i + 1 < shapes.size() ? "t" : "o");
  }
}

TEST(MermaidParser, KnowsEveryLine) {
  EXPECT_EQ(lines_in("graph TD\nA-->B---C-.->D==>E--oF--xG<-->H"),
            "A>B B>C C>D D>E E>F F>G G>H H>G");
  EXPECT_EQ(lines_in("graph\nA ----> B ==== C -..-> D -.- E x--x F o--o G <==> H"),
            "A>B B>C C>D D>E E>F F>G G>H H>G");
  EXPECT_EQ(lines_in("graph\nA ~~~ B --> C"), "B>C");
}

TEST(MermaidParser, KnowsTheTextsOfLines) {
  EXPECT_EQ(lines_in("graph\nA -->|one| B -- two --> C -. three .-> D == four ==> E"),
            "A>B:one B>C:two C>D:three D>E:four");
  EXPECT_EQ(lines_in("graph\nA -->|\"a | b\"| B -- \"c --> d\" --> C --- |e| D -- f --- G"),
            "A>B:a | b B>C:c --> d C>D:e D>G:f");
  EXPECT_EQ(lines_in("graph\nA -- re-engage x --> B -. e.g. this .- C"),
            "A>B:re-engage x B>C:e.g. this");
}

TEST(MermaidParser, JoinsGroupsWithEachOther) {
  EXPECT_EQ(lines_in("graph TD;A & B-->C & D --> E;E-->F"), "A>C A>D B>C B>D C>E D>E E>F");
}

TEST(MermaidParser, AnIdMayHaveHyphensAndLettersOfAnyLanguage) {
  EXPECT_EQ(lines_in("graph\nfirst-step-->zweiter_schritt\nzweiter_schritt-->größe.2"),
            "first-step>zweiter_schritt zweiter_schritt>größe.2");
}

TEST(MermaidParser, PassesOverWhatOnlyLooks) {
  EXPECT_EQ(lines_in("%% a comment\n%%{init: {\n'theme': 'dark'}}%%\ngraph TB %% here too\n"
                     "classDef hot fill:#f96,stroke:#333;\nA:::hot --> B[x]:::hot\n"
                     "class A,B hot;\nstyle A fill:#fff\nlinkStyle 0 stroke:#ff3\r\n"),
            "A>B");
}

TEST(MermaidParser, TextsAreWithoutHtmlAndEntities) {
  const auto text = [](const std::string& written) {
    return chart_of("graph\nA[\"" + written + "\"]").nodes.front().text;
  };
  EXPECT_EQ(text("one<br>two<BR/>three <br /> four"), "one two three four");
  EXPECT_EQ(text("<span style='a: b'>Lead</span> <b>now</b>"), "Lead now");
  EXPECT_EQ(text("a &amp; b &lt;c&gt; &#39;d&#x27; #35; #quot;e#quot;"), "a & b <c> 'd' # \"e\"");
  EXPECT_EQ(text("3 < 4 & 5; &unknown; #1"), "3 < 4 & 5; &unknown; #1");
  EXPECT_EQ(text("no&#0;thing&#xffff;"), "nothing");
  EXPECT_EQ(text("`a **text**`\\nof two"), "`a **text**` of two");
  EXPECT_EQ(text(" <br> "), "A");
}

TEST(MermaidParser, SubgraphsNestAndHaveTitles) {
  const Chart chart = chart_of(
      "graph TD\nsubgraph one [The first]\n direction LR\n A --> B\n subgraph Two words\n  C\n "
      "end\n"
      "end\nB --> D\nsubgraph \"In quotes\"\n D\n A\nend\nend[A node] --> D");
  ASSERT_EQ(chart.frames.size(), 3U);
  EXPECT_EQ(chart.frames[0].title, "The first");
  EXPECT_EQ(chart.frames[1].title, "Two words");
  EXPECT_EQ(chart.frames[1].parent, 0U);
  EXPECT_EQ(chart.frames[2].title, "In quotes");
  EXPECT_EQ(chart.nodes[0].frame, 0U);
  EXPECT_EQ(chart.nodes[2].frame, 1U);
  EXPECT_EQ(chart.nodes[3].frame, 2U);
  EXPECT_EQ(chart.nodes[4].text, "A node");
}

TEST(MermaidParser, ALineToASubgraphLeadsToItsFirstNodeAndFromItsLast) {
  EXPECT_EQ(lines_in("graph\nX --> one\nsubgraph one\nA --> B\nend\none --> Y"), "X>A A>B B>Y");
}

TEST(MermaidParser, ClickGivesAnAddress) {
  const Chart chart = chart_of(
      "graph\nA --> B --> C\nclick A\n\"https://a.example\"\nclick B href \"https://b.example\" "
      "_blank\n"
      "click C call open() \"tip\"");
  EXPECT_EQ(chart.nodes[0].address, "https://a.example");
  EXPECT_EQ(chart.nodes[1].address, "https://b.example");
  EXPECT_EQ(chart.nodes[2].address, "");
}

TEST(MermaidParser, WhatIsNotUnderstoodIsToldWithItsPlace) {
  const auto first = [](std::string_view text) { return problems_in(text); };
  EXPECT_EQ(first("graph XX\nA"),
            "chart-syntax 1:7 expected a direction: TB, TD, BT, RL or LR, found 'XX'");
  EXPECT_EQ(
      first("graph\nA -> B"),
      "chart-syntax 2:3 expected a line such as '-->', '&', ';' or the end of the line, found "
      "'-> B'");
  EXPECT_EQ(first("graph\nA --> "), "chart-syntax 2:7 expected a node, found the end of the chart");
  EXPECT_EQ(first("graph\nA[one"), "chart-syntax 2:2 expected ']' that closes what begins here");
  EXPECT_EQ(
      first("graph\nA[one (two)]"),
      "chart-syntax 2:7 expected ']' (a text with brackets or quotes in it stands in quotes), "
      "found '(two)]'");
  EXPECT_EQ(first("graph\nA[\"one]"),
            "chart-syntax 2:3 expected a quote that closes what begins here");
  EXPECT_EQ(first("graph\nA[\"one\" two]"), "chart-syntax 2:9 expected ']', found 'two]'");
  EXPECT_EQ(first("graph\nA -- one B"),
            "chart-syntax 2:6 expected '-->' behind the text of the line, found 'one B'");
  EXPECT_EQ(first("graph\nA -->|one B"),
            "chart-syntax 2:6 expected '|' that closes what begins here");
  EXPECT_EQ(first("graph\nA -->|\"one\" B"), "chart-syntax 2:13 expected '|', found 'B'");
  EXPECT_EQ(first("graph\nA == one --> B"),
            "chart-syntax 2:6 expected '==>' behind the text of the line, found 'one --> B'");
  EXPECT_EQ(first("graph\nA -. \"one\" --> B"),
            "chart-syntax 2:12 expected '.->' behind the text of the line, found '--> B'");
  EXPECT_EQ(first("graph\nA::: --> B"),
            "chart-syntax 2:5 expected the name of a class, found ' --> B'");
  EXPECT_EQ(first("graph\nstyle"),
            "chart-syntax 2:6 expected what is styled, found the end of the chart");
  EXPECT_EQ(first("graph\nsubgraph\nA\nend"),
            "chart-syntax 2:9 expected the name of the subgraph, found the end of the line\n"
            "chart-syntax 4:1 'end' without a subgraph that it could close");
  EXPECT_EQ(first("graph\nA\nsubgraph x\n"),
            "chart-syntax 3:10 expected 'end' that closes the subgraph that begins here");
  EXPECT_EQ(first("graph\nA\nclick"),
            "chart-syntax 3:6 expected the id of a node, found the end of the chart");
  EXPECT_EQ(first("graph\nA\nclick A"),
            "chart-syntax 3:8 expected an address in quotes, or a function, found the end of the "
            "chart");
  EXPECT_EQ(first("graph LR A"),
            "chart-syntax 1:10 expected ';' or the end of the line, found 'A'");
  EXPECT_EQ(first("graph\nclick A f\nB"), "unknown-node 2:7 'A' is no node of the chart");
  EXPECT_EQ(first("graph\nA --> x\nsubgraph x\nend"),
            "unknown-node 2:3 the subgraph 'x' has no node");
  EXPECT_EQ(first("graph TD\n"), "chart-empty 1:1 the chart has no node");
}

TEST(MermaidParser, OneFaultHidesNoOther) {
  EXPECT_EQ(
      problems_in("graph\nA -> B\nB --> C\nC ~> ä\n"),
      "chart-syntax 2:3 expected a line such as '-->', '&', ';' or the end of the line, found "
      "'-> B'\n"
      "chart-syntax 4:3 expected a line such as '-->', '&', ';' or the end of the line, found "
      "'~> ä'");
  std::string many = "graph\n";
  for (int i = 0; i < 1'000; ++i) many += "A ->\n";
  EXPECT_EQ(read(many).problems.size(), most_problems);
}

TEST(MermaidParser, HasBounds) {
  const auto code = [](const std::string& text) {
    const Document document = read(text);
    return document.problems.empty()
               ? std::string()
               : document.problems.front().code + ": " + document.problems.front().message;
  };
  std::string nodes = "graph\n", lines = "graph\nA", nested = "graph\n", groups = "graph\nA";
  for (int i = 0; i <= 1'000; ++i) nodes += "n" + std::to_string(i) + "\n";
  for (int i = 0; i <= 2'000; ++i) lines += " --> A";
  for (int i = 0; i <= 64; ++i) nested += "subgraph s" + std::to_string(i) + "\n";
  for (int i = 0; i < 100; ++i) groups += " & B" + std::to_string(i);
  EXPECT_EQ(code(nodes), "chart-too-large: a chart has at most 1000 nodes");
  EXPECT_EQ(code(lines), "chart-too-large: a chart has at most 2000 lines");
  EXPECT_EQ(code(groups + " --> " + groups.substr(6)),
            "chart-too-large: a chart has at most 2000 lines");
  EXPECT_EQ(code(nested), "chart-too-large: a chart has at most 64 nested subgraphs");
  EXPECT_EQ(code("graph\nA[" + std::string(1'001, 'x') + "]"),
            "chart-too-large: a chart has at most 1000 bytes in a text");
  EXPECT_EQ(code("graph\nA\n" + std::string(1U << 20U, ' ')),
            "chart-too-large: a file has at most 1048576 bytes");
}

}  // namespace
}  // namespace onward::mermaid
