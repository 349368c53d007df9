// What happened, over all instances and opportunities, in the order of its commands: what live
// events, webhooks and mail are taken from (docs/adr/0009-the-feed.md). Rows are committed history,
// so a reader that knows how far it came goes on there, also after a crash.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/service/ports.hpp"

namespace onward {

/// A command of an instance, or a change of an opportunity.
struct FeedRow {
  std::uint64_t position = 0;  ///< sequence_of(its id): grows, and an instance's rows in order
  HistoryRow command;          ///< without `change`
  DefinitionRef definition;    ///< of the instance
  OpportunityId opportunity;   ///< that the instance runs for, or that changed
  std::optional<OpportunityChange> change;
};

/// Rows behind `after`, up to and with `until`: no row may be added below it any more.
struct FeedRange {
  std::uint64_t after = 0, until = 0;
  std::size_t limit = 0;
};

class FeedQueries {
 public:
  virtual ~FeedQueries() = default;
  /// In the order of positions. Fewer than `limit`: there are no more. Errors: unavailable.
  virtual Result<std::vector<FeedRow>> feed(const FeedRange& range) = 0;
  /// The position of the last row, 0: there is none. Errors: unavailable.
  virtual Result<std::uint64_t> newest_position() = 0;
  /// Whether more than so many rows lie in the range. Errors: unavailable.
  virtual Result<bool> feed_is_longer_than(const FeedRange& range) = 0;
};

}  // namespace onward
