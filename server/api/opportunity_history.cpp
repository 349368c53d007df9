// GET /opportunities/{id}/history: what people and processes did, newest last. Merged from the
// opportunity's own changes, the files attached to it and the histories of its instances; the
// cursor says how far each of them was told.
#include <algorithm>
#include <charconv>
#include <tuple>
#include <utility>

#include "engine/base/limits.hpp"
#include "server/api/fact_json.hpp"
#include "server/api/helpers.hpp"
#include "server/api/json_views.hpp"
#include "server/api/opportunity_views.hpp"
#include "server/api/sales_routes.hpp"

namespace onward::api {
namespace {

/// "3.2.12.7": the version of the last change told, how much of the files was told, then the
/// sequence number of each instance's last command told, in the order of instances_of. Instances
/// that begin later have none yet.
Result<std::vector<std::uint64_t>> told_until(const std::string& cursor) {
  std::vector<std::uint64_t> told;
  const char* at = cursor.data();
  const char* const end = at + cursor.size();
  while (at != end) {
    std::uint64_t number = 0;
    const auto read = std::from_chars(at, end, number);
    const bool more = read.ptr != end && *read.ptr == '.' && read.ptr + 1 != end;
    if (read.ec != std::errc{} || (read.ptr != end && !more) || told.size() > limits::page_size)
      return Error{ErrorCode::invalid_cursor, "this cursor was not handed out by this list",
                   "after"};
    told.push_back(number);
    at = more ? read.ptr + 1 : end;
  }
  return told;
}

std::string cursor_of(const std::vector<std::uint64_t>& told) {
  std::string cursor;
  for (const std::uint64_t number : told)
    cursor += (cursor.empty() ? "" : ".") + std::to_string(number);
  return cursor;
}

/// {type: "opportunity", time, actor, operation, reason, version, changes}.
void write_change(JsonWriter& out, const OpportunityChange& change) {
  out.begin_object();
  out.name("type").text("opportunity");
  out.name("time").text(to_text(change.at));
  write_text(out, "actor", change.actor);
  out.name("operation").text(change.operation);
  write_text(out, "reason", change.reason);
  out.name("version").number(static_cast<std::int64_t>(change.version));
  out.name("changes").value(Value(change.changes));
  out.end_object();
}

/// {type: "instance", time, actor, operation, instanceId, sequence, events: [{event, data}]}: one
/// command with everything that it did.
void write_command(JsonWriter& out, const HistoryRow& command) {
  out.begin_object();
  out.name("type").text("instance");
  out.name("time").text(to_text(command.at));
  write_text(out, "actor", command.actor);
  out.name("operation").text(command.name);
  out.name("instanceId").text(to_text(command.instance));
  out.name("sequence").number(static_cast<std::int64_t>(command.seq));
  out.name("events").begin_array();
  for (const Fact& fact : command.facts) {
    out.begin_object().name("event").text(name_of(fact));
    out.name("data");
    write_fact_data(out, command.instance, fact);
    out.end_object();
  }
  out.end_array().end_object();
}

struct Item {
  Instant at;
  std::size_t source = 0;  ///< 0: the opportunity; 1: its files; from 2: its instances
  std::uint64_t sequence = 0;
  std::string json;
};

/// {type: "attachment", time, actor, operation: "attach" or "detach", attachmentId, name, taskId,
/// elementId}.
void write_filing(JsonWriter& out, const Attachment& file, Instant at, const std::string& actor,
                  const char* operation) {
  out.begin_object();
  out.name("type").text("attachment");
  out.name("time").text(to_text(at));
  write_text(out, "actor", actor);
  out.name("operation").text(operation);
  out.name("attachmentId").text(id_to_text(file.id));
  out.name("name").text(file.name);
  write_text(out, "taskId", file.task.instance ? to_text(file.task) : std::string{});
  write_text(out, "elementId", file.element);
  out.end_object();
}

/// What was attached and removed, after so many of these were told. Nothing comes before what was
/// told: times only grow.
Result<Done> gather_files(Queries& queries, OpportunityId id, std::uint64_t told,
                          std::vector<Item>& items) {
  ONWARD_TRY(const auto files, queries.attachments({id, {}, {}}));
  std::vector<Item> all;
  for (const Attachment& file : files) {
    JsonWriter out;
    write_filing(out, file, file.created, file.created_by, "attach");
    all.push_back({file.created, 1, 0, out.take()});
    if (!file.removed) continue;
    JsonWriter gone;
    write_filing(gone, file, *file.removed, file.removed_by, "detach");
    all.push_back({*file.removed, 1, 0, gone.take()});
  }
  std::stable_sort(all.begin(), all.end(),
                   [](const Item& a, const Item& b) { return a.at < b.at; });
  for (std::size_t i = 0; i < all.size(); ++i) {
    all[i].sequence = i + 1;
    if (i + 1 > told) items.push_back(std::move(all[i]));
  }
  return Done{};
}

/// Up to `limit` changes after those told.
Result<Done> gather_changes(Queries& queries, OpportunityId id, std::uint64_t told,
                            std::size_t limit, std::vector<Item>& items) {
  ONWARD_TRY(const auto changes, queries.opportunity_changes(id, told, limit));
  for (const OpportunityChange& change : changes) {
    JsonWriter out;
    write_change(out, change);
    items.push_back({change.at, 0, change.version, out.take()});
  }
  return Done{};
}

Result<Done> gather_commands(Queries& queries, InstanceId id, std::size_t source,
                             std::uint64_t told, std::size_t limit, std::vector<Item>& items) {
  ONWARD_TRY(const auto rows, queries.history(id, told, limit));
  for (const HistoryRow& row : rows) {
    JsonWriter out;
    write_command(out, row);
    items.push_back({row.at, source, row.seq, out.take()});
  }
  return Done{};
}

Result<http::Response> history_response(Reader& reader, OpportunityId id, const Page& page) {
  ONWARD_TRY(std::vector<std::uint64_t> told, told_until(page.after));
  ONWARD_TRY(const Opportunity opportunity, find_opportunity(reader.queries, id));
  ONWARD_TRY(const auto instances, instances_of(reader.queries, opportunity));
  told.resize(instances.size() + 2);
  const std::size_t wanted = page.limit + 1;  // one more tells whether there is a next page
  std::vector<Item> items;
  ONWARD_TRY_DONE(gather_changes(reader.queries, id, told.front(), wanted, items));
  ONWARD_TRY_DONE(gather_files(reader.queries, id, told[1], items));
  for (std::size_t i = 0; i < instances.size(); ++i)
    ONWARD_TRY_DONE(
        gather_commands(reader.queries, instances[i], i + 2, told[i + 2], wanted, items));
  std::sort(items.begin(), items.end(), [](const Item& a, const Item& b) {
    return std::tie(a.at, a.source, a.sequence) < std::tie(b.at, b.source, b.sequence);
  });
  const bool more = items.size() > page.limit;
  if (more) items.resize(page.limit);
  JsonWriter out;
  out.begin_object().name("items").begin_array();
  for (const Item& item : items) {
    out.raw(item.json);
    told[item.source] = std::max(told[item.source], item.sequence);
  }
  out.end_array();
  if (more) out.name("next").text(cursor_of(told));
  return http::json(200, out.end_object().take());
}

Result<Page> decode(const Call& call) {
  ONWARD_TRY_DONE(check_parameters(call, {"limit", "after"}));
  return page_of(call);
}

}  // namespace

void list_opportunity_history(Services& services, Call call) {
  const auto id = opportunity_id(call);
  if (!id.ok()) return refuse(call, id.error());
  const auto page = decode(call);
  if (!page.ok()) return refuse(call, page.error());
  look(services, call, [id = id.value(), page = page.value()](Reader& reader) {
    return history_response(reader, id, page);
  });
}

}  // namespace onward::api
