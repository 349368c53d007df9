// Sends deliveries over HTTP, signed.
#pragma once

#include <memory>

#include "adapters/http_client/http_client.hpp"
#include "engine/service/webhooks.hpp"

namespace onward::webhooks {

std::unique_ptr<WebhookSender> make_sender(std::unique_ptr<http_client::HttpClient> client);

}  // namespace onward::webhooks
