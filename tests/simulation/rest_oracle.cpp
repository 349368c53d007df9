#include "tests/simulation/rest_oracle.hpp"

#include <algorithm>

namespace onward::simulation {
namespace {

const Instance* find(const Instances& open, InstanceId id) {
  const auto at =
      std::find_if(open.begin(), open.end(), [&](const auto& i) { return i->id == id; });
  return at == open.end() ? nullptr : at->get();
}

bool calls(const Instance& caller, LocalId token, InstanceId child) {
  return std::any_of(caller.calls.begin(), caller.calls.end(),
                     [&](const Call& call) { return call.token == token && call.child == child; });
}

}  // namespace

std::vector<std::string> check_families(const Instances& open) {
  std::vector<std::string> broken;
  for (const auto& instance : open) {
    const Instance* parent = instance->parent ? find(open, instance->parent) : nullptr;
    if (instance->parent &&
        (parent == nullptr || !calls(*parent, instance->parent_token, instance->id)))
      broken.push_back("the called instance " + to_text(instance->id) + " is waited for by nobody");
    for (const Call& call : instance->calls)
      if (find(open, call.child) == nullptr)
        broken.push_back("the call of " + to_text(call.child) + " never comes back");
  }
  return broken;
}

std::vector<std::string> check_timers(const Instances& open, Instant now) {
  std::vector<std::string> broken;
  for (const auto& instance : open) {
    if (instance->state != InstanceState::active) continue;
    for (const Wait& wait : instance->waits)
      if (wait.kind == WaitKind::timer && wait.due <= now)
        broken.push_back("the timer " + wait.element + " is due and does not fire");
  }
  return broken;
}

}  // namespace onward::simulation
