#include "engine/service/past.hpp"

#include <algorithm>

#include "engine/base/limits.hpp"
#include "engine/instance/apply.hpp"

namespace onward {
namespace {

constexpr std::size_t block = 500;  // commands read at once

/// Commands up to `sequence`, one after the other; a gap: `whole` is false.
struct Folded {
  Instance instance;
  bool whole = true;

  void add(const HistoryRow& row, std::uint64_t sequence) {
    if (row.seq > sequence || row.seq <= instance.version) return;
    whole = whole && row.seq == instance.version + 1;
    if (!whole) return;
    instance = fold(std::move(instance), row.facts);
    instance.version = row.seq;
  }
};

}  // namespace

Result<Instance> CommandsBefore::state_after(InstanceId id, std::uint64_t sequence) {
  if (sequence > limits::commands_folded)
    return Error{ErrorCode::too_large, "an instance goes back to one of its first 100,000 commands",
                 "/toSequence"};
  Folded past;
  for (bool more = true; more && past.whole && past.instance.version < sequence;) {
    ONWARD_TRY(const auto rows, unit_.store().history(id, past.instance.version, block));
    for (const HistoryRow& row : rows) past.add(row, sequence);
    more = rows.size() == block;
  }
  // What this turn has done is not stored yet.
  if (const TurnWrite* earlier = unit_.earlier())
    for (const HistoryRow& row : earlier->history)
      if (row.instance == id) past.add(row, sequence);
  for (const HistoryRow& row : unit_.commands())
    if (row.instance == id) past.add(row, sequence);
  if (!past.whole || past.instance.version != sequence)
    return Error{ErrorCode::wrong_state, "the history of the instance does not reach back so far",
                 "/toSequence"};
  return std::move(past.instance);
}

}  // namespace onward
