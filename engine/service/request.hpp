// What is asked of a track: a piece of work over the state, and how its answer is written. Requests
// are values that can run again: after a conflict, or when the outcome of a commit was read back as
// "did not happen".
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "engine/base/ids.hpp"
#include "engine/base/result.hpp"

namespace onward {

class Unit;
class View;

/// The answer: status and ids are what an idempotent replay repeats, the body is written from the
/// state when all has settled.
struct Reply {
  int status = 200;
  std::string body;  ///< JSON; empty: none
  std::string etag;
  std::string location;
  std::vector<std::string> ids;  ///< of what was made or changed
  bool replayed = false;
  bool definitions_changed = false;  ///< every track reads the definitions again before the reply
  bool settled = true;  ///< false: consequences were still running when the reply went out
};

/// Caller, key and digest of the body (api.md, idempotency).
struct IdempotencyKey {
  std::string caller, key, digest;
};

struct Request {
  std::string name;                   ///< for the log: "complete-task"
  std::uint16_t shard = 0;            ///< decides the track
  std::vector<InstanceId> instances;  ///< loaded together before the turn begins
  std::vector<OpportunityId> opportunities;
  /// Reads and changes through the unit; an error drops every change. May run more than once.
  std::function<Result<Reply>(Unit&)> work;
  /// Completes the reply's body and etag from the state, also for a replay; may be empty.
  std::function<void(View&, Reply&)> render;
  std::optional<IdempotencyKey> idempotency;
  /// Under load what begins something new is refused first, the engine's own work never.
  enum class Admission : std::uint8_t { begins, continues, engine };
  Admission admission = Admission::continues;
  bool dry_run = false;  ///< nothing is kept
};

}  // namespace onward
