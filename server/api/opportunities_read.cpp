// Looking at opportunities: kinds, lists, one.
#include <set>
#include <utility>

#include "engine/sales/opportunity.hpp"
#include "server/api/helpers.hpp"
#include "server/api/json_views.hpp"
#include "server/api/opportunity_views.hpp"
#include "server/api/sales_routes.hpp"
#include "server/http/etag.hpp"

namespace onward::api {
namespace {

Result<OpportunityQuery> decode_list(const Call& call) {
  ONWARD_TRY_DONE(check_parameters(call, {"kind", "stage", "responsible", "postedBy", "customer",
                                          "status", "text", "limit", "after", "sort"}));
  OpportunityQuery query;
  query.kind = text_parameter(call, "kind");
  query.stage = text_parameter(call, "stage");
  query.responsible = text_parameter(call, "responsible");
  query.posted_by = text_parameter(call, "postedBy");
  query.customer = text_parameter(call, "customer");
  query.text = text_parameter(call, "text");
  if (const std::string* status = call.query("status")) {
    query.status = opportunity_status_from_text(*status);
    if (!query.status)
      return Error{ErrorCode::malformed,
                   "the parameter status must be draft, open, won, lost or disqualified", "status"};
  }
  // A stage that closes is found by its status, which has an index.
  const auto implied = query.stage ? sales::status_of_stage(*query.stage) : OpportunityStatus::open;
  if (implied != OpportunityStatus::open && !query.status) query.status = implied;
  ONWARD_TRY(query.page, page_of(call, {"createdAt", "number"}));
  return query;
}

void write_opportunity(JsonWriter& out, const Opportunity& opportunity) {
  out.value(Value(to_context(opportunity)));
}

/// The newest version of each process that names a kind, in order of kind.
std::string kinds_json(const Definitions& definitions) {
  std::set<std::string, std::less<>> keys;
  for (const StoredDefinition& one : definitions.all())
    if (one.kind == StoredDefinition::Kind::process) keys.insert(one.key);
  std::multimap<std::string, const StoredDefinition*> kinds;
  for (const std::string& key : keys) {
    const StoredDefinition* newest = definitions.newest(StoredDefinition::Kind::process, key);
    if (newest != nullptr && !newest->opportunity_kind.empty())
      kinds.emplace(newest->opportunity_kind, newest);
  }
  JsonWriter out;
  out.begin_object().name("items").begin_array();
  for (const auto& [kind, definition] : kinds) {
    out.begin_object().name("kind").text(kind);
    out.name("definition").text(definition->key);
    out.name("version").number(definition->version);
    out.name("name").text(definition->name.empty() ? definition->key : definition->name);
    out.name("executable").boolean(definition->executable).end_object();
  }
  return out.end_array().end_object().take();
}

}  // namespace

void list_opportunity_kinds(Services& services, Call call) {
  if (const auto known = check_parameters(call, {}); !known.ok())
    return refuse(call, known.error());
  look(services, call, [](Reader& reader) -> Result<http::Response> {
    return http::json(200, kinds_json(reader.definitions));
  });
}

void list_opportunities(Services& services, Call call) {
  const auto query = decode_list(call);
  if (!query.ok()) return refuse(call, query.error());
  look(services, call, [query = query.value()](Reader& reader) -> Result<http::Response> {
    ONWARD_TRY(const Rows<Opportunity> rows, reader.queries.opportunities(query));
    return list_response(rows, write_opportunity);
  });
}

void get_opportunity(Services& services, Call call) {
  const auto id = opportunity_id(call);
  if (!id.ok()) return refuse(call, id.error());
  if (const auto known = check_parameters(call, {}); !known.ok())
    return refuse(call, known.error());
  look(services, call, [id = id.value()](Reader& reader) -> Result<http::Response> {
    ONWARD_TRY(const Opportunity found, find_opportunity(reader.queries, id));
    http::Response response = http::json(200, to_json(Value(to_context(found))));
    response.headers.emplace_back("etag", http::revision_tag(found.version));
    return response;
  });
}

}  // namespace onward::api
