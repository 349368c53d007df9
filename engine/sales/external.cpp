#include "engine/sales/external.hpp"

#include <utility>

#include "engine/sales/opportunity.hpp"
#include "engine/service/messages.hpp"
#include "engine/service/projection.hpp"

namespace onward::sales {
namespace {

constexpr std::string_view kind = "opportunity";
constexpr Duration message_kept{24LL * 3'600'000};

Actor actor_of(const ExternalEvent& event) { return {event.actor, {}, true}; }

Result<std::optional<OpportunityId>> linked(Unit& unit, const ExternalEvent& event) {
  for (const ExternalLink& link : unit.write().links)
    if (link.theirs == event.theirs) return std::optional<OpportunityId>{};  // made just now
  ONWARD_TRY(const auto link, unit.store().external_link(event.system, kind, event.theirs));
  if (!link) return std::optional<OpportunityId>{};
  return std::optional<OpportunityId>(OpportunityId{id_from_text(link->ours).value_or(0)});
}

Result<Done> post(Unit& unit, const ExternalEvent& event, Context body, std::uint16_t shard) {
  ONWARD_TRY(const auto known, unit.store().external_link(event.system, kind, event.theirs));
  if (known) return Done{};
  Context reference;
  reference.set("id", Value(event.theirs));
  reference.set("system", Value(event.system));
  body.set("externalRefs", Value(List{Value(std::move(reference))}));
  ONWARD_TRY(NewOpportunity wanted, new_opportunity_from(body));
  wanted.id = {unit.ids().next(shard)};
  wanted.number = event.number;
  ONWARD_TRY(const OpportunityId id, create_opportunity(unit, wanted, actor_of(event)));
  unit.write().links.push_back(
      {event.system, std::string(kind), event.theirs, to_text(id), std::string()});
  return Done{};
}

Result<Done> patch(Unit& unit, const ExternalEvent& event, const Context& body) {
  ONWARD_TRY(const auto id, linked(unit, event));
  if (!id) return Done{};
  return patch_opportunity(unit, *id, body, std::nullopt, actor_of(event));
}

Result<Done> apply(Unit& unit, const ExternalEvent& event, const ExternalAction& action,
                   std::uint16_t shard) {
  switch (action.kind) {
    case ExternalAction::Kind::post_opportunity: return post(unit, event, action.body, shard);
    case ExternalAction::Kind::patch_opportunity: return patch(unit, event, action.body);
    case ExternalAction::Kind::send_message:
      return send_message(unit, {action.message, action.key, !action.key.empty(), action.body,
                                 unit.now() + message_kept, 0});
  }
  return Done{};
}

}  // namespace

Request external_request(ExternalEvent event) {
  Request request;
  request.name = "external-event";
  request.shard = shard_of_text(event.system + ":" + event.theirs);
  request.idempotency = IdempotencyKey{event.system, event.key, event.key};
  request.work = [event = std::move(event), shard = request.shard](Unit& unit) -> Result<Reply> {
    for (const ExternalAction& action : event.actions)
      ONWARD_TRY_DONE(apply(unit, event, action, shard));
    return Reply{204, {}, {}, {}, {}, false, false, true};
  };
  return request;
}

}  // namespace onward::sales
