// One operation on many instances: begun by one request, running in the background.
#include <utility>

#include "engine/base/limits.hpp"
#include "engine/service/batches.hpp"
#include "server/api/handlers.hpp"
#include "server/api/helpers.hpp"
#include "server/api/json_views.hpp"

namespace onward::api {
namespace {

std::optional<InstanceState> state_of(Body& filter) {
  const auto text = filter.text("state");
  if (!text) return std::nullopt;
  for (const InstanceState state : {InstanceState::active, InstanceState::suspended})
    if (to_string(state) == *text) return state;
  filter.refuse("state", "unknown", "active or suspended: what has ended is not changed any more");
  return std::nullopt;
}

std::uint64_t id_in(Body& filter, std::string_view name) {
  const auto text = filter.text(name);
  return text ? id_from_text(*text).value_or(0) : 0;
}

/// The members are the parameters of GET /instances.
InstanceQuery query_of(Body& filter) {
  InstanceQuery query;
  query.definition = filter.text("definition");
  query.business_key = filter.text("businessKey");
  if (const auto version = filter.integer("version", 1, 0xFFFF'FFFF))
    query.version = static_cast<std::uint32_t>(*version);
  query.state = state_of(filter);
  query.incident = filter.boolean("incident");
  query.started_before = filter.instant("startedBefore");
  query.started_after = filter.instant("startedAfter");
  if (const auto variable = filter.text("variable")) {
    const std::size_t colon = variable->find(':');
    if (colon == std::string::npos || colon == 0)
      filter.refuse("variable", "wrong-type", "name:value is expected");
    else
      query.variable = {variable->substr(0, colon), variable->substr(colon + 1)};
  }
  if (filter.has("parent")) query.parent = InstanceId{id_in(filter, "parent")};
  if (filter.has("opportunity")) query.opportunity = OpportunityId{id_in(filter, "opportunity")};
  return query;
}

Result<NewBatch> decode_batch(const Call& call) {
  ONWARD_TRY_DONE(check_parameters(call, {}));
  ONWARD_TRY(Body body, Body::of(*call.request));
  NewBatch batch;
  batch.by = call.who.actor().user;
  batch.operation.name = body.required_text("operation");
  batch.operation.arguments = body.context("arguments");
  batch.operation.reason = body.text("reason").value_or(std::string{});
  auto filter = body.object("filter");
  if (filter)
    batch.filter = query_of(*filter);
  else
    body.refuse("filter", "required", "which instances, as GET /instances asks for them");
  if (filter && filter->all().empty())
    body.refuse("filter", "required", "at least one member: a batch is not for every instance");
  ONWARD_TRY_DONE(body.finish());
  ONWARD_TRY_DONE(check_operation(batch.operation));
  return batch;
}

void open_batch(JsonWriter& out, const BatchProgress& batch) {
  out.begin_object().name("id").text(id_to_text(batch.id));
  out.name("operation").text(batch.operation);
  out.name("state").text(batch.is_completed() ? "completed" : "running");
  out.name("total").number(static_cast<std::int64_t>(batch.total));
  out.name("done").number(static_cast<std::int64_t>(batch.done));
  out.name("failed").number(static_cast<std::int64_t>(batch.failed));
  write_text(out, "reason", batch.reason);
  out.name("createdBy").text(batch.by);
  out.name("createdAt").text(to_text(batch.created));
}

Result<onward::Request> batch_request(Services& services, const Call& call) {
  ONWARD_TRY(NewBatch batch, decode_batch(call));
  onward::Request request;
  request.name = "begin-batch";
  request.shard = services.shard_for_new(call);
  request.admission = onward::Request::Admission::begins;
  request.work = [batch = std::move(batch), shard = request.shard](Unit& unit) -> Result<Reply> {
    const std::uint64_t id = unit.ids().next(shard);
    ONWARD_TRY_DONE(begin_batch(unit, id, batch));
    Reply reply;
    reply.status = 202;
    reply.ids = {id_to_text(id)};
    return reply;
  };
  request.render = [](View& view, Reply& reply) {
    reply.location = "/api/v1/batches/" + reply.ids.front();
    const auto record =
        view.store().record(RecordKind::batch, id_from_text(reply.ids.front()).value_or(0));
    JsonWriter out;
    if (record.ok() && record.value())
      open_batch(out, progress_of(**record));
    else
      out.begin_object().name("id").text(reply.ids.front());
    out.end_object();
    reply.body = out.take();
  };
  return request;
}

Result<http::Response> one_batch(Reader& reader, std::uint64_t id, const Page& page) {
  ONWARD_TRY(const auto record, reader.queries.record(RecordKind::batch, id));
  if (!record) return Error{ErrorCode::not_found, "there is no batch " + id_to_text(id)};
  const BatchProgress batch = progress_of(*record);
  ONWARD_TRY(const auto failures, slice(batch.failures, page));
  JsonWriter out;
  open_batch(out, batch);
  out.name("items").begin_array();
  for (const BatchProgress::Failure& failure : failures.items) {
    out.begin_object().name("instanceId").text(to_text(failure.instance));
    out.name("code").text(failure.code).name("detail").text(failure.message).end_object();
  }
  out.end_array();
  if (!failures.next.empty()) out.name("next").text(failures.next);
  out.end_object();
  return http::json(200, out.take());
}

}  // namespace

void begin_batch(Services& services, Call call) {
  send(services, call, batch_request(services, call));
}

void list_batches(Services& services, Call call) {
  const auto checked = check_parameters(call, {"limit", "after", "sort"});
  if (!checked.ok()) return refuse(call, checked.error());
  const auto page = page_of(call, {"createdAt"});
  if (!page.ok()) return refuse(call, page.error());
  RecordQuery query;
  query.kind = RecordKind::batch;
  query.page = page.value();
  if (query.page.sort.empty()) query.page.sort = "-createdAt";
  look(services, call, [query = std::move(query)](Reader& reader) -> Result<http::Response> {
    ONWARD_TRY(const auto rows, reader.queries.records(query));
    return list_response(rows, [](JsonWriter& out, const Record& record) {
      open_batch(out, progress_of(record));
      out.end_object();
    });
  });
}

void get_batch(Services& services, Call call) {
  const auto checked = check_parameters(call, {"limit", "after"});
  if (!checked.ok()) return refuse(call, checked.error());
  const auto id = record_id(call);
  if (!id.ok()) return refuse(call, id.error());
  const auto page = page_of(call);
  if (!page.ok()) return refuse(call, page.error());
  look(services, call, [id = id.value(), page = page.value()](Reader& reader) {
    return one_batch(reader, id, page);
  });
}

}  // namespace onward::api
