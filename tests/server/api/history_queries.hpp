// Queries over one long history that is made up as it is read, and the instance that it is of:
// counts the rows. Nothing else is there.
#pragma once

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "engine/service/queries.hpp"

namespace onward::api::test {

class HistoryQueries : public Queries {
 public:
  /// `most`: only every hundredth command makes something.
  enum class Quiet : std::uint8_t { none, most };
  HistoryQueries(std::uint64_t commands, Quiet quiet) : commands_(commands), quiet_(quiet) {}

  std::size_t rows_read = 0;
  bool away = false;

  [[nodiscard]] HistoryRow row(std::uint64_t seq) const {
    HistoryRow made;
    made.instance = InstanceId{1};
    made.seq = seq;
    const std::uint64_t every = quiet_ == Quiet::none ? 1 : 100;
    if (seq % every != 0) {
      made.facts = {OperationNoted{"set-variables", {}}};
      return made;
    }
    const LocalId id{static_cast<std::uint32_t>(seq / every + 1)};
    made.facts = {TokenCreated{id, root_scope, "element-" + std::to_string(id.value), {}, {}},
                  TokenConsumed{id, TokenEnd::completed}};
    return made;
  }

  Result<std::vector<FeedRow>> feed(const FeedRange&) override { return nothing(); }
  Result<std::uint64_t> newest_position() override { return nothing(); }
  Result<bool> feed_is_longer_than(const FeedRange&) override { return nothing(); }
  Result<std::vector<HistoryRow>> history(InstanceId, std::uint64_t after,
                                          std::size_t limit) override {
    if (away) return nothing();
    std::vector<HistoryRow> rows;
    while (after < commands_ && rows.size() < limit) rows.push_back(row(++after));
    rows_read += rows.size();
    return rows;
  }

  Result<Rows<TaskRow>> tasks(const TaskQuery&) override { return nothing(); }
  Result<std::optional<TaskRow>> task(LocalRef) override { return nothing(); }
  Result<std::vector<TaskRow>> parts_of(LocalRef) override { return nothing(); }
  Result<std::vector<User>> users_with_deputy(std::string_view) override { return nothing(); }
  Result<Rows<InstanceRow>> instances(const InstanceQuery&) override { return nothing(); }
  Result<std::optional<Instance>> instance(InstanceId id) override {
    Instance found;
    found.id = id;
    found.version = commands_;
    return std::optional<Instance>(std::move(found));
  }
  Result<Rows<IncidentRow>> incidents(const Page&) override { return nothing(); }
  Result<Rows<AdHocRow>> ad_hoc(const AdHocQuery&) override { return nothing(); }
  Result<std::vector<AdHocPlace>> ad_hoc_places(std::size_t) override { return nothing(); }
  Result<std::vector<Touch>> touches(Instant, Instant, std::size_t) override { return nothing(); }
  Result<std::vector<Opportunity>> opportunities_of(std::span<const OpportunityId>) override {
    return nothing();
  }
  Result<std::vector<OpportunityChange>> changes_since(std::span<const OpportunityId>,
                                                       Instant) override {
    return nothing();
  }
  Result<std::vector<TaskLoad>> task_load(Instant, Instant) override { return nothing(); }
  Result<std::vector<OpenDeal>> open_deals(std::size_t) override { return nothing(); }
  Result<std::vector<OpenOpportunity>> open_opportunities(std::size_t) override {
    return nothing();
  }
  Result<std::vector<ClosedDeal>> closed_deals(std::size_t) override { return nothing(); }
  Result<std::vector<TaskStop>> stops_of(std::span<const InstanceId>) override { return nothing(); }
  Result<std::vector<TaskStop>> open_stops(std::size_t) override { return nothing(); }
  Result<std::vector<Record>> interactions_since(Instant, std::size_t) override {
    return nothing();
  }
  Result<std::vector<NodeTasks>> node_tasks(const NodeQuery&) override { return nothing(); }
  Result<std::map<std::string, std::uint64_t>> node_incidents(const std::string&,
                                                              std::uint32_t) override {
    return nothing();
  }
  Result<Rows<Opportunity>> opportunities(const OpportunityQuery&) override { return nothing(); }
  Result<std::optional<Opportunity>> opportunity(OpportunityId) override { return nothing(); }
  Result<std::vector<OpportunityChange>> opportunity_changes(OpportunityId, std::uint64_t,
                                                             std::size_t) override {
    return nothing();
  }
  Result<Rows<Record>> records(const RecordQuery&) override { return nothing(); }
  Result<std::optional<Record>> record(RecordKind, std::uint64_t) override { return nothing(); }
  Result<std::vector<Attachment>> attachments(const AttachmentQuery&) override { return nothing(); }
  Result<std::optional<std::string>> attachment_content(std::uint64_t) override {
    return nothing();
  }
  Result<Rows<Product>> products(const Page&) override { return nothing(); }
  Result<std::optional<Product>> product(std::string_view) override { return nothing(); }
  Result<std::vector<User>> users() override { return nothing(); }
  Result<std::optional<User>> user(std::string_view) override { return nothing(); }
  Result<std::vector<StoredDefinition>> definitions() override { return nothing(); }
  Result<std::optional<StoredDefinition>> definition(StoredDefinition::Kind, std::string_view,
                                                     std::uint32_t) override {
    return nothing();
  }
  Result<std::vector<Webhook>> webhooks() override { return nothing(); }
  Result<Rows<WebhookDelivery>> webhook_deliveries(std::uint64_t, std::optional<DeliveryState>,
                                                   const Page&) override {
    return nothing();
  }
  Result<std::optional<TokenRow>> token_by_hash(std::string_view) override { return nothing(); }
  Result<std::vector<TokenRow>> tokens() override { return nothing(); }
  Result<Done> add_token(const TokenRow&) override { return nothing(); }
  Result<bool> revoke_token(std::string_view) override { return nothing(); }
  Result<std::uint64_t> open_instances() override { return nothing(); }
  Result<Done> ping() override { return nothing(); }

 protected:
  static Error nothing() { return {ErrorCode::unavailable, "there is nothing but a history"}; }

 private:
  std::uint64_t commands_;
  Quiet quiet_;
};

}  // namespace onward::api::test
