// Commands of workers, connectors and built-in actions on their jobs. A lock is a lease: whoever
// holds it may finish the job, and after it ran out anybody may take it; a late answer of the first
// worker is then refused.
#include "engine/base/iso8601.hpp"
#include "engine/execution/activities/activities.hpp"
#include "engine/execution/behavior.hpp"
#include "engine/execution/commands/commands.hpp"
#include "engine/execution/errors.hpp"
#include "engine/execution/scope.hpp"

namespace onward {
namespace {

constexpr std::string_view default_backoff = "PT1M";

/// The open job; `worker` must hold its lock unless it is the engine itself. Errors:
/// already_completed, already_claimed.
Result<Job> held(const Step& step, LocalId id, const std::string& worker) {
  const Job* job = find_job(step.instance(), id);
  if (job == nullptr)
    return Error{ErrorCode::already_completed,
                 "the job " + to_text(LocalRef{step.instance().id, id}) + " is not open any more"};
  if (worker.empty()) return *job;
  if (job->worker != worker)
    return Error{ErrorCode::already_claimed, job->worker.empty()
                                                 ? "the job is not locked by " + worker
                                                 : "the job is locked by another worker"};
  return *job;
}

bool is_locked(const Job& job, Instant now) { return job.locked_until && *job.locked_until > now; }

Instant next_attempt(const Step& step, const model::JobTask& task, std::optional<Duration> wanted) {
  if (wanted) return step.now() + *wanted;
  const auto span =
      duration_from_text(task.backoff.empty() ? default_backoff : std::string_view(task.backoff));
  if (!span.ok()) return step.now();
  const auto at = add(step.now(), span.value(), step.zone());
  return at.ok() ? at.value() : step.now();
}

}  // namespace

Result<Done> handle(Step& step, const LockJob& command) {
  const Job* job = find_job(step.instance(), command.job);
  if (job == nullptr) return Error{ErrorCode::already_completed, "the job is not open any more"};
  if (is_locked(*job, step.now()) || job->retries == 0 || job->due > step.now())
    return Error{ErrorCode::already_claimed, "the job is not free"};
  step.add(JobLocked{command.job, command.worker, command.until});
  return Done{};
}

Result<Done> handle(Step& step, const ExtendJob& command) {
  ONWARD_TRY(const Job job, held(step, command.job, command.worker));
  step.add(JobLocked{job.id, command.worker, command.until});
  return Done{};
}

Result<Done> handle(Step& step, const CompleteJob& command) {
  ONWARD_TRY(const Job job, held(step, command.job, command.worker));
  ONWARD_TRY_DONE(check_variables(step.instance(), command.variables));
  const model::Element& element = step.element_of(step.token(job.token));
  step.add(JobClosed{job.id, JobEnd::completed, step.actor().user, {}});
  step.resolve_incidents(job.token);
  if (job.type != JobType::worker)
    take_value(step, job.token, element.details.job.result_variable, command.result);
  take_result(step, job.token, command.variables);
  leave_element(step, job.token);
  return Done{};
}

Result<Done> handle(Step& step, const FailJob& command) {
  ONWARD_TRY(const Job job, held(step, command.job, command.worker));
  const model::JobTask& task = step.element_of(step.token(job.token)).details.job;
  const std::uint32_t left =
      command.retries ? *command.retries : (job.retries > 0 ? job.retries - 1 : 0);
  step.add(JobFailed{job.id, command.message, left, next_attempt(step, task, command.retry_in)});
  if (left == 0)
    step.raise_incident(job.token, command.code.empty() ? "job-failed" : command.code,
                        command.message, false, job.id);
  return Done{};
}

Result<Done> handle(Step& step, const ErrorJob& command) {
  ONWARD_TRY(const Job job, held(step, command.job, command.worker));
  ONWARD_TRY_DONE(check_variables(step.instance(), command.variables));
  step.add(JobClosed{job.id, JobEnd::failed, step.actor().user, command.error_code});
  step.resolve_incidents(job.token);
  throw_error(step, job.token, {command.error_code, command.message, command.variables});
  return Done{};
}

Result<Done> handle(Step& step, const SetJobRetries& command) {
  ONWARD_TRY(const Job job, held(step, command.job, {}));
  if (command.retries == 0)
    return Error{ErrorCode::invalid,
                 "at least one attempt",
                 {},
                 {{"/retries", "out-of-range", "1 or more"}}};
  if (command.reason) step.add(OperationNoted{"set-job-retries", *command.reason});
  step.resolve_incidents(job.token);
  step.add(JobRetriesSet{job.id, command.retries, step.now()});
  step.wait(job.token);
  return Done{};
}

}  // namespace onward
