// Sequence flows (BPMN 2.0.2 clause 8.4.13) and their ends.
#include "tests/engine/model/rule_cases.hpp"

namespace onward::test {

using model::EventKind;

namespace {

/// s -> a, an embedded sub-process sp with x inside, and a flow from a to x.
Builder crossing() {
  Builder b = plain();
  b.at("a").sub("sp", [](Builder& in) { in.user("x"); });
  return b.flow("a", "x");
}

Builder misplaced() {
  Builder b = plain();
  b.at("a").sub("sp", [](Builder& in) { in.user("x").user("y"); });
  b.get_flow("x-y").parent = "";
  return b;
}

Builder with_event_sub() {
  Builder b = plain();
  return b.event_sub("es", [](Builder& in) {
    in.start("es-start", event(EventKind::signal, "stop")).end("es-end");
  });
}

Builder with_handler() {
  Builder b = plain();
  return b.apart().task("undo").with([](model::Details& d) { d.for_compensation = true; });
}

Builder decision() {
  Builder b("p");
  b.start("s").exclusive("x").on("amount > 5").user("a").end("e");
  return b.at("x").otherwise().end("no");
}

Builder conditions_after_parallel() {
  Builder b("p");
  b.start("s").parallel("x").on("amount > 5").user("a").end("e");
  return b.at("x").end("no");
}

Builder lone_condition() {
  Builder b("p");
  return b.start("s").user("a").on("amount > 5").end("e");
}

Builder accompanied_condition() {
  Builder b = lone_condition();
  return b.at("a").otherwise().end("e2");
}

Builder foreign_default() {
  Builder b = decision();
  b.get("x").default_flow = "s-x";
  return b;
}

Builder parallel_default() {
  Builder b("p");
  b.start("s").parallel("x").user("a").end("e");
  return b.at("x").otherwise().end("no");
}

Builder condition_on_default() {
  Builder b = decision();
  b.get_flow("x-no").condition = feel("true");
  return b;
}

Builder written(const std::string& incoming) {
  Builder b = plain();
  b.get("a").has_flow_references = true;
  b.get("a").incoming = {incoming};
  b.get("a").outgoing = {"a-e"};
  return b;
}

Builder with_boundary() {
  Builder b = plain();
  b.boundary_timer("late", "a", "PT1H").end("e2");
  return b;
}

}  // namespace

std::vector<RuleCase> flow_cases() {
  return {
      {"flow-end-unknown", "a-nowhere", plain().flow("a", "nowhere"), plain()},
      {"flow-end-unknown", "nobody-a", plain().flow("nobody", "a"), plain()},
      {"flow-crosses-scope", "a-x", crossing(), with_event_sub()},
      {"flow-misplaced", "x-y", misplaced(), plain()},
      {"start-event-incoming", "s", plain().flow("a", "s"), plain()},
      {"end-event-outgoing", "e", plain().flow("e", "a"), plain()},
      {"boundary-event-incoming", "late", with_boundary().flow("s", "late"), with_boundary()},
      {"event-sub-process-flow", "es", with_event_sub().flow("a", "es"), with_event_sub()},
      {"event-sub-process-flow", "es", with_event_sub().flow("es", "a"), with_event_sub()},
      {"compensation-handler-flow", "undo", with_handler().flow("a", "undo"), with_handler()},
      {"condition-not-allowed", "x-a", conditions_after_parallel(), decision()},
      {"condition-not-allowed", "s-b", plain().apart().user("b").flow("s", "b", "true"),
       decision()},
      {"conditional-flow-alone", "a-e", lone_condition(), accompanied_condition()},
      {"default-flow-unknown", "x", foreign_default(), decision()},
      {"default-flow-not-allowed", "x", parallel_default(), accompanied_condition()},
      {"default-flow-condition", "x-no", condition_on_default(), decision()},
      {"flow-reference-mismatch", "a", written("a-e"), written("s-a")},
  };
}

}  // namespace onward::test
