#include "engine/execution/clocks.hpp"

#include <algorithm>
#include <set>

#include "engine/base/working_time.hpp"

namespace onward {
namespace {

/// The element or a sub-process around it waits on the party.
bool is_with(const model::Definition& definition, const model::Element& element,
             const std::string& party) {
  for (const model::Element* at = &element;; at = &definition.element(at->parent)) {
    if (at->details.waits_on == party) return true;
    if (at->parent == model::none) return false;
  }
}

/// Whether every token that waits by itself waits on the party; what waits at a join waits for
/// these.
bool waits_only_on(const Step& step, const std::string& party) {
  const Instance& instance = step.instance();
  std::set<LocalId> hosts;
  for (const Token& token : instance.tokens)
    if (const Scope* scope = find_scope(instance, token.scope)) hosts.insert(scope->owner);
  bool some = false;
  for (const Token& token : instance.tokens) {
    if (hosts.contains(token.id) || token.state == TokenState::parked) continue;
    if (token.state == TokenState::stuck ||
        !is_with(step.definition(), step.element_of(token), party))
      return false;
    some = true;
  }
  return some;
}

const model::Timer* paused_timer(const Step& step, const Wait& wait) {
  if (wait.kind != WaitKind::timer) return nullptr;
  const model::Element* element = step.definition().find(wait.element);
  if (element == nullptr || wait.event >= element->details.events.size()) return nullptr;
  const model::Timer& timer = element->details.events[wait.event].timer;
  return timer.paused_while.empty() ? nullptr : &timer;
}

void pause(Step& step, const Wait& wait, const WorkingCalendar* calendar) {
  Duration left = wait.due - step.now();
  if (calendar != nullptr)
    if (const auto open = open_time(step.now(), wait.due, *calendar, step.zone()); open.ok())
      left = *open;
  if (left.ms > 0) step.add(TimerPaused{wait.id, left});
}

void resume(Step& step, const Wait& wait, const WorkingCalendar* calendar) {
  Instant due = step.now() + *wait.left;
  if (calendar != nullptr)
    if (const auto open = after_open_time(step.now(), *wait.left, *calendar, step.zone());
        open.ok())
      due = *open;
  step.add(TimerResumed{wait.id, due});
}

}  // namespace

void set_clocks(Step& step) {
  if (!step.definition().has_paused_timers) return;
  const auto waits = step.instance().waits;  // a copy: facts change the list
  for (const Wait& wait : waits) {
    const model::Timer* timer = paused_timer(step, wait);
    if (timer == nullptr) continue;
    const bool stands = waits_only_on(step, timer->paused_while);
    if (stands == wait.left.has_value()) continue;
    const WorkingCalendar* calendar = step.calendar(timer->calendar);
    stands ? pause(step, wait, calendar) : resume(step, wait, calendar);
  }
}

}  // namespace onward
