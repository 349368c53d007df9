// What reports ask of the store: walks over whole tables, each with a bound.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/service/records.hpp"

namespace onward {

/// Somebody (or the engine) changed the record of an opportunity or completed one of its tasks.
struct Touch {
  OpportunityId opportunity;
  std::string actor;
  friend bool operator==(const Touch&, const Touch&) = default;
};

/// Open tasks that stand with one person, or that one group is offered and nobody has taken.
struct TaskLoad {
  std::string assignee;  ///< empty: nobody has taken them
  std::string group;     ///< the only group that they are offered; empty: several, users, or none
  std::uint64_t open = 0, overdue = 0, due_soon = 0;
  Instant oldest;  ///< when the oldest of them was made
};

/// How an opportunity that is open stands: the record, and when something last happened.
struct OpenOpportunity {
  Opportunity record;
  Instant touched;  ///< its last change, or the birth of its newest open task
};

/// What it is called and worth.
struct OpenDeal {
  OpportunityId id;
  std::string number, title, kind, responsible, stage;
  Value amount;  ///< amount_of()
};

/// How it ended.
struct ClosedDeal {
  OpportunityId id;
  bool won = false;
  std::vector<InstanceId> instances;
  std::optional<Instant> closed;  ///< nothing: before schema version 12; its changes say it
};

/// A task of an opportunity: where it stands or stood.
struct TaskStop {
  OpportunityId opportunity;
  std::string definition, element;
  Instant created;
};

/// Errors of all: unavailable.
class ReportQueries {
 public:
  virtual ~ReportQueries() = default;
  /// From `from` and before `to`, each pair once, by opportunity.
  virtual Result<std::vector<Touch>> touches(Instant from, Instant to, std::size_t limit) = 0;
  /// Those that exist, in any order.
  virtual Result<std::vector<Opportunity>> opportunities_of(std::span<const OpportunityId> ids) = 0;
  /// What changed them at `from` or later, of each the newest first.
  virtual Result<std::vector<OpportunityChange>> changes_since(std::span<const OpportunityId> ids,
                                                               Instant from) = 0;
  /// `soon`: tasks due before it count as due soon, unless they are overdue at `now`.
  virtual Result<std::vector<TaskLoad>> task_load(Instant now, Instant soon) = 0;
  /// Open opportunities in the order of their creation.
  virtual Result<std::vector<OpenDeal>> open_deals(std::size_t limit) = 0;
  /// The same as whole records with what last happened to each, which takes several times as long.
  virtual Result<std::vector<OpenOpportunity>> open_opportunities(std::size_t limit) = 0;
  /// Won, lost or disqualified; the newest first.
  virtual Result<std::vector<ClosedDeal>> closed_deals(std::size_t limit) = 0;
  /// Closed tasks of these instances, by opportunity in the order of their creation.
  virtual Result<std::vector<TaskStop>> stops_of(std::span<const InstanceId> instances) = 0;
  /// Open tasks of all opportunities, in any order.
  virtual Result<std::vector<TaskStop>> open_stops(std::size_t limit) = 0;
  /// Interactions that were at `from` or later, oldest first, planned ones left out.
  virtual Result<std::vector<Record>> interactions_since(Instant from, std::size_t limit) = 0;
};

}  // namespace onward
