// Opening what an event waits for (timers, messages, signals), and what happens when it fires:
// catch events, receive tasks, boundary events, event-based gateways, event sub-processes.
#pragma once

#include "engine/execution/step.hpp"

namespace onward {

/// Opens the waits of the element's event definitions for `token` (none: an event sub-process of
/// `scope`). `scope` is where expressions evaluate. Errors: invalid_expression and the like;
/// nothing is opened then.
Result<Done> open_waits(Step& step, LocalId token, LocalId scope, const model::Element& element);
/// The waits of all boundary events of the token's activity.
Result<Done> open_boundary_waits(Step& step, LocalId token);
/// The waits of the event sub-processes of a scope that was just opened.
void open_event_sub_processes(Step& step, LocalId scope,
                              const std::vector<model::ElementIndex>& event_sub_processes);
void close_waits(Step& step, LocalId token, WaitEnd end = WaitEnd::cancelled);

/// The event happened: `wait` exists. The payload becomes variables.
void fire(Step& step, LocalId wait, const Context& payload);

/// An interrupting or non-interrupting boundary event happened at its activity's token.
void trigger_boundary(Step& step, LocalId activity_token, const model::Element& boundary,
                      const Context& payload);
/// An event sub-process starts in `scope` by its start event.
void trigger_event_sub_process(Step& step, LocalId scope, const model::Element& start,
                               const Context& payload);

}  // namespace onward
