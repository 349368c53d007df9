#include "server/api/decisions_taken.hpp"

#include <algorithm>

#include "engine/service/own_task.hpp"
#include "server/api/json_views.hpp"

namespace onward::api {
namespace {

/// Whether conditions say how a token leaves the element. A parallel gateway takes every flow, and
/// behind an event-based one the event chooses.
bool decides(const model::Definition& definition, const model::Element& element) {
  const bool chooses = element.kind == model::ElementKind::exclusive_gateway ||
                       element.kind == model::ElementKind::inclusive_gateway;
  if (chooses && element.outgoing.size() > 1) return true;
  const bool every = element.kind == model::ElementKind::parallel_gateway ||
                     element.kind == model::ElementKind::event_based_gateway;
  return !every &&
         std::any_of(element.outgoing.begin(), element.outgoing.end(), [&](model::FlowIndex flow) {
           return !definition.flow(flow).condition.empty();
         });
}

void write_decision(const model::Definition& definition, const std::string& flow_id,
                    JsonWriter& out) {
  const auto flow = std::find_if(definition.flows.begin(), definition.flows.end(),
                                 [&](const model::Flow& one) { return one.id == flow_id; });
  if (flow == definition.flows.end()) return;
  const model::Element& element = definition.element(flow->source);
  if (!decides(definition, element)) return;
  const auto index = static_cast<model::FlowIndex>(flow - definition.flows.begin());
  out.begin_object().name("elementId").text(element.id);
  out.name("name").text(element.name.empty() ? element.id : element.name);
  out.name("flowId").text(flow->id);
  write_text(out, "condition", flow->condition.text);
  out.name("default").boolean(index == element.default_flow);
  out.name("targetId").text(definition.element(flow->target).id);
  out.end_object();
}

}  // namespace

void write_decisions(View& view, JsonWriter& out) {
  out.name("decisions").begin_array();
  for (const HistoryRow& command : view.commands()) {
    const auto instance = view.instance(command.instance);
    if (!instance.ok()) continue;
    const auto definition = definition_of(view.catalogue(), **instance);
    if (!definition.ok()) continue;
    for (const Fact& fact : command.facts)
      if (const auto* token = std::get_if<TokenCreated>(&fact); token && !token->flow.empty())
        write_decision(**definition, token->flow, out);
  }
  out.end_array();
}

}  // namespace onward::api
