#include "server/api/opportunity_views.hpp"

#include <algorithm>
#include <utility>

#include "engine/base/limits.hpp"
#include "engine/value/json.hpp"
#include "server/http/etag.hpp"

namespace onward::api {

void render_opportunity(View& view, Reply& reply) {
  const std::string& id = reply.ids.front();
  if (reply.status == 201) reply.location = "/api/v1/opportunities/" + id;
  const auto found = view.opportunity({id_from_text(id).value_or(0)});
  if (!found.ok()) {
    reply.body = JsonWriter().begin_object().name("id").text(id).end_object().take();
    return;
  }
  reply.body = to_json(Value(to_context(*found.value())));
  reply.etag = http::revision_tag(found.value()->version);
}

Result<Opportunity> find_opportunity(Queries& queries, OpportunityId id) {
  ONWARD_TRY(auto found, queries.opportunity(id));
  if (!found) return Error{ErrorCode::not_found, "no such opportunity: " + to_text(id)};
  return std::move(*found);
}

Result<std::vector<InstanceId>> instances_of(Queries& queries, const Opportunity& opportunity) {
  InstanceQuery query;
  query.opportunity = opportunity.id;
  query.page.limit = limits::page_size;
  query.page.sort = "startedAt";
  ONWARD_TRY(const Rows<InstanceRow> rows, queries.instances(query));
  std::vector<InstanceId> ids = opportunity.instances;
  for (const InstanceRow& row : rows.items)
    if (std::find(ids.begin(), ids.end(), row.id) == ids.end()) ids.push_back(row.id);
  if (ids.size() > limits::page_size) ids.resize(limits::page_size);
  return ids;
}

}  // namespace onward::api
