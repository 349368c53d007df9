// An instance's history, read in blocks; and what the numbers in its facts stand for.
#pragma once

#include <functional>
#include <map>
#include <string>

#include "engine/service/queries.hpp"

namespace onward::api {

/// Calls `visit` for each command of the instance, oldest first. Errors: unavailable.
Result<Done> read_history(Queries& queries, InstanceId id,
                          const std::function<void(const HistoryRow&)>& visit);

/// Elements by the local ids that facts name; grows with the facts that it is shown, in order.
class Trail {
 public:
  void see(const Fact& fact);
  /// The element that the fact concerns; empty when it concerns the instance.
  [[nodiscard]] std::string element_of(const Fact& fact) const;
  /// The element of a token, task, job, wait, scope or incident; empty when unknown.
  [[nodiscard]] std::string element(LocalId id) const;

 private:
  std::map<LocalId, std::string> elements_;
};

}  // namespace onward::api
