// A Store in memory: for tests, the simulator and a demonstration without a database. Keeps what a
// database would keep, encoded, so that every load decodes; checks versions and unique keys as the
// SQL store does. Single-threaded. Sessions (several MemoryStore objects) may share one MemoryData.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "engine/service/ports.hpp"

namespace onward::memory {

/// An instance as stored: its bytes, and what the index tables of a database would hold of it.
struct StoredInstance {
  std::string bytes;
  std::uint64_t version = 0;
  std::uint64_t order = 0;  ///< creation order
  InstanceState state = InstanceState::active;
  std::string definition, business_key;
  bool holds_business_key = false;
  OpportunityId opportunity;
  RisingList<Wait> waits;
  RisingList<Job> jobs;
};

struct StoredHistory {
  std::uint64_t seq = 0, command = 0;
  Instant at;
  std::string actor, name, facts;  ///< facts encoded
};

/// The tables.
struct MemoryData {
  std::map<InstanceId, StoredInstance> instances;
  std::map<InstanceId, std::vector<StoredHistory>> history;
  std::map<OpportunityId, Opportunity> opportunities;
  std::vector<OpportunityChange> opportunity_changes;
  std::map<std::pair<RecordKind, std::uint64_t>, Record> records;
  std::map<std::uint64_t, Attachment> attachments;
  std::map<std::string, Product> products;
  std::map<std::string, User> users;
  std::map<std::pair<std::uint64_t, std::string>, std::uint64_t> reservations;  ///< -> holder
  std::map<std::uint64_t, OutboxRow> outbox;
  std::vector<std::uint64_t> outbox_order;  ///< ids, oldest first
  std::map<std::tuple<std::uint16_t, std::string, std::string>, IdempotencyRow> idempotency;
  std::map<std::uint64_t, BufferedMessage> messages;
  std::map<std::string, Instant> message_ids;
  std::map<std::tuple<StoredDefinition::Kind, std::string, std::uint32_t>, StoredDefinition>
      definitions;
  std::map<std::pair<std::string, std::string>, StartTimer> start_timers;
  std::map<std::string, std::uint64_t> counters;
  std::optional<Instant> manual_clock;
};

class MemoryStore final : public Store {
 public:
  MemoryStore() : data_(std::make_shared<MemoryData>()) {}
  explicit MemoryStore(std::shared_ptr<MemoryData> data) : data_(std::move(data)) {}

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
  Result<std::optional<User>> user(std::string_view id) override;
  Result<std::uint64_t> take_numbers(std::string_view counter, std::uint32_t count) override;
  Result<std::optional<Instant>> manual_clock() override;
  Result<Done> set_manual_clock(Instant now) override;
  Result<std::size_t> forget_expired(Instant now, std::size_t limit) override;
  Result<std::vector<StoredDefinition>> definitions() override;
  Result<std::optional<StoredDefinition>> definition(StoredDefinition::Kind kind,
                                                     std::string_view key,
                                                     std::uint32_t version) override;

  /// Every command of an instance, decoded. Errors: internal (damaged bytes).
  [[nodiscard]] Result<std::vector<HistoryRow>> history(InstanceId id) const;
  [[nodiscard]] const MemoryData& data() const { return *data_; }

 private:
  std::shared_ptr<MemoryData> data_;
};

/// What a commit would collide with; empty when it may be written (memory_commit.cpp).
std::vector<ErrorDetail> collisions(const MemoryData& data, const TurnWrite& write);
/// Writes all of it.
void write_all(MemoryData& data, const TurnWrite& write);

}  // namespace onward::memory
