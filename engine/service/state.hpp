// What a turn has changed so far, in memory: layers of it. A unit works in a layer of its own,
// which is dropped on rejection and merged into the turn's on success.
#pragma once

#include <map>
#include <memory>

#include "engine/service/ports.hpp"

namespace onward {

struct StagedInstance {
  std::shared_ptr<const Instance> before;  ///< as stored; nullptr: new
  std::shared_ptr<const Instance> after;
  std::uint64_t order = 0;
  bool holds_business_key = false;
};

struct StagedOpportunity {
  std::uint64_t before_version = 0;  ///< 0: new
  std::shared_ptr<const Opportunity> after;
};

struct Layer {
  std::map<InstanceId, StagedInstance> instances;
  std::map<OpportunityId, StagedOpportunity> opportunities;
  TurnWrite rest;  ///< everything but instances and opportunities
  /// Puts `inner`, which was built on top of this layer, into it.
  void merge(Layer&& inner);
  [[nodiscard]] bool empty() const;
  /// All of it as one write, `rest` moved out; pointers live as long as the layer.
  [[nodiscard]] TurnWrite take_write();
};

}  // namespace onward
