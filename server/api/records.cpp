// Customers, contacts, leads, tickets and interactions: one set of handlers for the kinds of
// records.
#include <utility>

#include "engine/sales/register.hpp"
#include "server/api/helpers.hpp"
#include "server/api/opportunity_views.hpp"
#include "server/api/sales_routes.hpp"
#include "server/http/etag.hpp"

namespace onward::api {
namespace {

std::string collection_of(RecordKind kind) {
  return "/api/v1/" + std::string(to_string(kind)) + "s/";
}

template <RecordKind kind>
void render_record(View& view, Reply& reply) {
  const std::string& id = reply.ids.front();
  if (reply.status == 201) reply.location = collection_of(kind) + id;
  const auto found = view.store().record(kind, id_from_text(id).value_or(0));
  if (!found.ok() || !found.value()) {
    reply.body = JsonWriter().begin_object().name("id").text(id).end_object().take();
    return;
  }
  reply.body = to_json(Value(sales::to_context(**found)));
  reply.etag = http::revision_tag((*found)->version);
}

/// A customer lives in the shard of its name, so that two of one name meet on one track; with an
/// idempotency key the key decides the track, so that a retry meets its first attempt.
std::uint16_t shard_of_new(Services& services, const Call& call, RecordKind kind,
                           const Context& body) {
  const Value* name = body.find("name");
  if (kind != RecordKind::customer || name == nullptr || name->text() == nullptr ||
      call.request->header("idempotency-key") != nullptr)
    return services.shard_for_new(call);
  return sales::shard_of_name(sales::trimmed(*name->text()));
}

template <RecordKind kind>
Result<onward::Request> create_request(Services& services, const Call& call) {
  ONWARD_TRY_DONE(check_parameters(call, {}));
  ONWARD_TRY(const Body body, Body::of(*call.request));
  onward::Request request;
  request.name = "create-" + std::string(to_string(kind));
  request.shard = shard_of_new(services, call, kind, body.all());
  request.work = [id = services.ids().next(request.shard), body = body.all(),
                  actor = call.who.actor()](Unit& unit) -> Result<Reply> {
    ONWARD_TRY_DONE(sales::create_record(unit, kind, id, body, actor));
    Reply reply;
    reply.status = 201;
    reply.ids = {id_to_text(id)};
    return reply;
  };
  request.render = render_record<kind>;
  return request;
}

template <RecordKind kind>
Result<onward::Request> patch_request(const Call& call) {
  ONWARD_TRY_DONE(check_parameters(call, {}));
  ONWARD_TRY(const std::uint64_t id, record_id(call));
  ONWARD_TRY(const auto revision, if_revision(call));
  ONWARD_TRY(const Body body, Body::of(*call.request));
  onward::Request request;
  request.name = "patch-" + std::string(to_string(kind));
  request.shard = shard_of(id);
  request.work = [id, revision, patch = body.all(),
                  actor = call.who.actor()](Unit& unit) -> Result<Reply> {
    ONWARD_TRY_DONE(sales::patch_record(unit, kind, id, patch, revision, actor));
    Reply reply;
    reply.ids = {id_to_text(id)};
    return reply;
  };
  request.render = render_record<kind>;
  return request;
}

/// The opportunity is made in the shard of its lead, so that one track writes both.
Result<onward::Request> convert_request(Services& services, const Call& call) {
  ONWARD_TRY_DONE(check_parameters(call, {}));
  ONWARD_TRY(const std::uint64_t lead, record_id(call));
  ONWARD_TRY(const auto revision, if_revision(call));
  ONWARD_TRY(const Body body, Body::of(*call.request, Body::Presence::optional));
  ONWARD_TRY(const std::string number, services.next_opportunity_number());
  onward::Request request;
  request.name = "convert-lead";
  request.shard = shard_of(lead);
  request.admission = onward::Request::Admission::begins;
  const OpportunityId id{services.ids().next(request.shard)};
  request.work = [lead, revision, id, number, body = body.all(),
                  actor = call.who.actor()](Unit& unit) -> Result<Reply> {
    ONWARD_TRY(const auto found, sales::find_record(unit, RecordKind::lead, lead));
    if (found && revision && *revision != found->version)
      return Error{ErrorCode::stale,
                   "the lead has the version " + std::to_string(found->version) + " now"};
    ONWARD_TRY_DONE(sales::convert_lead(unit, lead, id, number, body, actor));
    Reply reply;
    reply.status = 201;
    reply.ids = {to_text(id)};
    return reply;
  };
  request.render = render_opportunity;
  return request;
}

Result<std::optional<std::uint64_t>> id_parameter(const Call& call, std::string_view name) {
  const std::string* text = call.query(name);
  if (text == nullptr) return std::optional<std::uint64_t>{};
  const auto id = id_from_text(*text);
  if (!id)
    return Error{ErrorCode::malformed,
                 "the parameter " + std::string(name) + " must be the id of one",
                 std::string(name)};
  return std::optional<std::uint64_t>(*id);
}

Result<RecordQuery> decode_list(const Call& call, RecordKind kind) {
  if (kind == RecordKind::customer)
    ONWARD_TRY_DONE(check_parameters(call, {"opportunity", "text", "limit", "after", "sort"}));
  else
    ONWARD_TRY_DONE(
        check_parameters(call, {"opportunity", "customer", "text", "limit", "after", "sort"}));
  RecordQuery asked;
  asked.kind = kind;
  asked.text = text_parameter(call, "text");
  asked.customer = text_parameter(call, "customer");
  ONWARD_TRY(const auto opportunity, id_parameter(call, "opportunity"));
  if (opportunity) asked.opportunity = OpportunityId{*opportunity};
  ONWARD_TRY(asked.page, page_of(call, {"createdAt"}));
  return asked;
}

Result<RecordQuery> decode_interactions(const Call& call) {
  ONWARD_TRY_DONE(check_parameters(call, {"opportunityId", "customer", "type", "from", "to", "text",
                                          "chain", "planned", "limit", "after", "sort"}));
  RecordQuery asked;
  asked.kind = RecordKind::interaction;
  asked.text = text_parameter(call, "text");
  asked.customer = text_parameter(call, "customer");
  asked.type = text_parameter(call, "type");
  ONWARD_TRY(const auto opportunity, id_parameter(call, "opportunityId"));
  if (opportunity) asked.opportunity = OpportunityId{*opportunity};
  ONWARD_TRY(asked.chain, id_parameter(call, "chain"));
  ONWARD_TRY(asked.planned, flag_parameter(call, "planned"));
  ONWARD_TRY(asked.from, instant_parameter(call, "from"));
  ONWARD_TRY(asked.to, instant_parameter(call, "to"));
  ONWARD_TRY(asked.page, page_of(call, {"at", "createdAt"}));
  return asked;
}

void list(Services& services, const Call& call, const Result<RecordQuery>& asked) {
  if (!asked.ok()) return refuse(call, asked.error());
  look(services, call, [asked = asked.value()](Reader& reader) -> Result<http::Response> {
    ONWARD_TRY(const Rows<Record> rows, reader.queries.records(asked));
    return list_response(rows, [](JsonWriter& out, const Record& record) {
      out.value(Value(sales::to_context(record)));
    });
  });
}

template <RecordKind kind>
void get(Services& services, const Call& call) {
  const auto id = record_id(call);
  if (!id.ok()) return refuse(call, id.error());
  if (const auto known = check_parameters(call, {}); !known.ok())
    return refuse(call, known.error());
  look(services, call, [id = id.value()](Reader& reader) -> Result<http::Response> {
    ONWARD_TRY(const auto found, reader.queries.record(kind, id));
    if (!found)
      return Error{ErrorCode::not_found,
                   "no such " + std::string(to_string(kind)) + ": " + id_to_text(id)};
    http::Response response = http::json(200, to_json(Value(sales::to_context(*found))));
    response.headers.emplace_back("etag", http::revision_tag(found->version));
    return response;
  });
}

}  // namespace

void list_customers(Services& services, Call call) {
  list(services, call, decode_list(call, RecordKind::customer));
}
void create_customer(Services& services, Call call) {
  send(services, call, create_request<RecordKind::customer>(services, call));
}
void get_customer(Services& services, Call call) { get<RecordKind::customer>(services, call); }
void patch_customer(Services& services, Call call) {
  send(services, call, patch_request<RecordKind::customer>(call));
}

void list_contacts(Services& services, Call call) {
  list(services, call, decode_list(call, RecordKind::contact));
}
void create_contact(Services& services, Call call) {
  send(services, call, create_request<RecordKind::contact>(services, call));
}
void get_contact(Services& services, Call call) { get<RecordKind::contact>(services, call); }
void patch_contact(Services& services, Call call) {
  send(services, call, patch_request<RecordKind::contact>(call));
}

void list_leads(Services& services, Call call) {
  list(services, call, decode_list(call, RecordKind::lead));
}
void create_lead(Services& services, Call call) {
  send(services, call, create_request<RecordKind::lead>(services, call));
}
void get_lead(Services& services, Call call) { get<RecordKind::lead>(services, call); }
void patch_lead(Services& services, Call call) {
  send(services, call, patch_request<RecordKind::lead>(call));
}
void convert_lead(Services& services, Call call) {
  send(services, call, convert_request(services, call));
}

void list_tickets(Services& services, Call call) {
  list(services, call, decode_list(call, RecordKind::ticket));
}
void create_ticket(Services& services, Call call) {
  send(services, call, create_request<RecordKind::ticket>(services, call));
}
void get_ticket(Services& services, Call call) { get<RecordKind::ticket>(services, call); }
void patch_ticket(Services& services, Call call) {
  send(services, call, patch_request<RecordKind::ticket>(call));
}

void list_interactions(Services& services, Call call) {
  list(services, call, decode_interactions(call));
}
void create_interaction(Services& services, Call call) {
  send(services, call, create_request<RecordKind::interaction>(services, call));
}
void get_interaction(Services& services, Call call) {
  get<RecordKind::interaction>(services, call);
}
void patch_interaction(Services& services, Call call) {
  send(services, call, patch_request<RecordKind::interaction>(call));
}

}  // namespace onward::api
