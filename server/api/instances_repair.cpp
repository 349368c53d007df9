// What puts a running instance right: moving its tokens.
#include <utility>

#include "engine/base/limits.hpp"
#include "server/api/handlers.hpp"
#include "server/api/instance_requests.hpp"

namespace onward::api {
namespace {

/// The command itself, or what it would do.
Result<onward::Request> request_or_preview(const Call& call, std::string name, Action action) {
  ONWARD_TRY(const bool dry_run, is_set(call, "dryRun"));
  return dry_run ? instance_preview(call, std::move(name), std::move(action))
                 : instance_request(call, std::move(name), std::move(action));
}

Result<onward::Request> move_request(const Call& call) {
  ONWARD_TRY_DONE(check_parameters(call, {"dryRun"}));
  ONWARD_TRY(Body body, Body::of(*call.request));
  MoveTokens move;
  move.cancel = body.texts("cancel", limits::identifier_bytes);
  for (Body& item : body.objects("activate")) {
    MoveTokens::Activation activation;
    activation.element = item.required_text("nodeId", limits::identifier_bytes);
    activation.variables = item.context("variables");
    activation.scope = item.text("scope").value_or(std::string{});
    move.activate.push_back(std::move(activation));
  }
  move.reason = body.text("reason").value_or(std::string{});
  ONWARD_TRY_DONE(body.finish());
  return request_or_preview(call, "move-tokens", std::move(move));
}

}  // namespace

void move_instance(Services& services, Call call) { send(services, call, move_request(call)); }

}  // namespace onward::api
