// Draft -> the compact dialect: steps one below the other, each with `next` where it does not go on
// to the step below. What the dialect has no words for is told, element by element.
#pragma once

#include <string>
#include <vector>

#include "engine/model/draft.hpp"

namespace onward::native_xml {

struct Written {
  std::string text;                      ///< empty when there are problems
  std::vector<model::Problem> problems;  ///< code not-carried
};
/// The draft is one without errors. What was written is read back and compared.
Written write(const model::Draft& draft);

/// A draft as far as the dialect carries it: flows have the ids that it makes, what is text where
/// the dialect takes FEEL is FEEL, elements stand sorted by scope and kind. Two drafts that are the
/// same so are the same process.
model::Draft carried(model::Draft draft);

}  // namespace onward::native_xml
