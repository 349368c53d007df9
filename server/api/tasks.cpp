// What performers do with their tasks.
#include <utility>

#include "engine/base/limits.hpp"
#include "server/api/handlers.hpp"
#include "server/api/task_requests.hpp"

namespace onward::api {
namespace {

/// A command without a body.
template <class Command>
Result<onward::Request> bare_request(const Call& call, std::string name) {
  ONWARD_TRY_DONE(check_parameters(call, {}));
  ONWARD_TRY(const LocalRef task, task_ref(call));
  ONWARD_TRY(Body body, Body::of(*call.request, Body::Presence::optional));
  ONWARD_TRY_DONE(body.finish());
  return task_request(call, std::move(name), task, Command{task.local});
}

/// `{assignee}`: an empty or absent one offers the task to its candidates again.
template <class Command>
Result<onward::Request> handing_request(const Call& call, std::string name, bool required) {
  ONWARD_TRY_DONE(check_parameters(call, {}));
  ONWARD_TRY(const LocalRef task, task_ref(call));
  ONWARD_TRY(Body body, Body::of(*call.request));
  const std::string assignee =
      required ? body.required_text("assignee", limits::identifier_bytes)
               : body.text("assignee", limits::identifier_bytes).value_or(std::string{});
  ONWARD_TRY_DONE(body.finish());
  return task_request(call, std::move(name), task, Command{task.local, assignee});
}

/// A member of a merge patch: absent leaves the field, null clears it.
std::optional<std::optional<Instant>> patched_instant(Body& body, std::string_view name) {
  if (!body.has(name)) return std::nullopt;
  return std::optional<std::optional<Instant>>(std::in_place, body.instant(name));
}

Result<onward::Request> patch_request(const Call& call) {
  ONWARD_TRY_DONE(check_parameters(call, {}));
  ONWARD_TRY(const LocalRef task, task_ref(call));
  ONWARD_TRY(Body body, Body::of(*call.request));
  UpdateTask update;
  update.task = task.local;
  update.due = patched_instant(body, "due");
  update.follow_up = patched_instant(body, "followUp");
  if (body.is_null("priority")) update.priority = 50;
  if (const auto priority = body.integer("priority", 0, 100))
    update.priority = static_cast<std::int32_t>(*priority);
  if (body.has("draft"))
    update.draft = body.is_null("draft") ? Value{} : Value(body.context("draft"));
  ONWARD_TRY_DONE(body.finish());
  return task_request(call, "update-task", task, std::move(update));
}

Result<onward::Request> checklist_request(const Call& call) {
  ONWARD_TRY_DONE(check_parameters(call, {}));
  ONWARD_TRY(const LocalRef task, task_ref(call));
  ONWARD_TRY(Body body, Body::of(*call.request));
  MarkChecklist mark;
  mark.task = task.local;
  mark.item = call.parameter("itemId");
  mark.done = body.boolean("done").value_or(false);
  mark.not_applicable = body.boolean("notApplicable").value_or(false);
  mark.remark = body.text("remark", limits::text_bytes).value_or(std::string{});
  ONWARD_TRY_DONE(body.finish());
  return task_request(call, "mark-checklist", task, std::move(mark));
}

Result<onward::Request> comment_request(const Call& call) {
  ONWARD_TRY_DONE(check_parameters(call, {}));
  ONWARD_TRY(const LocalRef task, task_ref(call));
  ONWARD_TRY(Body body, Body::of(*call.request));
  const std::string text = body.required_text("text", limits::text_bytes);
  ONWARD_TRY_DONE(body.finish());
  return task_request(call, "comment-task", task, CommentTask{task.local, text});
}

Result<onward::Request> complete_request(const Call& call) {
  ONWARD_TRY_DONE(check_parameters(call, {"dryRun"}));
  ONWARD_TRY(const bool dry_run, is_set(call, "dryRun"));
  ONWARD_TRY(const LocalRef task, task_ref(call));
  ONWARD_TRY(Body body, Body::of(*call.request, Body::Presence::optional));
  CompleteTask complete;
  complete.task = task.local;
  complete.variables = body.context("variables");
  complete.results = body.text("results", limits::text_bytes).value_or(std::string{});
  complete.completed_on = body.date("completedOn");
  const auto open = body.text("openSubtasks", limits::identifier_bytes);
  if (open == "cancel") complete.open_subtasks = CompleteTask::OpenSubtasks::cancel;
  if (open && *open != "cancel" && *open != "refuse")
    body.refuse("openSubtasks", "invalid-value", "expected refuse or cancel");
  ONWARD_TRY_DONE(body.finish());
  ONWARD_TRY(onward::Request request,
             task_request(call, "complete-task", task, std::move(complete)));
  request.dry_run = dry_run;
  request.render = dry_run ? render_preview : render_closed;
  return request;
}

Result<onward::Request> redirect_request(const Call& call) {
  ONWARD_TRY_DONE(check_parameters(call, {}));
  ONWARD_TRY(const LocalRef task, task_ref(call));
  ONWARD_TRY(Body body, Body::of(*call.request));
  RedirectTask redirect;
  redirect.task = task.local;
  redirect.assignee = body.text("assignee", limits::identifier_bytes).value_or(std::string{});
  redirect.group = body.text("candidateGroup", limits::identifier_bytes).value_or(std::string{});
  redirect.comment = body.text("comment", limits::redirection_bytes).value_or(std::string{});
  ONWARD_TRY_DONE(body.finish());
  return task_request(call, "redirect-task", task, std::move(redirect));
}

Result<onward::Request> fail_request(const Call& call) {
  ONWARD_TRY_DONE(check_parameters(call, {}));
  ONWARD_TRY(const LocalRef task, task_ref(call));
  ONWARD_TRY(Body body, Body::of(*call.request));
  FailTask fail;
  fail.task = task.local;
  fail.error_code = body.required_text("errorCode", limits::identifier_bytes);
  fail.message = body.text("message", limits::text_bytes).value_or(std::string{});
  fail.variables = body.context("variables");
  ONWARD_TRY_DONE(body.finish());
  ONWARD_TRY(onward::Request request, task_request(call, "fail-task", task, std::move(fail)));
  request.render = render_closed;
  return request;
}

Result<onward::Request> escalate_request(const Call& call) {
  ONWARD_TRY_DONE(check_parameters(call, {}));
  ONWARD_TRY(const LocalRef task, task_ref(call));
  ONWARD_TRY(Body body, Body::of(*call.request));
  EscalateTask escalate;
  escalate.task = task.local;
  escalate.code = body.required_text("escalationCode", limits::identifier_bytes);
  escalate.variables = body.context("variables");
  ONWARD_TRY_DONE(body.finish());
  ONWARD_TRY(onward::Request request,
             task_request(call, "escalate-task", task, std::move(escalate)));
  request.render = render_closed;
  return request;
}

}  // namespace

void claim_task(Services& services, Call call) {
  send_task(services, call, bare_request<ClaimTask>(call, "claim-task"));
}

void accept_task(Services& services, Call call) {
  send_task(services, call, bare_request<AcceptTask>(call, "accept-task"));
}

void redirect_task(Services& services, Call call) {
  send_task(services, call, redirect_request(call));
}

void release_task(Services& services, Call call) {
  send_task(services, call, bare_request<ReleaseTask>(call, "release-task"));
}

void assign_task(Services& services, Call call) {
  send_task(services, call, handing_request<AssignTask>(call, "assign-task", false));
}

void delegate_task(Services& services, Call call) {
  send_task(services, call, handing_request<DelegateTask>(call, "delegate-task", true));
}

void patch_task(Services& services, Call call) { send_task(services, call, patch_request(call)); }

void mark_checklist(Services& services, Call call) {
  send_task(services, call, checklist_request(call));
}

void comment_task(Services& services, Call call) {
  send_task(services, call, comment_request(call));
}

void complete_task(Services& services, Call call) {
  send_task(services, call, complete_request(call));
}

void fail_task(Services& services, Call call) { send_task(services, call, fail_request(call)); }
void escalate_task(Services& services, Call call) {
  send_task(services, call, escalate_request(call));
}

}  // namespace onward::api
