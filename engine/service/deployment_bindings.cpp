#include "engine/service/deployment_bindings.hpp"

#include <algorithm>

namespace onward {
namespace {

bool is_new(const Deployed& deployed, const BoundCall& call) {
  const StoredDefinition& stored = deployed.definition;
  const auto& names = stored.decisions;
  return !deployed.unchanged && stored.kind == call.kind &&
         (stored.key == call.key || std::find(names.begin(), names.end(), call.key) != names.end());
}

/// Whether the deployment changes what the call is bound to.
bool changes(const Definitions& definitions, const StoredDefinition& caller, const BoundCall& call,
             const std::vector<Deployed>& deployed) {
  const auto is_changed = [&](const Deployed& each) {
    return call.key.empty() ? !each.unchanged : is_new(each, call);
  };
  if (std::any_of(deployed.begin(), deployed.end(), is_changed)) return true;
  if (call.key.empty()) return false;
  const Bound now{model::Binding::deployment, 0, {}, {caller.key, caller.version}};
  const StoredDefinition* before = definitions.bound(call.kind, call.key, now);
  const StoredDefinition* after = definitions.bound(call.kind, call.key, {});
  if (before == nullptr || after == nullptr) return before != after;
  return before->key != after->key || before->version != after->version;
}

}  // namespace

std::vector<BoundCall> deployment_calls(const model::Definition& definition) {
  std::vector<BoundCall> calls;
  const auto add = [&](StoredDefinition::Kind kind, const model::Formula& called) {
    const bool is_written = called.language == model::Language::literal;
    calls.push_back({kind, is_written ? called.text : std::string{}});
  };
  for (const model::Element& element : definition.elements) {
    const model::CallActivity& call = element.details.call;
    if (element.kind == model::ElementKind::call_activity &&
        call.binding == model::Binding::deployment)
      add(StoredDefinition::Kind::process, call.called);
    const model::DecisionTask& decision = element.details.decision;
    if (element.kind == model::ElementKind::business_rule_task &&
        decision.binding == model::Binding::deployment)
      add(StoredDefinition::Kind::decision, decision.decision);
  }
  return calls;
}

void renew_bound(const Definitions& definitions, std::vector<Unchanged> unchanged,
                 std::vector<Deployed>& deployed) {
  // One that becomes new may renew another: until none does, at most once for each.
  for (bool renewed = true; renewed;) {
    renewed = false;
    for (Unchanged& candidate : unchanged) {
      const StoredDefinition& standing = candidate.standing;
      const auto place = std::find_if(deployed.begin(), deployed.end(), [&](const Deployed& each) {
        return each.unchanged && each.definition.kind == standing.kind &&
               each.definition.key == standing.key;
      });
      if (place == deployed.end()) continue;
      if (std::none_of(candidate.calls.begin(), candidate.calls.end(), [&](const BoundCall& call) {
            return changes(definitions, standing, call, deployed);
          }))
        continue;
      *place = {std::move(candidate.next), false};
      renewed = true;
    }
  }
}

}  // namespace onward
