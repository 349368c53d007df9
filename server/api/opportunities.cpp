// Making opportunities and changing them.
#include <utility>

#include "engine/sales/opportunity.hpp"
#include "server/api/helpers.hpp"
#include "server/api/opportunity_views.hpp"
#include "server/api/sales_routes.hpp"

namespace onward::api {
namespace {

Result<onward::Request> create_request(Services& services, const Call& call) {
  ONWARD_TRY_DONE(check_parameters(call, {}));
  ONWARD_TRY(const Body body, Body::of(*call.request));
  ONWARD_TRY(sales::NewOpportunity wanted, sales::new_opportunity_from(body.all()));
  ONWARD_TRY(wanted.number, services.next_opportunity_number());
  onward::Request request;
  request.name = "create-opportunity";
  request.shard = services.shard_for_new(call);
  request.admission = onward::Request::Admission::begins;
  wanted.id = {services.ids().next(request.shard)};
  request.work = [wanted, actor = call.who.actor()](Unit& unit) -> Result<Reply> {
    ONWARD_TRY(const OpportunityId id, sales::create_opportunity(unit, wanted, actor));
    Reply reply;
    reply.status = 201;
    reply.ids = {to_text(id)};
    return reply;
  };
  request.render = render_opportunity;
  return request;
}

/// What is done to the opportunity of the path, once If-Match was found to hold.
using Change = std::function<Result<Done>(Unit&, OpportunityId, const Actor&)>;

Result<onward::Request> change_request(const Call& call, std::string name, Change change) {
  ONWARD_TRY(const OpportunityId id, opportunity_id(call));
  ONWARD_TRY(const auto revision, if_revision(call));
  onward::Request request;
  request.name = std::move(name);
  request.shard = shard_of(id);
  request.opportunities = {id};
  request.work = [id, revision, actor = call.who.actor(),
                  change = std::move(change)](Unit& unit) -> Result<Reply> {
    ONWARD_TRY(const auto before, unit.opportunity(id));
    if (revision && *revision != before->version)
      return Error{ErrorCode::stale, "the opportunity " + before->number + " has the version " +
                                         std::to_string(before->version) + " now"};
    ONWARD_TRY_DONE(change(unit, id, actor));
    Reply reply;
    reply.ids = {to_text(id)};
    return reply;
  };
  request.render = render_opportunity;
  return request;
}

Result<onward::Request> post_request(const Call& call) {
  ONWARD_TRY_DONE(check_parameters(call, {}));
  ONWARD_TRY(Body body, Body::of(*call.request, Body::Presence::optional));
  ONWARD_TRY_DONE(body.finish());
  ONWARD_TRY(onward::Request request,
             change_request(call, "post-opportunity", sales::post_opportunity));
  request.admission = onward::Request::Admission::begins;
  return request;
}

Result<onward::Request> patch_request(const Call& call) {
  ONWARD_TRY_DONE(check_parameters(call, {}));
  ONWARD_TRY(const Body body, Body::of(*call.request));
  return change_request(call, "patch-opportunity",
                        [patch = body.all()](Unit& unit, OpportunityId id, const Actor& actor) {
                          return sales::patch_opportunity(unit, id, patch, std::nullopt, actor);
                        });
}

/// `{value, reason?}`: a new value of one member, and why.
using Set = Result<Done> (*)(Unit&, OpportunityId, const std::string& value,
                             const std::string& reason, const Actor&);

Result<onward::Request> set_request(const Call& call, std::string name, Set set) {
  ONWARD_TRY_DONE(check_parameters(call, {}));
  ONWARD_TRY(Body body, Body::of(*call.request));
  if (!body.has("value")) body.refuse("value", "required", "the new value, or null for none");
  const std::string value = body.text("value", limits::identifier_bytes).value_or(std::string{});
  const std::string reason = body.text("reason", limits::text_bytes).value_or(std::string{});
  ONWARD_TRY_DONE(body.finish());
  return change_request(call, std::move(name),
                        [set, value, reason](Unit& unit, OpportunityId id, const Actor& actor) {
                          return set(unit, id, value, reason, actor);
                        });
}

}  // namespace

void create_opportunity(Services& services, Call call) {
  send(services, call, create_request(services, call));
}

void post_opportunity(Services& services, Call call) { send(services, call, post_request(call)); }

void patch_opportunity(Services& services, Call call) { send(services, call, patch_request(call)); }

void put_responsible(Services& services, Call call) {
  send(services, call, set_request(call, "set-responsible", sales::set_responsible));
}

void put_stage(Services& services, Call call) {
  send(services, call, set_request(call, "set-stage", sales::set_stage));
}

}  // namespace onward::api
