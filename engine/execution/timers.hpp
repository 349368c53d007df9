// When a timer or a due date falls: ISO 8601 texts, cron, FEEL dates, dates and times, durations
// (bpmn.md decision 6).
#pragma once

#include <optional>
#include <string_view>

#include "engine/execution/step.hpp"

namespace onward {

/// A date alone means its first moment (a timer) or its last (a due date: nobody is late on the day
/// itself).
enum class DayEdge : std::uint8_t { start, end };

/// The process's calendar of that id, or the company's; nullptr when there is none: all the time
/// counts. `shared` may be nullptr.
const WorkingCalendar* calendar_named(const model::Definition& definition,
                                      const SharedCalendars* shared, const std::string& id);

/// Durations count the calendar's working time; nullptr: all the time. Errors: invalid_expression
/// (no date, no duration, never open ...).
Result<Instant> due_of(const Step& step, const model::Formula& formula, LocalId scope, DayEdge edge,
                       const WorkingCalendar* calendar);

struct Cycle {
  std::string text;  ///< as written: "R3/PT10M" or cron, what TimerRepeated computes from
  Instant first;
  std::uint32_t remaining = 0;  ///< after the first; UINT32_MAX: without end
  bool never = false;           ///< R0
};
/// Errors: invalid_expression (no repeating interval, no cron, or cron that never falls again).
Result<Cycle> cycle_of(const Step& step, const model::Timer& timer, LocalId scope);
/// The occurrence after `due`; nullopt when there is none. `calendar` may be nullptr. Errors:
/// malformed, invalid (never open).
Result<std::optional<Instant>> next_occurrence(const std::string& cycle, Instant due,
                                               const WorkingCalendar* calendar,
                                               std::string_view zone);

}  // namespace onward
