#include "engine/service/past.hpp"

#include <algorithm>
#include <utility>

#include "engine/base/limits.hpp"
#include "engine/instance/apply.hpp"

namespace onward {
namespace {

constexpr std::size_t block = 500;  // commands read at once

/// Commands up to `sequence`, one after the other; a gap: `whole` is false.
struct Folded {
  std::uint64_t sequence = 0;
  Instance instance{};
  bool whole = true;

  void add(const HistoryRow& row) {
    if (row.seq > sequence || row.seq <= instance.version) return;
    whole = whole && row.seq == instance.version + 1;
    if (!whole) return;
    instance = fold(std::move(instance), row.facts);
    instance.version = row.seq;
  }

  [[nodiscard]] bool wants_more() const { return whole && instance.version < sequence; }
};

Result<Done> check_bound(std::uint64_t sequence, std::string_view where) {
  if (sequence <= limits::commands_folded) return Done{};
  return Error{ErrorCode::too_large, "an instance goes back to one of its first 100,000 commands",
               std::string(where)};
}

/// Folds what is stored; `see` is told each command first.
template <class Source, class See>
Result<Done> fold_stored(Folded& past, Source& source, InstanceId id, See see) {
  for (bool more = true; more && past.wants_more();) {
    ONWARD_TRY(auto rows, source.history(id, past.instance.version, block));
    more = rows.size() == block;
    for (HistoryRow& row : rows) {
      past.add(row);
      see(row);
    }
  }
  return Done{};
}

Result<Instance> whole(Folded&& past, std::string_view where) {
  if (past.whole && past.instance.version == past.sequence) return std::move(past.instance);
  return Error{ErrorCode::wrong_state, "the history of the instance does not reach back so far",
               std::string(where)};
}

}  // namespace

Result<Instance> CommandsBefore::state_after(InstanceId id, std::uint64_t sequence) {
  constexpr std::string_view where = "/toSequence";
  ONWARD_TRY_DONE(check_bound(sequence, where));
  Folded past{sequence};
  ONWARD_TRY_DONE(fold_stored(past, unit_.store(), id, [](const HistoryRow&) {}));
  // What this turn has done is not stored yet.
  if (const TurnWrite* earlier = unit_.earlier())
    for (const HistoryRow& row : earlier->history)
      if (row.instance == id) past.add(row);
  for (const HistoryRow& row : unit_.commands())
    if (row.instance == id) past.add(row);
  return whole(std::move(past), where);
}

Result<PastState> state_after(Queries& queries, InstanceId id, std::uint64_t sequence) {
  constexpr std::string_view where = "at";
  ONWARD_TRY_DONE(check_bound(sequence, where));
  Folded past{sequence};
  PastState found;
  ONWARD_TRY_DONE(fold_stored(past, queries, id, [&](HistoryRow& row) {
    if (row.seq == sequence) found.command = std::move(row);
  }));
  ONWARD_TRY(found.instance, whole(std::move(past), where));
  return found;
}

}  // namespace onward
