// Places where a test can break the server (reliability.md R2). Only builds with ONWARD_FAILPOINTS
// have them. The environment variable ONWARD_FAILPOINTS sets them:
//   name=action@hit,name=action@hit...     action abort | error | drop, at the hit-th passage (from
//   1)
// abort: SIGKILL to oneself; error: the caller returns ErrorCode::unavailable; drop: the caller
// cuts its database connection.
#pragma once

#include <cstdint>
#include <string_view>

namespace onward {

enum class FailpointAction : std::uint8_t { none, error, drop };

#ifdef ONWARD_FAILPOINTS
/// Counts the passage; does not return when the action is abort. Any thread.
FailpointAction failpoint(std::string_view name);
/// The same with a name in two parts ("commit.after-" + statement).
FailpointAction failpoint(std::string_view prefix, std::string_view name);
/// Replaces what the environment says, and forgets all counts: for tests inside the process.
void set_failpoints(std::string_view text);
/// How often the point was passed since then.
std::uint64_t failpoint_hits(std::string_view name);
#else
constexpr FailpointAction failpoint(std::string_view) { return FailpointAction::none; }
constexpr FailpointAction failpoint(std::string_view, std::string_view) {
  return FailpointAction::none;
}
#endif

}  // namespace onward
