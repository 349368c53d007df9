// Operators on values (DMN 1.5 clause 10.3.2): equality, order, arithmetic. nullopt is FEEL's null:
// not defined for these.
#pragma once

#include <compare>
#include <optional>

#include "engine/feel/ast.hpp"
#include "engine/value/value.hpp"

namespace onward::feel {

/// Table 42 and clause 10.3.2.13: values of kinds that differ are not comparable, null is equal to
/// null alone.
std::optional<bool> equal(const Value& a, const Value& b);
/// Equal, and false where `equal` is not defined: membership in lists.
bool same(const Value& a, const Value& b);
/// Numbers, texts, dates, times, durations of one kind; zoned and local times are not comparable.
std::optional<std::strong_ordering> order(const Value& a, const Value& b);
std::optional<bool> compare(Operator op, const Value& a, const Value& b);
/// Whether a value lies inside a range.
std::optional<bool> contains(const Range& range, const Value& value);
/// Clause 10.3.2.14 (Table 55): + - * / ** on every kind that has them.
std::optional<Value> calculate(Operator op, const Value& a, const Value& b);
std::optional<Value> negate(const Value& a);
/// is(): the same element of the semantic domain, zones included.
bool identical(const Value& a, const Value& b);

}  // namespace onward::feel
