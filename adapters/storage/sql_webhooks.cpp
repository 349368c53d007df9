#include "adapters/storage/sql_webhooks.hpp"

#include "adapters/storage/connection.hpp"
#include "adapters/storage/rows_read.hpp"
#include "adapters/storage/statements_webhooks.hpp"

namespace onward {
namespace storage {
namespace {

class SqlWebhooks final : public WebhookStore {
 public:
  explicit SqlWebhooks(std::unique_ptr<Connection> connection)
      : connection_(std::move(connection)) {}

  Result<std::vector<Webhook>> webhooks() override;
  Result<Done> plan(const Webhook& webhook, std::uint64_t position,
                    std::span<const WebhookDelivery> deliveries) override;
  Result<std::vector<WebhookDelivery>> due(Instant now, std::size_t limit) override;
  Result<Done> note(const WebhookDelivery& delivery, std::string_view disabled) override;
  Result<std::size_t> forget_delivered(Instant before, std::size_t limit) override;
  Result<std::uint64_t> place(std::string_view reader) override;
  Result<Done> set_place(std::string_view reader, std::uint64_t position) override;
  Result<std::optional<ExternalLink>> link_of_theirs(std::string_view system, std::string_view kind,
                                                     std::string_view theirs) override;
  Result<std::optional<ExternalLink>> link_of_ours(std::string_view system, std::string_view kind,
                                                   std::string_view ours) override;
  Result<Done> put_link(const ExternalLink& link) override;

 private:
  template <class... Values>
  Result<RowSet> ask(const Statement& statement, Values&&... values) {
    const Row parameters{cell(std::forward<Values>(values))...};
    return connection_->query(statement, parameters);
  }
  Result<Done> commit(std::span<const Batch> batches);

  std::unique_ptr<Connection> connection_;
};

/// A conflict says that somebody else was there first, and what it was about is theirs now. What
/// may or may not be stored is found out by looking again: everything here can run twice.
Result<Done> SqlWebhooks::commit(std::span<const Batch> batches) {
  const Outcome outcome = connection_->commit(batches);
  if (outcome.kind == Outcome::Kind::stored || outcome.kind == Outcome::Kind::conflict)
    return Done{};
  if (outcome.kind != Outcome::Kind::failed) {
    const auto reconnected = connection_->reconnect();
    (void)reconnected;  // the next call tries again
  }
  return Error{ErrorCode::unavailable, outcome.error.message};
}

Result<std::vector<Webhook>> SqlWebhooks::webhooks() {
  ONWARD_TRY(const RowSet rows, ask(read::webhooks));
  std::vector<Webhook> found;
  for (const Row& row : rows) {
    ONWARD_TRY(Webhook read, read_webhook(row));
    found.push_back(std::move(read));
  }
  return found;
}

Result<Done> SqlWebhooks::plan(const Webhook& webhook, std::uint64_t position,
                               std::span<const WebhookDelivery> deliveries) {
  Batch move(turn::move_webhook), insert(turn::insert_delivery);
  move.add(webhook.id, webhook.position, position);
  for (const WebhookDelivery& d : deliveries)
    insert.add(webhook.id, d.id, d.event, d.type, d.subject, d.body, d.created, d.next);
  std::vector<Batch> batches;
  batches.push_back(std::move(move));
  if (!insert.empty()) batches.push_back(std::move(insert));
  return commit(batches);
}

Result<std::vector<WebhookDelivery>> SqlWebhooks::due(Instant now, std::size_t limit) {
  ONWARD_TRY(const RowSet rows, ask(read::due_deliveries, now, limit));
  std::vector<WebhookDelivery> found;
  for (const Row& row : rows) found.push_back(read_delivery(row));
  return found;
}

Result<Done> SqlWebhooks::note(const WebhookDelivery& d, std::string_view disabled) {
  Batch note(turn::note_delivery), disable(turn::disable_webhook);
  note.add(d.webhook, d.id, static_cast<std::int32_t>(d.state), d.attempts, d.next, d.status,
           d.error, d.attempted.value_or(Instant{0}));
  if (!disabled.empty()) disable.add(d.webhook, disabled);
  std::vector<Batch> batches;
  batches.push_back(std::move(note));
  if (!disable.empty()) batches.push_back(std::move(disable));
  return commit(batches);
}

Result<std::size_t> SqlWebhooks::forget_delivered(Instant before, std::size_t limit) {
  ONWARD_TRY(const RowSet rows, ask(read::forget_deliveries, before, limit));
  return rows.size();
}

Result<std::uint64_t> SqlWebhooks::place(std::string_view reader) {
  ONWARD_TRY(const RowSet rows, ask(read::place, reader));
  return rows.empty() ? 0 : unsigned_of(rows.front()[0]);
}

Result<Done> SqlWebhooks::set_place(std::string_view reader, std::uint64_t position) {
  Batch put(turn::put_place);
  put.add(reader, position);
  std::vector<Batch> batches;
  batches.push_back(std::move(put));
  return commit(batches);
}

std::optional<ExternalLink> first_link(const RowSet& rows) {
  if (rows.empty()) return std::nullopt;
  return read_link(rows.front());
}

Result<std::optional<ExternalLink>> SqlWebhooks::link_of_theirs(std::string_view system,
                                                                std::string_view kind,
                                                                std::string_view theirs) {
  ONWARD_TRY(const RowSet rows, ask(read::link_of_theirs, system, kind, theirs));
  return first_link(rows);
}

Result<std::optional<ExternalLink>> SqlWebhooks::link_of_ours(std::string_view system,
                                                              std::string_view kind,
                                                              std::string_view ours) {
  ONWARD_TRY(const RowSet rows, ask(read::link_of_ours, system, kind, ours));
  return first_link(rows);
}

Result<Done> SqlWebhooks::put_link(const ExternalLink& link) {
  Batch put(turn::put_link);
  put.add(link.system, link.kind, link.theirs, link.ours, link.state);
  std::vector<Batch> batches;
  batches.push_back(std::move(put));
  return commit(batches);
}

}  // namespace
}  // namespace storage

Result<std::unique_ptr<WebhookStore>> open_webhooks(const DatabaseConfig& config) {
  ONWARD_TRY(auto connection, storage::connect(config, storage::Purpose::commits));
  return std::unique_ptr<WebhookStore>(
      std::make_unique<storage::SqlWebhooks>(std::move(connection)));
}

}  // namespace onward
