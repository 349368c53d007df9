// What puts a running instance right: moving its tokens, taking it over to another version or back
// to an earlier state.
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

Result<onward::Request> migrate_request(const Call& call) {
  ONWARD_TRY_DONE(check_parameters(call, {"dryRun"}));
  ONWARD_TRY(Body body, Body::of(*call.request));
  MigrateInstance migrate;
  const auto version = body.integer("version", 1, 0xFFFF'FFFF);
  if (!version) body.refuse("version", "required", "the version to go over to");
  migrate.version = static_cast<std::uint32_t>(version.value_or(0));
  const Context mapping = body.context("mapping");
  for (const auto& [from, to] : mapping.entries()) {
    if (to.text() == nullptr)
      body.refuse("mapping", "wrong-type",
                  "\"" + from + "\" must be mapped to the id of an element");
    else
      migrate.mapping[from] = *to.text();
  }
  migrate.reason = body.text("reason").value_or(std::string{});
  ONWARD_TRY_DONE(body.finish());
  return request_or_preview(call, "migrate-instance", std::move(migrate));
}

Result<onward::Request> rewind_request(const Call& call) {
  ONWARD_TRY_DONE(check_parameters(call, {"dryRun"}));
  ONWARD_TRY(Body body, Body::of(*call.request));
  RewindInstance rewind;
  const auto sequence = body.integer("toSequence", 1, INT64_MAX);
  if (!sequence) body.refuse("toSequence", "required", "the number of a command in the history");
  rewind.to_sequence = static_cast<std::uint64_t>(sequence.value_or(0));
  rewind.reason = body.text("reason").value_or(std::string{});
  ONWARD_TRY_DONE(body.finish());
  return request_or_preview(call, "rewind-instance", std::move(rewind));
}

}  // namespace

void move_instance(Services& services, Call call) { send(services, call, move_request(call)); }

void migrate_instance(Services& services, Call call) {
  send(services, call, migrate_request(call));
}

void rewind_instance(Services& services, Call call) { send(services, call, rewind_request(call)); }

}  // namespace onward::api
