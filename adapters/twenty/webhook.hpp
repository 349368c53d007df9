// What Twenty sends when a record changed: verified over its raw bytes, then read. Its source and
// its documentation differ in the names of members; both are taken.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/base/time.hpp"
#include "engine/value/value.hpp"

namespace onward::twenty {

/// hex(HMAC-SHA256(secret, "<timestamp>:<body>"))
std::string signature_of(std::string_view secret, std::string_view timestamp,
                         std::string_view body);

struct Sealed {
  std::string_view timestamp, signature;  ///< the headers
  std::string_view body;                  ///< as it came
};
/// Whether it was signed with the secret, at a time that is no further from now than the tolerance.
/// Errors: unauthenticated.
Result<Done> verify(const Sealed& sealed, std::string_view secret, Instant now, Duration tolerance);

struct Event {
  std::string name;    ///< "opportunity.updated"
  std::string object;  ///< "opportunity"
  std::string id;      ///< of the record
  Context record;
  /// Absent: not known (a poll): anything may have changed.
  std::optional<std::vector<std::string>> changed;
};
/// Errors: malformed, invalid (no name, or no record with an id).
Result<Event> event_from(std::string_view body);
/// What makes the event the one that it is, however often and in which way it is heard of: the
/// record and its `updatedAt`; without that `otherwise`.
std::string key_of(const Event& event, std::string_view otherwise);

}  // namespace onward::twenty
