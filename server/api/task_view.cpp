#include "server/api/task_view.hpp"

#include "server/api/attachment_views.hpp"

#include "engine/feel/feel.hpp"
#include "engine/value/json.hpp"
#include "server/api/json_views.hpp"

namespace onward::api {
namespace {

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

/// Parts of the task; a list shows how many of them are open.
void write_parts(JsonWriter& out, const std::vector<TaskRow>& parts) {
  out.name("subtasks").begin_array();
  for (const TaskRow& part : parts) {
    out.begin_object().name("id").text(to_text(part.id));
    out.name("name").text(part.name);
    out.name("state").text(part.state);
    write_text(out, "assignee", part.assignee);
    write_texts(out, "candidateGroups", part.candidate_groups);
    write_instant(out, "due", part.due);
    out.end_object();
  }
  out.end_array();
}

void write_redirections(JsonWriter& out, const Task* task) {
  out.name("redirections").begin_array();
  if (task != nullptr)
    for (const Redirection& redirection : task->redirections) {
      out.begin_object().name("by").text(redirection.by);
      write_text(out, "from", redirection.from);
      write_text(out, "assignee", redirection.to);
      write_text(out, "candidateGroup", redirection.group);
      write_text(out, "comment", redirection.comment);
      out.name("at").text(to_text(redirection.at)).end_object();
    }
  out.end_array();
}

/// What the definition says about the task, with the values of the instance.
void write_definition_part(JsonWriter& out, const Context& variables, const TaskView& view) {
  const model::UserTask none;
  const model::Element* element =
      view.definition == nullptr ? nullptr : view.definition->find(view.row.element);
  const model::UserTask& user = element != nullptr ? element->details.user : none;
  write_text(out, "deliverable", user.deliverable);
  out.name("deliverableRequired").boolean(!user.deliverable.empty() && !user.deliverable_optional);
  out.name("contact").boolean(user.contact);
  write_text(out, "instructions", user.instructions);
  out.name("form").begin_object().name("fields");
  const feel::Environment environment{view.now, view.zone};
  write_fields(out, user.form, [&](const model::FormField& field) {
    return default_json(field, variables, environment);
  });
  out.end_object();
  write_checklist(out, user.checklist, view.task);
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
Context visible_to_task(const TaskView& view) {
  if (view.instance == nullptr) return {};
  Context visible =
      visible_variables(*view.instance, view.task != nullptr ? view.task->token : LocalId{});
  if (!view.opportunity.is_null()) visible.set("opportunity", view.opportunity);
  return visible;
}

}  // namespace

std::string whole_task(const TaskView& view) {
  const Task* task = view.task;
  JsonWriter out;
  open_task(out, task != nullptr ? row_of(*view.instance, *task) : view.row);
  write_text(out, "owner", task != nullptr ? task->owner : std::string{});
  write_definition_part(out, visible_to_task(view), view);
  out.name("mayWork").boolean(view.may_work);
  out.name("draft").value(task != nullptr ? task->draft : Value{});
  write_comments(out, task);
  out.name("attachments").begin_array();
  const std::string path = "/api/v1/tasks/" + to_text(view.row.id) + "/attachments";
  for (const Attachment& each : view.attachments) write_attachment(out, each, path);
  out.end_array();
  write_redirections(out, task);
  write_parts(out, view.parts);
  out.end_object();
  return out.take();
}

}  // namespace onward::api
