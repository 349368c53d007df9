// DMN XML to a draft of a decision model. Standard: DMN 1.5 clause 12; the namespaces of DMN 1.1
// to 1.5 are read. Unknown elements of the DMN namespace are a problem, foreign ones (extensions,
// diagrams) are passed over.
#pragma once

#include <string_view>

#include "engine/base/result.hpp"
#include "engine/dmn/draft.hpp"

namespace onward::dmn_xml {

/// What is wrong in an otherwise readable model stands in DraftModel::problems, with line, column
/// and element id. Errors: malformed (no XML, no DMN; where = "line:column"), too_large.
Result<dmn::DraftModel> read(std::string_view xml);

}  // namespace onward::dmn_xml
