// Names to indices: the graph of a definition from a draft that broke no rule.
#pragma once

#include "engine/model/definition.hpp"
#include "engine/model/draft.hpp"

namespace onward::model {

/// Fills the references of `definition`, whose elements and flows stand in the order of `process`:
/// scopes, flows, boundary events, starts, lanes. Every reference of the draft must resolve (the
/// rules have seen to that).
void link(const DraftProcess& process, Definition& definition);

}  // namespace onward::model
