// BPMN 2.0 XML -> Draft: what a modeler writes, with the extensions of docs/dialects.md. Checked
// here is what can be seen in the document itself; the graph is the matter of engine/model/rules.
#pragma once

#include <string_view>

#include "engine/base/result.hpp"
#include "engine/model/draft.hpp"

namespace onward::bpmn_xml {

/// Reads a document with all its processes (none when it has only a collaboration, a choreography
/// or a diagram). What is wrong in the document is in the draft's problems. Errors: malformed (not
/// well-formed, or no BPMN 2.0 definitions; where = line:column), too_large.
Result<model::Draft> read(std::string_view bytes);

}  // namespace onward::bpmn_xml
