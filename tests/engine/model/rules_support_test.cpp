// What cannot run yet: one model per row, so that a deleted row shows here.
#include "tests/engine/model/rule_cases.hpp"

namespace onward::test {

using model::Details;
using model::ElementKind;
using model::EventKind;

namespace {

Builder catching(EventKind kind) {
  Builder b("p");
  return b.start("s").catching("x", event(kind, "go")).end("e");
}

Builder throwing(EventKind kind) {
  Builder b("p");
  return b.start("s").throwing("x", event(kind, "go")).end("e");
}

Builder with_task(ElementKind kind, const std::function<void(Details&)>& change) {
  Builder b("p");
  return b.start("s").element(kind, "x").with(change).end("e");
}

Builder cancel_end() {
  Builder b = plain();
  return b.at("a").end("x", event(EventKind::cancel));
}

Builder two_events() {
  return catching(EventKind::signal).at("x").with([](Details& d) {
    d.events.push_back(event(EventKind::message, "order"));
  });
}

}  // namespace

std::vector<RuleCase> support_cases() {
  const auto nothing = [](Details&) {};
  std::vector<Builder> broken{
      catching(EventKind::conditional),
      throwing(EventKind::escalation),
      throwing(EventKind::compensation),
      with_task(ElementKind::task, [](Details& d) { d.for_compensation = true; }),
      cancel_end(),
      two_events(),
      with_task(ElementKind::transaction, nothing),
      with_task(ElementKind::ad_hoc_sub_process, nothing),
      with_task(ElementKind::user_task, [](Details& d) { d.loop.emplace(); }),
      with_task(ElementKind::complex_gateway, nothing),
      with_task(ElementKind::receive_task, [](Details& d) { d.instantiate = true; }),
      with_task(ElementKind::task, [](Details& d) { d.start_quantity = 2; }),
      with_task(ElementKind::task, [](Details& d) { d.completion_quantity = 2; }),
      with_task(ElementKind::task,
                [](Details& d) {
                  d.multi_instance.emplace();
                  d.multi_instance->behavior = "One";
                }),
  };
  std::vector<RuleCase> cases;
  for (Builder& model : broken)
    cases.push_back({"not-supported-yet", "x", std::move(model), catching(EventKind::signal)});
  return cases;
}

}  // namespace onward::test
