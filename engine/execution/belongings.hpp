// What belongs to a token or a scope of the running command: found by its owner, without a walk
// over everything. Follows the facts; an id stays listed when its thing is gone, so a reader looks
// the thing up.
#pragma once

#include <map>
#include <vector>

#include "engine/instance/fact.hpp"

namespace onward {

class Belongings {
 public:
  explicit Belongings(const Instance& instance);
  void note(const Fact& fact);

  /// In order of creation. Of a token: waits, tasks, jobs, incidents, scopes, and itself when it
  /// calls an instance. Of a scope: tokens, event sub-processes that run, and the waits of those
  /// that may come.
  [[nodiscard]] std::vector<LocalId> of(LocalId owner) const;

 private:
  void add(const Wait& wait) { ids_[wait.token ? wait.token : wait.scope].push_back(wait.id); }
  void add(LocalId scope, LocalId owner, LocalId parent) {
    ids_[owner ? owner : parent].push_back(scope);
  }

  std::map<LocalId, std::vector<LocalId>> ids_;
};

}  // namespace onward
