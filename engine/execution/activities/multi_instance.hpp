// Multi-instance activities (BPMN 2.0.2 clause 13.2.7): the outer token holds the boundary events,
// each inner instance is a token of its own in the multi-instance scope, with its loop counter and
// element in a local scope.
#pragma once

#include "engine/execution/step.hpp"

namespace onward {

/// Whether the token is one instance inside a multi-instance activity.
bool is_inner_instance(const Instance& instance, const Token& token);
void enter_multi_instance(Step& step, LocalId outer);
/// An inner instance's work is done (outputs are written): gather, test the completion condition,
/// go on or leave the activity.
void complete_inner_instance(Step& step, LocalId inner);
/// All instances but this one are given up; what completed in them is remembered.
void give_up_other_instances(Step& step, LocalId inner);

}  // namespace onward
