#include "engine/sales/days.hpp"

#include "engine/base/calendar.hpp"
#include "engine/base/zone.hpp"

namespace onward::sales {

Result<std::int64_t> day_number(Instant at, std::string_view zone) {
  constexpr std::int64_t day_seconds = 86'400;
  ONWARD_TRY(const std::int64_t seconds, local_seconds(at, zone));
  return (seconds >= 0 ? seconds : seconds - (day_seconds - 1)) / day_seconds;
}

Result<Value> day_of(Instant at, std::string_view zone) {
  ONWARD_TRY(const std::int64_t days, day_number(at, zone));
  std::int64_t year = 0;
  unsigned month = 0;
  unsigned day = 0;
  civil_from_days(days, year, month, day);
  return Value(Date{static_cast<std::int32_t>(year), static_cast<std::uint8_t>(month),
                    static_cast<std::uint8_t>(day)});
}

}  // namespace onward::sales
