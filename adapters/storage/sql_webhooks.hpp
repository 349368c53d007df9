// What the delivery of webhooks and mail keeps, over a database session of its own.
#pragma once

#include <memory>

#include "adapters/storage/database_config.hpp"
#include "engine/service/webhooks.hpp"

namespace onward {

/// One session; used by one thread at a time. Errors: unavailable.
Result<std::unique_ptr<WebhookStore>> open_webhooks(const DatabaseConfig& config);

}  // namespace onward
