// Where instances are stuck, and another try.
#include "engine/service/unit.hpp"
#include "server/api/handlers.hpp"
#include "server/api/helpers.hpp"
#include "server/api/json_views.hpp"

namespace onward::api {
namespace {

void render_instance_state(View& view, Reply& reply) {
  const auto ref = local_ref_from_text(reply.ids.front());
  const auto instance = view.instance(ref ? ref->instance : InstanceId{});
  if (!instance.ok()) return;
  JsonWriter out;
  out.begin_object().name("instance").begin_object();
  out.name("id").text(to_text(instance.value()->id));
  out.name("state").text(to_string(instance.value()->state)).end_object();
  out.name("incidents").begin_array();
  for (const Incident& incident : instance.value()->incidents)
    write_incident(out, {{instance.value()->id, incident.id},
                         incident.element,
                         incident.code,
                         incident.message,
                         instance.value()->definition.key,
                         incident.at});
  out.end_array();
  write_open_tasks(out, *instance.value());
  out.end_object();
  reply.body = out.take();
}

Result<onward::Request> retry_request(const Call& call) {
  ONWARD_TRY_DONE(check_parameters(call, {}));
  ONWARD_TRY(const LocalRef incident, local_ref(call));
  ONWARD_TRY(Body body, Body::of(*call.request, Body::Presence::optional));
  const std::string reason = body.text("reason").value_or(std::string{});
  ONWARD_TRY_DONE(body.finish());
  ONWARD_TRY(const auto revision, if_revision(call));
  onward::Request request;
  request.name = "retry-incident";
  request.shard = shard_of(incident.instance);
  request.instances = {incident.instance};
  request.work = [incident, reason, actor = call.who.actor(),
                  revision](Unit& unit) -> Result<Reply> {
    ONWARD_TRY_DONE(
        unit.execute({incident.instance, RetryIncident{incident.local, reason}, actor, revision}));
    Reply reply;
    reply.ids = {to_text(incident)};
    return reply;
  };
  request.render = render_instance_state;
  return request;
}

}  // namespace

void list_incidents(Services& services, Call call) {
  const auto checked = check_parameters(call, {"limit", "after"});
  if (!checked.ok()) return refuse(call, checked.error());
  const auto page = page_of(call);
  if (!page.ok()) return refuse(call, page.error());
  look(services, call, [page = page.value()](Reader& reader) -> Result<http::Response> {
    ONWARD_TRY(const auto rows, reader.queries.incidents(page));
    return list_response(rows, write_incident);
  });
}

void retry_incident(Services& services, Call call) { send(services, call, retry_request(call)); }

}  // namespace onward::api
