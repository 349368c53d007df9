// What workers report about the jobs that they hold.
#include <utility>

#include "engine/base/limits.hpp"
#include "engine/service/unit.hpp"
#include "server/api/handlers.hpp"
#include "server/api/helpers.hpp"
#include "server/api/job_view.hpp"
#include "server/api/json_views.hpp"

namespace onward::api {

void write_job(JsonWriter& out, const Instance& instance, const Job& job) {
  const Context* inputs = job.inputs.context();
  out.begin_object().name("id").text(to_text(LocalRef{instance.id, job.id}));
  out.name("topic").text(job.topic);
  out.name("elementId").text(job.element);
  out.name("instanceId").text(to_text(instance.id));
  out.name("definition").text(instance.definition.key);
  out.name("version").number(instance.definition.version);
  write_text(out, "businessKey", instance.business_key);
  out.name("variables");
  out.value(inputs != nullptr && !inputs->empty() ? job.inputs
                                                  : Value(visible_variables(instance, job.token)));
  out.name("retries").number(job.retries);
  write_text(out, "worker", job.worker);
  write_instant(out, "lockedUntil", job.locked_until);
  out.end_object();
}

namespace {

void render_job(View& view, Reply& reply) {
  const auto ref = local_ref_from_text(reply.ids.front());
  const auto instance = view.instance(ref ? ref->instance : InstanceId{});
  if (!instance.ok()) return;
  JsonWriter out;
  if (const Job* job = find_job(*instance.value(), ref->local)) {
    write_job(out, *instance.value(), *job);
  } else {
    out.begin_object().name("instance").begin_object();
    out.name("id").text(to_text(instance.value()->id));
    out.name("state").text(to_string(instance.value()->state)).end_object().end_object();
  }
  reply.body = out.take();
}

/// A command on the job of the path; `make` gets the time, for what counts from now.
using Make = std::function<Action(Instant now)>;
onward::Request job_request(const Call& call, std::string name, LocalRef job, Make make) {
  onward::Request request;
  request.name = std::move(name);
  request.shard = shard_of(job.instance);
  request.instances = {job.instance};
  request.work = [job, actor = call.who.actor(),
                  make = std::move(make)](Unit& unit) -> Result<Reply> {
    ONWARD_TRY(const auto instance, unit.instance(job.instance));
    if (job.local.value >= instance->next_local)
      return Error{ErrorCode::not_found, "there is no job " + to_text(job)};
    ONWARD_TRY_DONE(unit.execute({job.instance, make(unit.now()), actor, std::nullopt}));
    Reply reply;
    reply.ids = {to_text(job)};
    return reply;
  };
  request.render = render_job;
  return request;
}

/// `worker` is who holds the lock; without one, the caller.
std::string worker_of(Body& body, const Call& call) {
  // Without a name it would be the engine itself, which works on every job.
  std::string worker = body.text("worker", limits::identifier_bytes).value_or(std::string{});
  return worker.empty() ? call.who.user : worker;
}

Result<onward::Request> complete_request(const Call& call) {
  ONWARD_TRY_DONE(check_parameters(call, {}));
  ONWARD_TRY(const LocalRef job, local_ref(call));
  ONWARD_TRY(Body body, Body::of(*call.request, Body::Presence::optional));
  CompleteJob complete;
  complete.job = job.local;
  complete.worker = worker_of(body, call);
  complete.variables = body.context("variables");
  ONWARD_TRY_DONE(body.finish());
  return job_request(call, "complete-job", job, [complete](Instant) { return complete; });
}

Result<onward::Request> fail_request(const Call& call) {
  ONWARD_TRY_DONE(check_parameters(call, {}));
  ONWARD_TRY(const LocalRef job, local_ref(call));
  ONWARD_TRY(Body body, Body::of(*call.request));
  FailJob fail;
  fail.job = job.local;
  fail.worker = worker_of(body, call);
  fail.message = body.text("message", limits::text_bytes).value_or(std::string{});
  if (const auto retries = body.integer("retries", 0, 1'000))
    fail.retries = static_cast<std::uint32_t>(*retries);
  fail.retry_in = body.duration("retryIn");
  ONWARD_TRY_DONE(body.finish());
  return job_request(call, "fail-job", job, [fail](Instant) { return fail; });
}

Result<onward::Request> error_request(const Call& call) {
  ONWARD_TRY_DONE(check_parameters(call, {}));
  ONWARD_TRY(const LocalRef job, local_ref(call));
  ONWARD_TRY(Body body, Body::of(*call.request));
  ErrorJob error;
  error.job = job.local;
  error.worker = worker_of(body, call);
  error.error_code = body.required_text("errorCode", limits::identifier_bytes);
  error.message = body.text("message", limits::text_bytes).value_or(std::string{});
  error.variables = body.context("variables");
  ONWARD_TRY_DONE(body.finish());
  return job_request(call, "error-job", job, [error](Instant) { return error; });
}

Result<onward::Request> extend_request(const Call& call) {
  ONWARD_TRY_DONE(check_parameters(call, {}));
  ONWARD_TRY(const LocalRef job, local_ref(call));
  ONWARD_TRY(Body body, Body::of(*call.request));
  const std::string worker = worker_of(body, call);
  const auto span = body.duration("lockFor");
  if (!body.has("lockFor") || body.is_null("lockFor"))
    body.refuse("lockFor", "required", "a duration such as PT5M is required");
  ONWARD_TRY_DONE(body.finish());
  return job_request(call, "extend-job", job,
                     [id = job.local, worker, span = span.value_or(Duration{})](Instant now) {
                       return ExtendJob{id, worker, now + span};
                     });
}

}  // namespace

void complete_job(Services& services, Call call) { send(services, call, complete_request(call)); }
void fail_job(Services& services, Call call) { send(services, call, fail_request(call)); }
void error_job(Services& services, Call call) { send(services, call, error_request(call)); }
void extend_job(Services& services, Call call) { send(services, call, extend_request(call)); }

}  // namespace onward::api
