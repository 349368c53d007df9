// Gateways (BPMN 2.0.2 clause 10.6): event-based targets, conditions of decisions.
#include "tests/engine/model/rule_cases.hpp"

namespace onward::test {

using model::EventKind;

namespace {

/// s -> g -> (timer c1, and whatever the caller adds)
Builder waiting() {
  Builder b("p");
  b.start("s").event_gateway("g").catch_timer("c1", "PT1H").end("e1");
  return b.at("g");
}

Builder waiting_twice() { return waiting().catch_signal("c2", "go").end("e2"); }

Builder with_link_target() {
  Builder b = waiting().catching("c2", event(EventKind::link, "L"));
  return b.end("e2");
}

Builder mixed() {
  Builder b = waiting().catch_message("c2", "order").end("e2");
  return b.at("g").receive("r", "order").end("e3");
}

Builder receiving() { return waiting().receive("r", "order").end("e2"); }

Builder two_ways_in() {
  Builder b("p");
  b.start("s").exclusive("x").on("big").event_gateway("g").catch_timer("c1", "PT1H").end("e1");
  b.at("g").catch_signal("c2", "go").end("e2");
  return b.at("x").otherwise().to("c2");
}

Builder decision(model::ElementKind kind, const std::string& condition) {
  Builder b("p");
  b.start("s").element(kind, "x").on("amount > 5").user("a").end("e");
  return b.at("x").on(condition).end("e2");
}

Builder complex_join(const std::string& activation) {
  Builder b("p");
  b.start("s").parallel("f").user("a").element(model::ElementKind::complex_gateway, "j");
  if (!activation.empty())
    b.with([&](model::Details& d) { d.activation_condition = feel(activation); });
  b.end("e");
  return b.at("f").user("u").to("j");
}

}  // namespace

std::vector<RuleCase> gateway_cases() {
  using model::ElementKind;
  return {
      {"event-gateway-target", "g", waiting().user("u").end("e2"), waiting_twice()},
      {"event-gateway-target", "g", with_link_target(), receiving()},
      {"event-gateway-mixed", "g", mixed(), receiving()},
      {"event-gateway-target-incoming", "c2", two_ways_in(), waiting_twice()},
      {"event-gateway-target-boundary", "r",
       receiving().boundary_timer("late", "r", "PT1H").end("e4"), receiving()},
      {"event-gateway-single", "g", waiting(), waiting_twice()},
      {"event-gateway-empty", "g", plain().at("a").event_gateway("g"), waiting_twice()},
      {"missing-activation-condition", "j", complex_join(""), complex_join("activationCount > 1")},
      {"gateway-mapping", "g", waiting_twice().at("g").input("x", "1"), waiting_twice()},
      {"missing-condition", "x-e2", decision(ElementKind::exclusive_gateway, ""),
       decision(ElementKind::exclusive_gateway, "amount <= 5")},
      {"inclusive-flow-unconditional", "x-e2", decision(ElementKind::inclusive_gateway, ""),
       decision(ElementKind::inclusive_gateway, "amount <= 5")},
  };
}

}  // namespace onward::test
