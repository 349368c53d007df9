#include "engine/base/zone.hpp"

#include <absl/time/civil_time.h>
#include <absl/time/time.h>

#include <algorithm>
#include <string>

namespace onward {
namespace {

constexpr std::size_t longest_name = 64;  // the longest of the database has 32 characters
// Abseil counts in int64 seconds too; beyond this a sum could overflow (about 31 million years).
constexpr std::int64_t largest_seconds = 1'000'000'000'000'000;

bool is_name_character(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' ||
         c == '-' || c == '+' || c == '/';
}

/// Abseil would also open absolute paths, read TZ-like prefixes and take the machine's own zone:
/// names only.
bool looks_like_zone_name(std::string_view name) {
  if (name.empty() || name.size() > longest_name || name[0] == '/') return false;
  if (!std::all_of(name.begin(), name.end(), is_name_character)) return false;
  if (name == "localtime" || name == "posixrules") return false;
  // "right/" counts leap seconds, "posix/" repeats the database, "Fixed/" is Abseil's own spelling
  // of offsets.
  return !name.starts_with("right/") && !name.starts_with("posix/") && !name.starts_with("Fixed/");
}

bool load(std::string_view name, absl::TimeZone& zone) {
  if (name == "UTC") {
    zone = absl::UTCTimeZone();
    return true;
  }
  return looks_like_zone_name(name) && absl::LoadTimeZone(std::string(name), &zone);
}

Error unknown_zone(std::string_view name) {
  return Error{ErrorCode::malformed,
               "expected the name of a time zone such as Europe/Berlin, found '" +
                   std::string(name.substr(0, longest_name)) + "'",
               "",
               {}};
}

Error out_of_range() {
  return Error{ErrorCode::malformed, "expected a time within 31 million years of 1970", "", {}};
}

std::int64_t floor_seconds(Instant at) { return at.ms / 1000 - (at.ms % 1000 < 0 ? 1 : 0); }

}  // namespace

bool zone_exists(std::string_view zone) {
  absl::TimeZone loaded;
  return load(zone, loaded);
}

Result<std::int64_t> zone_offset_seconds(Instant at, std::string_view zone) {
  absl::TimeZone loaded;
  if (!load(zone, loaded)) return unknown_zone(zone);
  const std::int64_t seconds = floor_seconds(at);
  if (seconds < -largest_seconds || seconds > largest_seconds) return out_of_range();
  return std::int64_t{loaded.At(absl::FromUnixSeconds(seconds)).offset};
}

Result<std::int64_t> local_seconds(Instant at, std::string_view zone) {
  ONWARD_TRY(const std::int64_t offset, zone_offset_seconds(at, zone));
  return floor_seconds(at) + offset;
}

Result<Instant> instant_of_local(std::int64_t local_seconds_since_epoch, std::string_view zone) {
  absl::TimeZone loaded;
  if (!load(zone, loaded)) return unknown_zone(zone);
  if (local_seconds_since_epoch < -largest_seconds || local_seconds_since_epoch > largest_seconds)
    return out_of_range();
  const absl::CivilSecond local = absl::CivilSecond(1970) + local_seconds_since_epoch;
  // `pre` reads the local time with the offset before a transition: in a gap that is later by the
  // gap's length, in an overlap the first occurrence, elsewhere the only instant there is.
  return Instant{absl::ToUnixSeconds(loaded.At(local).pre) * 1000};
}

}  // namespace onward
