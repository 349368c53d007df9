// Every kind of trigger and result in every position: exactly what BPMN 2.0.2 allows (tables 10.84
// to 10.93).
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "engine/model/rules.hpp"
#include "tests/support/process_builder.hpp"

namespace onward::test {
namespace {

using model::ElementKind;
using model::EventKind;
using Kinds = std::set<EventKind>;

/// The kinds that no rule about kinds refuses when `place` puts an event of that kind into a
/// process.
Kinds allowed(const std::function<Builder(EventKind)>& place) {
  Kinds kinds;
  for (int i = 1; i <= static_cast<int>(EventKind::cancel); ++i) {
    const auto kind = static_cast<EventKind>(i);
    const Builder given = place(kind);
    const auto problems = model::run_rules(model::DraftGraph(given.draft()));
    const bool refused = std::any_of(
        problems.begin(), problems.end(),
        [](const model::Problem& problem) { return problem.code.ends_with("-event-kind"); });
    if (!refused) kinds.insert(kind);
  }
  return kinds;
}

Builder in_process(ElementKind position, EventKind kind) {
  Builder b("p");
  return b.element(position, "x").with([&](model::Details& d) { d.events = {event(kind, "go")}; });
}

Builder in_sub_process(ElementKind sub, EventKind kind) {
  Builder b("p");
  return b.sub(sub, "sp", [&](Builder& in) { in.start("x", event(kind, "go")); });
}

TEST(EventKinds, StartOfAProcess_10_5_2) {
  EXPECT_EQ(
      allowed([](EventKind kind) { return in_process(ElementKind::start_event, kind); }),
      (Kinds{EventKind::message, EventKind::timer, EventKind::signal, EventKind::conditional}));
}

TEST(EventKinds, StartOfAnEmbeddedSubProcessHasNoTrigger_10_5_2) {
  for (const ElementKind sub : {ElementKind::sub_process, ElementKind::transaction})
    EXPECT_EQ(allowed([sub](EventKind kind) { return in_sub_process(sub, kind); }), Kinds{});
}

TEST(EventKinds, StartOfAnEventSubProcess_10_5_2) {
  EXPECT_EQ(
      allowed([](EventKind kind) { return in_sub_process(ElementKind::event_sub_process, kind); }),
      (Kinds{EventKind::message, EventKind::timer, EventKind::signal, EventKind::conditional,
             EventKind::error, EventKind::escalation, EventKind::compensation}));
}

TEST(EventKinds, IntermediateCatching_10_5_4) {
  EXPECT_EQ(allowed([](EventKind kind) {
              return in_process(ElementKind::intermediate_catch_event, kind);
            }),
            (Kinds{EventKind::message, EventKind::timer, EventKind::signal, EventKind::conditional,
                   EventKind::link}));
}

TEST(EventKinds, IntermediateThrowing_10_5_4) {
  EXPECT_EQ(allowed([](EventKind kind) {
              return in_process(ElementKind::intermediate_throw_event, kind);
            }),
            (Kinds{EventKind::message, EventKind::signal, EventKind::escalation,
                   EventKind::compensation, EventKind::link}));
}

TEST(EventKinds, Boundary_10_5_4) {
  EXPECT_EQ(
      allowed([](EventKind kind) { return in_process(ElementKind::boundary_event, kind); }),
      (Kinds{EventKind::message, EventKind::timer, EventKind::signal, EventKind::conditional,
             EventKind::error, EventKind::escalation, EventKind::compensation, EventKind::cancel}));
}

TEST(EventKinds, End_10_5_3) {
  EXPECT_EQ(allowed([](EventKind kind) { return in_process(ElementKind::end_event, kind); }),
            (Kinds{EventKind::message, EventKind::signal, EventKind::error, EventKind::escalation,
                   EventKind::compensation, EventKind::terminate, EventKind::cancel}));
}

}  // namespace
}  // namespace onward::test
