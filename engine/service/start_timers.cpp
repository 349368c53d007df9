#include "engine/service/start_timers.hpp"

#include <limits>

#include "engine/base/iso8601.hpp"
#include "engine/execution/step.hpp"
#include "engine/execution/timers.hpp"

namespace onward {
namespace {

/// Timer expressions of a start event see no variables: they are evaluated over an empty scope.
Result<std::optional<StartTimer>> next_start(Unit& unit, const model::Definition& definition,
                                             const model::Element& start,
                                             const model::Timer& timer) {
  Instance nothing;
  nothing.id = {1};
  nothing.scopes.push_back({root_scope, {}, {}, ScopeKind::process, {}, {}});
  Environment environment{unit.now(), unit.zone(), unit.catalogue(), unit.ids(), {}};
  environment.calendars = unit.calendars();
  const Actor engine{"engine", {}, true};
  const Step step(definition, nothing, engine, environment);
  StartTimer next{definition.ref.key, start.id, definition.ref.version, {}, {}, 0};
  if (timer.kind != model::TimerKind::cycle) {
    ONWARD_TRY(next.due, due_of(step, timer.value, root_scope, DayEdge::start,
                                step.calendar(timer.calendar)));
    return std::optional(next);
  }
  ONWARD_TRY(const Cycle cycle, cycle_of(step, timer, root_scope));
  if (cycle.never) return std::optional<StartTimer>{};
  next.due = cycle.first;
  next.cycle = cycle.text;
  next.remaining = cycle.remaining;
  return std::optional(next);
}

/// Which of the element's event definitions the timer is; a start event has one timer at most.
std::optional<std::uint32_t> timer_of(const model::Definition& definition,
                                      const std::string& element) {
  const model::Element* start = definition.find(element);
  if (start == nullptr) return std::nullopt;
  for (std::uint32_t i = 0; i < start->details.events.size(); ++i)
    if (start->details.events[i].kind == model::EventKind::timer) return i;
  return std::nullopt;
}

const WorkingCalendar* calendar_of(const Unit& unit, const model::Definition& definition,
                                   const std::string& start) {
  const auto timer = timer_of(definition, start);
  if (!timer) return nullptr;
  const std::string& id = definition.find(start)->details.events[*timer].timer.calendar;
  return calendar_named(definition, unit.calendars(), id);
}

Result<std::optional<StartTimer>> following(Unit& unit, const model::Definition& definition,
                                            const StartTimer& fired) {
  if (fired.cycle.empty() || fired.remaining == 0) return std::optional<StartTimer>{};
  ONWARD_TRY(const auto due,
             next_occurrence(fired.cycle, fired.due, calendar_of(unit, definition, fired.element),
                             definition.zone_or(unit.zone())));
  if (!due) return std::optional<StartTimer>{};
  StartTimer next = fired;
  next.due = *due;
  if (next.remaining != std::numeric_limits<std::uint32_t>::max()) --next.remaining;
  return std::optional(next);
}

}  // namespace

Result<Done> set_start_timers(Unit& unit, const model::Definition& definition) {
  ONWARD_TRY(const std::vector<StartTimer> standing, unit.store().start_timers(definition.ref.key));
  for (const StartTimer& timer : standing)
    unit.write().start_timers.push_back({timer.due, std::nullopt, timer.definition, timer.element});
  if (!definition.executable) return Done{};
  std::vector<model::ElementIndex> starts = definition.start_events;
  starts.insert(starts.end(), definition.instantiating.begin(), definition.instantiating.end());
  for (const model::ElementIndex index : starts) {
    const model::Element& start = definition.element(index);
    for (const model::EventDefinition& event : start.details.events) {
      if (event.kind != model::EventKind::timer) continue;
      auto next = next_start(unit, definition, start, event.timer);
      if (!next.ok() || !next.value())
        continue;  // deployment has said that the timer cannot be read
      auto& writes = unit.write().start_timers;
      bool replaced = false;
      for (StartTimerWrite& write : writes) {
        if (write.definition != definition.ref.key || write.element != start.id) continue;
        write.after = next.value();
        replaced = true;
      }
      if (!replaced) writes.push_back({std::nullopt, next.value(), definition.ref.key, start.id});
    }
  }
  return Done{};
}

Request start_timer_request(const StartTimer& timer, std::uint64_t new_instance) {
  Request request;
  request.name = "start-timer";
  request.shard = shard_of(new_instance);
  request.work = [timer, new_instance](Unit& unit) -> Result<Reply> {
    ONWARD_TRY(const auto standing, unit.store().start_timers(timer.definition));
    for (const StartTimer& current : standing) {
      if (current.element != timer.element || current.due != timer.due) continue;
      StartInstance start;
      start.definition = {current.definition, current.version};
      start.start_element = current.element;
      ONWARD_TRY(const auto definition,
                 unit.catalogue().process(current.definition, current.version));
      start.trigger = timer_of(*definition, current.element);
      const Command command{{new_instance}, start, {"engine", {}, true}, std::nullopt};
      const auto started = unit.start(command, true);
      if (!started.ok() && started.error().code == ErrorCode::unavailable) return started.error();
      ONWARD_TRY(const auto next, following(unit, *definition, current));
      unit.write().start_timers.push_back({current.due, next, current.definition, current.element});
    }
    return Reply{};
  };
  return request;
}

}  // namespace onward
