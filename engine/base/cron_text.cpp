// Reads cron expressions, field by field.
#include <algorithm>
#include <array>
#include <charconv>
#include <set>
#include <string>

#include "engine/base/cron.hpp"

namespace onward {
namespace {

enum class Form : std::uint8_t { unix_cron, spring, quartz };

struct Field {
  std::string_view name;
  unsigned first = 0, last = 0;  ///< of what "*" means
  unsigned highest = 0;          ///< the largest number that may be written
};
constexpr Field second_field{"second", 0, 59, 59};
constexpr Field minute_field{"minute", 0, 59, 59};
constexpr Field hour_field{"hour", 0, 23, 23};
constexpr Field day_field{"day of month", 1, 31, 31};
constexpr Field month_field{"month", 1, 12, 12};
constexpr Field weekday_field{"day of week", 0, 6, 7};         // 0 and 7: Sunday
constexpr Field quartz_weekday_field{"day of week", 1, 7, 7};  // 1: Sunday
constexpr Field year_field{"year", 1970, 2199, 2199};

constexpr std::array<std::string_view, 12> months = {"JAN", "FEB", "MAR", "APR", "MAY", "JUN",
                                                     "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"};
constexpr std::array<std::string_view, 7> weekdays = {"SUN", "MON", "TUE", "WED",
                                                      "THU", "FRI", "SAT"};

constexpr std::array<std::pair<std::string_view, std::string_view>, 7> words = {{
    {"@YEARLY", "0 0 1 1 *"},
    {"@ANNUALLY", "0 0 1 1 *"},
    {"@MONTHLY", "0 0 1 * *"},
    {"@WEEKLY", "0 0 * * 0"},
    {"@DAILY", "0 0 * * *"},
    {"@MIDNIGHT", "0 0 * * *"},
    {"@HOURLY", "0 * * * *"},
}};

std::string quoted(std::string_view text) { return "\"" + std::string(text.substr(0, 100)) + "\""; }

Error wrong(const Field& field, std::string_view part, const std::string& why) {
  return {ErrorCode::malformed,
          "the " + std::string(field.name) + " " + quoted(part) + " of a cron expression: " + why};
}

std::vector<std::string_view> split(std::string_view text, std::string_view separators) {
  std::vector<std::string_view> parts;
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find_first_of(separators, begin), text.size());
    parts.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return parts;
}

std::vector<std::string_view> fields_of(std::string_view text) {
  std::vector<std::string_view> fields = split(text, " \t\r\n");
  std::erase(fields, std::string_view{});
  return fields;
}

std::optional<unsigned> number_of(std::string_view text) {
  unsigned number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (text.empty() || error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

std::string upper(std::string_view text) {
  std::string result(text);
  for (char& c : result)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  return result;
}

/// One field as it is read: what "*", lists, ranges and steps name.
class Values {
 public:
  explicit Values(const Field& field) : field_(field) {}

  Result<Done> add(std::string_view part) {
    const std::size_t slash = part.find('/');
    const std::string_view range = part.substr(0, slash);
    unsigned step = 1;
    if (slash != std::string_view::npos) {
      const auto number = number_of(part.substr(slash + 1));
      if (!number || *number == 0 || *number > field_.last - field_.first + 1)
        return wrong(field_, part, "a step is a number from 1 to the length of the field");
      step = *number;
    }
    if (range == "*") return put(field_.first, field_.last, step);
    const std::size_t dash = range.find('-');
    ONWARD_TRY(const unsigned first, value(range.substr(0, dash), part));
    if (dash != std::string_view::npos) {
      ONWARD_TRY(const unsigned last, value(range.substr(dash + 1), part));
      return put(first, last, step);
    }
    return put(first, slash == std::string_view::npos ? first : field_.last, step);
  }

  Result<unsigned> value(std::string_view text, std::string_view part) const {
    std::optional<unsigned> number = number_of(text);
    if (&field_ == &month_field) named(months, text, 1, number);
    if (is_weekday()) named(weekdays, text, field_.first, number);
    if (number && *number >= field_.first && *number <= field_.highest) return *number;
    return wrong(field_, part,
                 "expected " + std::to_string(field_.first) + " to " +
                     std::to_string(field_.highest) + ", found " + quoted(text));
  }

  /// The day of the week that a number means, 0: Monday.
  [[nodiscard]] unsigned weekday(unsigned number) const { return (number + 6 - field_.first) % 7; }

  [[nodiscard]] std::uint64_t bits() const {
    std::uint64_t bits = 0;
    for (const unsigned value : values_)
      bits |= std::uint64_t{1} << (is_weekday() ? weekday(value) : value);
    return bits;
  }
  [[nodiscard]] const std::set<unsigned>& values() const { return values_; }

 private:
  [[nodiscard]] bool is_weekday() const {
    return &field_ == &weekday_field || &field_ == &quartz_weekday_field;
  }

  template <std::size_t Size>
  static void named(const std::array<std::string_view, Size>& names, std::string_view text,
                    unsigned first, std::optional<unsigned>& number) {
    const auto at = std::find(names.begin(), names.end(), text);
    if (at != names.end()) number = first + static_cast<unsigned>(at - names.begin());
  }

  /// A range that runs backwards goes on at the front: FRI-MON, 22-2.
  Result<Done> put(unsigned first, unsigned last, unsigned step) {
    if (first > field_.last) {  // 7, Sunday, alone or as the first day of a range
      if (last == first) last = field_.first;
      first = field_.first;
    }
    if (last < first && &field_ == &year_field)
      return wrong(field_, std::to_string(first) + "-" + std::to_string(last), "runs backwards");
    const unsigned length = field_.last - field_.first + 1;
    const unsigned count = last >= first ? last - first : last + length - first;
    for (unsigned i = 0; i <= count; i += step)
      values_.insert(field_.first + (first - field_.first + i) % length);
    return Done{};
  }

  const Field& field_;
  std::set<unsigned> values_;
};

Result<std::uint64_t> plain_bits(const Field& field, std::string_view text) {
  Values values(field);
  for (const std::string_view part : split(text, ",")) ONWARD_TRY_DONE(values.add(part));
  return values.bits();
}

Result<Done> read_days(std::string_view text, Cron& cron) {
  if (text == "?") text = "*";
  Values values(day_field);
  for (const std::string_view part : split(text, ",")) {
    if (part == "LW") {
      cron.nearest_workdays.push_back(0);
    } else if (part.starts_with('L')) {
      const auto before = part.size() == 1 ? std::optional(0U) : number_of(part.substr(2));
      if (!before || *before > 30 || (part.size() > 1 && part[1] != '-'))
        return wrong(day_field, part, "expected L, L-1 to L-30, or LW");
      cron.days_before_last.push_back(*before);
    } else if (part.ends_with('W')) {
      ONWARD_TRY(const unsigned day, values.value(part.substr(0, part.size() - 1), part));
      cron.nearest_workdays.push_back(day);
    } else {
      ONWARD_TRY_DONE(values.add(part));
    }
  }
  cron.days = static_cast<std::uint32_t>(values.bits());
  return Done{};
}

Result<Done> read_weekdays(std::string_view text, Form form, Cron& cron) {
  if (text == "?") text = "*";
  const Field& field = form == Form::quartz ? quartz_weekday_field : weekday_field;
  Values values(field);
  for (const std::string_view part : split(text, ",")) {
    const bool is_number = !part.empty() && part[0] >= '0' && part[0] <= '9';
    cron.quartz_numbers = cron.quartz_numbers || (form == Form::quartz && is_number);
    if (const std::size_t hash = part.find('#'); hash != std::string_view::npos) {
      ONWARD_TRY(const unsigned day, values.value(part.substr(0, hash), part));
      const auto nth = number_of(part.substr(hash + 1));
      if (!nth || *nth < 1 || *nth > 5)
        return wrong(field, part, "behind # stands which one of the month, 1 to 5");
      cron.weekdays_of_month.emplace_back(values.weekday(day), *nth);
    } else if (part == "L") {
      if (form != Form::quartz) return wrong(field, part, "expected a day before the L: FRIL");
      ONWARD_TRY_DONE(values.add("SAT"));
    } else if (part.ends_with('L')) {
      ONWARD_TRY(const unsigned day, values.value(part.substr(0, part.size() - 1), part));
      cron.weekdays_of_month.emplace_back(values.weekday(day), 0U);
    } else {
      ONWARD_TRY_DONE(values.add(part));
    }
  }
  cron.weekdays = static_cast<std::uint32_t>(values.bits());
  return Done{};
}

Result<Done> read_years(std::string_view text, Cron& cron) {
  if (text == "*") return Done{};
  Values values(year_field);
  for (const std::string_view part : split(text, ",")) ONWARD_TRY_DONE(values.add(part));
  cron.years.assign(values.values().begin(), values.values().end());
  return Done{};
}

Result<Form> form_of(const std::vector<std::string_view>& fields) {
  if (fields.size() < 5 || fields.size() > 7)
    return Error{ErrorCode::malformed, "a cron expression has five, six or seven fields, not " +
                                           std::to_string(fields.size())};
  const std::size_t day = fields.size() == 5 ? 2 : 3;
  const int marks = (fields[day] == "?" ? 1 : 0) + (fields[day + 2] == "?" ? 1 : 0);
  if (fields.size() == 5 && marks == 0) return Form::unix_cron;
  if (fields.size() == 5)
    return Error{ErrorCode::malformed,
                 "\"?\" stands in cron expressions of six or seven fields, seconds first"};
  if (marks == 1) return Form::quartz;
  if (fields.size() == 6 && marks == 0) return Form::spring;
  return Error{
      ErrorCode::malformed,
      "exactly one of day of month and day of week must be \"?\" in a cron expression with " +
          std::string(fields.size() == 7 ? "a year" : "\"?\"")};
}

Result<Done> is_known(std::string_view text) {
  if (text.starts_with('@'))
    return Error{ErrorCode::not_executable, quoted(text) + " means nothing here; write the fields"};
  for (const std::string_view field : fields_of(text)) {
    for (const std::string_view part : split(field, ",/-")) {
      if (part == "H")
        return Error{ErrorCode::not_executable,
                     "\"H\" (any value, chosen by a scheduler) does not run here; write a number"};
      if (part == "C" ||
          (part.size() > 1 && part.ends_with('C') && number_of(part.substr(0, part.size() - 1))))
        return Error{ErrorCode::not_executable,
                     "\"C\" (a calendar of the scheduler) does not run here"};
    }
  }
  return Done{};
}

}  // namespace

Result<Cron> cron_from_text(std::string_view written) {
  std::string text = upper(written);
  for (const auto& [word, meaning] : words)
    if (text == word) text = meaning;
  ONWARD_TRY_DONE(is_known(text));
  const std::vector<std::string_view> fields = fields_of(text);
  ONWARD_TRY(const Form form, form_of(fields));
  Cron cron;
  std::size_t at = 0;
  if (form != Form::unix_cron) {
    ONWARD_TRY(cron.seconds, plain_bits(second_field, fields[at++]));
  }
  ONWARD_TRY(cron.minutes, plain_bits(minute_field, fields[at++]));
  ONWARD_TRY(const std::uint64_t hours, plain_bits(hour_field, fields[at++]));
  const std::string_view days = fields[at++];
  ONWARD_TRY_DONE(read_days(days, cron));
  ONWARD_TRY(const std::uint64_t months_named, plain_bits(month_field, fields[at++]));
  const std::string_view week = fields[at++];
  ONWARD_TRY_DONE(read_weekdays(week, form, cron));
  if (at < fields.size()) ONWARD_TRY_DONE(read_years(fields[at], cron));
  cron.hours = static_cast<std::uint32_t>(hours);
  cron.months = static_cast<std::uint32_t>(months_named);
  // As Unix cron has it: a field that begins with "*" does not restrict.
  cron.either_day = form == Form::unix_cron && !days.starts_with('*') && !week.starts_with('*');
  return cron;
}

bool is_cron_shaped(std::string_view text) {
  return !text.starts_with('R') && !text.starts_with('P') &&
         (text.starts_with('@') || fields_of(text).size() >= 5);
}

}  // namespace onward
