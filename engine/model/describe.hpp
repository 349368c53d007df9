// A draft as lines of text: everything that it says but where it says it. Two drafts with the same
// lines are the same process; the first line that differs names what does.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/model/draft.hpp"

namespace onward::model {

/// What one element (a flow, a lane, a process ...) says. `id` is empty for the document itself.
struct Description {
  std::string id;
  Position at;
  std::vector<std::string> lines;
};

/// Elements in their order; flows and associations in their order within a scope, lanes and message
/// flows in theirs. Left out: places, associations with an end that is no element (they hang on a
/// note), and pools that say nothing but "here is the process".
std::vector<Description> describe(const Draft& draft);

struct Difference {
  std::string id;        ///< of the element; empty: the document
  Position at;           ///< in the first draft, or in the second when only that has it
  std::string sentence;  ///< "says ..., but ... after it"
};
/// All elements that differ, in the order of the first draft.
std::vector<Difference> differences(const Draft& first, const Draft& second);

}  // namespace onward::model
