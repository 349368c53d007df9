// Who reaches an inclusive join (BPMN 2.0.2 clause 13.4.3): by example, and against a search over
// paths on random graphs.
#include "engine/model/reach.hpp"

#include <gtest/gtest.h>

#include <random>
#include <set>

#include "tests/support/process_builder.hpp"

namespace onward::test {
namespace {

using model::Definition;
using model::ElementIndex;
using model::ElementKind;
using model::EventKind;

/// Ids of the elements that reach the flow `flow_id` of `join`.
std::set<std::string> reaching(const Definition& definition, std::string_view join,
                               std::string_view flow_id) {
  const model::Element& element = *definition.find(join);
  std::set<std::string> ids;
  for (std::size_t i = 0; i < element.incoming.size(); ++i) {
    if (definition.flow(element.incoming[i]).id != flow_id) continue;
    for (ElementIndex e = 0; e < definition.elements.size(); ++e)
      if (element.reach.at(i).at(e)) ids.insert(definition.element(e).id);
  }
  return ids;
}

using Ids = std::set<std::string>;

/// s -> fork -> a, b -> join -> e
Builder fork_and_join() {
  Builder b("p");
  b.start("s").inclusive("fork").on("x").user("a").inclusive("join").end("e");
  return b.at("fork").on("y").user("b").to("join");
}

TEST(Reach, EachFlowHasItsOwnSet_13_4_3) {
  const auto definition = fork_and_join().build();

  EXPECT_EQ(reaching(*definition, "join", "a-join"), (Ids{"s", "fork", "a"}));
  EXPECT_EQ(reaching(*definition, "join", "b-join"), (Ids{"s", "fork", "b"}));
}

TEST(Reach, PathsThroughTheJoinDoNotCount_13_4_3) {
  Builder b = fork_and_join();
  b.get_flow("join-e").target = "again";
  b.apart().exclusive("again").on("z").to("a");
  b.at("again").otherwise().to("e");
  const auto definition = b.build();

  EXPECT_EQ(reaching(*definition, "join", "a-join"), (Ids{"s", "fork", "a", "again"}));
  EXPECT_EQ(reaching(*definition, "join", "b-join"), (Ids{"s", "fork", "b"}));
}

TEST(Reach, ATokenAtAnActivityMayLeaveByItsBoundaryEvent_13_4_3) {
  Builder b = fork_and_join();
  b.boundary_timer("late", "a", "PT1H").to("b");
  const auto definition = b.build();

  EXPECT_EQ(reaching(*definition, "join", "b-join"), (Ids{"s", "fork", "a", "b", "late"}));
}

TEST(Reach, ALinkIsASequenceFlow_10_5_5) {
  Builder b("p");
  b.start("s").inclusive("fork").on("x").user("a").throwing("t", event(EventKind::link, "L"));
  b.apart().catching("c", event(EventKind::link, "L")).inclusive("join").end("e");
  b.at("fork").on("y").to("join");
  const auto definition = b.build();

  EXPECT_EQ(reaching(*definition, "join", "c-join"), (Ids{"s", "fork", "a", "t", "c"}));
}

TEST(Reach, ASubProcessStandsForWhatIsInside_13_4_3) {
  Builder b = fork_and_join();
  b.flow("fork", "sp", "z").apart().sub("sp", [](Builder& in) { in.start("is").end("ie"); });
  b.at("sp").to("join");
  const auto definition = b.build();

  EXPECT_EQ(reaching(*definition, "join", "sp-join"), (Ids{"s", "fork", "sp"}));
}

TEST(Reach, OnlyInclusiveJoinsHaveSets) {
  const auto definition = fork_and_join().build();

  EXPECT_TRUE(definition->find("fork")->reach.empty());
  EXPECT_TRUE(definition->find("a")->reach.empty());
}

/// One random graph: tasks, boundary events on some, links between some, inclusive gateways, flows
/// anywhere.
Builder random_process(std::mt19937_64& random, int nodes) {
  const auto below = [&](int bound) {
    return static_cast<int>(random() % static_cast<std::uint64_t>(bound));
  };
  const auto node = [&](int i) { return "n" + std::to_string(i); };
  Builder b("p");
  for (int i = 0; i < nodes; ++i) {
    b.apart();
    if (below(3) == 0)
      b.inclusive(node(i));
    else
      b.task(node(i));
  }
  for (int i = 0; i < nodes; ++i)
    if (b.get(node(i)).kind == ElementKind::task && below(4) == 0)
      b.boundary_timer("b" + std::to_string(i), node(i), "PT1H").to(node(below(nodes)));
  for (int i = 0; i < 2; ++i) {
    const std::string name = "L" + std::to_string(i);
    b.at(node(below(nodes))).throwing("t" + name, event(EventKind::link, name));
    b.apart().catching("c" + name, event(EventKind::link, name)).to(node(below(nodes)));
  }
  std::set<std::string> flows;
  for (int i = 0; i < nodes * 3 / 2; ++i) {
    const std::string from = node(below(nodes)), to = node(below(nodes));
    if (flows.insert(from + to).second) b.flow(from, to);
  }
  // Flows of the same ends that were made above get names of their own.
  int number = 0;
  for (model::DraftFlow& flow : b.draft().flows) flow.id = "f" + std::to_string(number++);
  return b;
}

/// Whether a token at `from` can arrive through `flow` without visiting `join`: a search forwards,
/// as the clause is worded.
bool path_exists(const Definition& d, ElementIndex from, ElementIndex join, model::FlowIndex flow) {
  std::set<ElementIndex> seen;
  std::vector<ElementIndex> open{from};
  while (!open.empty()) {
    const ElementIndex at = open.back();
    open.pop_back();
    if (at == join || !seen.insert(at).second) continue;
    const model::Element& element = d.element(at);
    for (const model::FlowIndex out : element.outgoing) {
      if (out == flow) return true;
      open.push_back(d.flow(out).target);
    }
    for (const ElementIndex event : element.boundary_events) open.push_back(event);
    if (element.kind != ElementKind::intermediate_throw_event) continue;
    for (ElementIndex i = 0; i < d.elements.size(); ++i)
      if (d.element(i).id == "c" + element.details.events[0].name.text) open.push_back(i);
  }
  return false;
}

TEST(Reach, AgreesWithASearchForPathsOnRandomGraphs_13_4_3) {
  constexpr std::uint64_t seed = 20261123;
  RecordProperty("seed", std::to_string(seed));
  std::printf("seed %llu\n", static_cast<unsigned long long>(seed));
  std::mt19937_64 random(seed);
  std::size_t joins = 0;
  for (int round = 0; round < 300; ++round) {
    const Builder given = random_process(random, 4 + round % 12);
    const model::Compiled compiled = model::compile(given.draft(), 1);
    ASSERT_NE(compiled.definition, nullptr) << compiled.problems.at(0).message;
    const Definition& definition = *compiled.definition;
    for (ElementIndex join = 0; join < definition.elements.size(); ++join) {
      const model::Element& element = definition.element(join);
      for (std::size_t i = 0; i < element.reach.size(); ++i, ++joins)
        for (ElementIndex from = 0; from < definition.elements.size(); ++from)
          ASSERT_EQ(element.reach[i][from],
                    path_exists(definition, from, join, element.incoming[i]))
              << "round " << round << ": from " << definition.element(from).id << " to "
              << element.id;
    }
  }
  EXPECT_GT(joins, 1000U);
}

}  // namespace
}  // namespace onward::test
