// The diagram interchange of a document (BPMN 2.0.2 clause 12): where each element stands in the
// picture, with what the picture shows of it.
#pragma once

#include <string_view>

#include "adapters/diagram/diagram.hpp"
#include "engine/base/result.hpp"

namespace onward::bpmn_xml {

/// Reads the first diagram of a document; empty when it has none. Shapes without an element or with
/// bounds that cannot be drawn are left out. Errors: malformed, too_large.
Result<diagram::Diagram> read_diagram(std::string_view bytes);

}  // namespace onward::bpmn_xml
