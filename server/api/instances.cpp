// Starting and steering instances.
#include <utility>

#include "engine/base/limits.hpp"
#include "engine/service/unit.hpp"
#include "server/api/handlers.hpp"
#include "server/api/helpers.hpp"
#include "server/api/instance_requests.hpp"
#include "server/api/json_views.hpp"
#include "server/http/etag.hpp"

namespace onward::api {
namespace {

struct StartRequest {
  DefinitionRef definition;
  StartInstance start;
  bool allow_duplicate = false;
};

Result<StartRequest> decode_start(const Call& call) {
  ONWARD_TRY_DONE(check_parameters(call, {}));
  ONWARD_TRY(Body body, Body::of(*call.request));
  StartRequest asked;
  asked.definition.key = body.required_text("definition", limits::identifier_bytes);
  asked.definition.version =
      static_cast<std::uint32_t>(body.integer("version", 1, 0xFFFF'FFFF).value_or(0));
  asked.start.business_key =
      body.text("businessKey", limits::identifier_bytes).value_or(std::string{});
  asked.allow_duplicate = body.boolean("allowDuplicate").value_or(false);
  asked.start.variables = body.context("variables");
  asked.start.start_element =
      body.text("startEvent", limits::identifier_bytes).value_or(std::string{});
  ONWARD_TRY_DONE(body.finish());
  return asked;
}

Result<onward::Request> start_request(Services& services, const Call& call) {
  ONWARD_TRY(const StartRequest asked, decode_start(call));
  onward::Request request;
  request.name = "start-instance";
  request.shard = services.shard_for_new(call);
  request.admission = onward::Request::Admission::begins;
  request.work = [asked, actor = call.who.actor(),
                  shard = request.shard](Unit& unit) -> Result<Reply> {
    ONWARD_TRY(const model::DefinitionPtr definition,
               unit.catalogue().process(asked.definition.key, asked.definition.version));
    StartInstance start = asked.start;
    start.definition = definition->ref;
    const InstanceId id{unit.ids().next(shard)};
    ONWARD_TRY(const auto started,
               unit.start({id, std::move(start), actor, std::nullopt}, asked.allow_duplicate));
    Reply reply;
    reply.status = 201;
    reply.ids = {to_text(started->id)};
    return reply;
  };
  request.render = [](View& view, Reply& reply) {
    render_instance(view, reply);
    reply.location = "/api/v1/instances/" + reply.ids.front();
  };
  return request;
}

/// `{reason?}`, and the command that takes it.
template <class Command>
Result<onward::Request> reasoned_request(const Call& call, std::string name) {
  ONWARD_TRY_DONE(check_parameters(call, {}));
  ONWARD_TRY(Body body, Body::of(*call.request, Body::Presence::optional));
  const std::string reason = body.text("reason").value_or(std::string{});
  ONWARD_TRY_DONE(body.finish());
  return instance_request(call, std::move(name), Command{reason});
}

Result<onward::Request> patch_variables_request(const Call& call) {
  ONWARD_TRY_DONE(check_parameters(call, {"reason"}));  // the body is nothing but variables
  ONWARD_TRY(const Body body, Body::of(*call.request));
  ONWARD_TRY(
      onward::Request request,
      instance_request(call, "set-variables",
                       SetVariables{body.all(), text_parameter(call, "reason").value_or("")}));
  request.render = [](View& view, Reply& reply) {
    const auto id = id_from_text(reply.ids.front());
    const auto instance = view.instance(InstanceId{id.value_or(0)});
    if (!instance.ok()) return;
    reply.body = variables_json(*instance.value());
    reply.etag = http::revision_tag(instance.value()->version);
  };
  return request;
}

Result<onward::Request> ad_hoc_request(const Call& call) {
  ONWARD_TRY_DONE(check_parameters(call, {}));
  ONWARD_TRY(Body body, Body::of(*call.request));
  StartAdHoc start;
  start.scope = body.required_text("scope", limits::identifier_bytes);
  start.element = body.required_text("elementId", limits::identifier_bytes);
  ONWARD_TRY_DONE(body.finish());
  return instance_request(call, "start-ad-hoc", std::move(start));
}

}  // namespace

void start_instance(Services& services, Call call) {
  send(services, call, start_request(services, call));
}

void patch_variables(Services& services, Call call) {
  send(services, call, patch_variables_request(call));
}

void start_ad_hoc(Services& services, Call call) { send(services, call, ad_hoc_request(call)); }
void suspend_instance(Services& services, Call call) {
  send(services, call, reasoned_request<SuspendInstance>(call, "suspend-instance"));
}

void resume_instance(Services& services, Call call) {
  send(services, call, reasoned_request<ResumeInstance>(call, "resume-instance"));
}

void cancel_instance(Services& services, Call call) {
  send(services, call, reasoned_request<CancelInstance>(call, "cancel-instance"));
}

}  // namespace onward::api
