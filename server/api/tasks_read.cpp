// Tasks as lists, and one task as it is stored.
#include <algorithm>

#include "engine/service/own_task.hpp"
#include "server/api/attachment_views.hpp"
#include "server/api/handlers.hpp"
#include "server/api/helpers.hpp"
#include "server/api/json_views.hpp"
#include "server/api/task_requests.hpp"
#include "server/api/task_view.hpp"
#include "server/http/etag.hpp"

namespace onward::api {
namespace {

Result<TaskQuery> query_of(const Call& call) {
  ONWARD_TRY_DONE(check_parameters(
      call, {"assignee", "group", "state", "definition", "instance", "opportunity", "postedBy",
             "dueBefore", "overdue", "accepted", "text", "limit", "after", "sort"}));
  TaskQuery query;
  const Sight sight = sight_of(call.who);
  query.posted_by = text_parameter(call, "postedBy");
  // What somebody posted they may follow, whoever works on it.
  if (!sight.everything && query.posted_by != sight.actor.user) query.may_do = sight.actor;
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
  ONWARD_TRY(query.accepted, flag_parameter(call, "accepted"));
  ONWARD_TRY(query.page, page_of(call, {"createdAt", "due", "priority"}));
  return query;
}

}  // namespace

Result<http::Response> one_task(Reader& reader, LocalRef ref, const Sight& sight) {
  ONWARD_TRY(const auto row, reader.queries.task(ref));
  if (!row) return no_such_task(ref);
  ONWARD_TRY(const auto instance, reader.queries.instance(ref.instance));
  const Task* task = instance ? find_task(*instance, ref.local) : nullptr;
  ONWARD_TRY(const bool seen, may_read(reader, *row, task, sight));
  if (!seen) return no_such_task(ref);
  TaskView view{*row,       instance ? &*instance : nullptr, task, nullptr, {}, {}, reader.now,
                reader.zone};
  ONWARD_TRY(view.attachments, attachments_of(reader.queries, *row));
  ONWARD_TRY(view.parts, reader.queries.parts_of(ref));
  view.may_work = may_work_now(task, sight);
  if (instance) {
    const auto definition = definition_of(reader.definitions, *instance);
    if (definition.ok()) view.definition = definition.value();
    if (instance->opportunity) {
      const auto opportunity = reader.queries.opportunity(instance->opportunity);
      if (opportunity.ok() && opportunity.value())
        view.opportunity = Value(to_context(*opportunity.value()));
    }
  }
  http::Response response = http::json(200, whole_task(view));
  response.headers.emplace_back("etag", http::revision_tag(view.revision()));
  return response;
}

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
