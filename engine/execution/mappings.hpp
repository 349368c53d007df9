// Input and output mappings of elements of every kind: into the element's own scope before it
// works, outwards when it is left. Data associations are mappings too (BPMN 2.0.2 clause 10.4.2).
#pragma once

#include "engine/execution/step.hpp"
#include "engine/value/value.hpp"

namespace onward {

/// The value of one mapping in a scope, or over `extra` first. Errors: invalid_expression,
/// too_large. A copy of something absent is null.
Result<Value> value_of(const Step& step, const model::Mapping& mapping, LocalId scope,
                       const Context* extra = nullptr);
/// Writes into `values` what the mapping says: the variable, or the member of it. `before` is what
/// the variable is now, when `values` does not have it. Errors: invalid_expression (the member's
/// owner is no context).
Result<Done> assign(Context& values, const model::Mapping& mapping, Value value,
                    const Value* before = nullptr);

/// Opens the element's own scope and fills it; a later input sees the earlier ones. Errors: also
/// invalid (a required data input has no value, clause 13.3.2).
Result<Done> map_inputs(Step& step, LocalId token, const model::Element& element);
/// All outputs are computed before the first is written, so that a retry finds what the first
/// attempt found. An event that happened before its token came maps its inputs here. Errors: as
/// map_inputs.
Result<Done> map_outputs(Step& step, LocalId token, const model::Element& element);
/// The code of the incident that such an error is.
const char* mapping_incident(const Error& error);

/// An event sub-process is done: writes its outputs to the scope around it. False: the first that
/// fails is an incident inside, so that the scope goes on until somebody helps.
bool leave_event_sub_process(Step& step, LocalId scope);

}  // namespace onward
