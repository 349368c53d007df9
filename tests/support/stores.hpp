// Stores around a store, for tests: one whose commits fail as told, and one that holds every commit
// against the rules that must hold after each command.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "engine/service/forwarding_store.hpp"
#include "engine/service/projection.hpp"

namespace onward::test {

/// Asks before each commit how it shall go.
enum class CommitFate : std::uint8_t {
  succeed,
  conflict,     ///< nothing is written, as if another node had been faster
  unavailable,  ///< nothing is written, the database is away
  unknown,      ///< written, but the answer is lost
};
class FaultyStore final : public ForwardingStore {
 public:
  FaultyStore(Store& inner, std::function<CommitFate()> fate)
      : ForwardingStore(inner), fate_(std::move(fate)) {}
  Result<Done> commit(const TurnWrite& write) override;

 private:
  std::function<CommitFate()> fate_;
};
/// Every commit fails once with a conflict before it succeeds.
std::function<CommitFate()> every_second_succeeds();

/// After each commit: fold(before, facts) == after, decode(encode(after)) == after, the history has
/// no gap, no invariant is broken, and the index tables hold what the state holds. What does not
/// hold is collected.
class CheckedStore final : public ForwardingStore {
 public:
  CheckedStore(Store& inner, Catalogue& catalogue)
      : ForwardingStore(inner), catalogue_(catalogue) {}
  Result<Done> commit(const TurnWrite& write) override;
  /// One sentence per broken rule since the last call.
  std::vector<std::string> take_broken() { return std::exchange(broken_, {}); }
  /// FNV-1a over all facts and effects that were committed: same seed, same bytes.
  [[nodiscard]] std::uint64_t digest() const { return digest_; }

 private:
  void check(const InstanceWrite& row, const TurnWrite& write);
  void check_index(const InstanceWrite& row);
  void check_ad_hoc(const model::Definition& definition, const Instance& after);
  void expect(bool holds, const Instance& instance, const std::string& sentence);
  void add_to_digest(std::string_view bytes);

  Catalogue& catalogue_;
  /// The index tables as they would be, kept by what project() says has changed.
  struct Index {
    std::map<LocalId, Task> tasks;
    std::map<LocalId, Wait> timers, subscriptions;
    std::map<LocalId, Job> jobs;
    std::map<LocalId, Incident> incidents;
    std::map<LocalId, OpenAdHoc> ad_hoc;
  };
  std::map<InstanceId, Index> index_;
  std::vector<std::string> broken_;
  std::uint64_t digest_ = 0xcbf29ce484222325ULL;
};

}  // namespace onward::test
