// The class behind open_queries, in parts: tasks (sql_queries_tasks.cpp), what ad-hoc sub-processes
// offer (sql_queries_ad_hoc.cpp), other lists (sql_queries_lists.cpp), what is counted
// (sql_queries_statistics.cpp), reports (sql_queries_reports.cpp), the feed and webhooks
// (sql_queries_feed.cpp), single things (sql_queries.cpp).
#pragma once

#include <memory>
#include <string>
#include <utility>

#include "adapters/storage/connection.hpp"
#include "adapters/storage/list_query.hpp"
#include "engine/service/queries.hpp"

namespace onward::storage {

/// While it lives, PostgreSQL may gather rows by a bitmap, which is how it uses an index of parts
/// of texts, or two indexes at once. For pages it may not (dialect_postgres.cpp).
class BitmapScans {
 public:
  static Result<BitmapScans> allowed_on(Connection& connection);
  BitmapScans(BitmapScans&& other) noexcept
      : connection_(std::exchange(other.connection_, nullptr)) {}
  BitmapScans& operator=(BitmapScans&&) = delete;
  ~BitmapScans();

 private:
  explicit BitmapScans(Connection* connection) : connection_(connection) {}
  Connection* connection_;
};

class SqlQueries final : public Queries {
 public:
  explicit SqlQueries(std::unique_ptr<Connection> connection)
      : connection_(std::move(connection)) {}

  Result<Rows<TaskRow>> tasks(const TaskQuery& query) override;
  Result<std::optional<TaskRow>> task(LocalRef id) override;
  Result<std::vector<TaskRow>> parts_of(LocalRef whole) override;
  Result<Rows<InstanceRow>> instances(const InstanceQuery& query) override;
  Result<std::optional<Instance>> instance(InstanceId id) override;
  Result<std::vector<HistoryRow>> history(InstanceId id, std::uint64_t after_seq,
                                          std::size_t limit) override;
  Result<Rows<IncidentRow>> incidents(const Page& page) override;
  Result<Rows<AdHocRow>> ad_hoc(const AdHocQuery& query) override;
  Result<std::vector<AdHocPlace>> ad_hoc_places(std::size_t limit) override;
  Result<std::vector<NodeTasks>> node_tasks(const NodeQuery& query) override;
  Result<std::map<std::string, std::uint64_t>> node_incidents(const std::string& definition,
                                                              std::uint32_t version) override;
  Result<Rows<Opportunity>> opportunities(const OpportunityQuery& query) override;
  Result<std::optional<Opportunity>> opportunity(OpportunityId id) override;
  Result<std::vector<OpportunityChange>> opportunity_changes(OpportunityId id,
                                                             std::uint64_t after_version,
                                                             std::size_t limit) override;
  Result<Rows<Record>> records(const RecordQuery& query) override;
  Result<std::optional<Record>> record(RecordKind kind, std::uint64_t id) override;
  Result<std::vector<Attachment>> attachments(const AttachmentQuery& query) override;
  Result<std::optional<std::string>> attachment_content(std::uint64_t id) override;
  Result<Rows<Product>> products(const Page& page) override;
  Result<std::optional<Product>> product(std::string_view sku) override;
  Result<std::vector<User>> users() override;
  Result<std::optional<User>> user(std::string_view id) override;
  Result<std::vector<User>> users_with_deputy(std::string_view deputy) override;
  Result<std::vector<StoredDefinition>> definitions() override;
  Result<std::optional<StoredDefinition>> definition(StoredDefinition::Kind kind,
                                                     std::string_view key,
                                                     std::uint32_t version) override;
  Result<std::vector<Touch>> touches(Instant from, Instant to, std::size_t limit) override;
  Result<std::vector<Opportunity>> opportunities_of(std::span<const OpportunityId> ids) override;
  Result<std::vector<OpportunityChange>> changes_since(std::span<const OpportunityId> ids,
                                                       Instant from) override;
  Result<std::vector<TaskLoad>> task_load(Instant now, Instant soon) override;
  Result<std::vector<OpenDeal>> open_deals(std::size_t limit) override;
  Result<std::vector<OpenOpportunity>> open_opportunities(std::size_t limit) override;
  Result<std::vector<ClosedDeal>> closed_deals(std::size_t limit) override;
  Result<std::vector<TaskStop>> stops_of(std::span<const InstanceId> instances) override;
  Result<std::vector<TaskStop>> open_stops(std::size_t limit) override;
  Result<std::vector<Record>> interactions_since(Instant from, std::size_t limit) override;
  Result<std::vector<FeedRow>> feed(const FeedRange& range) override;
  Result<std::uint64_t> newest_position() override;
  Result<bool> feed_is_longer_than(const FeedRange& range) override;
  Result<std::vector<Webhook>> webhooks() override;
  Result<Rows<WebhookDelivery>> webhook_deliveries(std::uint64_t webhook,
                                                   std::optional<DeliveryState> state,
                                                   const Page& page) override;
  Result<std::optional<TokenRow>> token_by_hash(std::string_view hash) override;
  Result<std::vector<TokenRow>> tokens() override;
  Result<Done> add_token(const TokenRow& token) override;
  Result<bool> revoke_token(std::string_view id) override;
  Result<std::uint64_t> open_instances() override;
  Result<Done> ping() override;

 private:
  template <class... Values>
  Result<RowSet> ask(const Statement& statement, Values&&... values) {
    const Row parameters{cell(std::forward<Values>(values))...};
    return connection_->query(statement, parameters);
  }

  std::unique_ptr<Connection> connection_;
};

}  // namespace onward::storage
