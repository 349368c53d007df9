// One operation on many instances. Which instances is decided when the batch is asked for; then it
// runs in the background: a page of them after the other leaves through the outbox, each is
// commanded on its own track and in its own transaction with the row that asked for it, so a crash
// loses none and doubles none. What each of them answered is counted in the batch's record.
#pragma once

#include <string>

#include "engine/service/batch_operation.hpp"
#include "engine/service/queries.hpp"
#include "engine/service/request.hpp"
#include "engine/service/unit.hpp"

namespace onward {

struct NewBatch {
  BatchOperation operation;
  InstanceQuery filter;  ///< without a state: instances that have not ended
  std::string by;
};

/// Writes the batch with the id `id` and begins it. Errors: invalid, too_large (over 10,000
/// instances), unavailable.
Result<Done> begin_batch(Unit& unit, std::uint64_t id, const NewBatch& batch);

/// The work that an outbox row of a batch asks for: `do` is "batch-page", "batch-item" or
/// "batch-result".
Request batch_delivery(std::uint64_t row, const Context& body);

/// What GET /batches shows of its record.
struct BatchProgress {
  std::uint64_t id = 0;
  std::string operation, reason, by;
  std::uint64_t total = 0, done = 0, failed = 0;
  struct Failure {
    InstanceId instance;
    std::string code, message;
  };
  std::vector<Failure> failures;  ///< the first 1,000
  Instant created;
  [[nodiscard]] bool is_completed() const { return done + failed == total; }
};
BatchProgress progress_of(const Record& record);

}  // namespace onward
