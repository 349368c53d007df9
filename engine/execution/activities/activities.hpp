// The activities' verbs, for the table in behaviors.cpp, and how a job's result comes back.
#pragma once

#include "engine/execution/step.hpp"

namespace onward {

void enter_pass_through(Step& step,
                        LocalId token);  ///< abstract and manual tasks: nothing to do here
void enter_user_task(Step& step, LocalId token);
void enter_job_task(Step& step, LocalId token);  ///< service task
void enter_send_task(Step& step, LocalId token);
void enter_receive_task(Step& step, LocalId token);
void enter_script_task(Step& step, LocalId token);
void enter_decision_task(Step& step, LocalId token);
void enter_sub_process(Step& step, LocalId token);
void enter_call_activity(Step& step, LocalId token);

/// Opens a job for the token as the element's JobTask says; an incident when an input fails.
void open_job(Step& step, LocalId token, const model::JobTask& task);
/// The called instance came back. Errors: no_catcher (nobody waits for it any more).
Result<Done> child_ended(Step& step, const ChildEnded& ended);
/// A value that an activity gave: into the result variable, or a context's entries into variables.
void take_value(Step& step, LocalId token, const std::string& result_variable, const Value& value);
/// Thrown message or signal payload (Details::payload). Errors: invalid_expression.
Result<Context> payload_of(const Step& step, const std::vector<model::Mapping>& payload,
                           LocalId scope);

}  // namespace onward
