// Stores around a store, for tests: one that passes everything on, one whose commits fail as told,
// and one that holds every commit against the rules that must hold after each command.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "engine/service/ports.hpp"

namespace onward::test {

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

/// Asks before each commit how it shall go.
enum class CommitFate : std::uint8_t {
  succeed,
  conflict,     ///< nothing is written, as if another node had been faster
  unavailable,  ///< nothing is written, the database is away
  unknown,      ///< written, but the answer is lost
};
class FaultyStore final : public ForwardingStore {
 public:
  FaultyStore(Store& inner, std::function<CommitFate()> fate)
      : ForwardingStore(inner), fate_(std::move(fate)) {}
  Result<Done> commit(const TurnWrite& write) override;

 private:
  std::function<CommitFate()> fate_;
};
/// Every commit fails once with a conflict before it succeeds.
std::function<CommitFate()> every_second_succeeds();

/// After each commit: fold(before, facts) == after, decode(encode(after)) == after, the history has
/// no gap, no invariant is broken, and the index tables hold what the state holds. What does not
/// hold is collected.
class CheckedStore final : public ForwardingStore {
 public:
  CheckedStore(Store& inner, Catalogue& catalogue)
      : ForwardingStore(inner), catalogue_(catalogue) {}
  Result<Done> commit(const TurnWrite& write) override;
  /// One sentence per broken rule since the last call.
  std::vector<std::string> take_broken() { return std::exchange(broken_, {}); }
  /// FNV-1a over all facts and effects that were committed: same seed, same bytes.
  [[nodiscard]] std::uint64_t digest() const { return digest_; }

 private:
  void check(const InstanceWrite& row, const TurnWrite& write);
  void check_index(const InstanceWrite& row);
  void expect(bool holds, const Instance& instance, const std::string& sentence);
  void add_to_digest(std::string_view bytes);

  Catalogue& catalogue_;
  /// The index tables as they would be, kept by what project() says has changed.
  struct Index {
    std::map<LocalId, Task> tasks;
    std::map<LocalId, Wait> timers, subscriptions;
    std::map<LocalId, Job> jobs;
    std::map<LocalId, Incident> incidents;
  };
  std::map<InstanceId, Index> index_;
  std::vector<std::string> broken_;
  std::uint64_t digest_ = 0xcbf29ce484222325ULL;
};

}  // namespace onward::test
