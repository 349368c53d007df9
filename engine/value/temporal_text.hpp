// The text of temporal values as string() of FEEL gives it (DMN 1.5 clause 10.3.4.1, XML Schema
// lexical forms).
#pragma once

#include <string>

#include "engine/value/value.hpp"

namespace onward {

std::string to_text(const Date& date);               ///< "2026-11-22", "-0044-03-15", "12026-01-01"
std::string to_text(const Zone& zone);               ///< "", "Z", "+01:00", "@Europe/Berlin"
std::string to_text(const Time& time);               ///< "08:00:00.5+01:00"
std::string to_text(const DateTime& at);             ///< "2026-11-22T08:00:00@Europe/Berlin"
std::string to_text(const DayTimeDuration& span);    ///< "P1DT2H3M4.5S", "-PT5S", "PT0S"
std::string to_text(const YearMonthDuration& span);  ///< "P1Y2M", "-P3M", "P0M"

}  // namespace onward
