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
  onward::Request request;
  request.name = "broadcast-signal";
  request.shard = services.shard_for_new(call);
  request.work = [signal = std::move(signal)](Unit& unit) -> Result<Reply> {
    ONWARD_TRY(const auto receivers, post_signal(unit, signal));
    Reply reply;
    for (const Receiver& receiver : receivers)
      reply.ids.push_back(matched_id(receiver.instance, receiver.element, receiver.started));
    return reply;
  };
  request.render = [](View&, Reply& reply) { reply.body = matched_json(reply.ids); };
  return request;
}

}  // namespace

void broadcast_signal(Services& services, Call call) {
  send(services, call, signal_request(services, call));
}

}  // namespace onward::api
