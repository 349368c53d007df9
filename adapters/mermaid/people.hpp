// Which nodes of a chart are people who do the steps, not steps.
#pragma once

#include <string_view>
#include <vector>

#include "adapters/mermaid/chart.hpp"

namespace onward::mermaid {

/// "Sales Team", "Support", "Customer"; not "Call the customer", "Customer feedback".
bool names_people(std::string_view text);

/// For each node. People are the rectangles that name them, in charts that draw steps as rounds or
/// stadiums.
std::vector<bool> people_of(const Chart& chart);

}  // namespace onward::mermaid
