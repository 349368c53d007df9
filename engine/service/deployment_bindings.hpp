// What binding by deployment means for a deployment: a definition whose text is unchanged, but
// which is bound to something else once the deployment is done, becomes a new version. So what is
// started afterwards gets what was deployed with it, and what runs keeps what it has (bpmn.md
// decision 14).
#pragma once

#include <string>
#include <vector>

#include "engine/service/deployment.hpp"

namespace onward {

/// What a process calls, or decides, with the binding `deployment`.
struct BoundCall {
  StoredDefinition::Kind kind = StoredDefinition::Kind::process;
  std::string key;  ///< empty: an expression says it when it is called
};
std::vector<BoundCall> deployment_calls(const model::Definition& definition);

/// A definition whose text stands already.
struct Unchanged {
  StoredDefinition standing;
  StoredDefinition next;  ///< what it is as a new version
  std::vector<BoundCall> calls;
};

/// Makes new versions in `deployed` of those that would be bound to something else.
void renew_bound(const Definitions& definitions, std::vector<Unchanged> unchanged,
                 std::vector<Deployed>& deployed);

}  // namespace onward
