// The picture of a deployed document: as its author drew it, laid out when nobody did.
#pragma once

#include <string>
#include <string_view>

#include "engine/base/result.hpp"
#include "engine/sales/flow.hpp"

namespace onward {

/// SVG. Errors: not_found (a decision has no diagram), too_large, malformed.
Result<std::string> picture_of(std::string_view document);
/// The same with what became of each step of the chart.
Result<std::string> picture_of(std::string_view document, const sales::FlowChart& chart);

}  // namespace onward
