// Endpoints that are told of events: what an admin does with them. What is delivered to them, and
// when, is server/background/webhook_delivery.
#include <algorithm>
#include <utility>

#include "engine/base/outbound_limits.hpp"
#include "engine/service/unit.hpp"
#include "server/api/handlers.hpp"
#include "server/api/helpers.hpp"
#include "server/api/webhook_views.hpp"
#include "server/auth/authenticator.hpp"
#include "server/events/event.hpp"
#include "server/http/etag.hpp"

namespace onward::api {
namespace {

constexpr std::uint16_t shard = 0;  // one track makes all changes of endpoints
constexpr Duration old_secret_signs{24LL * 3'600'000};
constexpr std::size_t event_filters = 100;

Error no_such_webhook() { return {ErrorCode::not_found, "there is no such webhook"}; }

bool is_filter(std::string_view text) {
  const auto& types = events::types();
  if (text == "*" || std::find(types.begin(), types.end(), text) != types.end()) return true;
  return text.ends_with(".*") && events::topic_from_text(text.substr(0, text.size() - 2));
}

void take_events(Body& body, Webhook& webhook) {
  webhook.events = body.texts("events");
  if (webhook.events.empty()) webhook.events = {"*"};
  const bool known = std::all_of(webhook.events.begin(), webhook.events.end(), is_filter);
  if (!known || webhook.events.size() > event_filters)
    body.refuse("events", "invalid-value", "types of events such as task.opened, task.* and *");
}

void take_url(Services& services, Body& body, Webhook& webhook) {
  webhook.url = body.required_text("url");
  if (webhook.url.empty()) return;
  if (const auto fits = services.check_target(webhook.url); !fits.ok())
    body.refuse("url", "invalid-value", fits.error().message);
}

Result<Webhook> find(const std::vector<Webhook>& all, std::uint64_t id) {
  const auto at =
      std::find_if(all.begin(), all.end(), [&](const Webhook& each) { return each.id == id; });
  if (at == all.end()) return no_such_webhook();
  return *at;
}

/// The reply's body as somebody who only reads would get it.
void render_one(View& view, Reply& reply) {
  const auto id = id_from_text(reply.ids.front());
  const auto all = view.store().webhooks();
  if (!id || !all.ok()) return;
  const auto found = find(all.value(), *id);
  if (!found.ok()) return;
  if (reply.body.empty() || reply.replayed) reply.body = webhook_json(found.value());
  reply.etag = http::revision_tag(found->revision);
}

/// Changes one endpoint as it is stored. Errors: not_found, stale, and those of `change`.
using Change = std::function<Result<Done>(Unit&, Webhook&, Reply&)>;
Result<onward::Request> change_request(const Call& call, std::string name, Change change) {
  ONWARD_TRY(const std::uint64_t id, record_id(call));
  ONWARD_TRY(const auto revision, if_revision(call));
  onward::Request request;
  request.name = std::move(name);
  request.shard = shard;
  request.work = [id, revision, change = std::move(change)](Unit& unit) -> Result<Reply> {
    ONWARD_TRY(const auto all, unit.store().webhooks());
    ONWARD_TRY(Webhook webhook, find(all, id));
    if (revision && *revision != webhook.revision)
      return Error{ErrorCode::stale, "the webhook was changed meanwhile"};
    const std::uint64_t before = webhook.revision++;
    Reply reply;
    reply.ids = {id_to_text(id)};
    ONWARD_TRY_DONE(change(unit, webhook, reply));
    unit.write().webhooks.push_back({WebhookWrite::Kind::put, std::move(webhook), before});
    return reply;
  };
  request.render = render_one;
  return request;
}

Result<onward::Request> create_request(Services& services, const Call& call) {
  ONWARD_TRY_DONE(check_parameters(call, {}));
  ONWARD_TRY(Body body, Body::of(*call.request));
  Webhook webhook;
  take_url(services, body, webhook);
  take_events(body, webhook);
  webhook.description = body.text("description").value_or(std::string{});
  ONWARD_TRY_DONE(body.finish());
  webhook.revision = 1;
  webhook.secret = auth::new_webhook_secret();
  webhook.created_by = call.who.user;
  onward::Request request;
  request.name = "create-webhook";
  request.shard = shard;
  request.work = [webhook](Unit& unit) -> Result<Reply> {
    ONWARD_TRY(const auto all, unit.store().webhooks());
    if (all.size() >= limits::webhooks)
      return Error{ErrorCode::too_large, "there are 100 webhooks already"};
    Webhook made = webhook;
    made.id = sequence_of(unit.ids().next(shard));
    made.position = made.id;  // what happens from now on
    made.created = unit.now();
    Reply reply;
    reply.status = 201;
    reply.ids = {id_to_text(made.id)};
    reply.location = "/api/v1/webhooks/" + reply.ids.front();
    reply.body = webhook_json_with_secret(made);
    unit.write().webhooks.push_back({WebhookWrite::Kind::put, std::move(made), 0});
    return reply;
  };
  request.render = render_one;
  return request;
}

Result<onward::Request> patch_request(Services& services, const Call& call) {
  ONWARD_TRY_DONE(check_parameters(call, {}));
  ONWARD_TRY(Body body, Body::of(*call.request));
  Webhook patch;
  const bool has_url = body.has("url"), has_events = body.has("events");
  if (has_url) take_url(services, body, patch);
  if (has_events) take_events(body, patch);
  const bool has_description = body.has("description");
  patch.description = body.text("description").value_or(std::string{});
  const auto state = body.text("state");
  if (state && *state != "active" && *state != "disabled")
    body.refuse("state", "invalid-value", "active or disabled");
  ONWARD_TRY_DONE(body.finish());
  return change_request(
      call, "patch-webhook",
      [=, by = call.who.user](Unit& unit, Webhook& webhook, Reply&) -> Result<Done> {
        if (has_url) webhook.url = patch.url;
        if (has_events) webhook.events = patch.events;
        if (has_description) webhook.description = patch.description;
        if (state == "disabled" && webhook.state == WebhookState::active) {
          webhook.state = WebhookState::disabled;
          webhook.reason = "by " + by;
        }
        if (state == "active" && webhook.state == WebhookState::disabled) {
          webhook.state = WebhookState::active;
          webhook.reason.clear();
          // Nothing is lost by having been disabled: what failed is tried again, in its order.
          unit.write().webhook_retries.push_back(
              {WebhookRetry::Which::failed, webhook.id, 0, {}, unit.now()});
        }
        return Done{};
      });
}

Result<onward::Request> rotate_request(const Call& call) {
  ONWARD_TRY_DONE(check_parameters(call, {}));
  ONWARD_TRY(const Body body, Body::of(*call.request, Body::Presence::optional));
  ONWARD_TRY_DONE(body.finish());
  return change_request(
      call, "rotate-webhook-secret",
      [secret = auth::new_webhook_secret()](Unit& unit, Webhook& webhook, Reply& reply) {
        webhook.old_secret = std::exchange(webhook.secret, secret);
        webhook.old_until = unit.now() + old_secret_signs;
        reply.body = webhook_json_with_secret(webhook);
        return Result<Done>(Done{});
      });
}

Result<onward::Request> delete_request(const Call& call) {
  ONWARD_TRY_DONE(check_parameters(call, {}));
  ONWARD_TRY(const std::uint64_t id, record_id(call));
  ONWARD_TRY(const auto revision, if_revision(call));
  onward::Request request;
  request.name = "delete-webhook";
  request.shard = shard;
  request.work = [id, revision](Unit& unit) -> Result<Reply> {
    ONWARD_TRY(const auto all, unit.store().webhooks());
    ONWARD_TRY(Webhook webhook, find(all, id));
    if (revision && *revision != webhook.revision)
      return Error{ErrorCode::stale, "the webhook was changed meanwhile"};
    unit.write().webhooks.push_back({WebhookWrite::Kind::remove, std::move(webhook), 0});
    return Reply{204, {}, {}, {}, {id_to_text(id)}, false, false, true};
  };
  return request;
}

/// Tries deliveries again: one of them, or all since a time.
Result<onward::Request> retry_request(const Call& call, std::string name, WebhookRetry retry) {
  ONWARD_TRY(retry.webhook, record_id(call));
  onward::Request request;
  request.name = std::move(name);
  request.shard = shard;
  request.work = [retry](Unit& unit) -> Result<Reply> {
    ONWARD_TRY(const auto all, unit.store().webhooks());
    ONWARD_TRY(const Webhook webhook, find(all, retry.webhook));
    if (retry.which == WebhookRetry::Which::one) {
      ONWARD_TRY(const bool is_there,
                 unit.store().has_webhook_delivery(retry.webhook, retry.delivery));
      if (!is_there) return Error{ErrorCode::not_found, "there is no such delivery"};
    }
    WebhookRetry at = retry;
    at.now = unit.now();
    unit.write().webhook_retries.push_back(at);
    return Reply{204, {}, {}, {}, {id_to_text(webhook.id)}, false, false, true};
  };
  return request;
}

Result<onward::Request> replay_request(const Call& call) {
  ONWARD_TRY_DONE(check_parameters(call, {}));
  ONWARD_TRY(Body body, Body::of(*call.request));
  const auto since = body.instant("since");
  if (!since && !body.has("since")) body.refuse("since", "required", "a time");
  ONWARD_TRY_DONE(body.finish());
  WebhookRetry retry;
  retry.which = WebhookRetry::Which::since;
  retry.since = since.value_or(Instant{0});
  return retry_request(call, "replay-webhook", retry);
}

Result<onward::Request> retry_one_request(const Call& call) {
  ONWARD_TRY_DONE(check_parameters(call, {}));
  ONWARD_TRY(const Body body, Body::of(*call.request, Body::Presence::optional));
  ONWARD_TRY_DONE(body.finish());
  WebhookRetry retry;
  retry.which = WebhookRetry::Which::one;
  ONWARD_TRY(retry.delivery, record_id(call, "deliveryId"));
  return retry_request(call, "retry-webhook-delivery", retry);
}

Result<std::optional<DeliveryState>> state_of(const Call& call) {
  const auto text = text_parameter(call, "state");
  if (!text) return std::optional<DeliveryState>{};
  for (const auto state : {DeliveryState::waiting, DeliveryState::delivered, DeliveryState::failed})
    if (to_string(state) == *text) return std::optional<DeliveryState>(state);
  return Error{ErrorCode::malformed, "the parameter state must be waiting, delivered or failed",
               "state"};
}

}  // namespace

void create_webhook(Services& services, Call call) {
  send(services, call, create_request(services, call));
}

void patch_webhook(Services& services, Call call) {
  send(services, call, patch_request(services, call));
}

void delete_webhook(Services& services, Call call) { send(services, call, delete_request(call)); }

void rotate_webhook_secret(Services& services, Call call) {
  send(services, call, rotate_request(call));
}

void replay_webhook(Services& services, Call call) { send(services, call, replay_request(call)); }

void list_webhooks(Services& services, Call call) {
  if (const auto known = check_parameters(call, {"limit", "after"}); !known.ok())
    return refuse(call, known.error());
  const auto page = page_of(call);
  if (!page.ok()) return refuse(call, page.error());
  look(services, call, [page = page.value()](Reader& reader) -> Result<http::Response> {
    ONWARD_TRY(const std::vector<Webhook> all, reader.queries.webhooks());
    ONWARD_TRY(const Rows<Webhook> rows, slice(all, page));
    return list_response(rows, write_webhook);
  });
}

void get_webhook(Services& services, Call call) {
  const auto id = record_id(call);
  if (!id.ok()) return refuse(call, id.error());
  if (const auto known = check_parameters(call, {}); !known.ok())
    return refuse(call, known.error());
  look(services, call, [id = id.value()](Reader& reader) -> Result<http::Response> {
    ONWARD_TRY(const std::vector<Webhook> all, reader.queries.webhooks());
    ONWARD_TRY(const Webhook found, find(all, id));
    http::Response response = http::json(200, webhook_json(found));
    response.headers.emplace_back("etag", http::revision_tag(found.revision));
    return response;
  });
}

void list_webhook_deliveries(Services& services, Call call) {
  const auto id = record_id(call);
  if (!id.ok()) return refuse(call, id.error());
  if (const auto known = check_parameters(call, {"state", "limit", "after"}); !known.ok())
    return refuse(call, known.error());
  const auto page = page_of(call);
  if (!page.ok()) return refuse(call, page.error());
  const auto state = state_of(call);
  if (!state.ok()) return refuse(call, state.error());
  look(services, call,
       [id = id.value(), page = page.value(),
        state = state.value()](Reader& reader) -> Result<http::Response> {
         ONWARD_TRY(const std::vector<Webhook> all, reader.queries.webhooks());
         ONWARD_TRY(const Webhook found, find(all, id));
         ONWARD_TRY(const auto rows, reader.queries.webhook_deliveries(found.id, state, page));
         return list_response(rows, write_delivery);
       });
}

void retry_webhook_delivery(Services& services, Call call) {
  send(services, call, retry_one_request(call));
}

void take_twenty_webhook(Services& services, Call call) {
  if (const auto known = check_parameters(call, {}); !known.ok())
    return refuse(call, known.error());
  services.take_twenty_webhook(call);
}

}  // namespace onward::api
