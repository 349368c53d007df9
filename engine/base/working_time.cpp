#include "engine/base/working_time.hpp"

#include <algorithm>
#include <optional>
#include <set>

#include "engine/base/iso_scanner.hpp"

namespace onward {
namespace {

constexpr std::int64_t seconds_per_day = 86'400;
constexpr std::int64_t longest_days = 36'525;  // 100 years: the search for an open day ends
constexpr std::string_view day_names[] = {"MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN"};

Error unreadable(std::string_view expected, std::string_view found) {
  return {ErrorCode::malformed, "expected " + std::string(expected) + ", found '" +
                                    std::string(found.substr(0, 64)) + "'"};
}

std::vector<std::string_view> words(std::string_view text) {
  constexpr std::string_view space = " \t\r\n,";
  std::vector<std::string_view> found;
  for (std::size_t at = text.find_first_not_of(space); at != std::string_view::npos;) {
    const std::size_t end = std::min(text.find_first_of(space, at), text.size());
    found.push_back(text.substr(at, end - at));
    at = text.find_first_not_of(space, end);
  }
  return found;
}

std::optional<std::int32_t> second_of_day(std::string_view text) {
  iso::Scanner in{text};
  const auto hour = in.digits(1, 2);
  if (!hour || !in.take(':')) return std::nullopt;
  const auto minute = in.digits(2, 2);
  if (!minute || !in.done() || *minute > 59) return std::nullopt;
  const std::int64_t second = *hour * 3'600 + *minute * 60;
  if (second > seconds_per_day) return std::nullopt;
  return static_cast<std::int32_t>(second);
}

std::optional<unsigned> weekday(std::string_view text) {
  std::string upper(text);
  for (char& letter : upper)
    if (letter >= 'a' && letter <= 'z') letter = static_cast<char>(letter - 'a' + 'A');
  const auto* const found = std::find(std::begin(day_names), std::end(day_names), upper);
  if (found == std::end(day_names)) return std::nullopt;
  return static_cast<unsigned>(found - std::begin(day_names));
}

std::optional<std::int64_t> day_number(std::string_view text) {
  iso::Scanner in{text};
  const auto day = iso::read_date(in);
  return in.done() ? day : std::nullopt;
}

const std::vector<OpenHours>& hours_of(const WorkingCalendar& calendar, std::int64_t day) {
  static const std::vector<OpenHours> closed;
  const bool holiday = std::binary_search(calendar.holidays.begin(), calendar.holidays.end(), day);
  return holiday ? closed : calendar.week[weekday_from_days(day)];
}

/// A local moment that walks from opening to opening.
class Walk {
 public:
  Walk(const WorkingCalendar& calendar, std::int64_t local)
      : calendar_(calendar),
        day_(local / seconds_per_day),
        second_(static_cast<std::int32_t>(local % seconds_per_day)),
        last_(day_ + longest_days) {}

  [[nodiscard]] std::int64_t local() const { return day_ * seconds_per_day + second_; }

  /// Stays when it is open, else goes to the next opening. False: there is none within the bound.
  bool open() {
    for (; day_ <= last_; ++day_, second_ = 0)
      for (const OpenHours& hours : hours_of(calendar_, day_)) {
        if (second_ >= hours.to) continue;
        second_ = std::max(second_, hours.from);
        return true;
      }
    return false;
  }

  bool add_days(std::int64_t days) {
    if (!open()) return false;
    for (; days > 0; --days) do {
        if (++day_ > last_) return false;
      } while (hours_of(calendar_, day_).empty());
    const std::int32_t closing = hours_of(calendar_, day_).back().to;
    second_ = std::min(second_, closing);
    return second_ == closing || open();
  }

  /// Open seconds up to then.
  std::int64_t seconds_to(std::int64_t local) {
    std::int64_t seconds = 0;
    while (open() && this->local() < local) {
      const std::int64_t step = std::min<std::int64_t>(closing() - second_, local - this->local());
      seconds += step;
      second_ += static_cast<std::int32_t>(step);
    }
    return seconds;
  }

  bool add_seconds(std::int64_t seconds) {
    while (open()) {
      const std::int64_t left = closing() - second_;
      if (seconds <= left) {
        second_ += static_cast<std::int32_t>(seconds);
        return true;
      }
      seconds -= left;
      second_ = closing();
    }
    return false;
  }

 private:
  [[nodiscard]] std::int32_t closing() const {
    for (const OpenHours& hours : hours_of(calendar_, day_))
      if (second_ < hours.to) return hours.to;
    return static_cast<std::int32_t>(seconds_per_day);
  }

  const WorkingCalendar& calendar_;
  std::int64_t day_;
  std::int32_t second_;
  std::int64_t last_;
};

Result<std::vector<OpenHours>> open_hours_from_text(std::string_view text) {
  constexpr std::string_view expected = "opening hours in order such as 09:00-13:00 14:00-18:00";
  std::vector<OpenHours> all;
  for (const std::string_view word : words(text)) {
    const std::size_t dash = word.find('-');
    const auto from = second_of_day(word.substr(0, dash));
    const auto to =
        dash == std::string_view::npos ? std::nullopt : second_of_day(word.substr(dash + 1));
    if (!from || !to || *from >= *to || (!all.empty() && *from <= all.back().to))
      return unreadable(expected, text);
    all.push_back({*from, *to});
  }
  if (all.empty()) return unreadable(expected, text);
  return all;
}

Result<std::vector<unsigned>> weekdays_from_text(std::string_view text) {
  constexpr std::string_view expected = "weekdays such as MON-FRI or MON WED FRI";
  std::set<unsigned> all;
  for (const std::string_view word : words(text)) {
    const std::size_t dash = word.find('-');
    const auto first = weekday(word.substr(0, dash));
    const auto last = dash == std::string_view::npos ? first : weekday(word.substr(dash + 1));
    if (!first || !last || *first > *last) return unreadable(expected, text);
    for (unsigned day = *first; day <= *last; ++day) all.insert(day);
  }
  if (all.empty()) return unreadable(expected, text);
  return std::vector<unsigned>(all.begin(), all.end());
}

}  // namespace

Result<Done> set_open(WorkingCalendar& calendar, std::string_view weekdays,
                      std::string_view hours) {
  ONWARD_TRY(const std::vector<unsigned> days, weekdays_from_text(weekdays));
  ONWARD_TRY(const std::vector<OpenHours> open, open_hours_from_text(hours));
  for (const unsigned day : days) calendar.week[day] = open;
  return Done{};
}

Result<std::vector<std::int64_t>> days_from_text(std::string_view text) {
  constexpr std::string_view expected = "dates such as 2026-12-25 or 2026-12-28/2026-12-31";
  std::set<std::int64_t> all;
  for (const std::string_view word : words(text)) {
    const std::size_t slash = word.find('/');
    const auto first = day_number(word.substr(0, slash));
    const auto last = slash == std::string_view::npos ? first : day_number(word.substr(slash + 1));
    if (!first || !last || *first > *last || *last - *first > longest_days)
      return unreadable(expected, word);
    for (std::int64_t day = *first; day <= *last; ++day) all.insert(day);
  }
  return std::vector<std::int64_t>(all.begin(), all.end());
}

std::string to_text(const std::vector<OpenHours>& hours) {
  const auto clock = [](std::int32_t second) {
    std::string text = std::to_string(second / 3'600 + 100).substr(1);
    return text + ":" + std::to_string(second / 60 % 60 + 100).substr(1);
  };
  std::string text;
  for (const OpenHours& each : hours)
    text += (text.empty() ? "" : " ") + clock(each.from) + "-" + clock(each.to);
  return text;
}

std::string days_to_text(const std::vector<std::int64_t>& days) {
  std::string text;
  for (const std::int64_t day : days)
    text +=
        (text.empty() ? "" : " ") + to_text(Instant{day * seconds_per_day * 1'000}).substr(0, 10);
  return text;
}

std::string_view weekday_name(unsigned weekday) { return day_names[weekday]; }

bool has_open_hours(const WorkingCalendar& calendar) {
  return std::any_of(calendar.week.begin(), calendar.week.end(),
                     [](const std::vector<OpenHours>& day) { return !day.empty(); });
}

bool is_open(const WorkingCalendar& calendar, std::int64_t local_seconds) {
  const auto second = static_cast<std::int32_t>(local_seconds % seconds_per_day);
  const std::vector<OpenHours>& hours = hours_of(calendar, local_seconds / seconds_per_day);
  return std::any_of(hours.begin(), hours.end(), [second](const OpenHours& each) {
    return second >= each.from && second < each.to;
  });
}

Result<Instant> add_working(Instant at, const CalendarDuration& span,
                            const WorkingCalendar& calendar, std::string_view zone) {
  if (span.months < 0 || span.seconds < 0 || span.nano < 0)
    return Error{ErrorCode::invalid, "working time does not run backwards"};
  ONWARD_TRY(const Instant from, add(at, CalendarDuration{span.months, 0, span.nano}, zone));
  // Up to the next full second: working time is never over early.
  ONWARD_TRY(const std::int64_t local, local_seconds(from + Duration{999}, zone));
  if (local < 0) return Error{ErrorCode::invalid, "working time begins in 1970"};
  Walk walk(calendar, local);
  const std::int64_t days = span.seconds / seconds_per_day;
  const std::int64_t rest = span.seconds % seconds_per_day;
  const bool reached = days > 0 ? walk.add_days(days) && (rest == 0 || walk.add_seconds(rest))
                                : walk.add_seconds(rest);
  if (!reached)
    return Error{ErrorCode::invalid, "the calendar '" + calendar.id +
                                         "' is not open for so long within a hundred years"};
  return instant_of_local(walk.local(), zone);
}

Result<Duration> open_time(Instant from, Instant to, const WorkingCalendar& calendar,
                           std::string_view zone) {
  if (from >= to) return Duration{0};
  ONWARD_TRY(const std::int64_t begin, local_seconds(from, zone));
  ONWARD_TRY(const std::int64_t end, local_seconds(to, zone));
  if (begin < 0) return Error{ErrorCode::invalid, "working time begins in 1970"};
  return Duration{Walk(calendar, begin).seconds_to(end) * 1'000};
}

Result<Instant> after_open_time(Instant at, Duration span, const WorkingCalendar& calendar,
                                std::string_view zone) {
  ONWARD_TRY(const std::int64_t local, local_seconds(at + Duration{999}, zone));
  if (local < 0) return Error{ErrorCode::invalid, "working time begins in 1970"};
  Walk walk(calendar, local);
  if (!walk.add_seconds((span.ms + 999) / 1'000))
    return Error{ErrorCode::invalid, "the calendar '" + calendar.id +
                                         "' is not open for so long within a hundred years"};
  return instant_of_local(walk.local(), zone);
}

}  // namespace onward
