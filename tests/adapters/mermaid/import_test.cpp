#include "engine/model/compile.hpp"
#include "tests/adapters/mermaid/imports.hpp"

namespace onward::mermaid {
namespace {

/// Codes of what deployment would say.
std::string said_of(const Imported& made) {
  std::string all;
  for (const model::Problem& problem : model::compile(made.draft, 0, 1).problems)
    all += (all.empty() ? "" : " ") + problem.code;
  return all;
}

TEST(MermaidImport, StepsAreUserTasksBetweenAStartAndAnEnd) {
  const Imported made = imported("graph\nA[Write it] --> B(Send it)");
  EXPECT_EQ(flows_in(made), "send-it>send-it-ends write-it-begins>write-it write-it>send-it");
  EXPECT_EQ(element_of(made, "write-it").kind, model::ElementKind::user_task);
  EXPECT_EQ(element_of(made, "write-it").name, "Write it");
  EXPECT_EQ(element_of(made, "write-it-begins").kind, model::ElementKind::start_event);
  EXPECT_EQ(element_of(made, "send-it-ends").kind, model::ElementKind::end_event);
  EXPECT_EQ(said_of(made), "");
}

TEST(MermaidImport, TextsThatSaySoAreTheStartAndTheEnds) {
  const Imported made =
      imported("graph\nA((Start)) --> B[x] --> C{which}\nC --> D[Done]\nC --> E((Stop))");
  EXPECT_EQ(element_of(made, "start").kind, model::ElementKind::start_event);
  EXPECT_EQ(element_of(made, "done").kind, model::ElementKind::end_event);
  EXPECT_EQ(element_of(made, "stop").kind, model::ElementKind::end_event);
  EXPECT_EQ(flows_in(made), "start>x which>done which>stop x>which");
}

TEST(MermaidImport, AnEndWithAWayOnIsAStep) {
  const Imported made = imported("graph\nA --> B[End] --> C");
  EXPECT_EQ(element_of(made, "end").kind, model::ElementKind::user_task);
  EXPECT_EQ(notes_in(made), "end-goes-on 2:7 end\nlane-guessed 2:1 sale-2");
}

TEST(MermaidImport, WithoutABeginningTheFirstNodeIsIt) {
  const Imported made = imported("graph\nA --> B --> A");
  EXPECT_EQ(flows_in(made), "a-begins>a a>b b>a");
  EXPECT_EQ(notes_in(made), "start-guessed 2:1 a\nlane-guessed 2:1 sale-2");
}

TEST(MermaidImport, SeveralBeginningsAreTold) {
  const Imported made = imported("graph\nA --> C\nB --> C");
  EXPECT_EQ(notes_in(made), "several-starts 2:1 a-begins\nlane-guessed 2:1 sale-2");
}

TEST(MermaidImport, WhoDidTheTaskBeforeADecisionIsAsked) {
  const Imported made =
      imported("graph\nA[Check it] --> B{Is it good?}\nB -->|Yes, very| C\nB -->|No| D");
  const model::UserTask& user = element_of(made, "check-it").details.user;
  ASSERT_EQ(user.form.size(), 1U);
  const model::FormField& field = user.form.front();
  EXPECT_EQ(field.id, "itGood");
  EXPECT_EQ(field.label, "Is it good?");
  EXPECT_EQ(field.type, model::FieldType::enumeration);
  EXPECT_TRUE(field.required);
  ASSERT_EQ(field.options.size(), 2U);
  EXPECT_EQ(field.options[0].value + " " + field.options[0].label, "yes-very Yes, very");
  EXPECT_EQ(condition_of(made, "is-it-good-to-c"), "itGood = \"yes-very\"");
  EXPECT_EQ(condition_of(made, "is-it-good-to-d"), "itGood = \"no\"");
  EXPECT_EQ(notes_in(made), "lane-guessed 2:1 sale-2\nanswer-asked 2:17 check-it");
  EXPECT_EQ(said_of(made), "");
}

TEST(MermaidImport, ADecisionBehindSomethingElseStaysOpen) {
  const Imported made =
      imported("graph\nA --> B{one} -->|x| C{two}\nB -->|y| D\nC -->|z| D\nC --> E");
  EXPECT_EQ(condition_of(made, "two-to-d"), "");
  EXPECT_EQ(notes_in(made),
            "lane-guessed 2:1 sale-2\nanswer-asked 2:7 a\ncondition-missing 4:3 two-to-d\n"
            "condition-missing 5:3 two-to-e");
  EXPECT_EQ(said_of(made), "missing-condition missing-condition");
}

TEST(MermaidImport, FlowsWithoutALabelOrWithAnothersStayOpen) {
  const Imported made =
      imported("graph\nA --> B{one}\nB -->|x| C\nB -->|X| D\nB --> E\nB -->|y| F");
  EXPECT_EQ(condition_of(made, "one-to-c"), "one = \"x\"");
  EXPECT_EQ(condition_of(made, "one-to-d"), "");
  EXPECT_EQ(condition_of(made, "one-to-e"), "");
  EXPECT_EQ(condition_of(made, "one-to-f"), "one = \"y\"");
  EXPECT_EQ(
      notes_in(made),
      "lane-guessed 2:1 sale-2\ncondition-missing 4:3 one-to-d\ncondition-missing 5:3 one-to-e\n"
      "answer-asked 2:7 a");
}

TEST(MermaidImport, VariablesAreNamesThatFeelCanSay) {
  const auto variable = [](const std::string& text) {
    const Imported made = imported("graph\nA --> B{\"" + text + "\"}\nB -->|x| C\nB -->|y| D");
    return element_of(made, "a").details.user.form.front().id;
  };
  EXPECT_EQ(variable("If positive response"), "positiveResponse");
  EXPECT_EQ(variable("and"), "answer_and");
  EXPECT_EQ(variable("opportunity"), "answer_opportunity");
  EXPECT_EQ(variable("2 weeks over?"), "answer_2WeeksOver");
  EXPECT_EQ(variable("???"), "answer");
  EXPECT_EQ(variable("Größe"), "grose");
}

TEST(MermaidImport, TwoDecisionsOfOneTextHaveTwoVariables) {
  const Imported made = imported(
      "graph\nA --> B{Good?}\nB -->|x| C\nB -->|y| D\nC --> E{Good?}\nE -->|x| F\nE -->|y| G");
  EXPECT_EQ(condition_of(made, "good-to-c"), "good = \"x\"");
  EXPECT_EQ(condition_of(made, "good-2-to-f"), "good2 = \"x\"");
}

TEST(MermaidImport, LabelsBehindAStepMakeItAChoice) {
  const Imported made = imported("graph\nA[Call] -->|Yes| B\nA -->|No| C");
  EXPECT_EQ(element_of(made, "call-which").kind, model::ElementKind::exclusive_gateway);
  EXPECT_EQ(element_of(made, "call").details.user.form.front().id, "call");
  EXPECT_EQ(condition_of(made, "call-which-to-b"), "call = \"yes\"");
  EXPECT_EQ(notes_in(made),
            "choice-guessed 2:1 call-which\nlane-guessed 2:1 sale-2\nanswer-asked 2:1 call");
}

TEST(MermaidImport, WithoutLabelsAllWaysAreTakenAndPlainMeetingsWait) {
  const Imported made = imported("graph\nA --> B & C\nB --> D --> E\nC --> E --> F");
  EXPECT_EQ(flows_in(made),
            "a-begins>a a-split>b a-split>c a>a-split b>d c>e-join d>e-join e-join>e e>f f>f-ends");
  EXPECT_EQ(element_of(made, "e-join").kind, model::ElementKind::parallel_gateway);
  EXPECT_EQ(notes_in(made),
            "parallel-guessed 2:1 a-split\njoin-guessed 3:13 e-join\nlane-guessed 2:1 sale-2");
  EXPECT_EQ(said_of(made), "");
}

TEST(MermaidImport, BranchesThatPartAgainAreNotJoined) {
  const Imported made = imported("graph\nA --> B & C\nB --> X{x}\nX -->|1| D\nX -->|2| E\nC --> D");
  EXPECT_EQ(notes_in(made),
            "parallel-guessed 2:1 a-split\nlane-guessed 2:1 sale-2\nanswer-asked 3:7 b");
}

TEST(MermaidImport, ALineWithoutAnArrowIsTold) {
  const Imported made = imported("graph\nA --- B");
  EXPECT_EQ(notes_in(made), "line-without-arrow 2:3\nlane-guessed 2:1 sale-2");
}

TEST(MermaidImport, IdsComeFromTheTextsAndAreUnique) {
  const Imported made =
      imported("graph\na[Sale] --> b[Send it!] --> c[Send  it] --> d[\"日本\"] --> e[24 hours]");
  EXPECT_EQ(flows_in(made),
            "d>step-24-hours sale-2-begins>sale-2 sale-2>send-it send-it-2>d send-it>send-it-2 "
            "step-24-hours>step-24-hours-ends");
}

TEST(MermaidImport, AnAddressStandsInTheInstructions) {
  const Imported made = imported(
      "graph\nA --> B{b}\nB -->|x| C\nB -->|y| D\nclick A \"https://a.example\"\nclick B "
      "\"https://b.example\"");
  EXPECT_EQ(element_of(made, "a").details.user.instructions, "See https://a.example");
  EXPECT_EQ(element_of(made, "b").details.documentation, "See https://b.example");
  EXPECT_EQ(notes_in(made),
            "address 2:1 a\naddress 2:7 b\nlane-guessed 2:1 sale-2\nanswer-asked 2:7 a");
}

TEST(MermaidImport, TheNotesStandInTheProcess) {
  const Imported made = imported("graph\nA --> A");
  EXPECT_EQ(made.draft.processes.front().documentation,
            "Made of a Mermaid chart by onward import. What the chart did not say, or could mean "
            "otherwise:\n- something leads to each node of the chart: it begins at its first, 'A'\n"
            "- the chart names nobody who does it: one lane, of the group 'sale'");
}

}  // namespace
}  // namespace onward::mermaid
