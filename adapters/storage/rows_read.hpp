// RowSet of statements_read.hpp as the engine's records.
#pragma once

#include "adapters/storage/cell.hpp"
#include "engine/base/result.hpp"
#include "engine/service/queries.hpp"

namespace onward::storage {

// Errors of all: internal (stored bytes are damaged).
Result<Instance> read_instance(const Cell& body);
Result<Opportunity> read_opportunity(const Row& row);
Result<OpportunityChange> read_change(OpportunityId id, const Row& row);
Result<Record> read_record(const Row& row);
Result<User> read_user(const Row& row);
Result<StoredDefinition> read_definition(const Row& row);
Result<TokenRow> read_token(const Row& row);
Result<Webhook> read_webhook(const Row& row);
ExternalLink read_link(const Row& row);
WebhookDelivery read_delivery(const Row& row);
Result<HistoryRow> read_history(InstanceId instance, const Row& row);
Result<BufferedMessage> read_message(const Row& row);
StartTimer read_start_timer(const Row& row);
Result<std::vector<Product>> read_products(const RowSet& products, const RowSet& relations);

}  // namespace onward::storage
