// Tasks as lists, and one task with everything that its performer needs: form, checklist, what it
// shows.
#include <algorithm>

#include "engine/feel/feel.hpp"
#include "server/api/handlers.hpp"
#include "server/api/helpers.hpp"
#include "server/api/json_views.hpp"
#include "server/api/task_requests.hpp"
#include "server/http/etag.hpp"

namespace onward::api {
namespace {

Result<TaskQuery> query_of(const Call& call) {
  ONWARD_TRY_DONE(
      check_parameters(call, {"assignee", "group", "state", "definition", "instance", "opportunity",
                              "dueBefore", "overdue", "text", "limit", "after", "sort"}));
  TaskQuery query;
  const Sight sight = sight_of(call.who);
  if (!sight.everything) query.may_do = sight.actor;
  query.assignee = text_parameter(call, "assignee");
  query.group = text_parameter(call, "group");
  query.definition = text_parameter(call, "definition");
  query.text = text_parameter(call, "text");
  query.state = text_parameter(call, "state");
  const auto states = {"open", "completed", "cancelled", "failed"};
  if (query.state && std::find(states.begin(), states.end(), *query.state) == states.end())
    return Error{ErrorCode::malformed,
                 "the parameter state must be open, completed, cancelled or failed", "state"};
  if (!query.state) query.state = "open";
  // An id that cannot be read names nothing: no task has it.
  if (const auto text = text_parameter(call, "instance"))
    query.instance = InstanceId{id_from_text(*text).value_or(0)};
  if (const auto text = text_parameter(call, "opportunity"))
    query.opportunity = OpportunityId{id_from_text(*text).value_or(0)};
  ONWARD_TRY(query.due_before, instant_parameter(call, "dueBefore"));
  ONWARD_TRY(query.overdue, is_set(call, "overdue"));
  ONWARD_TRY(query.page, page_of(call, {"createdAt", "due", "priority"}));
  return query;
}

/// The default of a field as JSON; empty when there is none or it does not evaluate.
std::string default_json(const model::FormField& field, const Context& variables,
                         const feel::Environment& environment) {
  const model::Formula& formula = field.default_value;
  if (formula.empty()) return {};
  if (formula.language == model::Language::literal) return to_json(Value(formula.text));
  const auto outcome =
      feel::evaluate(formula.compiled, feel::ContextVariables(variables), environment);
  if (!outcome.ok() || outcome->value.is_null()) return {};
  return to_json(outcome->value);
}

void write_checklist(JsonWriter& out, const std::vector<model::ChecklistItem>& items,
                     const Task* task) {
  out.name("checklist").begin_array();
  for (const model::ChecklistItem& item : items) {
    const ChecklistMark* mark = nullptr;
    if (task != nullptr)
      for (const ChecklistMark& one : task->checklist)
        if (one.item == item.id) mark = &one;
    out.begin_object().name("id").text(item.id).name("text").text(item.text);
    out.name("done").boolean(mark != nullptr && mark->done);
    out.name("notApplicable").boolean(mark != nullptr && mark->not_applicable);
    write_text(out, "remark", mark != nullptr ? mark->remark : std::string{});
    out.name("remarkRequired").boolean(item.remark_required);
    if (mark != nullptr) {
      out.name("by").text(mark->by);
      out.name("at").text(to_text(mark->at));
    }
    out.end_object();
  }
  out.end_array();
}

void write_comments(JsonWriter& out, const Task* task) {
  out.name("comments").begin_array();
  if (task != nullptr)
    for (const Comment& comment : task->comments) {
      out.begin_object().name("by").text(comment.by);
      out.name("text").text(comment.text);
      out.name("at").text(to_text(comment.at)).end_object();
    }
  out.end_array();
}

/// What the definition says about the task, with the values of the instance.
void write_definition_part(JsonWriter& out, const model::Element* element, const Context& variables,
                           const Task* task, const Reader& reader) {
  const model::UserTask none;
  const model::UserTask& user = element != nullptr ? element->details.user : none;
  write_text(out, "deliverable", user.deliverable);
  out.name("deliverableRequired").boolean(!user.deliverable.empty() && !user.deliverable_optional);
  write_text(out, "instructions", user.instructions);
  out.name("form").begin_object().name("fields");
  const feel::Environment environment{reader.now, reader.zone};
  write_fields(out, user.form, [&](const model::FormField& field) {
    return default_json(field, variables, environment);
  });
  out.end_object();
  write_checklist(out, user.checklist, task);
  out.name("variables").begin_object();
  for (const std::string& name : user.shows) {
    const Value* value = variables.find(name);
    out.name(name);
    if (value != nullptr)
      out.value(*value);
    else
      out.null();
  }
  out.end_object();
}

/// What expressions of the task see: its variables and, under its name, the opportunity.
Context visible_to_task(Reader& reader, const Instance& instance, LocalId token) {
  Context visible = visible_variables(instance, token);
  if (!instance.opportunity) return visible;
  const auto opportunity = reader.queries.opportunity(instance.opportunity);
  if (opportunity.ok() && opportunity.value())
    visible.set("opportunity", Value(to_context(*opportunity.value())));
  return visible;
}

Result<http::Response> one_task(Reader& reader, LocalRef ref, const Sight& sight) {
  ONWARD_TRY(const auto row, reader.queries.task(ref));
  if (!row) return no_such_task(ref);
  ONWARD_TRY(const auto instance, reader.queries.instance(ref.instance));
  const Task* task = instance ? find_task(*instance, ref.local) : nullptr;
  if (!may_see(*row, task != nullptr ? task->owner : std::string{}, sight))
    return no_such_task(ref);
  const auto definition = reader.definitions.process(row->definition, row->version);
  const model::Element* element =
      definition.ok() ? definition.value()->find(row->element) : nullptr;
  Context variables;
  if (instance)
    variables = visible_to_task(reader, *instance, task != nullptr ? task->token : LocalId{});
  JsonWriter out;
  open_task(out, task != nullptr ? row_of(*instance, *task) : *row);
  write_text(out, "owner", task != nullptr ? task->owner : std::string{});
  write_definition_part(out, element, variables, task, reader);
  out.name("draft").value(task != nullptr ? task->draft : Value{});
  write_comments(out, task);
  out.end_object();
  http::Response response = http::json(200, out.take());
  const std::uint32_t revision = task != nullptr ? task->revision : row->revision;
  response.headers.emplace_back("etag", http::revision_tag(revision));
  return response;
}

}  // namespace

void list_tasks(Services& services, Call call) {
  auto query = query_of(call);
  if (!query.ok()) return refuse(call, query.error());
  look(services, call, [query = query.value()](Reader& reader) -> Result<http::Response> {
    TaskQuery asked = query;
    asked.now = reader.now;
    ONWARD_TRY(const auto rows, reader.queries.tasks(asked));
    return list_response(rows, write_task);
  });
}

void get_task(Services& services, Call call) {
  const auto checked = check_parameters(call, {});
  if (!checked.ok()) return refuse(call, checked.error());
  const auto ref = local_ref(call);
  if (!ref.ok()) return refuse(call, ref.error());
  look(services, call, [ref = ref.value(), sight = sight_of(call.who)](Reader& reader) {
    return one_task(reader, ref, sight);
  });
}

}  // namespace onward::api
