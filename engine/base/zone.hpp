// Time zones by IANA name ("Europe/Berlin", "UTC"), through Abseil: Debian's date-tz is wrong after
// 2037. In a gap of daylight saving local time shifts forward, in an overlap the first of the two
// instants counts. Only names of the IANA database are let through: no paths, and nothing that
// depends on the machine ("localtime").
#pragma once

#include <cstdint>
#include <string_view>

#include "engine/base/result.hpp"
#include "engine/base/time.hpp"

namespace onward {

/// Local wall time of a zone at an instant: seconds since 1970-01-01T00:00:00 local. Errors:
/// malformed (unknown zone).
Result<std::int64_t> local_seconds(Instant at, std::string_view zone);
/// The instant of a local wall time; gap -> shifted forward, overlap -> the first. Errors:
/// malformed (unknown zone).
Result<Instant> instant_of_local(std::int64_t local_seconds_since_epoch, std::string_view zone);
bool zone_exists(std::string_view zone);
/// How far local time is ahead of UTC, in seconds (Berlin: 3600 or 7200). Errors: malformed
/// (unknown zone).
Result<std::int64_t> zone_offset_seconds(Instant at, std::string_view zone);

}  // namespace onward
