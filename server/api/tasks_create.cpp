// POST /tasks and /tasks/{id}/subtasks: a task of one's own, or a part of another task. It is an
// instance of its own (engine/service/own_task.hpp), so everything that works on tasks works on it.
#include <algorithm>
#include <string>
#include <utility>

#include "engine/base/limits.hpp"
#include "engine/service/own_task.hpp"
#include "engine/service/unit.hpp"
#include "server/api/handlers.hpp"
#include "server/api/json_views.hpp"
#include "server/api/task_form.hpp"
#include "server/api/task_requests.hpp"
#include "server/api/task_view.hpp"
#include "server/http/etag.hpp"

namespace onward::api {
namespace {

struct Wanted {
  OwnTask task;
  OpportunityId opportunity;
  LocalRef whole{};  ///< the task that it is a part of
};
enum class Kind : std::uint8_t { own, part };

model::Formula literal(std::string text) {
  return {std::move(text), model::Language::literal, {}, {}};
}

/// Names as the engine takes them: one text with commas.
model::Formula names(Body& body, std::string_view member) {
  const std::vector<std::string> given = body.texts(member, limits::identifier_bytes);
  std::string joined;
  for (const std::string& name : given) {
    const bool blank = name.find_first_not_of(" \t\r\n") == std::string::npos;
    if (blank || name.find(',') != std::string::npos) {
      body.refuse(member, "invalid-name", "a name is no blank text and has no comma");
      return {};
    }
    joined += (joined.empty() ? "" : ",") + name;
  }
  if (given.size() > limits::own_task_rows)
    body.refuse(member, "too-many", "at most " + std::to_string(limits::own_task_rows));
  return literal(std::move(joined));
}

model::Formula moment(Body& body, std::string_view member) {
  const auto at = body.instant(member);
  return at ? literal(to_text(*at)) : model::Formula{};
}

/// Nobody named: it is one's own.
model::Formula assignee(Body& body, const model::UserTask& user, const std::string& caller) {
  const std::string named = body.text("assignee", limits::identifier_bytes).value_or("");
  const bool offered = !user.candidate_users.empty() || !user.candidate_groups.empty();
  return literal(named.empty() && !offered ? caller : named);
}

OpportunityId opportunity_of(Body& body) {
  const auto id = body.text("opportunityId", limits::identifier_bytes);
  if (!id) return {};
  const OpportunityId found{id_from_text(*id).value_or(0)};
  if (!found)
    body.refuse("opportunityId", "unknown-opportunity", "there is no opportunity of this id");
  return found;
}

Result<Wanted> decode(const Call& call, Kind kind) {
  ONWARD_TRY_DONE(check_parameters(call, {}));
  ONWARD_TRY(Body body, Body::of(*call.request));
  Wanted wanted;
  model::UserTask& user = wanted.task.user;
  wanted.task.name = body.required_text("name", limits::name_bytes);
  user.candidate_users = names(body, "candidateUsers");
  user.candidate_groups = names(body, "candidateGroups");
  user.assignee = assignee(body, user, call.who.user);
  user.due = moment(body, "due");
  user.follow_up = moment(body, "followUp");
  if (const auto priority = body.integer("priority", 0, 100))
    user.priority = literal(std::to_string(*priority));
  user.instructions = body.text("instructions", limits::instructions_bytes).value_or("");
  user.deliverable = body.text("deliverable", limits::name_bytes).value_or("");
  user.checklist = checklist_of(body);
  user.form = form_of(body);
  if (kind == Kind::own) wanted.opportunity = opportunity_of(body);
  ONWARD_TRY_DONE(body.finish());
  if (size_bytes(to_value(wanted.task)) > limits::variable_bytes)
    return Error{ErrorCode::too_large, "a task may say 1 MiB"};
  ONWARD_TRY_DONE(own_task_definition(wanted.task));
  return wanted;
}

/// Errors: invalid (no such opportunity), unavailable.
Result<Done> check_opportunity(Unit& unit, OpportunityId id) {
  if (!id) return Done{};
  const auto found = unit.opportunity(id);
  if (found.ok()) return Done{};
  if (found.error().code != ErrorCode::not_found) return found.error();
  return Error{ErrorCode::invalid,
               "there is no opportunity of this id",
               {},
               {{"/opportunityId", "unknown-opportunity", "there is no opportunity of this id"}}};
}

Result<Reply> create(Unit& unit, const Wanted& wanted, std::uint16_t shard, const Actor& actor) {
  StartInstance start;
  start.definition = {std::string(own_task_key), 1};
  start.opportunity = wanted.opportunity;
  start.own_task = to_value(wanted.task);
  if (wanted.whole.instance) start.link = {TaskRelation::part, wanted.whole};
  const InstanceId id{unit.ids().next(shard)};
  ONWARD_TRY(const auto started, unit.start({id, std::move(start), actor, std::nullopt}, true));
  if (started->tasks.empty())
    return Error{ErrorCode::invalid,
                 "such a task cannot be: " + started->incidents.front().message};
  Reply reply;
  reply.status = 201;
  reply.ids = {to_text(LocalRef{id, started->tasks.front().id})};
  return reply;
}

/// Leaves the body empty when the task is closed already: a replay, much later.
void render_new(const Sight& sight, View& view, Reply& reply) {
  reply.location = "/api/v1/tasks/" + reply.ids.front();
  const auto ref = local_ref_from_text(reply.ids.front());
  const auto instance = view.instance(ref ? ref->instance : InstanceId{});
  if (!instance.ok()) return;
  const Task* task = find_task(**instance, ref->local);
  const auto definition = definition_of(view.catalogue(), **instance);
  if (task == nullptr || !definition.ok()) return;
  TaskView shown{row_of(**instance, *task),
                 instance->get(),
                 task,
                 *definition,
                 {},
                 {},
                 view.now(),
                 view.zone()};
  shown.may_work = may_work_now(task, sight);
  reply.body = whole_task(shown);
  reply.etag = http::revision_tag(task->revision);
}

Result<onward::Request> create_request(Services& services, const Call& call) {
  ONWARD_TRY(Wanted wanted, decode(call, Kind::own));
  onward::Request request;
  request.name = "create-task";
  request.shard = wanted.opportunity ? shard_of(wanted.opportunity) : services.shard_for_new(call);
  request.admission = onward::Request::Admission::begins;
  if (wanted.opportunity) request.opportunities = {wanted.opportunity};
  request.work = [wanted = std::move(wanted), shard = request.shard,
                  actor = call.who.actor()](Unit& unit) -> Result<Reply> {
    ONWARD_TRY_DONE(check_opportunity(unit, wanted.opportunity));
    return create(unit, wanted, shard, actor);
  };
  request.render = [sight = sight_of(call.who)](View& view, Reply& reply) {
    render_new(sight, view, reply);
  };
  return request;
}

/// The part lives in the shard of the whole, and in its opportunity.
Result<onward::Request> part_request(const Call& call) {
  ONWARD_TRY(const LocalRef whole, task_ref(call));
  ONWARD_TRY(Wanted wanted, decode(call, Kind::part));
  ONWARD_TRY(const auto revision, if_revision(call));
  wanted.whole = whole;
  onward::Request request;
  request.name = "create-subtask";
  request.shard = shard_of(whole.instance);
  request.admission = onward::Request::Admission::begins;
  request.instances = {whole.instance};
  request.work = [wanted = std::move(wanted), whole, revision,
                  sight = sight_of(call.who)](Unit& unit) -> Result<Reply> {
    ONWARD_TRY_DONE(open_task(unit, whole, sight));
    ONWARD_TRY(const auto instance, unit.instance(whole.instance));
    Wanted part = wanted;
    part.opportunity = instance->opportunity;
    ONWARD_TRY(Reply reply, create(unit, part, shard_of(whole.instance), sight.actor));
    const auto ref = local_ref_from_text(reply.ids.front());
    const AddSubtask add{whole.local, {ref ? *ref : LocalRef{}, part.task.name}};
    ONWARD_TRY_DONE(unit.execute({whole.instance, add, sight.actor, revision}));
    return reply;
  };
  request.render = [sight = sight_of(call.who)](View& view, Reply& reply) {
    render_new(sight, view, reply);
  };
  return request;
}

/// A replay whose task is closed: the same status and id, and the task as it became.
Result<http::Response> replayed(Reader& reader, const Reply& reply) {
  const auto ref = local_ref_from_text(reply.ids.front());
  ONWARD_TRY(http::Response now, one_task(reader, ref ? *ref : LocalRef{}, {{}, true}));
  Reply again = reply;
  again.body = std::move(now.body);
  http::Response response = response_of(again);
  for (auto& header : now.headers)
    if (header.first == "etag") response.headers.push_back(std::move(header));
  return response;
}

void send_new(Services& services, const Call& call, Result<onward::Request> request) {
  if (!request.ok()) return refuse(call, request.error());
  services.submit(call, std::move(request).value(), [&services, call](const Result<Reply>& reply) {
    if (!reply.ok()) return refuse_task(services, call, reply.error());
    if (!reply->body.empty()) return call.respond(response_of(*reply));
    look(services, call, [reply = *reply](Reader& reader) { return replayed(reader, reply); });
  });
}

}  // namespace

void create_task(Services& services, Call call) {
  send_new(services, call, create_request(services, call));
}

void create_subtask(Services& services, Call call) { send_new(services, call, part_request(call)); }

}  // namespace onward::api
