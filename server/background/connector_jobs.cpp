#include "server/background/connector_jobs.hpp"

#include <memory>
#include <utility>

#include "engine/service/unit.hpp"

namespace onward {
namespace {

constexpr std::size_t rows_at_once = 1'000;

/// Beyond the longest run: the queue and the commit of the outcome. When it is over, whoever finds
/// the job takes it.
constexpr Duration lease_beyond_run{60'000};

Actor engine_actor() { return {"engine", {}, true}; }

Request engine_request(std::string name, LocalRef job,
                       std::function<Result<Reply>(Unit& unit)> work) {
  Request request;
  request.name = std::move(name);
  request.shard = shard_of(job.instance);
  request.instances = {job.instance};
  request.admission = Request::Admission::engine;
  request.work = std::move(work);
  return request;
}

Result<Done> command(Unit& unit, LocalRef job, Action action) {
  ONWARD_TRY(const auto done,
             unit.execute({job.instance, std::move(action), engine_actor(), std::nullopt}));
  (void)done;
  return Done{};
}

/// Locks the job and fills in the call. What is not to be called leaves the call without inputs.
Result<Reply> lock_job(Unit& unit, LocalRef ref, const std::string& worker, Duration lease,
                       ConnectorCall& call) {
  ONWARD_TRY(const auto instance, unit.instance(ref.instance));
  const Job* job = find_job(*instance, ref.local);
  // With no attempt left an incident stands: that is an admin's to retry.
  if (job == nullptr || job->retries == 0) return Reply{};
  if (unit.hooks().runs_in_step(*job)) {
    ONWARD_TRY_DONE(command(unit, ref, SetJobRetries{ref.local, job->retries}));
    return Reply{};
  }
  ONWARD_TRY_DONE(command(unit, ref, LockJob{ref.local, worker, unit.now() + lease}));
  call.inputs = job->inputs.context() != nullptr ? job->inputs : Value(Context{});
  return Reply{};
}

Action action_of(const ConnectorOutcome& outcome, LocalId job, const std::string& worker) {
  if (outcome.kind == ConnectorOutcome::Kind::done)
    return CompleteJob{job, worker, {}, outcome.result};
  std::optional<std::uint32_t> left;
  if (outcome.kind == ConnectorOutcome::Kind::failed) left = 0U;
  return FailJob{job, worker, outcome.message, left, outcome.retry_in, outcome.code};
}

/// Whether the result itself was refused, and not the moment: calling again would give the same.
bool is_about_the_result(const Error& error) {
  return error.code == ErrorCode::too_large || error.code == ErrorCode::invalid;
}

Result<Reply> write_outcome(Unit& unit, LocalRef ref, const std::string& worker,
                            const ConnectorOutcome& outcome) {
  auto done = command(unit, ref, action_of(outcome, ref.local, worker));
  if (!done.ok() && is_about_the_result(done.error())) {
    const std::string message = "the result cannot be kept: " + done.error().message;
    done = command(unit, ref, FailJob{ref.local, worker, message, 0U, std::nullopt, {}});
  }
  if (!done.ok()) return done.error();
  return Reply{};
}

}  // namespace

ConnectorJobs::ConnectorJobs(Options options, Connectors& connectors, TrackPool& tracks)
    : options_(std::move(options)), connectors_(connectors), tracks_(tracks) {
  for (std::size_t i = 0; i < options_.threads; ++i) threads_.emplace_back([this] { run(); });
}

ConnectorJobs::~ConnectorJobs() { stop(std::chrono::steady_clock::now()); }

Result<Done> ConnectorJobs::take_back(Store& store, Instant now) {
  const Duration lease{connectors_.longest_run().ms + lease_beyond_run.ms};
  ONWARD_TRY(const auto jobs, store.due_jobs(JobType::connector, now + lease, rows_at_once));
  for (const DueJob& job : jobs) {
    const LocalRef ref{job.instance, job.job};
    // Refused for every job that somebody else holds, or nobody: these stay as they are.
    tracks_.submit(engine_request("free-connector-job", ref,
                                  [ref, worker = options_.worker](Unit& unit) -> Result<Reply> {
                                    ONWARD_TRY_DONE(command(
                                        unit, ref, ExtendJob{ref.local, worker, unit.now()}));
                                    return Reply{};
                                  }),
                   [this](const Result<Reply>&) { wants_look_ = true; });
  }
  return Done{};
}

Result<Done> ConnectorJobs::look(Store& store, Instant now) {
  {
    const std::lock_guard guard(mutex_);
    if (stopping_ || taken_.size() >= options_.threads) return Done{};
  }
  ONWARD_TRY(const auto jobs, store.due_jobs(JobType::connector, now, rows_at_once));
  for (const DueJob& job : jobs) {
    const Found found{{job.instance, job.job}, job.topic};
    if (take(found)) lock(found);
  }
  return Done{};
}

bool ConnectorJobs::take(const Found& found) {
  const std::lock_guard guard(mutex_);
  if (stopping_ || taken_.size() >= options_.threads || taken_.contains(found.job)) return false;
  std::size_t& running = running_[found.connector];
  if (running >= options_.per_connector) return false;
  ++running;
  taken_.insert(found.job);
  return true;
}

void ConnectorJobs::release(const Found& found) {
  {
    const std::lock_guard guard(mutex_);
    taken_.erase(found.job);
    if (--running_[found.connector] == 0) running_.erase(found.connector);
  }
  wants_look_ = true;
  changed_.notify_all();
}

void ConnectorJobs::lock(const Found& found) {
  auto call = std::make_shared<ConnectorCall>(ConnectorCall{found.job, found.connector, {}});
  const Duration lease{connectors_.longest_run().ms + lease_beyond_run.ms};
  tracks_.submit(
      engine_request("lock-connector-job", found.job,
                     [call, worker = options_.worker, lease](Unit& unit) {
                       call->inputs = Value{};
                       return lock_job(unit, call->job, worker, lease, *call);
                     }),
      [this, found, call](const Result<Reply>& reply) { on_locked(found, reply, call); });
}

void ConnectorJobs::on_locked(const Found& found, const Result<Reply>& reply,
                              const std::shared_ptr<ConnectorCall>& call) {
  if (!reply.ok() || call->inputs.is_null()) return release(found);
  {
    const std::lock_guard guard(mutex_);
    queue_.push_back(call);
  }
  changed_.notify_all();
}

void ConnectorJobs::run() {
  for (;;) {
    std::shared_ptr<ConnectorCall> call;
    {
      std::unique_lock lock(mutex_);
      changed_.wait(lock, [&] { return ended_ || !queue_.empty(); });
      if (queue_.empty()) return;
      call = std::move(queue_.front());
      queue_.pop_front();
    }
    report(*call, connectors_.run(*call));
  }
}

void ConnectorJobs::report(const ConnectorCall& call, ConnectorOutcome outcome) {
  const Found found{call.job, call.connector};
  // The lock stays: the next start takes the job back and does it again.
  if (outcome.kind == ConnectorOutcome::Kind::broken_off) return release(found);
  auto kept = std::make_shared<const ConnectorOutcome>(std::move(outcome));
  // Refused when the instance was cancelled, suspended or moved on meanwhile: nothing is written.
  tracks_.submit(engine_request("finish-connector-job", call.job,
                                [job = call.job, worker = options_.worker, kept](Unit& unit) {
                                  return write_outcome(unit, job, worker, *kept);
                                }),
                 [this, found](const Result<Reply>&) { release(found); });
}

void ConnectorJobs::stop(std::chrono::steady_clock::time_point deadline) {
  std::unique_lock lock(mutex_);
  if (ended_) return;
  stopping_ = true;
  if (!changed_.wait_until(lock, deadline, [&] { return taken_.empty(); })) {
    connectors_.stop();
    changed_.wait(lock, [&] { return taken_.empty(); });
  }
  ended_ = true;
  lock.unlock();
  changed_.notify_all();
  for (std::thread& thread : threads_) thread.join();
}

}  // namespace onward
