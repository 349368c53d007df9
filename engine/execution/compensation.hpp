// Compensation (BPMN 2.0.2 clauses 10.7 and 13.5.5; bpmn.md decision 8): completed activities are
// remembered as long as their scope lives, and compensated one after the other, the last one
// first, with the variables that they had when they completed. What compensates an activity is the
// handler at its boundary; a sub-process without one is compensated by its compensation event
// sub-process, else by compensating what completed in it; a call activity by its called instance.
// A running compensation is a scope: of a throwing event (it holds the activities still to come)
// or, inside, of one activity (its handler runs there).
#pragma once

#include "engine/execution/command.hpp"
#include "engine/execution/step.hpp"

namespace onward {

/// False when the instance remembers as much as it may: the token's activity cannot complete.
bool has_compensation_room(const Step& step, LocalId token);
/// The token's activity completed: remembers it if a handler, or what completed in it, can
/// compensate it. Before its local scope is closed.
void keep_compensable(Step& step, LocalId token);
/// The token's activity is given up: what completed in it is remembered, unless the activity says
/// itself how it is compensated once it is complete.
void keep_unfinished(Step& step, LocalId token);
/// The called instance completed and holds something to compensate: remembered unless the call
/// activity has a handler.
void keep_called(Step& step, LocalId token, InstanceId child);
/// As above for an event sub-process that completed; before its scope is closed.
void keep_event_sub_process(Step& step, LocalId scope);
/// The instances of a repeated activity belong to the scope around it from now on.
void keep_instances(Step& step, LocalId multi_instance_scope);

/// A compensation event is thrown; true: the token goes on, there is nothing to wait for.
bool throw_compensation(Step& step, LocalId token, const model::EventDefinition& event);
/// A cancel end event (clause 10.7): all else in its transaction is given up, what completed is
/// compensated, then the transaction's cancel event happens. A repeated transaction is cancelled as
/// a whole: its boundary belongs to all instances, so none of them is left as it is.
void cancel_transaction(Step& step, LocalId token);

/// The scope of a running compensation has nothing (more) in it: the next activity, or its end.
void go_on_compensating(Step& step, LocalId scope);

/// The called instance's part when its call activity is compensated.
Result<Done> reopen_for_compensation(Step& step, const CompensateInstance& command);

/// A token that only waits for the called instance to compensate itself.
bool is_compensating_call(const Instance& instance, const Token& token);

}  // namespace onward
