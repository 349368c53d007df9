#include "engine/service/batches.hpp"

#include <algorithm>
#include <utility>

#include "engine/base/limits.hpp"

namespace onward {
namespace {

constexpr std::size_t page_items = 100;  // posted in one transaction
constexpr std::size_t failures_kept = 1'000;

Value number(std::uint64_t n) { return Value(static_cast<std::int64_t>(n)); }

std::uint64_t number_of(const Value* value) {
  const auto whole =
      value != nullptr && value->number() != nullptr ? value->number()->to_int64() : std::nullopt;
  return whole ? static_cast<std::uint64_t>(*whole) : 0;
}

std::string text_of(const Value* value) {
  return value != nullptr && value->text() != nullptr ? *value->text() : std::string{};
}

Context context_of(const Value* value) {
  return value != nullptr && value->context() != nullptr ? *value->context() : Context{};
}

List list_of(const Value* value) {
  return value != nullptr && value->list() != nullptr ? *value->list() : List{};
}

/// A row of the batch: no link of a chain, however many there are.
Context row_of(const char* what, std::uint64_t batch) {
  Context body;
  body.set("do", Value(what));
  body.set("batch", number(batch));
  body.set("hops", number(0));
  return body;
}

Result<std::vector<InstanceId>> chosen(Unit& unit, InstanceQuery query) {
  std::vector<InstanceState> states{InstanceState::active, InstanceState::suspended};
  if (query.state) states = {*query.state};
  std::vector<InstanceId> found;
  for (const InstanceState state : states) {
    query.state = state;
    ONWARD_TRY(const auto some, unit.store().matching(query, limits::batch_instances + 1));
    found.insert(found.end(), some.begin(), some.end());
  }
  if (found.size() > limits::batch_instances)
    return Error{ErrorCode::too_large, "over 10,000 instances match; narrow the filter", "/filter"};
  return found;
}

/// The batch as this turn has it.
Result<Record> current(Unit& unit, std::uint64_t id, std::uint64_t& stored_version) {
  for (const TurnWrite* write : {static_cast<const TurnWrite*>(&unit.write()), unit.earlier()}) {
    if (write == nullptr) continue;
    for (const RecordWrite& row : write->records)
      if (row.after.kind == RecordKind::batch && row.after.id == id) {
        stored_version = row.before_version;
        return row.after;
      }
  }
  ONWARD_TRY(const auto record, unit.store().record(RecordKind::batch, id));
  if (!record) return Error{ErrorCode::not_found, "no such batch"};
  stored_version = record->version;
  return *record;
}

Result<Reply> post_page(Unit& unit, const Context& body) {
  const std::uint64_t batch = number_of(body.find("batch"));
  const List left = list_of(body.find("instances"));
  const std::size_t now = std::min(left.size(), page_items);
  for (std::size_t i = 0; i < now; ++i) {
    Context item = row_of("batch-item", batch);
    item.set("instance", left[i]);
    for (const char* name : {"operation", "arguments", "reason", "by"})
      if (const Value* value = body.find(name)) item.set(name, *value);
    unit.post(shard_of(number_of(&left[i])), "batch", std::move(item));
  }
  if (now < left.size()) {
    Context rest = body;
    rest.set("instances", Value(List(left.begin() + static_cast<std::ptrdiff_t>(now), left.end())));
    unit.post(shard_of(batch), "batch", std::move(rest));
  }
  return Reply{};
}

Result<Done> run_item(Unit& unit, const Context& body) {
  const InstanceId id{number_of(body.find("instance"))};
  ONWARD_TRY(const auto instance, unit.instance(id));
  const BatchOperation operation{text_of(body.find("operation")),
                                 context_of(body.find("arguments")), text_of(body.find("reason"))};
  ONWARD_TRY(const std::vector<Action> actions, actions_of(operation, *instance));
  const Actor actor{text_of(body.find("by")), {}, true};
  for (const Action& action : actions)
    ONWARD_TRY_DONE(unit.execute({id, action, actor, std::nullopt}));
  return Done{};
}

Result<Reply> command_item(Unit& unit, const Context& body) {
  const auto done = run_item(unit, body);
  if (!done.ok() && done.error().code == ErrorCode::unavailable) return done.error();
  const std::uint64_t batch = number_of(body.find("batch"));
  Context result = row_of("batch-result", batch);
  result.set("instance", *body.find("instance"));
  if (!done.ok()) {
    result.set("code", Value(std::string(to_string(done.error().code))));
    result.set("message", Value(done.error().message));
  }
  unit.post(shard_of(batch), "batch", std::move(result));
  return Reply{};
}

Result<Reply> count_result(Unit& unit, const Context& body) {
  std::uint64_t stored_version = 0;
  ONWARD_TRY(Record record, current(unit, number_of(body.find("batch")), stored_version));
  const bool failed = body.find("code") != nullptr;
  const char* counter = failed ? "failed" : "done";
  record.fields.set(counter, number(number_of(record.fields.find(counter)) + 1));
  List failures = list_of(record.fields.find("failures"));
  if (failed && failures.size() < failures_kept) {
    Context failure;
    for (const char* name : {"instance", "code", "message"}) failure.set(name, *body.find(name));
    failures.emplace_back(std::move(failure));
    record.fields.set("failures", Value(std::move(failures)));
  }
  ++record.version;
  unit.write().records.push_back({stored_version, std::move(record)});
  return Reply{};
}

}  // namespace

Result<Done> begin_batch(Unit& unit, std::uint64_t id, const NewBatch& batch) {
  ONWARD_TRY_DONE(check_operation(batch.operation));
  ONWARD_TRY(const std::vector<InstanceId> instances, chosen(unit, batch.filter));
  Record record;
  record.kind = RecordKind::batch;
  record.id = id;
  record.version = 1;
  record.name = batch.operation.name;
  record.created = unit.now();
  record.fields.set("reason", Value(batch.operation.reason));
  record.fields.set("by", Value(batch.by));
  record.fields.set("total", number(instances.size()));
  unit.write().records.push_back({0, std::move(record)});
  if (instances.empty()) return Done{};
  Context page = row_of("batch-page", id);
  page.set("operation", Value(batch.operation.name));
  page.set("arguments", Value(batch.operation.arguments));
  page.set("reason", Value(batch.operation.reason));
  page.set("by", Value(batch.by));
  List all;
  for (const InstanceId instance : instances) all.push_back(number(instance.value));
  page.set("instances", Value(std::move(all)));
  unit.post(shard_of(id), "batch", std::move(page));
  return Done{};
}

Request batch_delivery(std::uint64_t row, const Context& body) {
  const std::string what = text_of(body.find("do"));
  const bool item = what == "batch-item";
  Request request;
  request.name = "outbox-" + what;
  request.shard = shard_of(number_of(body.find(item ? "instance" : "batch")));
  if (item) request.instances = {InstanceId{number_of(body.find("instance"))}};
  const auto work = item ? command_item : what == "batch-page" ? post_page : count_result;
  request.work = [work, row, body](Unit& unit) {
    unit.write().outbox_done.push_back(row);
    return work(unit, body);
  };
  return request;
}

BatchProgress progress_of(const Record& record) {
  BatchProgress progress;
  progress.id = record.id;
  progress.operation = record.name;
  progress.reason = text_of(record.fields.find("reason"));
  progress.by = text_of(record.fields.find("by"));
  progress.total = number_of(record.fields.find("total"));
  progress.done = number_of(record.fields.find("done"));
  progress.failed = number_of(record.fields.find("failed"));
  progress.created = record.created;
  for (const Value& failure : list_of(record.fields.find("failures"))) {
    const Context one = context_of(&failure);
    progress.failures.push_back({{number_of(one.find("instance"))},
                                 text_of(one.find("code")),
                                 text_of(one.find("message"))});
  }
  return progress;
}

}  // namespace onward
