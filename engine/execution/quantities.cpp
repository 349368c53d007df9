#include "engine/execution/quantities.hpp"

#include "engine/execution/activities/multi_instance.hpp"

namespace onward {

bool has_start_quantity(Step& step, LocalId token) {
  const Token at = step.token(token);
  const std::uint32_t wanted = step.element_of(at).details.start_quantity;
  if (wanted <= 1 || is_inner_instance(step.instance(), at)) return true;
  std::vector<LocalId> others =
      step.places().all_parked(at.scope, step.definition().at(at.element));
  if (others.size() + 1 < wanted) {
    step.park(token);
    return false;
  }
  others.resize(wanted - 1);
  for (const LocalId other : others) step.consume(other, TokenEnd::merged);
  return true;
}

}  // namespace onward
