// The text of one Mermaid flowchart -> Chart, or everything in it that was not understood.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "adapters/mermaid/chart.hpp"
#include "adapters/xml/lines.hpp"
#include "engine/model/element.hpp"

namespace onward::mermaid {

struct Parsed {
  Chart chart;
  std::vector<model::Problem>
      problems;  ///< chart-syntax, unknown-node, chart-empty, chart-too-large
};

/// The chart that stands in the document from `begin` to `end`, beginning with `graph` or
/// `flowchart`. The text is UTF-8.
Parsed parse(std::string_view document, std::size_t begin, std::size_t end,
             const xml::Lines& lines);

}  // namespace onward::mermaid
