// Processes and sub-processes: ids, starts and ends, lanes.
#include "tests/engine/model/rule_cases.hpp"

namespace onward::test {

using model::ElementKind;
using model::EventKind;

namespace {

Builder twice() {
  Builder b = plain();
  return b.at("a").user("b").apart().user("b");
}

Builder flow_named_like_a_task() {
  Builder b = plain();
  b.get_flow("a-e").id = "a";
  return b;
}

Builder nameless() {
  Builder b = plain();
  return b.apart().user("");
}

Builder orphan() {
  Builder b = plain();
  b.get("a").parent = "s";
  b.draft().flows.clear();
  return b;
}

void nest(Builder& in, int levels) {
  in.sub("level" + std::to_string(levels), [&](Builder& deeper) {
    if (levels > 1) nest(deeper, levels - 1);
  });
}

/// The innermost of `levels` sub-processes is level1.
Builder nested(int levels) {
  Builder b("p");
  nest(b, levels);
  return b;
}

Builder event_sub(int starts) {
  Builder b = plain();
  return b.event_sub("es", [&](Builder& in) {
    for (int i = 0; i < starts; ++i)
      in.start("s" + std::to_string(i), event(EventKind::signal, "go"));
  });
}

Builder sub_with_starts(int starts) {
  Builder b("p");
  return b.start("s")
      .sub("sp",
           [&](Builder& in) {
             for (int i = 0; i < starts; ++i) in.start("s" + std::to_string(i));
           })
      .end("e");
}

Builder ad_hoc(bool with_end) {
  Builder b("p");
  return b.start("s")
      .sub(ElementKind::ad_hoc_sub_process, "ah",
           [&](Builder& in) {
             in.user("a");
             if (with_end) in.end("ah-end");
           })
      .end("e");
}

/// Everything that needs no incoming flow although its process has a start event.
Builder excused() {
  Builder b = event_sub(1);
  b.boundary_timer("late", "a", "PT1H").end("e2");
  b.apart().task("undo").with([](model::Details& d) { d.for_compensation = true; });
  b.at("a").throwing("t", event(EventKind::link, "L"));
  return b.apart().catching("c", event(EventKind::link, "L")).end("e3");
}

Builder circle() {
  Builder b("p");
  return b.user("a").user("b").to("a");
}

Builder without_start() {
  Builder b("p");
  return b.user("a").user("b");
}

Builder marked(bool executable) {
  Builder b = plain();
  return executable ? b : b.not_executable();
}

}  // namespace

std::vector<RuleCase> scope_cases() {
  return {
      {"duplicate-id", "b", twice(), plain()},
      {"duplicate-id", "a", flow_named_like_a_task(), plain()},
      {"duplicate-id", "p", plain().apart().user("p"), plain()},
      {"missing-id", "", nameless(), plain()},
      {"parent-unknown", "a", orphan(), sub_with_starts(1)},
      {"nesting-too-deep", "level1", nested(66), nested(65)},
      {"event-sub-process-starts", "es", event_sub(2), event_sub(1)},
      {"event-sub-process-start-missing", "es", event_sub(0), event_sub(1)},
      {"sub-process-starts", "sp", sub_with_starts(2), sub_with_starts(1)},
      {"ad-hoc-start-or-end", "ah-end", ad_hoc(true), ad_hoc(false)},
      {"unreachable-element", "b", plain().apart().user("b").to("e"), excused()},
      {"missing-outgoing", "b", plain().at("a").user("b"), excused()},
      {"nothing-to-start", "p", circle(), without_start()},
      {"nothing-to-start", "p", Builder("p"), plain()},
      {"not-marked-executable", "p", marked(false), marked(true)},
      {"lane-reference-unknown", "l", plain().lane("l", {"a", "ghost"}), plain().lane("l", {"a"})},
      {"lane-overlap", "a", plain().lane("l", {"a"}).lane("m", {"a"}),
       plain().lane("l", {"a"}).lane("m", {"a"}, "l")},
  };
}

}  // namespace onward::test
