#include "server/api/task_requests.hpp"

#include <algorithm>
#include <utility>

#include "engine/execution/commands/task_access.hpp"
#include "server/api/decisions_taken.hpp"
#include "server/api/json_views.hpp"
#include "server/http/etag.hpp"

namespace onward::api {
namespace {

/// Without the closing brace. False: the instance cannot be read.
bool open_outcome(View& view, const Reply& reply, JsonWriter& out) {
  const auto ref = local_ref_from_text(reply.ids.front());
  const auto instance = view.instance(ref ? ref->instance : InstanceId{});
  if (!instance.ok()) return false;
  out.begin_object().name("instance").begin_object();
  out.name("id").text(to_text(instance.value()->id));
  out.name("state").text(to_string(instance.value()->state)).end_object();
  write_open_tasks(out, *instance.value());
  return true;
}

void render_task(View& view, Reply& reply) {
  const auto ref = local_ref_from_text(reply.ids.front());
  const auto instance = view.instance(ref ? ref->instance : InstanceId{});
  if (!instance.ok()) return;
  const Task* task = find_task(*instance.value(), ref->local);
  if (task == nullptr) return render_closed(view, reply);
  JsonWriter out;
  write_task(out, row_of(*instance.value(), *task));
  reply.body = out.take();
  reply.etag = http::revision_tag(task->revision);
}

Error closed(LocalRef task) {
  return {ErrorCode::already_completed, "the task " + to_text(task) + " is not open any more"};
}

/// What somebody hears who asked something of a closed task.
Result<http::Response> answer_closed(Reader& reader, LocalRef task, const Sight& sight) {
  ONWARD_TRY(const auto row, reader.queries.task(task));
  // A number that was given out, and not to a task, is no task either.
  if (!row || !may_see(*row, {}, sight)) return no_such_task(task);
  return closed(task);
}

}  // namespace

Result<LocalRef> task_ref(const Call& call) { return local_ref(call, "id"); }

Error no_such_task(LocalRef task) {
  return {ErrorCode::not_found, "there is no task " + to_text(task)};
}

Result<OpenTask> open_task(Unit& unit, LocalRef task, const Sight& sight) {
  ONWARD_TRY(auto instance, unit.instance(task.instance));
  // A number that the instance has not given out yet is no task that was closed.
  if (task.local.value >= instance->next_local) return no_such_task(task);
  const Task* open = find_task(*instance, task.local);
  if (open == nullptr) return closed(task);
  if (!may_see(row_of(*instance, *open), open->owner, sight)) return no_such_task(task);
  return OpenTask{std::move(instance), open};
}

Result<Done> may_work(const Task& task, const Actor& actor) {
  if (may_work_on(task, actor)) return Done{};
  if (!task.assignee.empty())
    return Error{ErrorCode::already_claimed, "the task is held by " + task.assignee};
  return Error{ErrorCode::forbidden, "the task is not offered to " + actor.user};
}

bool may_work_now(const Task* open, const Sight& sight) {
  return open != nullptr && sight.works && may_work_on(*open, sight.actor);
}

Result<bool> may_read(Reader& reader, const TaskRow& row, const Task* open, const Sight& sight) {
  if (may_see(row, open != nullptr ? open->owner : std::string{}, sight)) return true;
  if (!row.opportunity) return false;
  ONWARD_TRY(const auto opportunity, reader.queries.opportunity(row.opportunity));
  return opportunity && !opportunity->posted_by.empty() &&
         opportunity->posted_by == sight.actor.user;
}

Result<TaskRow> visible_task(Reader& reader, LocalRef task, const Sight& sight) {
  ONWARD_TRY(const auto row, reader.queries.task(task));
  if (!row) return no_such_task(task);
  ONWARD_TRY(const auto instance, reader.queries.instance(task.instance));
  const Task* open = instance ? find_task(*instance, task.local) : nullptr;
  ONWARD_TRY(const bool seen, may_read(reader, *row, open, sight));
  if (!seen) return no_such_task(task);
  return *row;
}

void render_closed(View& view, Reply& reply) {
  JsonWriter out;
  if (!open_outcome(view, reply, out)) return;
  out.end_object();
  reply.body = out.take();
}

void render_preview(View& view, Reply& reply) {
  JsonWriter out;
  if (!open_outcome(view, reply, out)) return;
  write_decisions(view, out);
  out.end_object();
  reply.body = out.take();
}

Result<onward::Request> task_request(const Call& call, std::string name, LocalRef task,
                                     Action action) {
  ONWARD_TRY(const auto revision, if_revision(call));
  onward::Request request;
  request.name = std::move(name);
  request.shard = shard_of(task.instance);
  request.instances = {task.instance};
  request.work = [task, sight = sight_of(call.who), revision,
                  action = std::move(action)](Unit& unit) -> Result<Reply> {
    ONWARD_TRY_DONE(open_task(unit, task, sight));
    ONWARD_TRY_DONE(unit.execute({task.instance, action, sight.actor, revision}));
    Reply reply;
    reply.ids = {to_text(task)};
    return reply;
  };
  request.render = render_task;
  return request;
}

void refuse_task(Services& services, const Call& call, const Error& error) {
  if (error.code != ErrorCode::already_completed) return refuse(call, error);
  const auto task = task_ref(call);
  if (!task.ok()) return refuse(call, error);
  look(services, call, [task = task.value(), sight = sight_of(call.who)](Reader& reader) {
    return answer_closed(reader, task, sight);
  });
}

void send_task(Services& services, const Call& call, Result<onward::Request> request) {
  if (!request.ok()) return refuse(call, request.error());
  services.submit(call, std::move(request).value(), [&services, call](const Result<Reply>& reply) {
    if (reply.ok()) return call.respond(response_of(*reply));
    refuse_task(services, call, reply.error());
  });
}

}  // namespace onward::api
