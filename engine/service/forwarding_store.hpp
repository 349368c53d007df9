// A store around a store that passes everything on: what others override in part, to see or to
// change what goes by.
#pragma once

#include <string>
#include <vector>

#include "engine/service/ports.hpp"

namespace onward {

class ForwardingStore : public Store {
 public:
  explicit ForwardingStore(Store& inner) : inner_(inner) {}

  Result<std::vector<Instance>> load(std::span<const InstanceId> ids) override {
    return inner_.load(ids);
  }
  Result<std::vector<Opportunity>> load_opportunities(std::span<const OpportunityId> ids) override {
    return inner_.load_opportunities(ids);
  }
  Result<std::vector<std::pair<InstanceId, std::uint64_t>>> versions(
      std::span<const InstanceId> ids) override {
    return inner_.versions(ids);
  }
  Result<std::vector<HistoryRow>> history(InstanceId id, std::uint64_t after_seq,
                                          std::size_t limit) override {
    return inner_.history(id, after_seq, limit);
  }
  Result<std::vector<InstanceId>> matching(const InstanceQuery& query, std::size_t limit) override {
    return inner_.matching(query, limit);
  }
  Result<Done> commit(const TurnWrite& write) override { return inner_.commit(write); }
  Result<std::optional<IdempotencyRow>> idempotency(std::uint16_t shard, std::string_view caller,
                                                    std::string_view key) override {
    return inner_.idempotency(shard, caller, key);
  }
  Result<std::vector<Subscription>> subscriptions(const SubscriptionQuery& query) override {
    return inner_.subscriptions(query);
  }
  Result<std::vector<BufferedMessage>> buffered_messages(std::string_view name,
                                                         const std::optional<std::string>& key,
                                                         Instant now) override {
    return inner_.buffered_messages(name, key, now);
  }
  Result<bool> message_id_taken(std::string_view name_and_id) override {
    return inner_.message_id_taken(name_and_id);
  }
  Result<std::optional<InstanceId>> business_key(std::string_view definition,
                                                 std::string_view key) override {
    return inner_.business_key(definition, key);
  }
  Result<std::vector<DueTimer>> due_timers(Instant until, std::size_t limit) override {
    return inner_.due_timers(until, limit);
  }
  Result<std::vector<StartTimer>> due_start_timers(Instant until, std::size_t limit) override {
    return inner_.due_start_timers(until, limit);
  }
  Result<std::vector<StartTimer>> start_timers(std::string_view definition) override {
    return inner_.start_timers(definition);
  }
  Result<std::vector<DueJob>> due_jobs(JobType type, Instant until, std::size_t limit) override {
    return inner_.due_jobs(type, until, limit);
  }
  Result<std::vector<DueJob>> lockable_jobs(std::span<const std::string> topics, Instant now,
                                            std::size_t limit) override {
    return inner_.lockable_jobs(topics, now, limit);
  }
  Result<std::vector<OutboxRow>> outbox(std::size_t limit) override { return inner_.outbox(limit); }
  Result<std::vector<InstanceId>> instances_of(OpportunityId opportunity) override {
    return inner_.instances_of(opportunity);
  }
  Result<std::vector<Product>> products(std::span<const std::string> skus) override {
    return inner_.products(skus);
  }
  Result<std::vector<Attachment>> attachments(const AttachmentQuery& query) override {
    return inner_.attachments(query);
  }
  Result<std::optional<Record>> record(RecordKind kind, std::uint64_t id) override {
    return inner_.record(kind, id);
  }
  Result<std::optional<Record>> customer_by_name(std::string_view name) override {
    return inner_.customer_by_name(name);
  }
  Result<std::vector<std::string>> reserved(std::uint64_t customer,
                                            std::span<const std::string> skus) override {
    return inner_.reserved(customer, skus);
  }
  Result<std::optional<User>> user(std::string_view id) override { return inner_.user(id); }
  Result<std::vector<Webhook>> webhooks() override { return inner_.webhooks(); }
  Result<std::optional<ExternalLink>> external_link(std::string_view system, std::string_view kind,
                                                    std::string_view theirs) override {
    return inner_.external_link(system, kind, theirs);
  }
  Result<bool> has_webhook_delivery(std::uint64_t webhook, std::uint64_t id) override {
    return inner_.has_webhook_delivery(webhook, id);
  }
  Result<std::uint64_t> take_numbers(std::string_view counter, std::uint32_t count) override {
    return inner_.take_numbers(counter, count);
  }
  Result<std::optional<Instant>> manual_clock() override { return inner_.manual_clock(); }
  Result<Done> set_manual_clock(Instant now) override { return inner_.set_manual_clock(now); }
  Result<std::size_t> forget_expired(Instant now, std::size_t limit) override {
    return inner_.forget_expired(now, limit);
  }
  Result<std::vector<StoredDefinition>> definitions() override { return inner_.definitions(); }
  Result<std::optional<StoredDefinition>> definition(StoredDefinition::Kind kind,
                                                     std::string_view key,
                                                     std::uint32_t version) override {
    return inner_.definition(kind, key, version);
  }

 private:
  Store& inner_;
};

}  // namespace onward
