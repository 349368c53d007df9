// Workers ask for jobs: the candidates are looked up on one track, each is locked on the track of
// its instance. Nothing there: the call waits until a job may have come, or its time is up. What is
// kept under an Idempotency-Key are the candidates.
#include <algorithm>
#include <chrono>
#include <memory>
#include <mutex>
#include <utility>

#include "engine/base/limits.hpp"
#include "engine/service/unit.hpp"
#include "server/api/handlers.hpp"
#include "server/api/helpers.hpp"
#include "server/api/job_view.hpp"

namespace onward::api {
namespace {

using Steady = std::chrono::steady_clock;

constexpr std::int64_t jobs_at_once = 100;
constexpr Duration longest_wait{60'000};  // proxies give up on connections that say nothing
constexpr Duration lock_default{5 * 60'000};

struct Topic {
  std::string name;
  Duration lock_for = lock_default;
};

/// One call for jobs, until it is answered.
struct Asking {
  Call call;
  std::string worker;
  std::vector<Topic> topics;
  std::size_t max = 1;
  Steady::time_point deadline;
};
using AskingPtr = std::shared_ptr<const Asking>;

/// A key that comes again gets the jobs that it got, without locking anything.
enum class Pass : std::uint8_t { first, replay };

/// The jobs of one round; filled from several tracks.
struct Round {
  std::mutex mutex;
  std::vector<std::string> locked;  ///< as JSON, in the order of the candidates; empty: not got
  std::size_t open = 0;
};

Result<Asking> decode(const Call& call) {
  ONWARD_TRY_DONE(check_parameters(call, {}));
  ONWARD_TRY(Body body, Body::of(*call.request));
  Asking asking;
  asking.call = call;
  asking.worker = body.required_text("worker", limits::identifier_bytes);
  for (Body& item : body.objects("topics")) {
    Topic topic;
    topic.name = item.required_text("name", limits::identifier_bytes);
    topic.lock_for = item.duration("lockFor").value_or(lock_default);
    asking.topics.push_back(std::move(topic));
  }
  if (asking.topics.empty()) body.refuse("topics", "required", "at least one topic");
  asking.max = static_cast<std::size_t>(body.integer("max", 1, jobs_at_once).value_or(1));
  const Duration wait = std::min(body.duration("wait").value_or(Duration{}), longest_wait);
  ONWARD_TRY_DONE(body.finish());
  asking.deadline = Steady::now() + std::chrono::milliseconds(wait.ms);
  return asking;
}

std::vector<std::string> names_of(const Asking& asking) {
  std::vector<std::string> names;
  for (const Topic& topic : asking.topics) names.push_back(topic.name);
  return names;
}

Duration lock_for(const Asking& asking, std::string_view topic) {
  for (const Topic& one : asking.topics)
    if (one.name == topic) return one.lock_for;
  return lock_default;
}

void ask(Services& services, const AskingPtr& asking);

void answer(Services& services, const AskingPtr& asking, const std::vector<std::string>& jobs,
            Pass pass) {
  const Steady::duration left = asking->deadline - Steady::now();
  if (pass == Pass::first && jobs.empty() && left > Steady::duration::zero()) {
    const auto ms = std::chrono::duration_cast<std::chrono::milliseconds>(left).count();
    return services.wait_for_jobs(names_of(*asking), Duration{std::max<std::int64_t>(1, ms)},
                                  [&services, asking] { ask(services, asking); });
  }
  std::string body = "[";
  for (const std::string& job : jobs) body += (body.size() > 1 ? "," : "") + job;
  http::Response response = http::json(200, body + "]");
  if (pass == Pass::replay) response.headers.emplace_back("idempotency-replayed", "true");
  asking->call.respond(std::move(response));
}

std::string job_text(const Instance& instance, const Job& job) {
  JsonWriter out;
  write_job(out, instance, job);
  return out.take();
}

/// The job when the worker still holds it.
onward::Request held_request(const AskingPtr& asking, LocalRef ref) {
  onward::Request request;
  request.name = "read-job";
  request.shard = shard_of(ref.instance);
  request.instances = {ref.instance};
  request.work = [asking, ref](Unit& unit) -> Result<Reply> {
    ONWARD_TRY(const auto instance, unit.instance(ref.instance));
    const Job* job = find_job(*instance, ref.local);
    Reply reply;
    if (job != nullptr && job->worker == asking->worker) reply.body = job_text(*instance, *job);
    return reply;
  };
  return request;
}

onward::Request lock_request(const AskingPtr& asking, LocalRef ref, const std::string& topic) {
  onward::Request request;
  request.name = "lock-job";
  request.shard = shard_of(ref.instance);
  request.instances = {ref.instance};
  request.work = [asking, ref, topic](Unit& unit) -> Result<Reply> {
    const Instant until = unit.now() + lock_for(*asking, topic);
    ONWARD_TRY(const auto instance,
               unit.execute({ref.instance, LockJob{ref.local, asking->worker, until},
                             asking->call.who.actor(), std::nullopt}));
    Reply reply;
    reply.ids = {to_text(ref)};
    if (const Job* job = find_job(*instance, ref.local)) reply.body = job_text(*instance, *job);
    return reply;
  };
  return request;
}

/// Every candidate on its own track; what another worker got first is left out.
void take_all(Services& services, const AskingPtr& asking, const std::vector<std::string>& ids,
              Pass pass) {
  auto round = std::make_shared<Round>();
  round->locked.resize(ids.size());
  round->open = ids.size();
  for (std::size_t i = 0; i < ids.size(); ++i) {
    const std::size_t slash = ids[i].find('/');
    const LocalRef ref =
        local_ref_from_text(std::string_view(ids[i]).substr(0, slash)).value_or(LocalRef{});
    const std::string topic = ids[i].substr(slash + 1);
    services.submit(
        pass == Pass::first ? lock_request(asking, ref, topic) : held_request(asking, ref),
        [&services, asking, round, i, pass](Result<Reply> reply) {
          std::vector<std::string> jobs;
          {
            const std::lock_guard guard(round->mutex);
            if (reply.ok()) round->locked[i] = std::move(reply->body);
            if (--round->open != 0) return;
            for (std::string& job : round->locked)
              if (!job.empty()) jobs.push_back(std::move(job));
          }
          answer(services, asking, jobs, pass);
        });
  }
}

void ask(Services& services, const AskingPtr& asking) {
  onward::Request request;
  request.name = "find-jobs";
  request.shard = services.shard_for_new(asking->call);
  request.work = [asking](Unit& unit) -> Result<Reply> {
    const std::vector<std::string> topics = names_of(*asking);
    ONWARD_TRY(const auto jobs, unit.store().lockable_jobs(topics, unit.now(), asking->max));
    Reply reply;
    for (const DueJob& job : jobs)
      reply.ids.push_back(to_text(LocalRef{job.instance, job.job}) + "/" + job.topic);
    // An error is not kept under the key: that nothing was there is no outcome to repeat.
    if (reply.ids.empty()) return Error{ErrorCode::no_catcher, "no job is there"};
    return reply;
  };
  services.submit(
      asking->call, std::move(request), [&services, asking](const Result<Reply>& reply) {
        if (!reply.ok() && reply.error().code == ErrorCode::no_catcher)
          return answer(services, asking, {}, Pass::first);
        if (!reply.ok()) return refuse(asking->call, reply.error());
        take_all(services, asking, reply->ids, reply->replayed ? Pass::replay : Pass::first);
      });
}

}  // namespace

void lock_jobs(Services& services, Call call) {
  auto asking = decode(call);
  if (!asking.ok()) return refuse(call, asking.error());
  ask(services, std::make_shared<const Asking>(std::move(asking).value()));
}

}  // namespace onward::api
