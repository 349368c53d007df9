// Instances as lists, and one with what it waits for; its variables.
#include <algorithm>

#include "engine/base/limits.hpp"
#include "engine/service/own_task.hpp"
#include "server/api/handlers.hpp"
#include "server/api/helpers.hpp"
#include "server/api/instance_view.hpp"
#include "server/api/json_views.hpp"
#include "server/api/moment.hpp"
#include "server/http/etag.hpp"

namespace onward::api {
namespace {

Result<std::optional<InstanceState>> state_parameter(const Call& call) {
  const auto text = text_parameter(call, "state");
  if (!text) return std::optional<InstanceState>{};
  for (const InstanceState state :
       {InstanceState::active, InstanceState::suspended, InstanceState::completed,
        InstanceState::cancelled, InstanceState::failed})
    if (to_string(state) == *text) return std::optional(state);
  return Error{ErrorCode::malformed,
               "the parameter state must be active, suspended, completed, cancelled or failed",
               "state"};
}

/// `variable=name:value`: the value as it stands in FEEL, a text without its quotes.
Result<std::optional<std::pair<std::string, std::string>>> variable_parameter(const Call& call) {
  const auto text = text_parameter(call, "variable");
  if (!text) return std::optional<std::pair<std::string, std::string>>{};
  const std::size_t colon = text->find(':');
  if (colon == std::string::npos || colon == 0)
    return Error{ErrorCode::malformed, "the parameter variable must be name:value", "variable"};
  return std::optional(std::pair(text->substr(0, colon), text->substr(colon + 1)));
}

Result<InstanceQuery> query_of(const Call& call) {
  ONWARD_TRY_DONE(check_parameters(
      call, {"definition", "version", "state", "incident", "businessKey", "startedBefore",
             "startedAfter", "variable", "parent", "opportunity", "limit", "after", "sort"}));
  InstanceQuery query;
  query.definition = text_parameter(call, "definition");
  query.business_key = text_parameter(call, "businessKey");
  ONWARD_TRY(const auto version, number_parameter(call, "version", 0xFFFF'FFFF));
  if (version) query.version = static_cast<std::uint32_t>(*version);
  ONWARD_TRY(query.state, state_parameter(call));
  ONWARD_TRY(query.incident, flag_parameter(call, "incident"));
  ONWARD_TRY(query.started_before, instant_parameter(call, "startedBefore"));
  ONWARD_TRY(query.started_after, instant_parameter(call, "startedAfter"));
  ONWARD_TRY(query.variable, variable_parameter(call));
  if (const auto text = text_parameter(call, "parent"))
    query.parent = InstanceId{id_from_text(*text).value_or(0)};
  if (const auto text = text_parameter(call, "opportunity"))
    query.opportunity = OpportunityId{id_from_text(*text).value_or(0)};
  ONWARD_TRY(query.page, page_of(call, {"startedAt"}));
  return query;
}

http::Response tagged(std::string body, const Instance& instance) {
  http::Response response = http::json(200, std::move(body));
  response.headers.emplace_back("etag", http::revision_tag(instance.version));
  return response;
}

/// As they are now; of the past only those that were waited for.
Result<std::vector<InstanceRow>> children_of(Reader& reader, const Instance& instance,
                                             const Moment& moment) {
  InstanceQuery of_parent;
  of_parent.parent = instance.id;
  of_parent.page.limit = limits::page_size;
  ONWARD_TRY(auto children, reader.queries.instances(of_parent));
  const auto was_called = [&](const InstanceRow& child) {
    return std::any_of(instance.calls.begin(), instance.calls.end(),
                       [&](const onward::Call& call) { return call.child == child.id; });
  };
  if (moment.at)
    std::erase_if(children.items, [&](const InstanceRow& child) { return !was_called(child); });
  return std::move(children.items);
}

void write_children(JsonWriter& out, const std::vector<InstanceRow>& children) {
  out.name("children").begin_array();
  for (const InstanceRow& child : children) {
    out.begin_object().name("id").text(to_text(child.id));
    out.name("definition").text(child.definition.key);
    out.name("state").text(to_string(child.state)).end_object();
  }
  out.end_array();
}

Result<http::Response> one_instance(Reader& reader, const Moment& moment) {
  ONWARD_TRY(const Seen seen, see_instance(reader, moment));
  const Instance& instance = seen.instance;
  ONWARD_TRY(const auto children, children_of(reader, instance, moment));
  ONWARD_TRY(const model::DefinitionPtr definition, definition_of(reader.definitions, instance));
  JsonWriter out;
  open_instance(out, row_of(instance));
  write_text(out, "startedBy", instance.started_by);
  write_command(out, seen.command);
  write_what_is_open(out, definition.get(), instance);
  write_children(out, children);
  write_open_tasks(out, instance);
  out.end_object();
  return tagged(out.take(), instance);
}

std::string_view kind_text(ScopeKind kind) {
  switch (kind) {
    case ScopeKind::process: return "process";
    case ScopeKind::sub_process: return "subProcess";
    case ScopeKind::event_sub_process: return "eventSubProcess";
    case ScopeKind::multi_instance: return "multiInstance";
    case ScopeKind::activity: return "activity";
    case ScopeKind::compensation: return "compensation";
  }
  return "process";
}

std::string scopes_json(const Instance& instance) {
  JsonWriter out;
  out.begin_object().name("scopes").begin_array();
  for (const Scope& scope : instance.scopes) {
    out.begin_object().name("id").text(to_text(LocalRef{instance.id, scope.id}));
    write_text(out, "parent",
               scope.parent ? to_text(LocalRef{instance.id, scope.parent}) : std::string{});
    out.name("kind").text(kind_text(scope.kind));
    write_text(out, "elementId", scope.element);
    out.name("variables").begin_object();
    for (const Variable& variable : scope.variables) out.name(variable.name).value(variable.value);
    out.end_object().end_object();
  }
  out.end_array().end_object();
  return out.take();
}

void write_row(JsonWriter& out, const InstanceRow& row) {
  open_instance(out, row);
  out.name("incidents").number(row.incidents);
  out.end_object();
}

}  // namespace

void list_instances(Services& services, Call call) {
  auto query = query_of(call);
  if (!query.ok()) return refuse(call, query.error());
  look(services, call, [query = query.value()](Reader& reader) -> Result<http::Response> {
    ONWARD_TRY(const auto rows, reader.queries.instances(query));
    return list_response(rows, write_row);
  });
}

void get_instance(Services& services, Call call) {
  const auto checked = check_parameters(call, {"at"});
  if (!checked.ok()) return refuse(call, checked.error());
  const auto moment = moment_of(call);
  if (!moment.ok()) return refuse(call, moment.error());
  look(services, call,
       [moment = moment.value()](Reader& reader) { return one_instance(reader, moment); });
}

void get_variables(Services& services, Call call) {
  const auto checked = check_parameters(call, {"scopes", "at"});
  if (!checked.ok()) return refuse(call, checked.error());
  const auto scopes = is_set(call, "scopes");
  if (!scopes.ok()) return refuse(call, scopes.error());
  const auto moment = moment_of(call);
  if (!moment.ok()) return refuse(call, moment.error());
  look(services, call,
       [moment = moment.value(), all = scopes.value()](Reader& reader) -> Result<http::Response> {
         ONWARD_TRY(const Instance instance, instance_at(reader, moment));
         return tagged(all ? scopes_json(instance) : variables_json(instance), instance);
       });
}

}  // namespace onward::api
