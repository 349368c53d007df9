// Which elements can still send a token to an inclusive join: BPMN 2.0.2 clause 13.4.3, table 13.3.
// Computed once per definition; the join's behaviour only looks bits up.
#pragma once

#include "engine/model/definition.hpp"

namespace onward::model {

/// For the i-th incoming flow of `join`: the elements from which a path leads to that flow without
/// visiting `join`. A path follows sequence flows, goes from an activity to its boundary events,
/// and from a throwing link event to the catching one of the same name; it stays inside the join's
/// scope, where a sub-process stands for everything in it.
JoinReach compute_reach(const Definition& definition, ElementIndex join);

}  // namespace onward::model
