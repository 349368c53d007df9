#include "engine/execution/timers.hpp"

#include <limits>

#include "engine/base/cron.hpp"
#include "engine/base/iso8601.hpp"
#include "engine/execution/scope.hpp"

namespace onward {
namespace {

constexpr std::int64_t seconds_per_day = 86'400;
constexpr std::size_t most_closed_moments = 100'000;  // a second's cron over a night: 50,000

Error no_time(const model::Formula& formula, const Value& value, std::string_view expected) {
  return {ErrorCode::invalid_expression, "\"" + formula.text.substr(0, 200) + "\" must give " +
                                             std::string(expected) + ", but gave " +
                                             std::string(kind_name(value.kind()))};
}

Result<Instant> day(const Date& date, const std::string& zone, DayEdge edge) {
  const auto days = days_from_civil(date.year, date.month, date.day);
  if (!days) return Error{ErrorCode::invalid_expression, "a date that does not exist"};
  const std::int64_t midnight = *days * seconds_per_day;
  if (edge == DayEdge::start) return instant_of_local(midnight, zone);
  ONWARD_TRY(const Instant next, instant_of_local(midnight + seconds_per_day, zone));
  return next - Duration{1};
}

Result<Instant> moment(const DateTime& at, const std::string& server_zone) {
  const auto days = days_from_civil(at.date.year, at.date.month, at.date.day);
  if (!days) return Error{ErrorCode::invalid_expression, "a date that does not exist"};
  const std::int64_t local =
      *days * seconds_per_day + at.time.hour * 3'600L + at.time.minute * 60L + at.time.second;
  const Duration fraction{at.time.nano / 1'000'000};
  switch (at.time.zone.kind) {
    case Zone::Kind::offset:
      return Instant{(local - at.time.zone.offset_seconds) * 1'000} + fraction;
    case Zone::Kind::named: {
      ONWARD_TRY(const Instant instant, instant_of_local(local, at.time.zone.name));
      return instant + fraction;
    }
    case Zone::Kind::none: break;
  }
  ONWARD_TRY(const Instant instant, instant_of_local(local, server_zone));
  return instant + fraction;
}

bool is_plain_date(std::string_view text) {
  return text.size() == 10 && text[4] == '-' && text[7] == '-';
}

/// `span` after `at`, in the calendar's working time when there is one.
Result<Instant> after(Instant at, const CalendarDuration& span, const WorkingCalendar* calendar,
                      std::string_view zone) {
  return calendar == nullptr ? add(at, span, zone) : add_working(at, span, *calendar, zone);
}

Result<Instant> due_of_text(const std::string& text, const Step& step, DayEdge edge,
                            const WorkingCalendar* calendar) {
  if (text.starts_with('P') || text.starts_with("-P")) {
    ONWARD_TRY(const CalendarDuration span, duration_from_text(text));
    return after(step.now(), span, calendar, step.zone());
  }
  ONWARD_TRY(const Instant at, instant_in_zone(text, step.zone()));
  if (!is_plain_date(text) || edge == DayEdge::start) return at;
  ONWARD_TRY(const Instant next, add(at, CalendarDuration{0, seconds_per_day, 0}, step.zone()));
  return next - Duration{1};
}

/// Cron names moments; those outside of the working time do not count.
Result<std::optional<Instant>> next_open(const Cron& cron, Instant due,
                                         const WorkingCalendar* calendar, std::string_view zone) {
  for (std::size_t tries = 0; tries < most_closed_moments; ++tries) {
    ONWARD_TRY(const std::optional<Instant> next, next_after(cron, due, zone));
    if (!next || calendar == nullptr) return next;
    ONWARD_TRY(const std::int64_t local, local_seconds(*next, zone));
    if (is_open(*calendar, local)) return next;
    due = *next;
  }
  return std::optional<Instant>{};
}

Result<Cycle> cron_cycle(const Step& step, const std::string& text,
                         const WorkingCalendar* calendar) {
  const auto cron = cron_from_text(text);
  if (!cron.ok()) return Error{ErrorCode::invalid_expression, cron.error().message};
  ONWARD_TRY(const std::optional<Instant> first,
             next_open(*cron, step.now(), calendar, step.zone()));
  if (first) return Cycle{text, *first, std::numeric_limits<std::uint32_t>::max(), false};
  return Error{ErrorCode::invalid_expression,
               "\"" + text.substr(0, 100) + "\" names no time that is still to come"};
}

}  // namespace

const WorkingCalendar* calendar_named(const model::Definition& definition,
                                      const SharedCalendars* shared, const std::string& id) {
  if (const WorkingCalendar* own = definition.calendar(id)) return own;
  static const SharedCalendars weekdays;
  return id == company_calendar ? &(shared != nullptr ? *shared : weekdays).company() : nullptr;
}

Result<Instant> due_of(const Step& step, const model::Formula& formula, LocalId scope, DayEdge edge,
                       const WorkingCalendar* calendar) {
  ONWARD_TRY(const Value value, evaluate(step, formula, scope));
  if (const std::string* text = value.text()) {
    auto due = due_of_text(*text, step, edge, calendar);
    if (due.ok()) return due;
    if (due.error().code == ErrorCode::invalid)
      return Error{ErrorCode::invalid_expression, due.error().message};
    return Error{ErrorCode::invalid_expression,
                 "\"" + text->substr(0, 100) + "\" is no date and no duration"};
  }
  if (const Date* date = value.date()) return day(*date, step.zone(), edge);
  if (const DateTime* at = value.date_time()) return moment(*at, step.zone());
  CalendarDuration span;
  if (const DayTimeDuration* exact = value.day_time_duration())
    span = {0, exact->seconds, exact->nano};
  else if (const YearMonthDuration* months = value.year_month_duration())
    span = {months->months, 0, 0};
  else
    return no_time(formula, value, "a date, a date and time, or a duration");
  auto due = after(step.now(), span, calendar, step.zone());
  if (due.ok() || due.error().code != ErrorCode::invalid) return due;
  return Error{ErrorCode::invalid_expression, due.error().message};
}

Result<Cycle> cycle_of(const Step& step, const model::Timer& timer, LocalId scope) {
  const model::Formula& formula = timer.value;
  const WorkingCalendar* calendar = step.calendar(timer.calendar);
  ONWARD_TRY(const Value value, evaluate(step, formula, scope));
  std::string text;
  if (const std::string* written = value.text())
    text = *written;
  else if (value.day_time_duration() != nullptr || value.year_month_duration() != nullptr)
    text = feel::to_feel_text(value);
  else
    return no_time(formula, value, "a repeating interval such as R3/PT10M, or cron");
  if (is_cron_shaped(text)) return cron_cycle(step, text, calendar);
  auto interval = repeating_interval_from_text(text, step.zone());
  if (!interval.ok())
    return Error{ErrorCode::invalid_expression,
                 "\"" + text.substr(0, 100) + "\" is no repeating interval"};
  Cycle cycle{text, {}, std::numeric_limits<std::uint32_t>::max(), false};
  if (interval->count) {
    cycle.never = *interval->count == 0;
    cycle.remaining = cycle.never ? 0 : *interval->count - 1;
  }
  if (interval->start) {
    cycle.first = *interval->start;
    return cycle;
  }
  auto first = after(step.now(), interval->every, calendar, step.zone());
  if (!first.ok()) return Error{ErrorCode::invalid_expression, first.error().message};
  cycle.first = *first;
  return cycle;
}

Result<std::optional<Instant>> next_occurrence(const std::string& cycle, Instant due,
                                               const WorkingCalendar* calendar,
                                               std::string_view zone) {
  if (is_cron_shaped(cycle)) {
    ONWARD_TRY(const Cron cron, cron_from_text(cycle));
    return next_open(cron, due, calendar, zone);
  }
  ONWARD_TRY(const RepeatingInterval interval, repeating_interval_from_text(cycle, zone));
  ONWARD_TRY(const Instant next, after(due, interval.every, calendar, zone));
  return std::optional(next);
}

}  // namespace onward
