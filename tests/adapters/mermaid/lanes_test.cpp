#include "adapters/mermaid/people.hpp"
#include "tests/adapters/mermaid/imports.hpp"

namespace onward::mermaid {
namespace {

TEST(MermaidPeople, AreCalledByTheirLastWord) {
  for (const char* people : {"Sales Team", "Up Sale Manager", "Customer", "Clients", "Support",
                             "In-house staff", "HR", "Management", "Contracts Desk", "sales"})
    EXPECT_TRUE(names_people(people)) << people;
  for (const char* work :
       {"Call the customer", "Send to support", "Customer feedback", "Account Management",
        "Needs Analysis", "Lead Generation", "New lead", "Contact customer", "Follow up", ""})
    EXPECT_FALSE(names_people(work)) << work;
}

TEST(MermaidPeople, AreOnlyInChartsThatDrawStepsAsRounds) {
  EXPECT_EQ(lanes_in(imported("graph\nA[Sales team] --> B[Write]")),
            "sale: sales-team write sales-team-begins write-ends");
  EXPECT_EQ(lanes_in(imported("graph\nA[Sales team] --> B(Write)")),
            "sales-team: begun-by-sales-team write write-ends");
  EXPECT_EQ(lanes_in(imported("graph\nA(Sales team) --> B(Write)")),
            "sale: sales-team write sales-team-begins write-ends");
}

TEST(MermaidPeople, WhatFollowsIsTheirsUntilOthersCome) {
  const Imported made = imported(
      "graph\nS[Sales] --> A(Ask) --> B{b}\nB -->|x| M[Manager] --> C(Sign)\nB -->|y| D(Drop)\n"
      "C --> T[sales] --> F(File)");
  EXPECT_EQ(lanes_in(made),
            "sales: begun-by-sales ask b drop file drop-ends file-ends\nmanager: sign");
  EXPECT_EQ(flows_in(made),
            "ask>b b>drop b>sign begun-by-sales>ask drop>drop-ends file>file-ends sign>file");
  EXPECT_EQ(notes_in(made), "people 2:1 sales\npeople 3:10 manager\nanswer-asked 2:25 ask");
}

TEST(MermaidPeople, ALabelledLineFromThemIsTheirTask) {
  const Imported made =
      imported("graph\nC[Customer] -->|Enquiry| S[Sales] -->|Hand on| T[Team] --> A(Act)");
  EXPECT_EQ(flows_in(made), "act>act-ends begun-by-customer>enquiry enquiry>hand-on hand-on>act");
  EXPECT_EQ(lanes_in(made),
            "customer: begun-by-customer enquiry\nsales: hand-on\nteam: act act-ends");
  EXPECT_EQ(element_of(made, "enquiry").kind, model::ElementKind::user_task);
  EXPECT_EQ(notes_in(made),
            "people 2:1 customer\npeople 2:26 sales\npeople 2:48 team\ntask-of-line 2:13 enquiry\n"
            "task-of-line 2:35 hand-on");
}

TEST(MermaidPeople, WithNothingBehindThemHaveAWorkOfTheirOwn) {
  const Imported made = imported("graph\nA(Write) --> S[Support]");
  EXPECT_EQ(flows_in(made),
            "work-of-support>work-of-support-ends write-begins>write write>work-of-support");
  EXPECT_EQ(element_of(made, "work-of-support").name, "Work of Support");
  EXPECT_EQ(element_of(made, "work-of-support").details.user.instructions,
            "The chart says only that Support come here; what they do is not in it.");
  EXPECT_EQ(lanes_in(made),
            "support: work-of-support work-of-support-ends\n"
            "sale: write write-begins");
  EXPECT_EQ(notes_in(made),
            "people 2:14 support\nwork-unknown 2:14 work-of-support\nlane-unknown 2:1 write");
}

TEST(MermaidPeople, WithSeveralLinesOnSplit) {
  const Imported made = imported("graph\nA(a) --> S[Sales] --> B(b)\nS --> C(c)");
  EXPECT_EQ(element_of(made, "sales-split").kind, model::ElementKind::parallel_gateway);
  EXPECT_EQ(flows_in(made),
            "a-begins>a a>sales-split b>b-ends c>c-ends sales-split>b sales-split>c");
}

TEST(MermaidPeople, InACircleAloneAreOneWork) {
  const Imported made = imported("graph\nS[Sales] --> T[Team] --> S\nx(y)");
  EXPECT_EQ(element_of(made, "work-of-team").kind, model::ElementKind::user_task);
}

TEST(MermaidPeople, WhoDoesNothingHasNoLane) {
  const Imported made = imported("graph\nA(a) --> S[Sales] --> T[Team] --> B(b)");
  EXPECT_EQ(lanes_in(made), "team: b b-ends\nsale: a a-begins");
  EXPECT_EQ(notes_in(made),
            "people 2:10 sales\npeople 2:23 team\nlane-unknown 2:1 a\nlane-empty 2:10");
}

TEST(MermaidPeople, WhatTwoComeToIsTheFirsts) {
  const Imported made = imported("graph\nS[Sales] --> A(a) --> C(c)\nT[Team] --> B(b) --> C");
  EXPECT_EQ(lanes_in(made), "sales: begun-by-sales a c c-ends\nteam: begun-by-team b");
  EXPECT_EQ(
      notes_in(made),
      "people 2:1 sales\npeople 3:1 team\nlane-shared 2:23\nseveral-starts 2:1 begun-by-sales");
}

TEST(MermaidSubgraphs, AreLanes) {
  const Imported made =
      imported("graph\nsubgraph Sales\nA --> B\nsubgraph Deep\nC\nend\nend\nB --> C --> D");
  EXPECT_EQ(lanes_in(made), "sales: a b a-begins\ndeep: c\nsale: d d-ends");
  EXPECT_EQ(made.draft.processes.front().lanes[1].parent_lane, "sales");
  EXPECT_EQ(notes_in(made), "subgraph 2:10 sales\nsubgraph 4:10 deep\nlane-unknown 8:13 d");
}

}  // namespace
}  // namespace onward::mermaid
