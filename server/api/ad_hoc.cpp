// What ad-hoc sub-processes offer: the activities that somebody may start, beside the tasks that
// are there already (bpmn.md decision 15). Starting one: instances.cpp.
#include <algorithm>

#include "engine/base/limits.hpp"
#include "engine/execution/activities/ad_hoc_offer.hpp"
#include "server/api/handlers.hpp"
#include "server/api/helpers.hpp"
#include "server/api/json_views.hpp"
#include "server/auth/sight.hpp"

namespace onward::api {
namespace {

using auth::Sight;

struct Offer {
  const model::Element* activity = nullptr;
  OfferedTo to;
};
/// An open ad-hoc sub-process with what it offers to who asks.
struct Open {
  AdHocRow row;
  model::DefinitionPtr definition;
  std::vector<Offer> offers;
};

/// An offer is there for the same people as a task of such candidates.
bool is_for(const OfferedTo& to, const std::string& responsible, const Sight& sight) {
  TaskRow task;
  task.candidate_groups = to.groups;
  task.candidate_users = to.users;
  if (to.responsible && !responsible.empty()) task.candidate_users.push_back(responsible);
  return auth::may_see(task, {}, sight);
}

/// Whether an activity of it may be for them in some instance.
bool may_offer(const model::Definition& definition, const std::string& element,
               const Sight& sight) {
  const model::Element* at = definition.find(element);
  if (at == nullptr) return false;
  return std::any_of(at->implicit_starts.begin(), at->implicit_starts.end(),
                     [&](const model::ElementIndex i) {
                       const OfferedTo to = offered_to(definition, definition.element(i));
                       return to.responsible || is_for(to, {}, sight);
                     });
}

/// Those places alone that may have something for them, so that what others are offered is not
/// walked through. Absent: too many to tell.
Result<std::optional<std::vector<AdHocPlace>>> places_for(Reader& reader, const Sight& sight) {
  std::vector<AdHocPlace> places;
  if (sight.everything) return std::optional<std::vector<AdHocPlace>>{};
  ONWARD_TRY(const auto all, reader.queries.ad_hoc_places(limits::ad_hoc_places + 1));
  if (all.size() > limits::ad_hoc_places) return std::optional<std::vector<AdHocPlace>>{};
  for (const AdHocPlace& place : all) {
    const auto definition =
        reader.definitions.process(place.definition.key, place.definition.version);
    if (definition.ok() && may_offer(**definition, place.element, sight)) places.push_back(place);
  }
  return std::optional(std::move(places));
}

/// Empty: nothing for them, or just now nothing for anybody.
Result<std::vector<Offer>> offers_of(Reader& reader, const AdHocRow& row,
                                     const model::Definition& definition, const Sight& sight) {
  std::vector<Offer> offers;
  ONWARD_TRY(const auto instance, reader.queries.instance(row.id.instance));
  const Scope* scope = instance ? find_scope(*instance, row.id.local) : nullptr;
  const Token* token = scope == nullptr ? nullptr : find_token(*instance, scope->owner);
  if (token == nullptr) return offers;  // it was left since the list was read
  std::string responsible;
  if (row.opportunity) {
    ONWARD_TRY(const auto opportunity, reader.queries.opportunity(row.opportunity));
    if (opportunity) responsible = opportunity->responsible;
  }
  for (const model::Element* activity : offered_in_ad_hoc(definition, *instance, *token)) {
    OfferedTo to = offered_to(definition, *activity);
    if (is_for(to, responsible, sight)) offers.push_back({activity, std::move(to)});
  }
  return offers;
}

void write_names(JsonWriter& out, std::string_view name, const std::vector<std::string>& names) {
  out.name(name).begin_array();
  for (const std::string& each : names) out.text(each);
  out.end_array();
}

void write_open(JsonWriter& out, const Open& open) {
  const AdHocRow& row = open.row;
  out.begin_object().name("scope").text(to_text(row.id));
  out.name("instanceId").text(to_text(row.id.instance));
  out.name("definition").text(row.at.definition.key);
  out.name("version").number(row.at.definition.version);
  out.name("elementId").text(row.at.element);
  out.name("name").text(open.definition->find(row.at.element)->name);
  write_id(out, "opportunityId", row.opportunity.value);
  out.name("since").text(to_text(row.since));
  out.name("offers").begin_array();
  for (const Offer& offer : open.offers) {
    out.begin_object().name("elementId").text(offer.activity->id);
    out.name("name").text(offer.activity->name);
    write_names(out, "candidateGroups", offer.to.groups);
    write_names(out, "candidateUsers", offer.to.users);
    out.end_object();
  }
  out.end_array().end_object();
}

Result<AdHocQuery> query_of(const Call& call) {
  ONWARD_TRY_DONE(
      check_parameters(call, {"definition", "instance", "opportunity", "limit", "after", "sort"}));
  AdHocQuery query;
  query.definition = text_parameter(call, "definition");
  // An id that cannot be read names nothing.
  if (const auto text = text_parameter(call, "instance"))
    query.instance = InstanceId{id_from_text(*text).value_or(0)};
  if (const auto text = text_parameter(call, "opportunity"))
    query.opportunity = OpportunityId{id_from_text(*text).value_or(0)};
  ONWARD_TRY(query.page, page_of(call, {"since"}));
  return query;
}

Result<http::Response> answer(Reader& reader, AdHocQuery query, const Sight& sight) {
  // With one instance or opportunity there is little to walk through.
  if (!query.instance && !query.opportunity) {
    ONWARD_TRY(query.among, places_for(reader, sight));
  }
  ONWARD_TRY(const auto rows, reader.queries.ad_hoc(query));
  Rows<Open> page;
  page.next = rows.next;
  for (const AdHocRow& row : rows.items) {
    const DefinitionRef& of = row.at.definition;
    const auto definition = reader.definitions.process(of.key, of.version);
    if (!definition.ok()) continue;  // one that cannot be read takes nothing from the others
    ONWARD_TRY(auto offers, offers_of(reader, row, **definition, sight));
    if (!offers.empty()) page.items.push_back({row, definition.value(), std::move(offers)});
  }
  return list_response(page, write_open);
}

}  // namespace

void list_ad_hoc(Services& services, Call call) {
  auto query = query_of(call);
  if (!query.ok()) return refuse(call, query.error());
  look(services, call,
       [query = std::move(query).value(), sight = auth::sight_of(call.who)](Reader& reader) {
         return answer(reader, query, sight);
       });
}

}  // namespace onward::api
