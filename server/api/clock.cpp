// The manual clock: what time it is, and onwards through everything that becomes due.
#include "engine/base/iso8601.hpp"
#include "engine/service/unit.hpp"
#include "server/api/handlers.hpp"
#include "server/api/helpers.hpp"

namespace onward::api {
namespace {

Error no_manual_clock() {
  return {ErrorCode::not_found, "there is a clock to set only under serve --manual-clock"};
}

http::Response clock_response(Instant now) {
  JsonWriter out;
  out.begin_object().name("now").text(to_text(now)).end_object();
  return http::json(200, out.take());
}

/// `{now}` or `{advance}`: where the clock shall go.
Result<Instant> target_of(Services& services, const Call& call) {
  ONWARD_TRY_DONE(check_parameters(call, {}));
  ONWARD_TRY(Body body, Body::of(*call.request));
  const auto now = body.instant("now");
  const auto advance = body.text("advance");
  std::optional<CalendarDuration> span;
  if (advance) {
    const auto read = duration_from_text(*advance);
    if (!read.ok())
      body.refuse("advance", "wrong-type", "a duration such as P7D is expected");
    else
      span = read.value();
  }
  if (now && advance) body.refuse("advance", "contradiction", "not together with now");
  if (!body.has("now") && !body.has("advance"))
    body.refuse("now", "required", "now or advance is required");
  ONWARD_TRY_DONE(body.finish());
  if (now) return *now;
  if (!span) return services.now();
  ONWARD_TRY(const Instant to, add(services.now(), *span, services.zone()));
  return to;
}

/// Writes down where the clock goes, so that a retry with the same key does not go there twice.
onward::Request advance_request(Services& services, const Call& call, Instant to) {
  onward::Request request;
  request.name = "advance-clock";
  request.shard = services.shard_for_new(call);
  request.work = [to](Unit& unit) -> Result<Reply> {
    if (to < unit.now())
      return Error{ErrorCode::clock_backwards,
                   "the clock is at " + to_text(unit.now()) + " and never goes back"};
    Reply reply;
    reply.ids = {to_text(to)};
    return reply;
  };
  return request;
}

void advance(Services& services, const Call& call, const Reply& reply) {
  const auto to = instant_from_text(reply.ids.front());
  if (!to.ok()) return refuse(call, to.error());
  const auto done = [call, replayed = reply.replayed](const Result<Instant>& reached) {
    if (!reached.ok()) return refuse(call, reached.error());
    http::Response response = clock_response(reached.value());
    if (replayed) response.headers.emplace_back("idempotency-replayed", "true");
    call.respond(std::move(response));
  };
  // The first attempt may have ended between writing this down and going there.
  if (to.value() < services.now()) return done(services.now());
  services.advance_clock(to.value(), done);
}

}  // namespace

void get_clock(Services& services, Call call) {
  const auto checked = check_parameters(call, {});
  if (!checked.ok()) return refuse(call, checked.error());
  if (!services.has_manual_clock()) return refuse(call, no_manual_clock());
  call.respond(clock_response(services.now()));
}

void set_clock(Services& services, Call call) {
  if (!services.has_manual_clock()) return refuse(call, no_manual_clock());
  const auto to = target_of(services, call);
  if (!to.ok()) return refuse(call, to.error());
  services.submit(call, advance_request(services, call, to.value()),
                  [&services, call](const Result<Reply>& reply) {
                    if (!reply.ok()) return refuse(call, reply.error());
                    advance(services, call, *reply);
                  });
}

}  // namespace onward::api
