// Finds the flowcharts of a file: the file is one, or a Markdown document has them in blocks of
// ```mermaid or ::: mermaid.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "adapters/mermaid/chart.hpp"
#include "engine/model/element.hpp"

namespace onward::mermaid {

struct Document {
  std::vector<Chart> charts;  ///< in the order of the file; not to be used when there are problems
  std::vector<model::Problem> problems;  ///< beside the parser's: no-chart, chart-encoding
  std::vector<Position> other_diagrams;  ///< blocks with a sequence, a pie ...: passed over
};

Document read(std::string_view bytes);

}  // namespace onward::mermaid
