// Conditional start events: whoever changed data outside of instances asks which processes begin.
#include <utility>

#include "engine/base/limits.hpp"
#include "engine/service/outbox.hpp"
#include "server/api/handlers.hpp"
#include "server/api/helpers.hpp"
#include "server/api/matched.hpp"

namespace onward::api {
namespace {

Result<onward::Request> conditions_request(Services& services, const Call& call) {
  ONWARD_TRY_DONE(check_parameters(call, {}));
  ONWARD_TRY(Body body, Body::of(*call.request));
  ConditionsOfStarts asked;
  asked.definition = body.text("definition", limits::name_bytes).value_or(std::string{});
  asked.variables = body.context("variables");
  ONWARD_TRY_DONE(body.finish());
  return request_to_reach("evaluate-conditions", services.shard_for_new(call),
                          [asked = std::move(asked)](Unit& unit) -> Result<std::vector<Receiver>> {
                            return post_starts_that_hold(unit, asked);
                          });
}

}  // namespace

void evaluate_conditions(Services& services, Call call) {
  send(services, call, conditions_request(services, call));
}

}  // namespace onward::api
