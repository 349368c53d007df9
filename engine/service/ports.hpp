// The engine's view of the world: what adapters implement. A Store is one database session, used by
// one thread at a time.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "engine/base/ids.hpp"
#include "engine/base/result.hpp"
#include "engine/execution/effect.hpp"
#include "engine/execution/execute.hpp"
#include "engine/instance/instance.hpp"
#include "engine/model/draft.hpp"
#include "engine/service/attachment.hpp"
#include "engine/service/external_links.hpp"
#include "engine/service/records.hpp"
#include "engine/service/webhooks.hpp"

namespace onward::dmn {
struct DraftModel;
}

namespace onward {

/// What a deployment stored: the text as authored, compiled again when it is needed.
struct StoredDefinition {
  enum class Kind : std::uint8_t { process, decision } kind = Kind::process;
  std::string key;  ///< process id, or id of the decision model
  std::uint32_t version = 0;
  std::string name, version_tag, digest, opportunity_kind;
  bool executable = true;
  std::string document;  ///< the whole file as authored
  std::string source;    ///< file name, may be empty
  Instant deployed;
  std::string deployed_by, comment;
  std::uint64_t deployment = 0;
  std::vector<std::string> decisions;  ///< ids and names of the decisions inside (kind decision)
};

/// One command of an instance: a row of its history.
struct HistoryRow {
  InstanceId instance;
  std::uint64_t seq = 0;      ///< the version that the command made; 1 is the start
  std::uint64_t command = 0;  ///< unique id of the command: how an unknown outcome is resolved
  Instant at;
  std::string actor, name;  ///< name_of(action)
  std::vector<Fact> facts;
};

struct OutboxRow {
  std::uint64_t id = 0;  ///< carries the shard of its sender
  std::string target;    ///< "signal", "message", "start" ...: for metrics and people
  std::string body;      ///< encoded effect (service/effect_codec.hpp)
  Instant created;
};

/// A closed idempotency key (api.md, conventions).
struct IdempotencyRow {
  std::uint16_t shard = 0;
  std::string caller, key, digest;
  int status = 200;
  std::string ids;  ///< JSON array of the ids in the reply
  Instant at;
};

/// A message that nobody waited for yet.
struct BufferedMessage {
  std::uint64_t id = 0;
  std::string name, key;
  bool has_key = false;
  Context variables;
  std::string message_id;
  Instant until;
};

/// A wait as the correlation tables know it.
struct Subscription {
  InstanceId instance;
  LocalId wait;
  std::string name, key;
  bool has_key = false;
  std::string definition, business_key, element;
  OpportunityId opportunity;
  std::uint64_t order = 0;  ///< creation order of the instance
};

/// Asks who waits. Beside the name, the first of key, instance, business key and variable that is
/// given narrows; what else was asked for the caller holds against what comes.
struct SubscriptionQuery {
  WaitKind kind = WaitKind::message;
  std::string name;
  std::optional<InstanceId> instance;
  std::optional<std::string> key;
  std::optional<std::string> business_key;
  std::optional<std::pair<std::string, std::string>> variable;  ///< name and FEEL text
  LocalRef after;                                               ///< the page before ended there
  std::size_t limit = 0;
};

struct DueTimer {
  InstanceId instance;
  LocalId wait;
  Instant due;
};

struct DueJob {
  InstanceId instance;
  LocalId job;
  std::string topic;
};

/// A timer start event of the latest version of a process.
struct StartTimer {
  std::string definition, element;
  std::uint32_t version = 0;
  Instant due;
  std::string cycle;            ///< empty: once
  std::uint32_t remaining = 0;  ///< after this one; UINT32_MAX: without end
};

/// A start timer that fired or was set: `expected` is the due time that is stored now (absent: none
/// is).
struct StartTimerWrite {
  std::optional<Instant> expected;  ///< differs -> ErrorCode::conflict
  std::optional<StartTimer> after;  ///< absent: removed
  std::string definition, element;
};

/// An instance as one turn changed it.
struct InstanceWrite {
  const Instance* before = nullptr;  ///< nullptr: new
  const Instance* after = nullptr;
  std::uint64_t order = 0;  ///< creation order for new instances and for tasks opened in this turn
  /// A new instance whose business key must be free among the open ones (not started with
  /// allow-duplicate): conflict when it is taken.
  bool holds_business_key = false;
};

struct OpportunityWrite {
  std::uint64_t before_version = 0;  ///< 0: new
  const Opportunity* after = nullptr;
};

struct RecordWrite {
  std::uint64_t before_version = 0;  ///< 0: new
  Record after;
};

/// A stored record that something was decided by: conflict when it has another version by now.
struct RecordSeen {
  RecordKind kind = RecordKind::customer;
  std::uint64_t id = 0, version = 0;
  friend auto operator<=>(const RecordSeen&, const RecordSeen&) = default;
};

/// All that one turn writes, in one transaction. Every list holds at most one row per key.
struct TurnWrite {
  std::vector<InstanceWrite> instances;
  std::vector<HistoryRow> history;
  std::vector<OutboxRow> outbox_added;
  std::vector<std::uint64_t> outbox_done;
  std::vector<IdempotencyRow> idempotency;
  std::vector<OpportunityWrite> opportunities;
  std::vector<OpportunityChange> opportunity_changes;
  std::vector<RecordWrite> records;
  std::vector<RecordSeen> records_seen;  ///< as stored before this turn
  std::vector<Product> products;
  std::vector<User> users;
  std::vector<Reservation> reservations_added;    ///< conflict -> ErrorCode::conflict
  std::vector<std::uint64_t> reservations_freed;  ///< by holder
  std::vector<BufferedMessage> messages_added;
  std::vector<std::uint64_t> messages_taken;
  std::vector<std::pair<std::string, Instant>>
      message_ids;  ///< taken once: name + '\0' + messageId, until
  std::vector<StoredDefinition> definitions;
  std::vector<StartTimerWrite> start_timers;
  std::vector<AttachmentWrite> attachments;
  std::vector<AttachmentRemoval> attachments_removed;  ///< conflict when it is gone already
  std::vector<WebhookWrite> webhooks;
  std::vector<WebhookRetry> webhook_retries;
  std::vector<ExternalLink> links;  ///< new ones; conflict -> ErrorCode::conflict
  [[nodiscard]] bool empty() const;
};

struct InstanceQuery;  // queries.hpp

/// Runtime state: what tracks and pumps need. All errors: unavailable (database away), internal
/// (unexpected).
class Store {
 public:
  virtual ~Store() = default;

  /// Those that exist, in any order.
  virtual Result<std::vector<Instance>> load(std::span<const InstanceId> ids) = 0;
  virtual Result<std::vector<Opportunity>> load_opportunities(
      std::span<const OpportunityId> ids) = 0;
  /// Stored versions of instances: how a rejection decided on a cached instance is confirmed.
  /// Absent ids are left out.
  virtual Result<std::vector<std::pair<InstanceId, std::uint64_t>>> versions(
      std::span<const InstanceId> ids) = 0;

  /// The commands of an instance after one of them, in order.
  virtual Result<std::vector<HistoryRow>> history(InstanceId id, std::uint64_t after_seq,
                                                  std::size_t limit) = 0;

  /// The first of those that a list would show, its page left aside.
  virtual Result<std::vector<InstanceId>> matching(const InstanceQuery& query,
                                                   std::size_t limit) = 0;

  /// All or nothing. Errors: conflict (some instance, opportunity, record, reservation or business
  /// key moved on; details[].pointer names ids as "instance:<text>" or
  /// "business-key:<definition>:<key>:<holder id>"), unavailable (nothing was written),
  /// outcome_unknown (the connection broke during commit and could not be asked again).
  virtual Result<Done> commit(const TurnWrite& write) = 0;

  virtual Result<std::optional<IdempotencyRow>> idempotency(std::uint16_t shard,
                                                            std::string_view caller,
                                                            std::string_view key) = 0;
  /// By instance and wait: a page for paging, not in order of creation.
  virtual Result<std::vector<Subscription>> subscriptions(const SubscriptionQuery& query) = 0;
  /// Kept messages that a wait with this key, or without one, takes; oldest first, at most 1,000.
  virtual Result<std::vector<BufferedMessage>> buffered_messages(
      std::string_view name, const std::optional<std::string>& key, Instant now) = 0;
  virtual Result<bool> message_id_taken(std::string_view name_and_id) = 0;
  /// Open instance of the definition with that business key.
  virtual Result<std::optional<InstanceId>> business_key(std::string_view definition,
                                                         std::string_view key) = 0;
  virtual Result<std::vector<DueTimer>> due_timers(
      Instant until, std::size_t limit) = 0;  ///< ordered by due, then creation
  virtual Result<std::vector<StartTimer>> due_start_timers(Instant until, std::size_t limit) = 0;
  virtual Result<std::vector<StartTimer>> start_timers(std::string_view definition) = 0;
  virtual Result<std::vector<DueJob>> due_jobs(JobType type, Instant until, std::size_t limit) = 0;
  /// Jobs of these topics that are due and not locked, oldest first.
  virtual Result<std::vector<DueJob>> lockable_jobs(std::span<const std::string> topics,
                                                    Instant now, std::size_t limit) = 0;
  virtual Result<std::vector<OutboxRow>> outbox(std::size_t limit) = 0;  ///< oldest first
  virtual Result<std::vector<InstanceId>> instances_of(
      OpportunityId opportunity) = 0;  ///< open ones

  virtual Result<std::vector<Product>> products(std::span<const std::string> skus) = 0;
  virtual Result<std::optional<Record>> record(RecordKind kind, std::uint64_t id) = 0;
  virtual Result<std::optional<Record>> customer_by_name(std::string_view name) = 0;
  /// In order of arrival, also removed ones; the first limits::page_size of them.
  virtual Result<std::vector<Attachment>> attachments(const AttachmentQuery& query) = 0;
  virtual Result<std::vector<std::string>> reserved(std::uint64_t customer,
                                                    std::span<const std::string> skus) = 0;
  virtual Result<std::optional<User>> user(std::string_view id) = 0;
  virtual Result<std::vector<Webhook>> webhooks() { return std::vector<Webhook>{}; }
  virtual Result<std::optional<ExternalLink>> external_link(std::string_view /*system*/,
                                                            std::string_view /*kind*/,
                                                            std::string_view /*theirs*/) {
    return std::optional<ExternalLink>{};
  }
  virtual Result<bool> has_webhook_delivery(std::uint64_t /*webhook*/, std::uint64_t /*id*/) {
    return false;
  }
  /// A block of `count` numbers for people ("opportunity"); the first of them. Its own transaction.
  virtual Result<std::uint64_t> take_numbers(std::string_view counter, std::uint32_t count) = 0;
  /// Drops what is kept only for a while (idempotency keys, buffered messages, message ids) and is
  /// past its time, at most `limit` rows of each kind; how many went. Its own transactions.
  virtual Result<std::size_t> forget_expired(Instant /*now*/, std::size_t /*limit*/) {
    return std::size_t{0};
  }
  /// The manual clock's time, kept over restarts.
  virtual Result<std::optional<Instant>> manual_clock() = 0;
  virtual Result<Done> set_manual_clock(Instant now) = 0;

  /// All versions' descriptions without document, and one with.
  virtual Result<std::vector<StoredDefinition>> definitions() = 0;
  virtual Result<std::optional<StoredDefinition>> definition(StoredDefinition::Kind kind,
                                                             std::string_view key,
                                                             std::uint32_t version) = 0;
};

/// A definition file, read: one of the two is filled.
struct Document {
  StoredDefinition::Kind kind = StoredDefinition::Kind::process;
  model::Draft draft;
  std::shared_ptr<const dmn::DraftModel> decisions;
};

/// Reads BPMN, compact XML and DMN. Errors: malformed (where = "line:column"), too_large,
/// unsupported_media_type (none of these).
class DefinitionReader {
 public:
  virtual ~DefinitionReader() = default;
  virtual Result<Document> read(std::string_view bytes) = 0;
};

/// The time of commands. `real` is monotone and follows the database's clock; a manual clock stands
/// still.
class Clock {
 public:
  virtual ~Clock() = default;
  [[nodiscard]] virtual Instant now() const = 0;
};

}  // namespace onward
