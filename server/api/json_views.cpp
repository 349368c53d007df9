#include "server/api/json_views.hpp"

#include "server/http/message.hpp"

namespace onward::api {

void write_text(JsonWriter& out, std::string_view name, std::string_view text) {
  out.name(name);
  if (text.empty())
    out.null();
  else
    out.text(text);
}

void write_instant(JsonWriter& out, std::string_view name, const std::optional<Instant>& at) {
  write_text(out, name, at ? to_text(*at) : std::string{});
}

void write_id(JsonWriter& out, std::string_view name, std::uint64_t id) {
  write_text(out, name, id == 0 ? std::string{} : id_to_text(id));
}

void write_texts(JsonWriter& out, std::string_view name, const std::vector<std::string>& texts) {
  out.name(name).begin_array();
  for (const std::string& text : texts) out.text(text);
  out.end_array();
}

namespace {

/// Null when it is nothing of the kind to another task.
void write_link(JsonWriter& out, std::string_view name, const TaskLink& link,
                TaskRelation relation) {
  write_text(out, name, link.relation == relation ? to_text(link.task) : std::string{});
}

}  // namespace

void open_task(JsonWriter& out, const TaskRow& task) {
  out.begin_object();
  out.name("id").text(to_text(task.id));
  out.name("name").text(task.name.empty() ? task.element : task.name);
  out.name("elementId").text(task.element);
  write_id(out, "instanceId", task.id.instance.value);
  write_id(out, "rootInstanceId", task.root.value);
  out.name("definition").text(task.definition);
  out.name("version").number(task.version);
  out.name("state").text(task.state);
  write_text(out, "assignee", task.assignee);
  write_texts(out, "candidateGroups", task.candidate_groups);
  write_texts(out, "candidateUsers", task.candidate_users);
  write_instant(out, "due", task.due);
  write_instant(out, "followUp", task.follow_up);
  out.name("priority").number(task.priority);
  out.name("createdAt").text(to_text(task.created));
  write_instant(out, "completedAt", task.completed);
  write_instant(out, "acceptedAt", task.accepted);
  write_id(out, "opportunityId", task.opportunity.value);
  write_link(out, "parentTaskId", task.link, TaskRelation::part);
  write_link(out, "aboutTaskId", task.link, TaskRelation::notice);
  out.name("openSubtasks").number(task.open_subtasks);
  out.name("revision").number(task.revision);
}

void write_task(JsonWriter& out, const TaskRow& task) {
  open_task(out, task);
  out.end_object();
}

TaskRow row_of(const Instance& instance, const Task& task) {
  TaskRow row;
  row.id = {instance.id, task.id};
  row.name = task.name;
  row.element = task.element;
  row.definition = instance.definition.key;
  row.version = instance.definition.version;
  row.assignee = task.assignee;
  row.state = "open";
  row.root = instance.root;
  row.candidate_groups = task.candidate_groups;
  row.candidate_users = task.candidate_users;
  row.due = task.due;
  row.follow_up = task.follow_up;
  row.priority = task.priority;
  row.created = task.created;
  row.opportunity = instance.opportunity;
  row.revision = task.revision;
  row.accepted = task.accepted;
  row.link = instance.link;
  row.open_subtasks = static_cast<std::uint32_t>(task.subtasks.size());
  return row;
}

void write_open_tasks(JsonWriter& out, const Instance& instance) {
  out.name("tasks").begin_array();
  for (const Task& task : instance.tasks) write_task(out, row_of(instance, task));
  out.end_array();
}

void open_instance(JsonWriter& out, const InstanceRow& instance) {
  out.begin_object();
  out.name("id").text(to_text(instance.id));
  out.name("definition").text(instance.definition.key);
  out.name("version").number(instance.definition.version);
  out.name("state").text(to_string(instance.state));
  write_text(out, "businessKey", instance.business_key);
  write_id(out, "parentInstanceId", instance.parent.value);
  write_id(out, "rootInstanceId", instance.root.value);
  out.name("startedAt").text(to_text(instance.started));
  write_instant(out, "endedAt", instance.ended);
  write_id(out, "opportunityId", instance.opportunity.value);
}

InstanceRow row_of(const Instance& instance) {
  InstanceRow row;
  row.id = instance.id;
  row.parent = instance.parent;
  row.root = instance.root;
  row.definition = instance.definition;
  row.state = instance.state;
  row.business_key = instance.business_key;
  row.opportunity = instance.opportunity;
  row.started = instance.started;
  if (is_ended(instance.state)) row.ended = instance.ended;
  row.incidents = static_cast<std::uint32_t>(instance.incidents.size());
  return row;
}

void write_incident(JsonWriter& out, const IncidentRow& incident) {
  out.begin_object();
  out.name("id").text(to_text(incident.id));
  write_id(out, "instanceId", incident.id.instance.value);
  out.name("definition").text(incident.definition);
  out.name("elementId").text(incident.element);
  out.name("code").text(incident.code);
  out.name("message").text(incident.message);
  out.name("at").text(to_text(incident.at));
  out.end_object();
}

void write_fields(JsonWriter& out, const std::vector<model::FormField>& fields,
                  const DefaultOf& default_of) {
  out.begin_array();
  for (const model::FormField& field : fields) {
    out.begin_object();
    out.name("id").text(field.id);
    out.name("label").text(field.label.empty() ? field.id : field.label);
    out.name("type").text(model::to_string(field.type));
    out.name("required").boolean(field.required);
    if (!field.required_if.empty()) out.name("requiredIf").text(field.required_if.text);
    if (const std::string preset = default_of(field); !preset.empty())
      out.name("default").raw(preset);
    if (!field.options.empty()) {
      out.name("options").begin_array();
      for (const model::FieldOption& option : field.options) {
        out.begin_object().name("value").text(option.value);
        out.name("label").text(option.label.empty() ? option.value : option.label).end_object();
      }
      out.end_array();
    }
    if (field.min) out.name("min").value(Value(*field.min));
    if (field.exclusive_min) out.name("exclusiveMin").boolean(true);
    if (field.max) out.name("max").value(Value(*field.max));
    if (field.type == model::FieldType::list) {
      out.name("fields");
      write_fields(out, field.fields, default_of);
    }
    out.end_object();
  }
  out.end_array();
}

std::string variables_json(const Instance& instance) {
  JsonWriter out;
  out.begin_object();
  if (const Scope* top = find_scope(instance, root_scope))
    for (const Variable& variable : top->variables) out.name(variable.name).value(variable.value);
  out.end_object();
  return out.take();
}

Context visible_variables(const Instance& instance, LocalId token) {
  Context visible;
  const Scope* scope = find_scope_owned_by(instance, token);
  if (scope == nullptr) {
    const Token* at = find_token(instance, token);
    scope = at == nullptr ? find_scope(instance, root_scope) : find_scope(instance, at->scope);
  }
  while (scope != nullptr) {
    for (const Variable& variable : scope->variables)
      if (visible.find(variable.name) == nullptr) visible.set(variable.name, variable.value);
    scope = scope->parent ? find_scope(instance, scope->parent) : nullptr;
  }
  return visible;
}

http::Response response_of(const Reply& reply) {
  http::Response response =
      reply.body.empty() ? http::no_content() : http::json(reply.status, reply.body);
  if (!reply.etag.empty()) response.headers.emplace_back("etag", reply.etag);
  if (!reply.location.empty()) response.headers.emplace_back("location", reply.location);
  if (reply.replayed) response.headers.emplace_back("idempotency-replayed", "true");
  if (!reply.settled) response.headers.emplace_back("onward-settled", "false");
  return response;
}

}  // namespace onward::api
