#include "engine/execution/timers.hpp"

#include <limits>

#include "engine/base/cron.hpp"
#include "engine/base/iso8601.hpp"
#include "engine/execution/scope.hpp"

namespace onward {
namespace {

constexpr std::int64_t seconds_per_day = 86'400;

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

Result<Instant> due_of_text(const std::string& text, const Environment& environment, DayEdge edge) {
  if (text.starts_with('P') || text.starts_with("-P")) {
    ONWARD_TRY(const CalendarDuration span, duration_from_text(text));
    return add(environment.now, span, environment.zone);
  }
  ONWARD_TRY(const Instant at, instant_in_zone(text, environment.zone));
  if (!is_plain_date(text) || edge == DayEdge::start) return at;
  ONWARD_TRY(const Instant next,
             add(at, CalendarDuration{0, seconds_per_day, 0}, environment.zone));
  return next - Duration{1};
}

Result<Cycle> cron_cycle(const Step& step, const std::string& text) {
  const auto cron = cron_from_text(text);
  if (!cron.ok()) return Error{ErrorCode::invalid_expression, cron.error().message};
  ONWARD_TRY(const std::optional<Instant> first,
             next_after(*cron, step.now(), step.environment().zone));
  if (first) return Cycle{text, *first, std::numeric_limits<std::uint32_t>::max(), false};
  return Error{ErrorCode::invalid_expression,
               "\"" + text.substr(0, 100) + "\" names no time that is still to come"};
}

}  // namespace

Result<Instant> due_of(const Step& step, const model::Formula& formula, LocalId scope,
                       DayEdge edge) {
  ONWARD_TRY(const Value value, evaluate(step, formula, scope));
  const Environment& environment = step.environment();
  if (const std::string* text = value.text()) {
    auto due = due_of_text(*text, environment, edge);
    if (due.ok()) return due;
    return Error{ErrorCode::invalid_expression,
                 "\"" + text->substr(0, 100) + "\" is no date and no duration"};
  }
  if (const Date* date = value.date()) return day(*date, environment.zone, edge);
  if (const DateTime* at = value.date_time()) return moment(*at, environment.zone);
  if (const DayTimeDuration* span = value.day_time_duration())
    return add(environment.now, CalendarDuration{0, span->seconds, span->nano}, environment.zone);
  if (const YearMonthDuration* span = value.year_month_duration())
    return add(environment.now, CalendarDuration{span->months, 0, 0}, environment.zone);
  return no_time(formula, value, "a date, a date and time, or a duration");
}

Result<Cycle> cycle_of(const Step& step, const model::Formula& formula, LocalId scope) {
  ONWARD_TRY(const Value value, evaluate(step, formula, scope));
  std::string text;
  if (const std::string* written = value.text())
    text = *written;
  else if (value.day_time_duration() != nullptr || value.year_month_duration() != nullptr)
    text = feel::to_feel_text(value);
  else
    return no_time(formula, value, "a repeating interval such as R3/PT10M, or cron");
  if (is_cron_shaped(text)) return cron_cycle(step, text);
  auto interval = repeating_interval_from_text(text, step.environment().zone);
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
  ONWARD_TRY(cycle.first, add(step.now(), interval->every, step.environment().zone));
  return cycle;
}

Result<std::optional<Instant>> next_occurrence(const std::string& cycle, Instant due,
                                               std::string_view zone) {
  if (is_cron_shaped(cycle)) {
    ONWARD_TRY(const Cron cron, cron_from_text(cycle));
    return next_after(cron, due, zone);
  }
  ONWARD_TRY(const RepeatingInterval interval, repeating_interval_from_text(cycle, zone));
  ONWARD_TRY(const Instant next, add(due, interval.every, zone));
  return std::optional(next);
}

}  // namespace onward
