#include "engine/execution/chains.hpp"

#include "engine/base/limits.hpp"

namespace onward {

bool stops_long_chain(Step& step, LocalId token) {
  if (step.environment().hops < limits::hops_per_chain) return false;
  step.raise_incident(token, "chain-too-long",
                      "1,000 deliveries caused one another without anything to wait for; look for "
                      "processes that throw what they hear");
  return true;
}

}  // namespace onward
