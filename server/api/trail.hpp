// An instance's history in pages, and what the numbers in its facts stand for. A page reads the
// rows that it shows; what an older command gave a number to is found by halving, since numbers
// rise with the commands.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "engine/service/queries.hpp"

namespace onward::api {

/// Where a page of the history begins: after `within` things of the command `sequence`.
struct HistoryPlace {
  std::uint64_t sequence = 0, within = 0;
};
/// "12.3"; empty: the beginning. Errors: invalid_cursor.
Result<HistoryPlace> place_from_cursor(const std::string& cursor);
std::string cursor_of(const HistoryPlace& place);

/// The commands of an instance in order, from a place on, read in blocks.
class HistoryReader {
 public:
  HistoryReader(Queries& queries, InstanceId instance, const HistoryPlace& from, std::size_t block)
      : queries_(queries),
        instance_(instance),
        after_(from.sequence == 0 ? 0 : from.sequence - 1),
        block_(block) {}
  /// The next rows; none: the end. Errors: unavailable.
  Result<std::vector<HistoryRow>> next();

 private:
  Queries& queries_;
  InstanceId instance_;
  std::uint64_t after_;
  std::size_t block_;
  bool ended_ = false;
};

/// What has a number in an instance.
struct Numbered {
  std::string element;
  std::optional<ScopeOpened> scope;  ///< when it is one
};

/// Elements by the local ids that facts name; grows with the rows that it is shown, in order.
class Trail {
 public:
  Trail(Queries& queries, InstanceId instance) : queries_(queries), instance_(instance) {}
  void see(const HistoryRow& row);
  /// The element that the fact of a seen row concerns; empty when it concerns the instance.
  std::string element_of(const Fact& fact);
  /// nullptr: unknown. `find` looks into older commands, `known` only at the rows that were seen.
  const Numbered* find(LocalId id);
  [[nodiscard]] const Numbered* known(LocalId id) const;
  /// Whether the older commands could be read. Errors: unavailable.
  [[nodiscard]] Result<Done> finish() const;

 private:
  bool remember(const HistoryRow& row, LocalId& first, LocalId& last);
  void search(LocalId id);

  Queries& queries_;
  InstanceId instance_;
  std::uint64_t begins_ = 0;  ///< sequence of the first row that was seen
  std::map<LocalId, Numbered> numbered_;
  std::optional<Error> error_;
};

}  // namespace onward::api
