// Endpoints and deliveries as the API shows them. A secret is shown once: when it is made.
#pragma once

#include <string>

#include "engine/service/webhooks.hpp"
#include "engine/value/json.hpp"

namespace onward::api {

void write_webhook(JsonWriter& out, const Webhook& webhook);
void write_delivery(JsonWriter& out, const WebhookDelivery& delivery);
std::string webhook_json(const Webhook& webhook);
std::string webhook_json_with_secret(const Webhook& webhook);

}  // namespace onward::api
