// What event definitions must say before they can run (BPMN 2.0.2 clause 10.5.5).
#include "tests/engine/model/rule_cases.hpp"

namespace onward::test {

using model::EventKind;

namespace {

Builder catching(model::EventDefinition trigger) {
  Builder b("p");
  return b.start("s").catching("c", std::move(trigger)).end("e");
}

Builder conditional(const std::string& condition) {
  model::EventDefinition trigger = event(EventKind::conditional);
  trigger.condition = feel(condition);
  return catching(trigger);
}

Builder thrown_by_worker() {
  Builder b("p");
  return b.start("s")
      .throwing("t", event(EventKind::message))
      .with([](model::Details& d) {
        d.job.kind = model::JobKind::worker;
        d.job.topic = literal("mail");
      })
      .end("e");
}

Builder compensating(const std::string& activity) {
  model::EventDefinition result = event(EventKind::compensation);
  result.activity_ref = activity;
  Builder b("p");
  return b.start("s").user("a").throwing("t", result).end("e");
}

Builder several(EventKind second, bool parallel) {
  return catching(event(EventKind::signal, "go")).at("c").with([&](model::Details& d) {
    d.events.push_back(event(second, "x"));
    d.parallel_multiple = parallel;
  });
}

Builder timed(std::size_t timers) {
  Builder b("p");
  b.start("s", timer("R/PT1H")).user("a").end("e");
  return b.at("s").with([&](model::Details& d) {
    for (; timers > 1; --timers) d.events.push_back(timer("R/PT2H"));
  });
}

Builder compensated(bool with_association) {
  Builder b("p");
  b.start("s").user("a").end("e");
  b.boundary("c", "a", event(EventKind::compensation));
  b.apart().user("undo").with([](model::Details& d) { d.for_compensation = true; });
  if (with_association) b.draft().associations.push_back({"as", "c", "undo", {}});
  return b;
}

}  // namespace

std::vector<RuleCase> event_part_cases() {
  return {
      {"missing-name", "c", catching(event(EventKind::message)),
       catching(event(EventKind::message, "order"))},
      {"missing-name", "c", catching(event(EventKind::signal)), thrown_by_worker()},
      {"missing-timer", "c", catching(timer("")), catching(timer("PT1H"))},
      {"cron-invalid", "c", catching(timer("0 6 32 * *")), catching(timer("0 6 1 * *"))},
      {"cron-invalid", "c", catching(timer("0 6 ? * MON")), catching(timer("0 0 6 ? * MON"))},
      {"cron-not-supported", "c", catching(timer("@reboot")), catching(timer("@daily"))},
      {"cron-not-supported", "c", catching(timer("H 6 * * *")), catching(timer("R3/PT1H"))},
      {"cron-never", "c", catching(timer("0 6 30 2 *")), catching(timer("0 6 29 2 *"))},
      {"cron-weekday-number", "c", catching(timer("0 0 6 ? * 2")), catching(timer("0 0 6 * * 2"))},
      {"missing-event-condition", "c", conditional(""), conditional("amount > 5")},
      {"parallel-multiple-kind", "c", several(EventKind::error, true),
       several(EventKind::message, true)},
      {"start-event-timers", "s", timed(2), timed(1)},
      {"compensation-without-handler", "c", compensated(false), compensated(true)},
      {"compensation-unknown", "t", compensating("nothing"), compensating("a")},
  };
}

}  // namespace onward::test
