// The feed: two tables merged by the positions of their rows. And who is told of it.
#include <algorithm>

#include "adapters/storage/cursor.hpp"
#include "adapters/storage/rows_read.hpp"
#include "adapters/storage/sql_queries_impl.hpp"
#include "adapters/storage/statements_feed.hpp"
#include "adapters/storage/statements_webhooks.hpp"

namespace onward::storage {
namespace {

Result<FeedRow> read_command(const Row& row) {
  FeedRow read;
  const Row history(row.begin() + 1, row.begin() + 7);
  ONWARD_TRY(read.command, read_history(InstanceId{unsigned_of(row[0])}, history));
  read.position = sequence_of(read.command.command);
  read.definition = {text_of(row[7]), small_of(row[8])};
  read.opportunity = OpportunityId{unsigned_of(row[9])};
  return read;
}

Result<FeedRow> read_feed_change(const Row& row) {
  FeedRow read;
  read.opportunity = OpportunityId{unsigned_of(row[0])};
  ONWARD_TRY(OpportunityChange change,
             read_change(read.opportunity, Row(row.begin() + 2, row.end())));
  change.command = unsigned_of(row[1]);
  read.position = sequence_of(change.command);
  read.change = std::move(change);
  return read;
}

}  // namespace

Result<std::vector<FeedRow>> SqlQueries::feed(const FeedRange& range) {
  std::vector<FeedRow> found;
  if (range.after >= range.until) return found;
  ONWARD_TRY(const RowSet commands,
             ask(read::feed_commands, range.after, range.until, range.limit));
  ONWARD_TRY(const RowSet changes, ask(read::feed_changes, range.after, range.until, range.limit));
  for (const Row& row : commands) {
    ONWARD_TRY(FeedRow read, read_command(row));
    found.push_back(std::move(read));
  }
  for (const Row& row : changes) {
    ONWARD_TRY(FeedRow read, read_feed_change(row));
    found.push_back(std::move(read));
  }
  std::stable_sort(found.begin(), found.end(), [](const FeedRow& one, const FeedRow& other) {
    return one.position < other.position;
  });
  if (found.size() > range.limit) found.resize(range.limit);
  return found;
}

Result<std::uint64_t> SqlQueries::newest_position() {
  ONWARD_TRY(const RowSet commands, ask(read::newest_command));
  ONWARD_TRY(const RowSet changes, ask(read::newest_change));
  std::uint64_t newest = 0;
  for (const RowSet* rows : {&commands, &changes})
    if (!rows->empty()) newest = std::max(newest, unsigned_of(rows->front()[0]));
  return newest;
}

Result<bool> SqlQueries::feed_is_longer_than(const FeedRange& range) {
  ONWARD_TRY(const RowSet rows,
             ask(read::feed_commands_over, range.after, range.until, range.limit));
  return !rows.empty();
}

Result<std::vector<Webhook>> SqlQueries::webhooks() {
  ONWARD_TRY(const RowSet rows, ask(read::webhooks));
  std::vector<Webhook> found;
  for (const Row& row : rows) {
    ONWARD_TRY(Webhook read, read_webhook(row));
    found.push_back(std::move(read));
  }
  return found;
}

Result<Rows<WebhookDelivery>> SqlQueries::webhook_deliveries(std::uint64_t webhook,
                                                             std::optional<DeliveryState> state,
                                                             const Page& page) {
  std::uint64_t before = INT64_MAX;
  if (!page.after.empty()) {
    ONWARD_TRY(const Row keys, decode_cursor(page.after, "webhook-deliveries", "i"));
    before = unsigned_of(keys[0]);
  }
  const std::size_t limit = page.limit + 1;
  ONWARD_TRY(const RowSet rows, state ? ask(read::deliveries_in_state, webhook, before, limit,
                                            static_cast<std::int32_t>(*state))
                                      : ask(read::deliveries, webhook, before, limit));
  Rows<WebhookDelivery> found;
  for (const Row& row : rows)
    if (found.items.size() < page.limit) found.items.push_back(read_delivery(row));
  if (rows.size() > page.limit) {
    const Row keys{cell(found.items.back().id)};
    found.next = encode_cursor("webhook-deliveries", keys);
  }
  return found;
}

}  // namespace onward::storage
