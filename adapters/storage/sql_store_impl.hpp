// The class behind open_store, in parts: commit (sql_store.cpp), runtime reads
// (sql_store_runtime.cpp), register reads (sql_store_register.cpp).
#pragma once

#include <memory>
#include <random>
#include <string>
#include <unordered_set>
#include <vector>

#include "adapters/storage/connection.hpp"
#include "engine/service/ports.hpp"

namespace onward::storage {

/// Only for marks, which nobody sees: everything else takes its time from the command.
std::int64_t machine_time_ms();

class SqlStore final : public Store {
 public:
  explicit SqlStore(std::unique_ptr<Connection> connection);

  Result<std::vector<Instance>> load(std::span<const InstanceId> ids) override;
  Result<std::vector<Opportunity>> load_opportunities(std::span<const OpportunityId> ids) override;
  Result<std::vector<std::pair<InstanceId, std::uint64_t>>> versions(
      std::span<const InstanceId> ids) override;
  Result<std::vector<HistoryRow>> history(InstanceId id, std::uint64_t after_seq,
                                          std::size_t limit) override;
  Result<std::vector<InstanceId>> matching(const InstanceQuery& query, std::size_t limit) override;
  Result<Done> commit(const TurnWrite& write) override;
  Result<std::optional<IdempotencyRow>> idempotency(std::uint16_t shard, std::string_view caller,
                                                    std::string_view key) override;
  Result<std::vector<Subscription>> subscriptions(const SubscriptionQuery& query) override;
  Result<std::vector<BufferedMessage>> buffered_messages(std::string_view name,
                                                         const std::optional<std::string>& key,
                                                         Instant now) override;
  Result<bool> message_id_taken(std::string_view name_and_id) override;
  Result<std::optional<InstanceId>> business_key(std::string_view definition,
                                                 std::string_view key) override;
  Result<std::vector<DueTimer>> due_timers(Instant until, std::size_t limit) override;
  Result<std::vector<StartTimer>> due_start_timers(Instant until, std::size_t limit) override;
  Result<std::vector<StartTimer>> start_timers(std::string_view definition) override;
  Result<std::vector<DueJob>> due_jobs(JobType type, Instant until, std::size_t limit) override;
  Result<std::vector<DueJob>> lockable_jobs(std::span<const std::string> topics, Instant now,
                                            std::size_t limit) override;
  Result<std::vector<OutboxRow>> outbox(std::size_t limit) override;
  Result<std::vector<InstanceId>> instances_of(OpportunityId opportunity) override;
  Result<std::vector<Product>> products(std::span<const std::string> skus) override;
  Result<std::vector<Attachment>> attachments(const AttachmentQuery& query) override;
  Result<std::optional<Record>> record(RecordKind kind, std::uint64_t id) override;
  Result<std::optional<Record>> customer_by_name(std::string_view name) override;
  Result<std::vector<std::string>> reserved(std::uint64_t customer,
                                            std::span<const std::string> skus) override;
  Result<std::vector<Webhook>> webhooks() override;
  Result<std::optional<ExternalLink>> external_link(std::string_view system, std::string_view kind,
                                                    std::string_view theirs) override;
  Result<bool> has_webhook_delivery(std::uint64_t webhook, std::uint64_t id) override;
  Result<std::optional<User>> user(std::string_view id) override;
  Result<std::uint64_t> take_numbers(std::string_view counter, std::uint32_t count) override;
  Result<std::size_t> forget_expired(Instant now, std::size_t limit) override;
  Result<std::optional<Instant>> manual_clock() override;
  Result<Done> set_manual_clock(Instant now) override;
  Result<std::vector<StoredDefinition>> definitions() override;
  Result<std::optional<StoredDefinition>> definition(StoredDefinition::Kind kind,
                                                     std::string_view key,
                                                     std::uint32_t version) override;

 private:
  template <class... Values>
  Result<RowSet> ask(const Statement& statement, Values&&... values) {
    const Row parameters{cell(std::forward<Values>(values))...};
    return connection_->query(statement, parameters);
  }
  void leave_out_known_names(std::vector<Batch>& batches) const;
  void remember_names(const std::vector<Batch>& batches);
  Result<Done> resolve(const TurnWrite& write, std::uint64_t mark);
  Result<bool> is_stored(const TurnWrite& write, std::uint64_t mark);
  Error conflict(const TurnWrite& write, const Outcome& outcome);
  void name_instances(const TurnWrite& write, Error& error);
  void name_business_keys(const TurnWrite& write, Error& error);
  void name_register(const TurnWrite& write, std::string_view statement, Error& error);

  std::unique_ptr<Connection> connection_;
  std::mt19937_64 marks_;  ///< ids of turn marks: unlike those of any other session
  std::unordered_set<std::string> known_names_;  ///< of table task_name, which forgets none
};

}  // namespace onward::storage
