// Instances and facts for the tests of this folder: hand-made ones with every field set, and random
// ones.
#pragma once

#include <cstdint>
#include <random>
#include <vector>

#include "engine/instance/fact.hpp"

namespace onward::test {

/// A value of every kind that can be stored, nested.
Value every_value();
/// Every field differs from its default; every list has an item.
Instance full_instance();
/// One of each kind, in the order of the variant; every field differs from its default.
std::vector<Fact> every_fact();

Value random_value(std::mt19937_64& random, unsigned depth = 0);
Instance random_instance(std::mt19937_64& random);
/// `kind` is the position in the variant.
Fact random_fact(std::mt19937_64& random, std::size_t kind);

/// An instance that was just started: nothing but the root scope, next id 2.
Instance started();

}  // namespace onward::test
