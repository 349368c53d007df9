// GET /opportunities/{id}/flow and /flow.svg: the flowchart of an opportunity as data and as a
// picture.
#include <algorithm>
#include <utility>

#include "engine/base/limits.hpp"
#include "engine/sales/flow.hpp"
#include "engine/service/own_task.hpp"
#include "server/api/helpers.hpp"
#include "server/api/json_views.hpp"
#include "server/api/opportunity_views.hpp"
#include "server/api/sales_routes.hpp"

namespace onward::api {
namespace {

void write_step(JsonWriter& out, const sales::FlowStep& step) {
  out.begin_object();
  out.name("id").text(step.id);
  out.name("name").text(step.name);
  out.name("type").text(step.type);
  out.name("state").text(to_string(step.state));
  out.name("passes").number(step.passes);
  write_text(out, "personInCharge", step.person_in_charge);
  write_text(out, "group", step.group);
  write_text(out, "deliverable", step.deliverable);
  write_instant(out, "due", step.due);
  out.name("openTaskIds").begin_array();
  for (const LocalRef task : step.open_tasks) out.text(to_text(task));
  out.end_array();
  write_text(out, "instructions", step.instructions);
  out.end_object();
}

/// "steps" and "flows" of one instance.
void write_chart(JsonWriter& out, const sales::FlowChart& chart) {
  out.name("steps").begin_array();
  for (const sales::FlowStep& step : chart.steps) write_step(out, step);
  out.end_array().name("flows").begin_array();
  for (const sales::FlowLink& link : chart.flows) {
    out.begin_object().name("from").text(link.from);
    out.name("to").text(link.to);
    write_text(out, "label", link.label);
    out.end_object();
  }
  out.end_array();
}

/// The history is read page by page, to its end.
Result<sales::Passages> passages_of(Queries& queries, InstanceId id) {
  sales::Passages passages;
  std::uint64_t after = 0;
  while (true) {
    ONWARD_TRY(const auto rows, queries.history(id, after, limits::page_size));
    for (const HistoryRow& row : rows) passages.add(row);
    if (rows.size() < limits::page_size) return passages;
    after = rows.back().seq;
  }
}

struct Chart {
  Instance instance;
  sales::FlowChart chart;
};

/// Errors: not_found, unavailable.
Result<Chart> chart_of(Reader& reader, InstanceId id) {
  ONWARD_TRY(auto instance, reader.queries.instance(id));
  if (!instance) return Error{ErrorCode::not_found, "no such instance: " + to_text(id)};
  ONWARD_TRY(const model::DefinitionPtr definition, definition_of(reader.definitions, *instance));
  ONWARD_TRY(const sales::Passages passages, passages_of(reader.queries, id));
  sales::FlowChart chart = sales::flow_chart(*definition, *instance, passages);
  return Chart{std::move(*instance), std::move(chart)};
}

Result<http::Response> flow_response(Reader& reader, OpportunityId id) {
  ONWARD_TRY(const Opportunity opportunity, find_opportunity(reader.queries, id));
  ONWARD_TRY(const auto instances, instances_of(reader.queries, opportunity));
  std::vector<Chart> charts;
  for (const InstanceId instance : instances) {
    ONWARD_TRY(Chart chart, chart_of(reader, instance));
    charts.push_back(std::move(chart));
  }
  JsonWriter out;
  out.begin_object();
  out.name("id").text(to_text(opportunity.id));
  // A task of one's own may be there before the opportunity is posted; it is not its process.
  write_chart(out, opportunity.instances.empty() ? sales::FlowChart{} : charts.front().chart);
  out.name("instances").begin_array();
  for (const Chart& one : charts) {
    out.begin_object();
    out.name("instanceId").text(to_text(one.instance.id));
    out.name("definition").text(one.instance.definition.key);
    out.name("version").number(one.instance.definition.version);
    out.name("state").text(to_string(one.instance.state));
    write_chart(out, one.chart);
    out.end_object();
  }
  return http::json(200, out.end_array().end_object().take());
}

/// The instance that is asked for, of those that work on the opportunity; without one the first
/// that it was posted to.
Result<InstanceId> drawn_instance(Queries& queries, const Opportunity& opportunity,
                                  const std::optional<std::string>& asked) {
  if (!asked && !opportunity.instances.empty()) return opportunity.instances.front();
  if (!asked)
    return Error{ErrorCode::not_found,
                 "the opportunity " + opportunity.number + " has no process: it is not posted yet"};
  ONWARD_TRY(const auto instances, instances_of(queries, opportunity));
  for (const InstanceId id : instances)
    if (to_text(id) == *asked) return id;
  return Error{ErrorCode::not_found, "the instance " + *asked +
                                         " does not work on the opportunity " + opportunity.number};
}

Result<http::Response> picture_response(Reader& reader, OpportunityId id,
                                        const std::optional<std::string>& asked) {
  ONWARD_TRY(const Opportunity opportunity, find_opportunity(reader.queries, id));
  ONWARD_TRY(const InstanceId instance, drawn_instance(reader.queries, opportunity, asked));
  ONWARD_TRY(const Chart chart, chart_of(reader, instance));
  const DefinitionRef& ref = chart.instance.definition;
  ONWARD_TRY(const auto stored,
             reader.queries.definition(StoredDefinition::Kind::process, ref.key, ref.version));
  if (!stored) return Error{ErrorCode::not_found, "the definition " + ref.key + " is gone"};
  http::Response response;
  ONWARD_TRY(response.body, reader.draw_flow(stored->document, chart.chart));
  response.content_type = "image/svg+xml";
  response.headers.emplace_back("content-disposition", "attachment");
  return response;
}

}  // namespace

void get_opportunity_picture(Services& services, Call call) {
  const auto id = opportunity_id(call);
  if (!id.ok()) return refuse(call, id.error());
  if (const auto known = check_parameters(call, {"instance"}); !known.ok())
    return refuse(call, known.error());
  look(services, call, [id = id.value(), asked = text_parameter(call, "instance")](Reader& reader) {
    return picture_response(reader, id, asked);
  });
}

void get_opportunity_flow(Services& services, Call call) {
  const auto id = opportunity_id(call);
  if (!id.ok()) return refuse(call, id.error());
  if (const auto known = check_parameters(call, {}); !known.ok())
    return refuse(call, known.error());
  look(services, call, [id = id.value()](Reader& reader) { return flow_response(reader, id); });
}

}  // namespace onward::api
