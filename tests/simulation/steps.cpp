#include "tests/simulation/steps.hpp"

namespace onward::simulation {
namespace {

using model::EventKind;

model::EventDefinition when(std::string_view condition) {
  model::EventDefinition event = test::event(EventKind::conditional);
  event.condition = test::feel(condition);
  return event;
}

}  // namespace

void Steps::simple() {
  switch (random_.below(18)) {
    case 17: return with_associations();
    case 14: return twice();
    case 15: return all_of_several();
    case 16:
      if (handlers_ > 0) break;
      return telling_instances();
    case 10: return undoable();
    case 11: return undo();
    case 12:
      // In a handler x may be a variable of its own, which nobody writes any more.
      if (handlers_ > 0) break;
      b_.catching(id("until"), when("x <= 1"));
      return;
    case 13:
      if (handlers_ > 0) break;
      b_.throwing(id("warn"), test::event(EventKind::escalation, one_of("L", 2)));
      return;
    case 0: b_.service(id("service"), one_of("topic", 2)); return;
    case 1: b_.script(id("script"), "{y: x + 1}"); return;
    case 2: b_.task(id("task")); return;
    case 3: b_.catch_timer(id("timer"), hours()); return;
    case 4: b_.catch_message(id("message"), one_of("m", 2)); return;
    case 5: b_.catch_signal(id("signal"), one_of("s", 2)); return;
    case 6:
      // A handler that throws what it hears would never come to rest.
      if (handlers_ > 0) break;
      b_.throw_signal(id("shout"), one_of("s", 2));
      return;
    case 7:
      if (handlers_ > 0) break;
      b_.throw_message(id("tell"), one_of("m", 2));
      return;
    default: break;
  }
  b_.user(id("user"));
}

/// Two tokens come out of one task, and the next one takes both.
void Steps::twice() {
  b_.user(id("user")).with([](model::Details& details) { details.completion_quantity = 2; });
  b_.user(id("user")).with([](model::Details& details) { details.start_quantity = 2; });
}

/// Goes on when everything has happened.
void Steps::all_of_several() {
  b_.catching(id("all"), test::event(EventKind::message, one_of("m", 2)));
  also(100);
}

/// Instances that say when they are done: each, the first, or those of which a condition holds.
void Steps::telling_instances() {
  b_.user(id("telling")).times("3").with([this](model::Details& details) {
    model::MultiInstance& multi = *details.multi_instance;
    const char* behaviors[] = {"None", "One", "Complex"};
    multi.behavior = behaviors[random_.below(3)];
    multi.throws.push_back({{}, test::event(EventKind::escalation, one_of("L", 2))});
    if (multi.behavior == "Complex")
      multi.throws.front().condition = test::feel("numberOfCompletedInstances >= 2");
  });
}

/// A task with data associations: what it reads becomes variables of its own, and it gives back
/// only what it writes. An input that is not there is an incident, which a retry may heal.
void Steps::with_associations() {
  if (random_.percent(50))
    b_.user(id("user"));
  else
    b_.script(id("script"), "{result: need + 1}");
  b_.with([&](model::Details& details) {
    details.io.inputs.push_back({.name = "need", .value = {}, .copy_of = "x"});
    details.io.outputs.push_back({.name = "given", .value = {}, .copy_of = "result"});
    details.data.own = {"result"};
    details.data.inputs = {"need"};
    details.data.outputs = {"result"};
    details.data.input_sets = {{"need"}};
    if (random_.percent(30)) details.data.input_sets.push_back({});
  });
}

void Steps::also(unsigned percent_all) {
  const bool all = random_.percent(percent_all);
  b_.with([&](model::Details& details) {
    details.events.push_back(test::event(EventKind::signal, one_of("s", 2)));
    const bool timed = details.events.front().kind == EventKind::timer;  // one at most
    if (!timed && random_.percent(30)) details.events.push_back(test::timer(hours()));
    // An escalation is not waited for.
    details.parallel_multiple = all && details.events.front().kind != EventKind::escalation;
  });
}

void Steps::undoable() {
  const std::string task = id("user"), event = id("undoing"), handler = id("undo");
  b_.user(task);
  b_.boundary(event, task, test::event(EventKind::compensation));
  b_.apart();
  random_.percent(50) ? b_.user(handler) : b_.script(handler, "{z: x}");
  b_.with([](model::Details& details) { details.for_compensation = true; });
  b_.draft().associations.push_back({id("as"), event, handler, {}});
  b_.at(task);
}

void Steps::undo() {
  model::EventDefinition event = test::event(EventKind::compensation);
  event.wait_for_completion = random_.percent(70);
  b_.throwing(id("rollback"), event);
}

model::EventDefinition Steps::trigger() {
  switch (random_.below(5)) {
    case 3: return test::event(EventKind::escalation, one_of("L", 2));
    case 4: return when("x >= 2");
    case 0: return test::event(EventKind::message, one_of("m", 2));
    case 1: return test::event(EventKind::signal, one_of("s", 2));
    default: return test::timer(hours());
  }
}

}  // namespace onward::simulation
