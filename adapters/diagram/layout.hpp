// Makes the picture of a draft that has no coordinates: from left to right in columns, lanes as
// stripes, sub-processes open with their content inside, boundary events at the bottom of their
// activities, every line horizontal or vertical. The same draft gives the same picture.
#pragma once

#include "adapters/diagram/diagram.hpp"
#include "engine/base/result.hpp"
#include "engine/model/draft.hpp"

namespace onward::diagram {

/// Nodes overlap neither each other nor labels; each is inside its lane, its sub-process, its pool.
/// The drafts of documents with problems are drawn as far as they make sense. Errors: too_large.
Result<Diagram> lay_out(const model::Draft& draft);

/// Whether a picture shows every element and every flow of the draft.
bool shows_all(const Diagram& picture, const model::Draft& draft);

}  // namespace onward::diagram
