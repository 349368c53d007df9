// Mermaid flowcharts become BPMN processes, and everything that was guessed is told: for the
// command line and for the API.
#pragma once

#include <string_view>

#include "engine/base/result.hpp"
#include "server/api/chart_import.hpp"

namespace onward {

/// `text`: a chart, or Markdown with some. Errors: too_large; invalid, when several charts are to
/// begin for one kind.
Result<api::ImportedCharts> import_charts(std::string_view text, const api::ChartWish& wish);

}  // namespace onward
