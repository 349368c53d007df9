// What each kind of element does, as a table of functions (behaviors.cpp). To add an element kind:
// one behaviour file with its verbs, one row there, one scenario.
#pragma once

#include "engine/execution/step.hpp"
#include "engine/value/value.hpp"

namespace onward {

struct Behavior {
  /// The token arrived: do the work, wait, or leave. Mappings, boundary events and multi-instance
  /// are handled around it.
  void (*enter)(Step&, LocalId token);
};

const Behavior& behavior_of(model::ElementKind kind);

/// Enters an element with all that surrounds it: stage, multi-instance, input mappings, boundary
/// events, then its behaviour.
void enter_element(Step& step, LocalId token);

/// What surrounds an activity is made ready without entering it: stage, input mappings, boundary
/// events. Errors: invalid_expression and the like.
Result<Done> surround_activity(Step& step, LocalId token);

/// The element's event happened before the token came (an event-based gateway, a boundary event):
/// its stage is reached and it is left.
void leave_triggered(Step& step, LocalId token);

/// The element's work is done: output mappings, choice of flows, end of local scope and boundary
/// waits, tokens on the flows. What fails is an incident, and leaving can be tried again.
void leave_element(Step& step, LocalId token);

/// For an element that is left by another way than its flows (a link, an error, a terminate):
/// output mappings and the end of the local scope. False: an incident instead, and a retry enters
/// it again.
bool give_outputs(Step& step, LocalId token);

/// Sequence flows that the token takes when it leaves (BPMN 2.0.2 clause 13.3.2; for activities and
/// events: all unconditional ones and those whose condition holds, else the default). Errors:
/// invalid_expression, wrong_state (nothing to take).
Result<std::vector<model::FlowIndex>> choose_flows(Step& step, const Token& token,
                                                   const model::Element& element);

/// What chooses the flows of an element by its conditions.
using ByConditions = Result<std::vector<model::FlowIndex>> (*)(const Step&, const Token&,
                                                               const model::Element&);
/// As `by_conditions` says, unless the environment decides (Choices).
Result<std::vector<model::FlowIndex>> steered_flows(const Step& step, const Token& token,
                                                    const model::Element& element,
                                                    ByConditions by_conditions);

/// Sends a token on each flow from a token that is gone already; scope is where they live.
void follow(Step& step, LocalId scope, const std::vector<model::FlowIndex>& flows);

/// Opens the element's start: its start event, or its implicit starts, in `scope`.
void start_scope(Step& step, LocalId scope, const std::vector<model::ElementIndex>& starts);

}  // namespace onward
