// What an admin does about work that comes at its time: another time for a timer, at once, other
// attempts for a job.
#include <utility>

#include "server/api/handlers.hpp"
#include "server/api/instance_requests.hpp"

namespace onward::api {
namespace {

Result<onward::Request> job_patch(const Call& call) {
  ONWARD_TRY_DONE(check_parameters(call, {}));
  ONWARD_TRY(const LocalRef job, local_ref(call));
  ONWARD_TRY(Body body, Body::of(*call.request));
  const auto retries = body.integer("retries", 1, 1'000);
  if (!retries && !body.has("retries"))
    body.refuse("retries", "required", "how many attempts it has from now on");
  SetJobRetries set{job.local, static_cast<std::uint32_t>(retries.value_or(1)),
                    body.text("reason").value_or(std::string{})};
  ONWARD_TRY_DONE(body.finish());
  return instance_request(call, job.instance, "set-job-retries", std::move(set));
}

Result<onward::Request> timer_patch(const Call& call) {
  ONWARD_TRY_DONE(check_parameters(call, {}));
  ONWARD_TRY(const LocalRef timer, local_ref(call));
  ONWARD_TRY(Body body, Body::of(*call.request));
  const auto due = body.instant("due");
  if (!due && !body.has("due")) body.refuse("due", "required", "when it is to fire");
  SetTimer set{timer.local, due, body.text("reason").value_or(std::string{})};
  ONWARD_TRY_DONE(body.finish());
  return instance_request(call, timer.instance, "set-timer", std::move(set));
}

Result<onward::Request> timer_run(const Call& call) {
  ONWARD_TRY_DONE(check_parameters(call, {}));
  ONWARD_TRY(const LocalRef timer, local_ref(call));
  ONWARD_TRY(Body body, Body::of(*call.request, Body::Presence::optional));
  SetTimer set{timer.local, std::nullopt, body.text("reason").value_or(std::string{})};
  ONWARD_TRY_DONE(body.finish());
  return instance_request(call, timer.instance, "set-timer", std::move(set));
}

}  // namespace

void patch_job(Services& services, Call call) { send(services, call, job_patch(call)); }
void patch_timer(Services& services, Call call) { send(services, call, timer_patch(call)); }
void run_timer(Services& services, Call call) { send(services, call, timer_run(call)); }

}  // namespace onward::api
