// Data that elements have by BPMN's own names: data objects, properties, data inputs and outputs
// (BPMN 2.0.2 clause 10.4). Here is what they mean for variables; what flows between them are
// mappings (mappings.hpp).
#pragma once

#include <string>
#include <vector>

#include "engine/execution/step.hpp"
#include "engine/value/value.hpp"

namespace onward {

/// Variables of a scope that begin without a value; what is there already stays.
void declare(Step& step, LocalId scope, const std::vector<std::string>& names);

/// The data inputs that keep every input set from being available (clause 10.4.2): of the set that
/// lacks the fewest. Empty: a set has all it requires, or nothing is required.
std::vector<std::string> missing_inputs(const model::DataNames& data, const Context& given);
/// Says which: an Error `invalid`, which nothing else here gives.
Error missing_inputs_error(const std::vector<std::string>& names);
bool is_missing_input(const Error& error);
/// The code of the incident.
inline constexpr const char* missing_input_code = "data-input-missing";

/// What an event or activity returned, as its data outputs take it: an entry goes to the data
/// output of its name; when there is none of that name, the only data output of an event or receive
/// task takes all that the message carries.
Context as_data_outputs(const model::Element& element, const Context& returned);
/// A value that a script, decision or action gave: entries of a context by the names of the data
/// outputs, else all of it to the only one; what no data output takes is left out.
Context value_as_data_outputs(const model::DataNames& data, const Value& value);

/// What begins a scope by one of its start events.
struct StartData {
  Context scope;  ///< variables of the scope
  Context event;  ///< what data outputs of the start event take
};
StartData start_data(const model::Element& start, const Context& payload);
/// Puts what data outputs take into the token's own scope.
void take_data_outputs(Step& step, LocalId token, const Context& outputs);

/// What a call activity passes, or gets back: the values of `from` under the names of `to`. By
/// name; when no name is the same and there are as many, by their order (clause 10.3.6: they
/// match).
Context renamed(const std::vector<std::string>& from, const std::vector<std::string>& to,
                const Context& values);

}  // namespace onward
