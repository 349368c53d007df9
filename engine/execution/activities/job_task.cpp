// Service and send tasks: work for a machine. A job waits for an external worker, a connector or a
// built-in action; the result comes back as a command (commands/jobs.cpp). A send task without a
// job throws its message. Standard: BPMN 2.0.2 clauses 13.3.3 (service task, send task).
#include "engine/execution/activities/activities.hpp"
#include "engine/execution/behavior.hpp"
#include "engine/execution/events/events.hpp"
#include "engine/execution/scope.hpp"

namespace onward {
namespace {

JobType type_of(model::JobKind kind) {
  switch (kind) {
    case model::JobKind::connector: return JobType::connector;
    case model::JobKind::action: return JobType::action;
    case model::JobKind::none:
    case model::JobKind::worker: return JobType::worker;
  }
  return JobType::worker;
}

Result<Job> make_job(const Step& step, const Token& token, const model::JobTask& task) {
  const LocalId scope = scope_of(step, token);
  Job job;
  job.token = token.id;
  job.element = token.element;
  job.type = type_of(task.kind);
  job.retries = task.retries;
  job.due = job.created = step.now();
  ONWARD_TRY(job.topic, evaluate_text(step, task.topic, scope));
  ONWARD_TRY(Context inputs, payload_of(step, task.inputs, scope));
  job.inputs = Value(std::move(inputs));
  return job;
}

}  // namespace

void open_job(Step& step, LocalId token, const model::JobTask& task) {
  auto job = make_job(step, step.token(token), task);
  if (!job.ok()) return step.raise_incident(token, "expression-failed", job.error().message);
  job->id = step.next_local();
  step.add(JobOpened{std::move(job).value()});
  step.wait(token);
}

void enter_job_task(Step& step, LocalId token) {
  open_job(step, token, step.element_of(step.token(token)).details.job);
}

void enter_send_task(Step& step, LocalId token) {
  const model::Element& element = step.element_of(step.token(token));
  if (element.details.job.kind != model::JobKind::none)
    return open_job(step, token, element.details.job);
  const auto sent = throw_message(step, token, element.details.message);
  if (!sent.ok()) return step.raise_incident(token, "expression-failed", sent.error().message);
  if (!sent.value()) return;
  leave_element(step, token);
}

}  // namespace onward
