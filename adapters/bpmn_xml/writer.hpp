// Draft -> BPMN 2.0 XML, with the extensions of docs/dialects.md and the diagram interchange. What
// is read back from it is the same draft (engine/model/describe.hpp says what that means).
#pragma once

#include <string>

#include "adapters/diagram/diagram.hpp"
#include "engine/model/draft.hpp"

namespace onward::bpmn_xml {

/// The draft with what its picture needs: lanes are drawn in a pool.
model::Draft with_pool(model::Draft draft);

/// The document. The draft is one without errors; shapes and edges of what is not in it are left
/// out. An empty picture gives a document without interchange.
std::string write(const model::Draft& draft, const diagram::Diagram& picture);

}  // namespace onward::bpmn_xml
