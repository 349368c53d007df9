// Events: what each position allows (BPMN 2.0.2 clause 10.5), boundary events, links.
#include "tests/engine/model/rule_cases.hpp"

namespace onward::test {

using model::ElementKind;
using model::EventKind;

namespace {

Builder starting(EventKind kind) {
  Builder b("p");
  return b.start("s", event(kind, "go")).end("e");
}

Builder sub_starting(EventKind kind) {
  Builder b("p");
  return b.start("s0")
      .sub("sp", [&](Builder& in) { in.start("s", event(kind, "go")).end("e"); })
      .end("e0");
}

Builder event_sub_starting(EventKind kind, Interrupting interrupting = Interrupting::yes) {
  Builder b = plain();
  return b.event_sub(
      "es", [&](Builder& in) { in.start("s1", event(kind, "go"), interrupting).end("e1"); });
}

Builder catching(EventKind kind) {
  Builder b("p");
  return b.start("s").catching("c", event(kind, "go")).end("e");
}

Builder throwing(EventKind kind) {
  Builder b("p");
  return b.start("s").throwing("c", event(kind, "go")).end("e");
}

Builder ending(EventKind kind) {
  Builder b("p");
  return b.start("s").end("c", event(kind, "go"));
}

Builder boundary(EventKind kind, Interrupting interrupting = Interrupting::yes) {
  Builder b = plain();
  return b.boundary("c", "a", event(kind, "go"), interrupting);
}

Builder attached(const std::string& host) {
  Builder b = plain();
  b.at("a").sub("sp", [](Builder& in) { in.user("x"); });
  return b.boundary_timer("c", host, "PT1H");
}

Builder cancelled(ElementKind kind) {
  Builder b("p");
  b.start("s").sub(kind, "tx",
                   [](Builder& in) { in.start("ts").end("c", event(EventKind::cancel)); });
  return b.end("e");
}

Builder cancel_boundary(ElementKind kind, Interrupting interrupting = Interrupting::yes) {
  Builder b = cancelled(ElementKind::transaction);
  b.get("tx").kind = kind;
  return b.boundary("c2", "tx", event(EventKind::cancel), interrupting);
}

/// s -> throw L ... catch L -> e
Builder linked() {
  Builder b("p");
  b.start("s").throwing("t", event(EventKind::link, "L"));
  return b.apart().catching("c", event(EventKind::link, "L")).end("e");
}

Builder two_catches() {
  Builder b = linked();
  return b.apart().catching("c2", event(EventKind::link, "L")).end("e2");
}

Builder same_name_in_two_scopes() {
  Builder b = linked();
  b.get("t").details.events.front().name = literal("L");
  return b.at("c").sub("sp", [](Builder& in) {
    in.start("s2").throwing("t2", event(EventKind::link, "L"));
    in.apart().catching("c2", event(EventKind::link, "L")).end("e2");
  });
}

Builder unmatched() {
  Builder b("p");
  return b.start("s").throwing("t", event(EventKind::link, "L"));
}

}  // namespace

std::vector<RuleCase> event_cases() {
  const EventKind signal = EventKind::signal;
  return {
      {"start-event-kind", "s", starting(EventKind::error), starting(EventKind::message)},
      {"start-event-kind", "s", starting(EventKind::escalation), starting(EventKind::conditional)},
      {"start-event-kind", "s", sub_starting(EventKind::message), sub_starting(EventKind::none)},
      {"start-event-kind", "s1", event_sub_starting(EventKind::cancel),
       event_sub_starting(EventKind::error)},
      {"intermediate-event-kind", "c", catching(EventKind::error), catching(signal)},
      {"intermediate-event-kind", "c", catching(EventKind::terminate),
       catching(EventKind::conditional)},
      {"intermediate-event-kind", "c", throwing(EventKind::timer), throwing(EventKind::escalation)},
      {"intermediate-event-kind", "c", throwing(EventKind::error), throwing(EventKind::message)},
      {"end-event-kind", "c", ending(EventKind::timer), ending(EventKind::error)},
      {"end-event-kind", "c", ending(EventKind::link), ending(EventKind::terminate)},
      {"boundary-event-kind", "c", boundary(EventKind::link), boundary(EventKind::escalation)},
      {"boundary-event-kind", "c", boundary(EventKind::terminate),
       boundary(EventKind::compensation)},
      {"missing-trigger", "c", catching(EventKind::none), catching(signal)},
      {"missing-trigger", "c", boundary(EventKind::none), boundary(signal)},
      {"missing-trigger", "s1", event_sub_starting(EventKind::none), event_sub_starting(signal)},
      {"boundary-event-attachment", "c", attached("nowhere"), attached("sp")},
      {"boundary-event-attachment", "c", attached("s"), attached("a")},
      {"boundary-event-attachment", "c", attached("x"), attached("sp")},
      {"event-must-interrupt", "c", boundary(EventKind::error, Interrupting::no),
       boundary(signal, Interrupting::no)},
      {"event-must-interrupt", "s1", event_sub_starting(EventKind::error, Interrupting::no),
       event_sub_starting(signal, Interrupting::no)},
      {"event-must-interrupt", "c2", cancel_boundary(ElementKind::transaction, Interrupting::no),
       cancel_boundary(ElementKind::transaction)},
      {"cancel-end-event", "c", ending(EventKind::cancel), cancelled(ElementKind::transaction)},
      {"cancel-end-event", "c", cancelled(ElementKind::sub_process),
       cancelled(ElementKind::transaction)},
      {"cancel-boundary-event", "c", boundary(EventKind::cancel),
       cancel_boundary(ElementKind::transaction)},
      {"cancel-boundary-event", "c2", cancel_boundary(ElementKind::sub_process),
       cancel_boundary(ElementKind::transaction)},
      {"compensation-boundary-outgoing", "c", boundary(EventKind::compensation).user("undo"),
       boundary(EventKind::compensation)},
      {"link-event-flow", "t", linked().flow("t", "e"), linked()},
      {"link-event-flow", "c", linked().flow("s", "c"), linked()},
      {"link-event-duplicate", "c2", two_catches(), same_name_in_two_scopes()},
      {"link-event-unmatched", "t", unmatched(), linked()},
  };
}

}  // namespace onward::test
