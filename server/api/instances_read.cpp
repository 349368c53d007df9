// Instances as lists, and one with what it waits for; its variables.
#include <algorithm>

#include "engine/execution/activities/ad_hoc.hpp"
#include "engine/feel/feel.hpp"
#include "engine/service/own_task.hpp"
#include "server/api/handlers.hpp"
#include "server/api/helpers.hpp"
#include "server/api/json_views.hpp"
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

/// Somebody must start an activity of it: POST /instances/{id}/adhoc takes the scope and the
/// element.
void write_offers(JsonWriter& out, const model::Definition* definition, const Instance& instance,
                  const Token& token) {
  if (definition == nullptr) return;
  const auto offered = offered_in_ad_hoc(*definition, instance, token);
  if (offered.empty()) return;
  out.begin_object().name("type").text("adHoc");
  out.name("scope").text(to_text(LocalRef{instance.id, token.id}));
  out.name("offers").begin_array();
  for (const model::Element* element : offered) {
    out.begin_object().name("elementId").text(element->id);
    out.name("name").text(element->name).end_object();
  }
  out.end_array().end_object();
}

/// `due`, or `left` while the timer stands still.
void write_time(JsonWriter& out, const Wait& timer) {
  if (timer.left)
    out.name("left").text(to_text(*timer.left));
  else
    out.name("due").text(to_text(timer.due));
}

/// All that run or stand still, also those that no token waits at: of event sub-processes.
void write_timers(JsonWriter& out, const Instance& instance) {
  out.name("timers").begin_array();
  for (const Wait& wait : instance.waits) {
    if (wait.kind != WaitKind::timer) continue;
    out.begin_object().name("elementId").text(wait.element);
    write_time(out, wait);
    out.end_object();
  }
  out.end_array();
}

void write_waiting(JsonWriter& out, const model::Definition* definition, const Instance& instance,
                   const Token& token) {
  out.name("waitingFor").begin_array();
  write_offers(out, definition, instance, token);
  for (const Task& task : instance.tasks)
    if (task.token == token.id)
      out.begin_object()
          .name("type")
          .text("task")
          .name("taskId")
          .text(to_text(LocalRef{instance.id, task.id}))
          .end_object();
  for (const Job& job : instance.jobs)
    if (job.token == token.id) {
      out.begin_object().name("type").text("job");
      out.name("jobId").text(to_text(LocalRef{instance.id, job.id}));
      out.name("topic").text(job.topic).end_object();
    }
  for (const Wait& wait : instance.waits) {
    if (wait.token != token.id) continue;
    out.begin_object().name("type").text(to_string(wait.kind));
    out.name("elementId").text(wait.element);
    if (wait.kind == WaitKind::timer) write_time(out, wait);
    if (!wait.name.empty()) out.name("name").text(wait.name);
    if (wait.has_key) out.name("correlationKey").text(wait.key);
    out.end_object();
  }
  for (const onward::Call& called : instance.calls)
    if (called.token == token.id)
      out.begin_object()
          .name("type")
          .text("instance")
          .name("instanceId")
          .text(to_text(called.child))
          .end_object();
  out.end_array();
}

std::string_view state_text(TokenState state) {
  switch (state) {
    case TokenState::entering: return "entering";
    case TokenState::waiting: return "waiting";
    case TokenState::parked: return "parked";
    case TokenState::stuck: return "stuck";
    case TokenState::spent: return "spent";
  }
  return "waiting";
}

void write_tokens(JsonWriter& out, const model::Definition* definition, const Instance& instance) {
  out.name("tokens").begin_array();
  for (const Token& token : instance.tokens) {
    out.begin_object().name("id").text(to_text(LocalRef{instance.id, token.id}));
    out.name("node").text(token.element);
    out.name("state").text(state_text(token.state));
    out.name("since").text(to_text(token.since));
    write_waiting(out, definition, instance, token);
    out.end_object();
  }
  out.end_array();
}

void write_incidents(JsonWriter& out, const Instance& instance) {
  out.name("incidents").begin_array();
  for (const Incident& incident : instance.incidents)
    write_incident(out, {{instance.id, incident.id},
                         incident.element,
                         incident.code,
                         incident.message,
                         instance.definition.key,
                         incident.at});
  out.end_array();
}

Result<Instance> existing(Reader& reader, InstanceId id) {
  ONWARD_TRY(auto instance, reader.queries.instance(id));
  if (!instance) return Error{ErrorCode::not_found, "there is no instance " + to_text(id)};
  return *std::move(instance);
}

http::Response tagged(std::string body, const Instance& instance) {
  http::Response response = http::json(200, std::move(body));
  response.headers.emplace_back("etag", http::revision_tag(instance.version));
  return response;
}

Result<http::Response> one_instance(Reader& reader, InstanceId id) {
  ONWARD_TRY(const Instance instance, existing(reader, id));
  InstanceQuery of_parent;
  of_parent.parent = id;
  of_parent.page.limit = limits::page_size;
  ONWARD_TRY(const auto children, reader.queries.instances(of_parent));
  JsonWriter out;
  open_instance(out, row_of(instance));
  write_text(out, "startedBy", instance.started_by);
  ONWARD_TRY(const model::DefinitionPtr definition, definition_of(reader.definitions, instance));
  write_tokens(out, definition.get(), instance);
  write_timers(out, instance);
  write_incidents(out, instance);
  out.name("children").begin_array();
  for (const InstanceRow& child : children.items) {
    out.begin_object().name("id").text(to_text(child.id));
    out.name("definition").text(child.definition.key);
    out.name("state").text(to_string(child.state)).end_object();
  }
  out.end_array();
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
  const auto checked = check_parameters(call, {});
  if (!checked.ok()) return refuse(call, checked.error());
  const auto id = instance_id(call);
  if (!id.ok()) return refuse(call, id.error());
  look(services, call, [id = id.value()](Reader& reader) { return one_instance(reader, id); });
}

void get_variables(Services& services, Call call) {
  const auto checked = check_parameters(call, {"scopes"});
  if (!checked.ok()) return refuse(call, checked.error());
  const auto scopes = is_set(call, "scopes");
  if (!scopes.ok()) return refuse(call, scopes.error());
  const auto id = instance_id(call);
  if (!id.ok()) return refuse(call, id.error());
  look(services, call,
       [id = id.value(), all = scopes.value()](Reader& reader) -> Result<http::Response> {
         ONWARD_TRY(const Instance instance, existing(reader, id));
         return tagged(all ? scopes_json(instance) : variables_json(instance), instance);
       });
}

}  // namespace onward::api
