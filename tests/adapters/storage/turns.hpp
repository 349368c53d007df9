// Instances and turns for the tests of the storage: made through facts, as the engine makes them.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "engine/instance/journal.hpp"
#include "engine/service/ports.hpp"

namespace onward::test {

/// Commands on one instance, gathered into a turn. The first one starts it.
class Turn {
 public:
  /// A new instance of "sale", version 1.
  static Turn start(std::uint64_t id, std::string business_key = {}, std::uint64_t opportunity = 0);
  /// More commands on the instance as it was committed.
  explicit Turn(Instance stored, std::uint64_t order = 0);

  /// One command: all these facts, one row of history.
  Turn& command(std::vector<Fact> facts, std::string name = "complete-task");
  Turn& holds_key(bool holds) {
    holds_key_ = holds;
    return *this;
  }
  /// Adds what it did to a write; the turn must outlive it.
  void add_to(TurnWrite& write) const;
  [[nodiscard]] TurnWrite write() const;
  [[nodiscard]] const Instance& after() const { return *after_; }

 private:
  Turn() = default;
  std::unique_ptr<Instance> before_, after_ = std::make_unique<Instance>();
  std::vector<HistoryRow> history_;
  std::uint64_t order_ = 0;
  bool holds_key_ = false;
};

/// An id as the server makes it: shard and sequence.
constexpr std::uint64_t id_in(std::uint16_t shard, std::uint64_t sequence) {
  return (std::uint64_t{shard} << 53U) | sequence;
}

/// Start makes this token; all else hangs on it. Further local ids begin at 3.
inline constexpr LocalId only_token{2};

Task task(std::uint32_t local, std::string name, std::vector<std::string> groups = {},
          std::string assignee = {});
inline Fact closed(std::uint32_t local, std::string by = "ann", TaskEnd end = TaskEnd::completed) {
  return TaskClosed{LocalId{local}, end, std::move(by), "done", std::nullopt, {}, Instant{5'000}};
}
inline Fact set_variable(std::string name, Value value) {
  return VariableSet{root_scope, std::move(name), std::move(value), std::nullopt};
}

}  // namespace onward::test
