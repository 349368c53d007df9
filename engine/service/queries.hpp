// What lists and searches may ask: read models, answered by the store from its index tables, never
// from aggregates. Lists are keyset pages: `after` is the cursor that the page before gave.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "engine/service/feed.hpp"
#include "engine/service/ports.hpp"
#include "engine/service/report_queries.hpp"

namespace onward {

struct Page {
  std::size_t limit = 50;
  std::string after;  ///< opaque; empty: from the beginning
  std::string sort;   ///< field, "-field" descending; empty: the list's default
};

template <class Row>
struct Rows {
  std::vector<Row> items;
  std::string next;  ///< empty: no more
};

struct TaskRow {
  LocalRef id;
  std::string name, element, definition, assignee,
      state;                  ///< state: open, completed, cancelled, failed
  std::uint32_t version = 0;  ///< of the definition
  InstanceId root;
  std::vector<std::string> candidate_groups, candidate_users;
  std::optional<Instant> due, follow_up, completed;
  std::int32_t priority = 50;
  Instant created;
  OpportunityId opportunity;
  std::uint32_t revision = 0;
  std::optional<Instant> accepted{};
  TaskLink link{};
  std::uint32_t open_subtasks = 0;
};

struct TaskQuery {
  /// Whose tasks: absent = all (admins). Open tasks that are assigned to the user, or unassigned
  /// and offered to them; the same of whom they stand in for, but not of their groups.
  std::optional<Actor> may_do;
  std::optional<std::string> assignee, group, state, definition, text;
  /// Of their opportunities; of those that are open where the tasks are.
  std::optional<std::string> posted_by{};
  std::optional<InstanceId> instance;
  std::optional<OpportunityId> opportunity;
  std::optional<Instant> due_before;
  bool overdue = false;
  std::optional<bool> accepted{};
  /// What coordinators were told; notices themselves are told to nobody.
  enum class Notices : std::uint8_t { not_told_late, not_told_hung, told_hung };
  std::optional<Notices> notices{};
  bool without_lone_group = false;  ///< offered to several groups, to users, or to nobody
  Instant now;
  Page page;
};

struct InstanceRow {
  InstanceId id, parent, root;
  DefinitionRef definition;
  InstanceState state = InstanceState::active;
  std::string business_key;
  OpportunityId opportunity;
  Instant started;
  std::optional<Instant> ended;
  std::uint32_t incidents = 0;
};

struct InstanceQuery {
  std::optional<std::string> definition, business_key;
  std::optional<std::uint32_t> version;
  std::optional<InstanceState> state;
  std::optional<bool> incident;
  std::optional<Instant> started_before, started_after;
  std::optional<std::pair<std::string, std::string>> variable;  ///< name, value as FEEL text
  std::optional<InstanceId> parent;
  std::optional<OpportunityId> opportunity;
  Page page;
};

struct IncidentRow {
  LocalRef id;
  std::string element, code, message, definition;
  Instant at;
};

/// An ad-hoc sub-process of a version of a process.
struct AdHocPlace {
  DefinitionRef definition;
  std::string element;
  friend bool operator==(const AdHocPlace&, const AdHocPlace&) = default;
};
/// One in which activities may be started; `id`: its scope.
struct AdHocRow {
  LocalRef id;
  AdHocPlace at;
  OpportunityId opportunity;
  Instant since;
};
struct AdHocQuery {
  /// Only these; absent: all. At most limits::ad_hoc_places.
  std::optional<std::vector<AdHocPlace>> among;
  std::optional<std::string> definition;
  std::optional<InstanceId> instance;
  std::optional<OpportunityId> opportunity;
  Page page;
};

struct OpportunityQuery {
  std::optional<std::string> kind, stage, responsible, posted_by, customer, text;
  std::optional<OpportunityStatus> status;
  Page page;
};

/// `customer`: a name or an id. What only interactions have: type ("call": also call-in and
/// call-out), chain, planned, and when they were or will be.
struct RecordQuery {
  RecordKind kind = RecordKind::customer;
  std::optional<OpportunityId> opportunity;
  std::optional<std::string> customer, text, type;
  std::optional<std::uint64_t> chain;
  std::optional<bool> planned;
  std::optional<Instant> from, to;  ///< at or after, and before
  Page page;
};

struct TokenRow {
  std::string id, user, hash;
  std::vector<std::string> roles;
  std::optional<Instant> expires;
  Instant created;
};

/// Tasks at nodes of one version of a process: as they stand, and those completed in a period.
struct NodeQuery {
  std::string definition;
  std::uint32_t version = 0;
  std::vector<std::string> elements;
  Instant from{INT64_MIN}, to{INT64_MAX};  ///< completed from, and before
  Instant now;
};
struct NodeTasks {
  std::string element;
  std::uint64_t active = 0;     ///< open ones
  std::uint64_t overdue = 0;    ///< of these, past their due date
  std::uint64_t completed = 0;  ///< each number is counted up to limits::counted_rows
  struct Done {
    Instant created, completed;
    std::optional<Instant> due;
  };
  std::vector<Done> newest;  ///< of the completed, the last limits::measured_tasks
};

/// A read session of its own, with a statement timeout; never on a track. Errors: invalid_cursor,
/// unavailable.
class Queries : public ReportQueries, public FeedQueries {
 public:
  virtual Result<Rows<TaskRow>> tasks(const TaskQuery& query) = 0;
  virtual Result<std::optional<TaskRow>> task(LocalRef id) = 0;  ///< open or closed
  /// Parts of a task, open and closed, in the order in which they were made.
  virtual Result<std::vector<TaskRow>> parts_of(LocalRef whole) = 0;
  virtual Result<Rows<InstanceRow>> instances(const InstanceQuery& query) = 0;
  virtual Result<std::optional<Instance>> instance(InstanceId id) = 0;  ///< also after its end
  virtual Result<std::vector<HistoryRow>> history(InstanceId id, std::uint64_t after_seq,
                                                  std::size_t limit) = 0;
  virtual Result<Rows<IncidentRow>> incidents(const Page& page) = 0;
  virtual Result<Rows<AdHocRow>> ad_hoc(const AdHocQuery& query) = 0;
  /// Where any are open, each place once; the first `limit` of them.
  virtual Result<std::vector<AdHocPlace>> ad_hoc_places(std::size_t limit) = 0;
  /// One for each element that is asked for, in that order.
  virtual Result<std::vector<NodeTasks>> node_tasks(const NodeQuery& query) = 0;
  /// Open incidents by element; of more than limits::counted_incidents only so many are looked at.
  virtual Result<std::map<std::string, std::uint64_t>> node_incidents(const std::string& definition,
                                                                      std::uint32_t version) = 0;
  virtual Result<Rows<Opportunity>> opportunities(const OpportunityQuery& query) = 0;
  virtual Result<std::optional<Opportunity>> opportunity(OpportunityId id) = 0;
  virtual Result<std::vector<OpportunityChange>> opportunity_changes(OpportunityId id,
                                                                     std::uint64_t after_version,
                                                                     std::size_t limit) = 0;
  virtual Result<Rows<Record>> records(const RecordQuery& query) = 0;
  virtual Result<std::optional<Record>> record(RecordKind kind, std::uint64_t id) = 0;
  /// In order of arrival, also removed ones; the first limits::page_size of them.
  virtual Result<std::vector<Attachment>> attachments(const AttachmentQuery& query) = 0;
  /// The bytes; absent: no such attachment, or it was removed.
  virtual Result<std::optional<std::string>> attachment_content(std::uint64_t id) = 0;
  virtual Result<Rows<Product>> products(const Page& page) = 0;
  virtual Result<std::optional<Product>> product(std::string_view sku) = 0;
  virtual Result<std::vector<User>> users() = 0;
  virtual Result<std::optional<User>> user(std::string_view id) = 0;
  virtual Result<std::vector<User>> users_with_deputy(std::string_view deputy) = 0;
  virtual Result<std::vector<StoredDefinition>> definitions() = 0;  ///< without documents
  virtual Result<std::optional<StoredDefinition>> definition(
      StoredDefinition::Kind kind, std::string_view key,
      std::uint32_t version) = 0;  ///< version 0: the latest
  virtual Result<std::vector<Webhook>> webhooks() = 0;
  /// Newest first; `state` absent: all. Errors: also invalid_cursor.
  virtual Result<Rows<WebhookDelivery>> webhook_deliveries(std::uint64_t webhook,
                                                           std::optional<DeliveryState> state,
                                                           const Page& page) = 0;
  virtual Result<std::optional<TokenRow>> token_by_hash(std::string_view hash) = 0;
  virtual Result<std::vector<TokenRow>> tokens() = 0;
  virtual Result<Done> add_token(const TokenRow& token) = 0;
  virtual Result<bool> revoke_token(std::string_view id) = 0;
  virtual Result<std::uint64_t> open_instances() = 0;  ///< counted up to 1,000,000
  virtual Result<Done> ping() = 0;
};

}  // namespace onward
