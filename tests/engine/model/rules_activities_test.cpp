// Activities: loops (BPMN 2.0.2 clause 10.3.8) and what a task must say to run (clause 10.3.3).
#include "tests/engine/model/rule_cases.hpp"

namespace onward::test {

using model::Details;
using model::ElementKind;

namespace {

Builder with_task(ElementKind kind, const std::function<void(Details&)>& change) {
  Builder b("p");
  return b.start("s").element(kind, "a").with(change).end("e");
}

Builder empty(ElementKind kind) {
  return with_task(kind, [](Details&) {});
}

Builder job(const std::string& topic) {
  return with_task(ElementKind::service_task, [&](Details& d) {
    d.job.kind = model::JobKind::worker;
    d.job.topic = literal(topic);
  });
}

Builder repeated(ElementKind kind, const std::string& cardinality) {
  return with_task(kind, [&](Details& d) {
    d.multi_instance.emplace();
    d.multi_instance->cardinality = feel(cardinality);
  });
}

Builder looping(const std::string& condition) {
  return with_task(ElementKind::user_task, [&](Details& d) {
    d.loop.emplace();
    if (!condition.empty()) d.loop->condition = feel(condition);
  });
}

Builder sending() {
  Builder b("p");
  return b.start("s").send("a", "order").end("e");
}

Builder receiving() {
  Builder b("p");
  return b.start("s").receive("a", "order").end("e");
}

Builder calling() {
  Builder b("p");
  return b.start("s").call("a", "other").end("e");
}

Builder script() {
  Builder b("p");
  return b.start("s").script("a", "{x: 1}").end("e");
}

Builder deciding() {
  Builder b("p");
  return b.start("s").decision("a", "score", "result").end("e");
}

Builder calling(model::Binding binding, const std::string& version) {
  return calling().at("a").with([&](Details& d) {
    d.call.binding = binding;
    d.call.version = literal(version);
  });
}

Builder deciding(model::Binding binding, const std::string& version) {
  return deciding().at("a").with([&](Details& d) {
    d.decision.binding = binding;
    d.decision.version = literal(version);
  });
}

}  // namespace

std::vector<RuleCase> activity_cases() {
  return {
      {"loop-not-allowed", "a", repeated(ElementKind::exclusive_gateway, "3"),
       repeated(ElementKind::user_task, "3")},
      {"missing-multi-instance-input", "a", repeated(ElementKind::user_task, ""),
       repeated(ElementKind::user_task, "3")},
      {"missing-loop-condition", "a", looping(""), looping("again")},
      {"missing-implementation", "a", empty(ElementKind::service_task), job("ship")},
      {"missing-implementation", "a", empty(ElementKind::send_task), sending()},
      {"missing-topic", "a", job(""), job("ship")},
      {"missing-message", "a", empty(ElementKind::receive_task), receiving()},
      {"missing-script", "a", empty(ElementKind::script_task), script()},
      {"missing-decision", "a", empty(ElementKind::business_rule_task), deciding()},
      {"missing-called-element", "a", empty(ElementKind::call_activity), calling()},
      {"missing-version", "a", calling(model::Binding::version, "new"),
       calling(model::Binding::version, "2")},
      {"missing-version", "a", calling(model::Binding::version_tag, ""),
       calling(model::Binding::deployment, "")},
      {"missing-version", "a", deciding(model::Binding::version, "0"),
       deciding(model::Binding::version_tag, "may")},
  };
}

}  // namespace onward::test
