// Signals from outside: everyone who waits now hears it, and what starts with it starts.
#include <utility>

#include "engine/base/limits.hpp"
#include "engine/service/outbox.hpp"
#include "server/api/handlers.hpp"
#include "server/api/helpers.hpp"
#include "server/api/matched.hpp"

namespace onward::api {
namespace {

Result<onward::Request> signal_request(Services& services, const Call& call) {
  ONWARD_TRY_DONE(check_parameters(call, {}));
  ONWARD_TRY(Body body, Body::of(*call.request));
  BroadcastSignal signal;
  signal.name = body.required_text("name", limits::name_bytes);
  signal.variables = body.context("variables");
  ONWARD_TRY_DONE(body.finish());
  return request_to_reach(
      "broadcast-signal", services.shard_for_new(call),
      [signal = std::move(signal)](Unit& unit) { return post_signal(unit, signal); });
}

}  // namespace

void broadcast_signal(Services& services, Call call) {
  send(services, call, signal_request(services, call));
}

}  // namespace onward::api
