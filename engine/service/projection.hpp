// What the index tables say about one instance, and what a turn changes in them: pure functions
// that every store uses, so that lists look the same on each. Not here: how rows are written
// (adapters).
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "engine/instance/fact.hpp"
#include "engine/instance/instance.hpp"

namespace onward {

/// `added` and `changed` point into `after`, `removed` into `before`.
template <class Item>
struct Difference {
  std::vector<const Item*> added, changed;
  std::vector<const Item*> removed;
  [[nodiscard]] bool empty() const { return added.empty() && changed.empty() && removed.empty(); }
};

/// A top-scope variable as the filter variable=name:value finds it.
struct IndexedVariable {
  std::string name, value;  ///< value: FEEL text
  friend bool operator==(const IndexedVariable&, const IndexedVariable&) = default;
};

/// An ad-hoc sub-process in which activities may be started, by the id of its scope.
struct OpenAdHoc {
  LocalId id{};
  std::string element;
  Instant since{};
  friend bool operator==(const OpenAdHoc&, const OpenAdHoc&) = default;
};

struct IndexChanges {
  Difference<Task> tasks;
  Difference<Wait> timers;         ///< waits for a time
  Difference<Wait> subscriptions;  ///< waits for a message or a signal
  Difference<Job> jobs;
  Difference<Incident> incidents;
  /// All that are open, whatever changed: rows from before there was an index come with the next
  /// command.
  std::vector<OpenAdHoc> ad_hoc;
  std::vector<LocalId> ad_hoc_gone;
  /// Entries that come and go; a new value is both.
  std::vector<IndexedVariable> variables_added, variables_removed;
  bool business_key_freed = false;  ///< the instance ended and had one
};

/// What `after` changes in the index tables; `before` is the instance as stored, nullptr when it is
/// new.
IndexChanges project(const Instance* before, const Instance& after);

/// A task that a turn closed, as it was at that moment.
struct ClosedTask {
  Task task;
  TaskClosed how;
};
/// Tasks closed by these facts, also those that the same facts opened; `before` as for project().
std::vector<ClosedTask> closed_tasks(const Instance* before,
                                     std::span<const std::span<const Fact>> commands);

/// When the timer may fire: its due time, or never while the instance is not active.
std::int64_t timer_due_ms(const Instance& instance, const Wait& timer);
/// When the job may be taken: not before its due time and the end of its lock; never without
/// attempts left or while the instance is not active.
std::int64_t job_available_ms(const Instance& instance, const Job& job);
/// Stands for "no due date" and "never": sorts after every real time.
inline constexpr std::int64_t never_ms = INT64_MAX;

/// None unless the instance is active.
std::vector<OpenAdHoc> open_ad_hoc(const Instance& instance);

/// Scalars of the top scope whose FEEL text has at most limits::indexed_value_bytes.
std::vector<IndexedVariable> indexed_variables(const Instance& instance);

/// The logical shard of things that belong to a text and not to an instance (business keys, message
/// names): FNV-1a of the bytes, modulo shard_count. Stored, so it never changes.
std::uint16_t shard_of_text(std::string_view text);

}  // namespace onward
