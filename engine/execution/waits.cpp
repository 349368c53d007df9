#include "engine/execution/waits.hpp"

#include <algorithm>
#include <iterator>

#include "engine/execution/behavior.hpp"
#include "engine/execution/data.hpp"
#include "engine/execution/ending.hpp"
#include "engine/execution/scope.hpp"
#include "engine/execution/timers.hpp"

namespace onward {
namespace {

/// The wait for one event definition; nothing when this kind of event is not waited for (error,
/// link) or never comes (R0).
Result<std::optional<Wait>> make_wait(const Step& step, const model::EventDefinition& event,
                                      LocalId scope) {
  Wait wait;
  wait.since = step.now();
  switch (event.kind) {
    case model::EventKind::timer:
      wait.kind = WaitKind::timer;
      if (event.timer.kind == model::TimerKind::cycle) {
        ONWARD_TRY(const Cycle cycle, cycle_of(step, event.timer, scope));
        if (cycle.never) return std::optional<Wait>{};
        wait.due = cycle.first;
        wait.cycle = cycle.text;
        wait.remaining = cycle.remaining;
      } else {
        ONWARD_TRY(wait.due, due_of(step, event.timer.value, scope, DayEdge::start,
                                    step.calendar(event.timer.calendar)));
      }
      return std::optional(wait);
    case model::EventKind::message: {
      wait.kind = WaitKind::message;
      ONWARD_TRY(wait.name, evaluate_text(step, event.name, scope));
      if (event.correlation_key.empty()) return std::optional(wait);
      ONWARD_TRY(const Value key, evaluate(step, event.correlation_key, scope));
      wait.key = feel::to_feel_text(key);
      wait.has_key = true;
      return std::optional(wait);
    }
    case model::EventKind::signal: {
      wait.kind = WaitKind::signal;
      ONWARD_TRY(wait.name, evaluate_text(step, event.name, scope));
      return std::optional(wait);
    }
    case model::EventKind::conditional:
      wait.kind = WaitKind::conditional;
      return std::optional(wait);
    case model::EventKind::none:
    case model::EventKind::error:
    case model::EventKind::escalation:
    case model::EventKind::link:
    case model::EventKind::terminate:
    case model::EventKind::compensation:
    case model::EventKind::cancel: return std::optional<Wait>{};
  }
  return std::optional<Wait>{};
}

bool has_wait(const Step& step, LocalId token, const std::string& element) {
  const std::vector<LocalId> waits = step.belonging(token, find_wait);
  return std::any_of(waits.begin(), waits.end(), [&](LocalId id) {
    return find_wait(step.instance(), id)->element == element;
  });
}

/// The working time that the wait's cycle counts; nullptr: all the time.
const WorkingCalendar* calendar_of(const Step& step, const Wait& wait) {
  const model::Element* element = step.definition().find(wait.element);
  if (element == nullptr) return nullptr;
  for (const model::EventDefinition& event : element->details.events)
    if (event.kind == model::EventKind::timer && !event.timer.calendar.empty())
      return step.calendar(event.timer.calendar);
  return nullptr;
}

/// A non-interrupting event fired: a single timer is over, a cycle is set again, messages and
/// signals go on being heard.
void keep_or_close(Step& step, const Wait& wait) {
  if (wait.kind != WaitKind::timer) return;
  if (wait.cycle.empty() || wait.remaining == 0)
    return step.add(WaitClosed{wait.id, WaitEnd::fired});
  const auto next = next_occurrence(wait.cycle, wait.due, calendar_of(step, wait), step.zone());
  if (!next.ok() || !next.value()) return step.add(WaitClosed{wait.id, WaitEnd::fired});
  const bool endless = wait.remaining == std::numeric_limits<std::uint32_t>::max();
  step.add(TimerRepeated{wait.id, *next.value(), endless ? wait.remaining : wait.remaining - 1});
}

/// Of an event that happens when all its definitions have (parallelMultiple): others are missing.
bool misses_others(const Step& step, const Wait& wait) {
  const std::vector<LocalId> waits =
      step.belonging(wait.token ? wait.token : wait.scope, find_wait);
  return std::any_of(waits.begin(), waits.end(), [&](LocalId id) {
    return id != wait.id && find_wait(step.instance(), id)->element == wait.element;
  });
}

/// What came is remembered by its wait being gone; what it carried goes into variables.
void happen_in_part(Step& step, const Wait& wait, const Context& payload) {
  step.add(WaitClosed{wait.id, WaitEnd::fired});
  const LocalId scope = wait.token ? step.token(wait.token).scope : wait.scope;
  for (const auto& [name, value] : payload.entries()) set_outwards(step, scope, name, value);
}

/// The event that an event-based gateway waited for came first: the others are given up (BPMN 2.0.2
/// clause 13.4.4).
void fire_gateway(Step& step, const Wait& wait, const Context& payload) {
  const Token gateway = step.token(wait.token);
  const model::Element& at = step.element_of(gateway);
  const model::ElementIndex target = step.definition().at(wait.element);
  model::FlowIndex flow = model::none;
  for (const model::FlowIndex candidate : at.outgoing)
    if (step.definition().flow(candidate).target == target) flow = candidate;
  step.add(WaitClosed{wait.id, WaitEnd::fired});
  close_waits(step, gateway.id);
  step.consume(gateway.id, TokenEnd::completed);
  const LocalId token =
      step.create_triggered(gateway.scope, step.definition().element(target), flow);
  take_result(step, token, payload);
}

/// The waits of an element's event definitions; nothing is opened yet.
Result<std::vector<Wait>> make_waits(const Step& step, LocalId token, LocalId scope,
                                     const model::Element& element) {
  std::vector<Wait> waits;
  const auto collect = [&](const model::EventDefinition& event, std::size_t at) -> Result<Done> {
    ONWARD_TRY(std::optional<Wait> wait, make_wait(step, event, scope));
    if (!wait) return Done{};
    wait->event = static_cast<std::uint32_t>(at);
    waits.push_back(std::move(*wait));
    return Done{};
  };
  if (element.kind == model::ElementKind::receive_task)
    ONWARD_TRY_DONE(collect(element.details.message, 0));
  for (std::size_t i = 0; i < element.details.events.size(); ++i)
    ONWARD_TRY_DONE(collect(element.details.events[i], i));
  for (Wait& wait : waits) {
    wait.token = token;
    wait.scope = scope;
    wait.element = element.id;
  }
  return waits;
}

void open_all(Step& step, std::vector<Wait> waits) {
  for (Wait& wait : waits) {
    wait.id = step.next_local();
    step.add(WaitOpened{std::move(wait)});
  }
}

/// All definitions of a parallel multiple event have happened: it begins anew.
void wait_again(Step& step, const Wait& wait, const model::Element& element) {
  step.add(WaitClosed{wait.id, WaitEnd::fired});
  auto waits = make_waits(step, wait.token, wait.scope, element);
  if (waits.ok()) return open_all(step, std::move(waits).value());
  if (wait.token) step.raise_incident(wait.token, "expression-failed", waits.error().message);
}

}  // namespace

Result<Done> open_waits(Step& step, LocalId token, LocalId scope, const model::Element& element) {
  ONWARD_TRY(std::vector<Wait> waits, make_waits(step, token, scope, element));
  open_all(step, std::move(waits));
  return Done{};
}

Result<Done> open_boundary_waits(Step& step, LocalId token) {
  const Token at = step.token(token);
  const auto& boundaries = step.element_of(at).boundary_events;
  // A retry sets no deadline anew, neither one that waits nor one that is over.
  if (boundaries.empty() || at.boundary_set) return Done{};
  const LocalId scope = scope_of(step, at);
  std::vector<Wait> all;
  for (const model::ElementIndex index : boundaries) {
    const model::Element& boundary = step.definition().element(index);
    // A token that was stored by codec version 1 has no mark; what it still waits for is kept.
    if (has_wait(step, token, boundary.id)) continue;
    ONWARD_TRY(std::vector<Wait> waits, make_waits(step, token, scope, boundary));
    std::move(waits.begin(), waits.end(), std::back_inserter(all));
  }
  open_all(step, std::move(all));
  step.add(BoundarySet{token});
  return Done{};
}

void open_event_sub_processes(Step& step, LocalId scope,
                              const std::vector<model::ElementIndex>& event_sub_processes) {
  for (const model::ElementIndex index : event_sub_processes) {
    for (const model::ElementIndex start : step.definition().element(index).start_events) {
      const auto opened = open_waits(step, {}, scope, step.definition().element(start));
      const LocalId owner = find_scope(step.instance(), scope)->owner;
      if (!opened.ok() && owner)
        step.raise_incident(owner, "expression-failed", opened.error().message);
    }
  }
}

void close_waits(Step& step, LocalId token, WaitEnd end) {
  for (const LocalId wait : step.belonging(token, find_wait)) step.add(WaitClosed{wait, end});
}

void fire(Step& step, LocalId id, const Context& payload) {
  const Wait wait = *find_wait(step.instance(), id);
  const model::Element& element = step.definition().element(step.definition().at(wait.element));
  step.add(EventCaught{id, wait.element, wait.name});
  if (element.details.parallel_multiple && misses_others(step, wait))
    return happen_in_part(step, wait, payload);
  if (!wait.token || element.kind == model::ElementKind::boundary_event) {
    if (element.details.interrupting)
      step.add(WaitClosed{id, WaitEnd::fired});
    else if (element.details.parallel_multiple)
      wait_again(step, wait, element);
    else
      keep_or_close(step, wait);
    if (wait.token) return trigger_boundary(step, wait.token, element, payload);
    return trigger_event_sub_process(step, wait.scope, element, payload);
  }
  if (step.token(wait.token).element != wait.element) return fire_gateway(step, wait, payload);
  step.add(WaitClosed{id, WaitEnd::fired});
  take_result(step, wait.token, payload);
  leave_element(step, wait.token);
}

void trigger_boundary(Step& step, LocalId activity_token, const model::Element& boundary,
                      const Context& payload) {
  const LocalId scope = step.token(activity_token).scope;
  if (boundary.details.interrupting) step.cancel_token(activity_token);
  const LocalId token = step.create_triggered(scope, boundary);
  take_result(step, token, payload);
}

void trigger_event_sub_process(Step& step, LocalId scope, const model::Element& start,
                               const Context& payload) {
  const model::Element& process = step.definition().element(start.parent);
  if (start.details.interrupting) cancel_content(step, scope);
  const LocalId inner = step.next_local();
  step.add(ScopeOpened{inner, scope, {}, ScopeKind::event_sub_process, process.id});
  const StartData data = start_data(start, payload);
  for (const auto& [name, value] : data.scope.entries()) set_local(step, inner, name, value);
  declare(step, inner, process.details.data.own);
  take_data_outputs(step, step.create_triggered(inner, start), data.event);
}

}  // namespace onward
