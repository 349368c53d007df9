// range("[1..3]") (DMN 1.5 clause 10.3.4.1): a range from text, whose ends are literals.
#pragma once

#include <optional>
#include <string_view>

#include "engine/value/value.hpp"

namespace onward::feel {

/// nullopt when the text is no range of two comparable literals in order; an end may be missing
/// beside a round bracket.
std::optional<Value> read_range(std::string_view text);

}  // namespace onward::feel
