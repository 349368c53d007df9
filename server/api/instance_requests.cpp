#include "server/api/instance_requests.hpp"

#include <algorithm>
#include <memory>
#include <utility>

#include "engine/service/unit.hpp"
#include "server/api/json_views.hpp"
#include "server/http/etag.hpp"

namespace onward::api {
namespace {

/// One thing that came or went. What came has no id yet: nothing was kept.
void write_thing(JsonWriter& out, std::string_view type, const std::string& id,
                 std::string_view element) {
  out.begin_object();
  if (!id.empty()) out.name("id").text(id);
  out.name("type").text(type);
  out.name("elementId").text(element);
  out.end_object();
}

/// What is in `more` and not in `less`, by its id.
template <class Items, class Find>
void write_missing(JsonWriter& out, std::string_view type, const Items& more, const Instance& less,
                   Find find, InstanceId named) {
  for (const auto& item : more)
    if (find(less, item.id) == nullptr)
      write_thing(out, type, named ? to_text(LocalRef{named, item.id}) : std::string{},
                  item.element);
}

void write_calls(JsonWriter& out, const Instance& more, const Instance& less, bool with_ids) {
  for (const onward::Call& call : more.calls) {
    const auto same = [&](const onward::Call& other) { return other.child == call.child; };
    if (std::any_of(less.calls.begin(), less.calls.end(), same)) continue;
    const Token* token = find_token(more, call.token);
    write_thing(out, "instance", with_ids ? to_text(call.child) : std::string{},
                token == nullptr ? std::string_view() : std::string_view(token->element));
  }
}

/// `named`: the things are there, and have ids that can be asked for.
void write_difference(JsonWriter& out, std::string_view name, const Instance& more,
                      const Instance& less, InstanceId named) {
  out.name(name).begin_array();
  write_missing(out, "token", more.tokens, less, find_token, named);
  write_missing(out, "task", more.tasks, less, find_task, named);
  write_missing(out, "job", more.jobs, less, find_job, named);
  write_missing(out, "event", more.waits, less, find_wait, named);
  write_missing(out, "incident", more.incidents, less, find_incident, named);
  write_calls(out, more, less, static_cast<bool>(named));
  out.end_array();
}

}  // namespace

void render_instance(View& view, Reply& reply) {
  const auto id = id_from_text(reply.ids.front());
  const auto instance = view.instance(InstanceId{id.value_or(0)});
  JsonWriter out;
  if (!instance.ok()) {
    out.begin_object().name("id").text(reply.ids.front()).end_object();
  } else {
    open_instance(out, row_of(*instance.value()));
    write_open_tasks(out, *instance.value());
    out.end_object();
    reply.etag = http::revision_tag(instance.value()->version);
  }
  reply.body = out.take();
}

Result<onward::Request> instance_request(const Call& call, std::string name, Action action) {
  ONWARD_TRY(const InstanceId id, instance_id(call));
  return instance_request(call, id, std::move(name), std::move(action));
}

Result<onward::Request> instance_request(const Call& call, InstanceId id, std::string name,
                                         Action action) {
  ONWARD_TRY(const auto revision, if_revision(call));
  onward::Request request;
  request.name = std::move(name);
  request.shard = shard_of(id);
  request.instances = {id};
  request.work = [id, actor = call.who.actor(), revision,
                  action = std::move(action)](Unit& unit) -> Result<Reply> {
    ONWARD_TRY_DONE(unit.execute({id, action, actor, revision}));
    Reply reply;
    reply.ids = {to_text(id)};
    return reply;
  };
  request.render = render_instance;
  return request;
}

Result<onward::Request> instance_preview(const Call& call, std::string name, Action action) {
  ONWARD_TRY(onward::Request request, instance_request(call, std::move(name), std::move(action)));
  // The turn may run the work again: the last state that it began with counts.
  auto before = std::make_shared<std::shared_ptr<const Instance>>();
  request.work = [work = std::move(request.work), id = request.instances.front(),
                  before](Unit& unit) -> Result<Reply> {
    ONWARD_TRY(*before, unit.instance(id));
    return work(unit);
  };
  request.render = [before](View& view, Reply& reply) {
    const auto after = view.instance((*before)->id);
    if (!after.ok()) return;
    JsonWriter out;
    open_instance(out, row_of(**after));
    write_open_tasks(out, **after);
    write_difference(out, "cancelled", **before, **after, (*before)->id);
    write_difference(out, "opened", **after, **before, {});
    out.end_object();
    reply.body = out.take();
  };
  request.dry_run = true;
  return request;
}

}  // namespace onward::api
