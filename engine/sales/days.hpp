// Days of a zone: what reports count in.
#pragma once

#include <cstdint>
#include <string_view>

#include "engine/base/result.hpp"
#include "engine/base/time.hpp"
#include "engine/value/value.hpp"

namespace onward::sales {

/// Days since 1970-01-01 of the day that it is at the instant in the zone. Errors: malformed
/// (unknown zone).
Result<std::int64_t> day_number(Instant at, std::string_view zone);
/// The same as a date. Errors: as day_number.
Result<Value> day_of(Instant at, std::string_view zone);

}  // namespace onward::sales
