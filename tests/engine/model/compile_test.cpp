// Draft to definition: indices, starts, boundary lists, lanes, expressions and their places.
#include "engine/model/compile.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/process_builder.hpp"

namespace onward::test {
namespace {

using model::Compiled;
using model::DefinitionPtr;
using model::Element;
using model::Problem;
using model::Severity;
using testing::ElementsAre;
using testing::IsEmpty;

TEST(Compile, ResolvesNamesToIndicesInDocumentOrder) {
  Builder b("order");
  b.start("s").exclusive("x").on("big").user("a").end("e");
  b.at("x").otherwise().to("e");

  const DefinitionPtr definition = b.build(7);

  EXPECT_EQ(definition->ref, (DefinitionRef{"order", 7}));
  EXPECT_TRUE(definition->executable);
  const Element& x = definition->element(definition->at("x"));
  ASSERT_EQ(x.outgoing.size(), 2U);
  EXPECT_EQ(definition->flow(x.outgoing[0]).target, definition->at("a"));
  EXPECT_EQ(definition->flow(x.outgoing[1]).target, definition->at("e"));
  EXPECT_EQ(x.default_flow, x.outgoing[1]);
  EXPECT_EQ(definition->element(definition->at("e")).incoming.size(), 2U);
  EXPECT_THAT(definition->start_events, ElementsAre(definition->at("s")));
  EXPECT_EQ(definition->find("nothing"), nullptr);
}

TEST(Compile, KnowsWhatIsInsideASubProcess) {
  Builder b("p");
  b.start("s").sub("sp", [](Builder& in) {
    in.start("is").user("ia").end("ie");
    in.event_sub("es", [](Builder& event) {
      event.start("ess", onward::test::event(model::EventKind::signal, "stop")).end("ese");
    });
  });
  b.end("e");

  const DefinitionPtr definition = b.build();

  const Element& sub = *definition->find("sp");
  EXPECT_THAT(definition->top,
              ElementsAre(definition->at("s"), definition->at("sp"), definition->at("e")));
  EXPECT_THAT(sub.children, ElementsAre(definition->at("is"), definition->at("ia"),
                                        definition->at("ie"), definition->at("es")));
  EXPECT_THAT(sub.start_events, ElementsAre(definition->at("is")));
  EXPECT_THAT(sub.event_sub_processes, ElementsAre(definition->at("es")));
  EXPECT_THAT(definition->event_sub_processes, IsEmpty());
  EXPECT_THAT(definition->find("es")->start_events, ElementsAre(definition->at("ess")));
}

TEST(Compile, ListsBoundaryEventsInDocumentOrder) {
  Builder b("p");
  b.start("s").user("a").end("e");
  b.boundary_timer("late", "a", "PT1H").end("e1");
  b.boundary_message("news", "a", "news", Interrupting::no).end("e2");

  const DefinitionPtr definition = b.build();

  EXPECT_THAT(definition->find("a")->boundary_events,
              ElementsAre(definition->at("late"), definition->at("news")));
  EXPECT_EQ(definition->find("news")->attached_to, definition->at("a"));
  EXPECT_FALSE(definition->find("news")->details.interrupting);
}

TEST(Compile, WithoutStartEventElementsWithoutIncomingFlowStart_10_5_2) {
  Builder b("p");
  b.user("a").user("b").apart().user("c");
  b.boundary_timer("late", "c", "PT1H");
  b.apart().sub("sp", [](Builder& in) { in.user("x").user("y"); });

  const DefinitionPtr definition = b.build();

  EXPECT_THAT(definition->implicit_starts,
              ElementsAre(definition->at("a"), definition->at("c"), definition->at("sp")));
  EXPECT_THAT(definition->find("sp")->implicit_starts, ElementsAre(definition->at("x")));
}

TEST(Compile, WithAStartEventNothingElseStarts_10_5_2) {
  Builder b("p");
  b.start("s").user("a").apart().user("b");

  EXPECT_THAT(b.build()->implicit_starts, IsEmpty());
}

TEST(Compile, PutsAnElementInTheInnermostLaneOfItselfOrItsSubProcess_10_8) {
  Builder b("p");
  b.start("s").user("a").sub("sp", [](Builder& in) { in.user("x").user("y"); });
  b.end("e").lane("sales", {"a", "sp", "y"}).lane("inner", {"a"}, "sales").lane("back", {"e"});

  const DefinitionPtr definition = b.build();

  const auto lane = [&](std::string_view id) { return definition->find(id)->lane; };
  EXPECT_EQ(lane("a"), 1U);
  EXPECT_EQ(lane("sp"), 0U);
  EXPECT_EQ(lane("x"), 0U);
  EXPECT_EQ(lane("y"), 0U);
  EXPECT_EQ(lane("e"), 2U);
  EXPECT_EQ(lane("s"), model::none);
  EXPECT_EQ(definition->lanes[1].group, "inner");
}

TEST(Compile, IgnoresTheConditionOfADefaultFlow_10_6_2) {
  Builder b("p");
  b.start("s").exclusive("x").on("big").end("e1");
  b.at("x").otherwise().on("this is +").end("e2");

  const DefinitionPtr definition = b.build();

  const Element& x = *definition->find("x");
  EXPECT_TRUE(definition->flow(x.default_flow).condition.empty());
  EXPECT_FALSE(definition->flow(x.outgoing[0]).condition.compiled.empty());
}

TEST(Compile, NoDefinitionWhenARuleSaysError) {
  Builder b("p");
  b.start("s").user("a").end("e").flow("a", "s");

  const Compiled compiled = model::compile(b.draft(), 1);

  EXPECT_EQ(compiled.definition, nullptr);
  ASSERT_EQ(compiled.problems.size(), 1U);
  EXPECT_EQ(compiled.problems[0].code, "start-event-incoming");
  EXPECT_EQ(compiled.problems[0].at, b.get("s").at);
}

TEST(Compile, WhatCannotRunIsCompiledButNotExecutable) {
  Builder b("p");
  b.start("s").element(model::ElementKind::service_task, "a").end("e");

  const Compiled compiled = model::compile(b.draft(), 1);

  ASSERT_NE(compiled.definition, nullptr);
  EXPECT_FALSE(compiled.definition->executable);
  EXPECT_EQ(compiled.problems.at(0).severity, Severity::not_executable);
}

TEST(Compile, ListsProblemsInDocumentOrder) {
  Builder b("p");
  b.start("s")
      .service("late-rule", "")
      .element(model::ElementKind::service_task, "early-rule")
      .end("e");

  const std::vector<Problem> problems = b.problems();

  ASSERT_EQ(problems.size(), 2U);
  EXPECT_EQ(problems[0].element_id, "late-rule");
  EXPECT_EQ(problems[1].element_id, "early-rule");
}

TEST(Compile, AWarningLeavesItExecutable) {
  Builder b("p");
  b.start("s").user("a").end("e").at("a").user("b");

  const Compiled compiled = model::compile(b.draft(), 1);

  ASSERT_EQ(compiled.problems.size(), 1U);
  EXPECT_EQ(compiled.problems[0].severity, Severity::warning);
  EXPECT_TRUE(compiled.definition->executable);
}

TEST(CompileDocument, HeedsWhatTheReaderFoundInsideTheProcess) {
  Builder one("one"), two("two");
  one.start("s1").user("a1").end("e1");
  two.start("s2").user("a2").end("e2");
  model::Draft draft;
  draft.processes = {one.draft(), two.draft()};
  draft.problems = {{Severity::not_executable, "listener", "a listener", {3, 1}, "a1"}};

  EXPECT_FALSE(model::compile(draft, 0, 1).definition->executable);
  EXPECT_TRUE(model::compile(draft, 1, 1).definition->executable);
}

TEST(CompileDocument, IdsAreUniqueAcrossProcesses_8_3_1) {
  Builder one("one"), two("two");
  one.start("s").user("a").end("e");
  two.start("s2").user("a").end("e2");
  model::Draft draft;
  draft.processes = {one.draft(), two.draft()};

  const std::vector<Problem> problems = model::check_document(draft);

  ASSERT_EQ(problems.size(), 1U);
  EXPECT_EQ(problems[0].code, "duplicate-id");
  EXPECT_EQ(problems[0].element_id, "a");
}

}  // namespace
}  // namespace onward::test
