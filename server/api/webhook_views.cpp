#include "server/api/webhook_views.hpp"

#include "engine/base/ids.hpp"
#include "server/api/json_views.hpp"

namespace onward::api {
namespace {

/// Without the closing brace.
void open_webhook(JsonWriter& out, const Webhook& webhook) {
  out.begin_object().name("id").text(id_to_text(webhook.id));
  out.name("url").text(webhook.url);
  write_texts(out, "events", webhook.events);
  write_text(out, "description", webhook.description);
  out.name("state").text(to_string(webhook.state));
  write_text(out, "reason", webhook.reason);
  out.name("createdAt").text(to_text(webhook.created));
  out.name("createdBy").text(webhook.created_by);
}

}  // namespace

void write_webhook(JsonWriter& out, const Webhook& webhook) {
  open_webhook(out, webhook);
  out.end_object();
}

void write_delivery(JsonWriter& out, const WebhookDelivery& delivery) {
  out.begin_object().name("id").text(id_to_text(delivery.id));
  out.name("eventId").text(delivery.event);
  out.name("type").text(delivery.type);
  out.name("state").text(to_string(delivery.state));
  out.name("attempts").number(delivery.attempts);
  out.name("createdAt").text(to_text(delivery.created));
  write_instant(out, "attemptedAt", delivery.attempted);
  const bool waits = delivery.state == DeliveryState::waiting;
  write_instant(out, "nextAttemptAt", waits ? std::optional<Instant>(delivery.next) : std::nullopt);
  out.name("status");
  if (delivery.status != 0)
    out.number(delivery.status);
  else
    out.null();
  write_text(out, "error", delivery.error);
  out.name("body").raw(delivery.body);
  out.end_object();
}

std::string webhook_json(const Webhook& webhook) {
  JsonWriter out;
  write_webhook(out, webhook);
  return out.take();
}

std::string webhook_json_with_secret(const Webhook& webhook) {
  JsonWriter out;
  open_webhook(out, webhook);
  out.name("secret").text(webhook.secret);
  out.end_object();
  return out.take();
}

}  // namespace onward::api
