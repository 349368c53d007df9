// An instance as it is, or as one of its commands left it: the parameter `at` of what reads one.
#pragma once

#include <cstdint>
#include <optional>

#include "engine/service/ports.hpp"
#include "server/api/services.hpp"

namespace onward::api {

struct Moment {
  InstanceId id;
  std::optional<std::uint64_t> at;  ///< the number of a command; absent: now
};
/// The instance of the path, and `at`. Errors: not_found, malformed.
Result<Moment> moment_of(const Call& call);

/// Errors: not_found (no such instance, no such command yet), wrong_state (the history does not
/// reach so far), too_large, unavailable.
Result<Instance> instance_at(Reader& reader, const Moment& moment);

/// The same, with the command that made it so.
struct Seen {
  Instance instance;
  HistoryRow command;
};
Result<Seen> see_instance(Reader& reader, const Moment& moment);

}  // namespace onward::api
