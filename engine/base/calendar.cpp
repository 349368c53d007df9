// Days are counted in eras of 400 years that start on 1 March, so that the leap day is the last of
// its year and every era has the same 146,097 days.
#include "engine/base/calendar.hpp"

#include <algorithm>
#include <array>

namespace onward {
namespace {

constexpr std::int64_t largest_year = 999'999'999;
constexpr std::int64_t days_per_era = 146'097;
constexpr std::int64_t epoch_offset = 719'468;  // days from 0000-03-01 to 1970-01-01

constexpr std::int64_t floor_divide(std::int64_t a, std::int64_t b) {
  return a / b - (a % b != 0 && (a % b < 0) != (b < 0) ? 1 : 0);
}

}  // namespace

bool is_leap_year(std::int64_t year) {
  return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

unsigned days_in_month(std::int64_t year, unsigned month) {
  constexpr std::array<unsigned, 12> lengths = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return month == 2 && is_leap_year(year) ? 29U : lengths[(month - 1) % 12];
}

std::optional<std::int64_t> days_from_civil(std::int64_t year, unsigned month, unsigned day) {
  if (year < -largest_year || year > largest_year || month < 1 || month > 12 || day < 1 ||
      day > days_in_month(year, month))
    return std::nullopt;
  const std::int64_t march_year = month <= 2 ? year - 1 : year;
  const std::int64_t era = floor_divide(march_year, 400);
  const std::int64_t year_of_era = march_year - era * 400;
  const std::int64_t march_month = month > 2 ? month - 3 : month + 9;
  const std::int64_t day_of_year = (153 * march_month + 2) / 5 + day - 1;
  const std::int64_t day_of_era =
      year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return era * days_per_era + day_of_era - epoch_offset;
}

void civil_from_days(std::int64_t days, std::int64_t& year, unsigned& month, unsigned& day) {
  const std::int64_t shifted = days + epoch_offset;
  const std::int64_t era = floor_divide(shifted, days_per_era);
  const std::int64_t day_of_era = shifted - era * days_per_era;
  const std::int64_t year_of_era =
      (day_of_era - day_of_era / 1'460 + day_of_era / 36'524 - day_of_era / 146'096) / 365;
  const std::int64_t day_of_year =
      day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const std::int64_t march_month = (5 * day_of_year + 2) / 153;
  day = static_cast<unsigned>(day_of_year - (153 * march_month + 2) / 5 + 1);
  month = static_cast<unsigned>(march_month < 10 ? march_month + 3 : march_month - 9);
  year = era * 400 + year_of_era + (month <= 2 ? 1 : 0);
}

unsigned weekday_from_days(std::int64_t days) {
  const std::int64_t from_thursday = days % 7;  // 1970-01-01 was a Thursday
  return static_cast<unsigned>((from_thursday + 7 + 3) % 7);
}

std::optional<std::int64_t> add_months(std::int64_t days, std::int64_t months) {
  constexpr std::int64_t most_months = 2 * 12 * largest_year;
  if (months < -most_months || months > most_months) return std::nullopt;
  std::int64_t year = 0;
  unsigned month = 0;
  unsigned day = 0;
  civil_from_days(days, year, month, day);
  const std::int64_t counted = year * 12 + (month - 1) + months;
  const std::int64_t new_year = floor_divide(counted, 12);
  const auto new_month = static_cast<unsigned>(counted - new_year * 12 + 1);
  return days_from_civil(new_year, new_month, std::min(day, days_in_month(new_year, new_month)));
}

}  // namespace onward
