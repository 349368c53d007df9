// What a performer submits, held against the form, the checklist and the deliverable of the task:
// everything wrong is named at once.
#pragma once

#include "engine/execution/command.hpp"
#include "engine/execution/step.hpp"

namespace onward {

struct Submission {
  Context variables;  ///< typed by the form: dates are dates, defaults filled in, booleans false
                      ///< when absent
  Context kept;       ///< opportunity field -> value (onward:keep)
};

/// Errors: invalid with one detail per field ("/variables/<id>"), "/results" and open checklist
/// item ("/checklist/<id>").
Result<Submission> check_submission(const Step& step, const Task& task,
                                    const model::Element& element, const CompleteTask& complete);

}  // namespace onward
