#include "engine/execution/binding.hpp"

#include <limits>

#include "engine/execution/scope.hpp"

namespace onward {

Result<Bound> bound_of(const Step& step, model::Binding binding, const model::Formula& version,
                       LocalId scope) {
  Bound bound{binding, 0, {}, step.definition().ref};
  if (binding != model::Binding::version && binding != model::Binding::version_tag) return bound;
  ONWARD_TRY(bound.tag, evaluate_text(step, version, scope));
  if (binding == model::Binding::version_tag) {
    if (!bound.tag.empty()) return bound;
    return Error{ErrorCode::invalid_expression, "the version tag is empty"};
  }
  const auto number = Decimal::from_text(bound.tag);
  const auto whole = number ? number->to_int64() : std::nullopt;
  if (!whole || *whole < 1 || *whole > std::numeric_limits<std::uint32_t>::max())
    return Error{ErrorCode::invalid_expression, "a version is a whole number from 1, but was \"" +
                                                    bound.tag.substr(0, 100) + "\""};
  bound.version = static_cast<std::uint32_t>(*whole);
  return bound;
}

}  // namespace onward
