// Ad-hoc sub-process (BPMN 2.0.2 clause 13.3.5; bpmn.md decision 15): nothing in it starts by
// itself; people and the API start its activities, in any order and number, until its completion
// condition holds. Without a condition it is done when what was started is done.
#pragma once

#include "engine/execution/command.hpp"
#include "engine/execution/step.hpp"

namespace onward {

void enter_ad_hoc(Step& step, LocalId token);

/// Errors: not_found (no such open sub-process, no such activity in it), ambiguous (several are
/// open), wrong_state (a sequential one is busy, or no more may start).
Result<Done> start_in_ad_hoc(Step& step, const StartAdHoc& command);

/// Whether an activity in the scope that completes now fulfils the scope's completion condition;
/// false in any other scope. Errors: invalid_expression.
Result<bool> fulfils_ad_hoc(const Step& step, LocalId scope);
/// The completion condition holds: the rest is cancelled, or may still be done.
void finish_ad_hoc(Step& step, LocalId scope);

/// Whether the scope, in which nothing is active, is done.
bool is_ad_hoc_done(const Step& step, const Scope& scope);
bool is_ad_hoc(const Step& step, const Scope& scope);

}  // namespace onward
