// A command on the task of the path: what all operations on tasks share.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "engine/execution/command.hpp"
#include "engine/service/unit.hpp"
#include "server/api/helpers.hpp"
#include "server/auth/sight.hpp"

namespace onward {
class Unit;
}

namespace onward::api {

/// The task that the path names, as the command's member.
Result<LocalRef> task_ref(const Call& call);
using auth::may_see;
using auth::Sight;
using auth::sight_of;
Error no_such_task(LocalRef task);
struct OpenTask {
  std::shared_ptr<const Instance> instance;
  const Task* task = nullptr;  ///< of the instance
};
/// Errors: not_found (also what they may not see), already_completed, unavailable.
Result<OpenTask> open_task(Unit& unit, LocalRef task, const Sight& sight);
/// Errors: already_claimed (somebody else holds it), forbidden (not offered to them).
Result<Done> may_work(const Task& task, const Actor& actor);
/// Whether they may take or complete it. nullptr: it is closed.
bool may_work_now(const Task* open, const Sight& sight);
/// Whether they may look at the task: it is there for them, or they posted its opportunity. `open`:
/// the task while it is. Errors: unavailable.
Result<bool> may_read(Reader& reader, const TaskRow& row, const Task* open, const Sight& sight);
/// Open or closed. Errors: not_found (also what they may not see), unavailable.
Result<TaskRow> visible_task(Reader& reader, LocalRef task, const Sight& sight);
/// The task as GET /tasks/{id} shows it. Errors: not_found (also what they may not see).
Result<http::Response> one_task(Reader& reader, LocalRef task, const Sight& sight);
/// Answers what is wrong with a command on the task of the path. That it is closed is told only to
/// those who may see it; to anybody else it is not there.
void refuse_task(Services& services, const Call& call, const Error& error);
/// Sends a request of task_request() on.
void send_task(Services& services, const Call& call, Result<onward::Request> request);
/// A request that carries out `action` and answers with the task, or with {instance, tasks} when
/// that closed it. Errors: malformed (If-Match).
Result<onward::Request> task_request(const Call& call, std::string name, LocalRef task,
                                     Action action);
/// {instance: {id, state}, tasks: [...]}: the reply of what closes a task.
void render_closed(View& view, Reply& reply);
/// The same of a dry run, with "decisions": which condition took each flow that one had to choose.
void render_preview(View& view, Reply& reply);

}  // namespace onward::api
