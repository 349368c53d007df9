// Rules of gateways: what an event-based gateway may lead to, and conditions where a decision needs
// them.
#include <algorithm>
#include <array>
#include <unordered_set>

#include "engine/model/rules.hpp"

namespace onward::model {
namespace {

bool is_event_gateway(const DraftElement& element) {
  return element.kind == ElementKind::event_based_gateway;
}

bool is_allowed_target(const DraftElement& target) {
  if (target.kind == ElementKind::receive_task) return true;
  return target.kind == ElementKind::intermediate_catch_event &&
         !has_event(target, EventKind::link);
}

void event_gateway_targets(const DraftGraph& graph, Findings& found) {
  for (const DraftElement& element : graph.process().elements) {
    if (!is_event_gateway(element)) continue;
    for (const DraftFlow* flow : graph.outgoing(element)) {
      const DraftElement* target = graph.find(flow->target);
      if (target != nullptr && !is_allowed_target(*target))
        found.add(element, "it leads to " + describe(*target) +
                               ", but must lead to catching events or receive tasks");
    }
  }
}

void event_gateway_does_not_mix(const DraftGraph& graph, Findings& found) {
  for (const DraftElement& element : graph.process().elements) {
    if (!is_event_gateway(element)) continue;
    bool receives = false, catches = false;
    for (const DraftFlow* flow : graph.outgoing(element)) {
      const DraftElement* target = graph.find(flow->target);
      if (target == nullptr) continue;
      receives = receives || target->kind == ElementKind::receive_task;
      catches = catches || (target->kind == ElementKind::intermediate_catch_event &&
                            has_event(*target, EventKind::message));
    }
    if (receives && catches)
      found.add(element, "it must not lead to both receive tasks and message events");
  }
}

void event_gateway_targets_are_its_own(const DraftGraph& graph, Findings& found) {
  for (const DraftElement& element : graph.process().elements) {
    if (!is_event_gateway(element)) continue;
    for (const DraftFlow* flow : graph.outgoing(element)) {
      const DraftElement* target = graph.find(flow->target);
      if (target != nullptr && graph.incoming(*target).size() > 1)
        found.add(*target, "it follows " + describe(element) +
                               ", so it must have no other incoming sequence flow");
    }
  }
}

void event_gateway_receives_without_boundary(const DraftGraph& graph, Findings& found) {
  std::unordered_set<std::string_view> hosts;
  for (const DraftElement& element : graph.process().elements)
    if (element.kind == ElementKind::boundary_event) hosts.insert(element.attached_to);
  for (const DraftElement& element : graph.process().elements) {
    if (!is_event_gateway(element)) continue;
    for (const DraftFlow* flow : graph.outgoing(element)) {
      const DraftElement* target = graph.find(flow->target);
      if (target != nullptr && target->kind == ElementKind::receive_task &&
          hosts.contains(target->id))
        found.add(*target,
                  "it follows " + describe(element) + ", so it must not have boundary events");
    }
  }
}

void event_gateway_has_alternatives(const DraftGraph& graph, Findings& found) {
  for (const DraftElement& element : graph.process().elements)
    if (is_event_gateway(element) && graph.outgoing(element).size() == 1)
      found.add(element, "it must have two or more outgoing sequence flows");
}

void event_gateway_leads_somewhere(const DraftGraph& graph, Findings& found) {
  for (const DraftElement& element : graph.process().elements)
    if (is_event_gateway(element) && graph.outgoing(element).empty())
      found.add(element, "it has no outgoing sequence flow, so nothing could happen at it");
}

/// Flows out of a diverging decision that have no condition and are not the default.
std::vector<const DraftFlow*> undecided(const DraftGraph& graph, const DraftElement& element) {
  std::vector<const DraftFlow*> flows;
  const auto& outgoing = graph.outgoing(element);
  if (outgoing.size() < 2) return flows;
  std::copy_if(
      outgoing.begin(), outgoing.end(), std::back_inserter(flows), [&](const DraftFlow* flow) {
        return flow->condition.empty() && (flow->id.empty() || flow->id != element.default_flow);
      });
  return flows;
}

void exclusive_flows_have_conditions(const DraftGraph& graph, Findings& found) {
  for (const DraftElement& element : graph.process().elements) {
    if (element.kind != ElementKind::exclusive_gateway) continue;
    for (const DraftFlow* flow : undecided(graph, element))
      found.add(*flow,
                "it leaves " + describe(element) + " without a condition and is not its default");
  }
}

void inclusive_flows_have_conditions(const DraftGraph& graph, Findings& found) {
  for (const DraftElement& element : graph.process().elements) {
    if (element.kind != ElementKind::inclusive_gateway) continue;
    for (const DraftFlow* flow : undecided(graph, element))
      found.add(*flow,
                "it leaves " + describe(element) + " without a condition, so it is always taken");
  }
}

void complex_join_has_activation(const DraftGraph& graph, Findings& found) {
  for (const DraftElement& element : graph.process().elements)
    if (element.kind == ElementKind::complex_gateway && graph.incoming(element).size() > 1 &&
        element.details.activation_condition.empty())
      found.add(element, "it has several incoming flows and no activation condition");
}

/// Outside the standard, which gives gateways no data (clause 10.4.2 names activities and events).
void gateways_map_nothing(const DraftGraph& graph, Findings& found) {
  for (const DraftElement& element : graph.process().elements)
    if (is_gateway(element.kind) && !element.details.io.empty())
      found.add(element, "a gateway has no variables of its own: map them before or behind it");
}

constexpr std::array table{
    Rule{"gateway-mapping", "bpmn.md decision 16", Severity::not_executable,
         "Only activities and events have input and output mappings.", gateways_map_nothing},
    Rule{"event-gateway-target", "10.6.6", Severity::error,
         "An event-based gateway leads only to catching events (message, timer, signal, "
         "conditional, multiple) or receive tasks.",
         event_gateway_targets},
    Rule{"event-gateway-mixed", "10.6.6", Severity::error,
         "Behind one event-based gateway, receive tasks and message events must not be mixed.",
         event_gateway_does_not_mix},
    Rule{"event-gateway-target-incoming", "10.6.6", Severity::error,
         "A target of an event-based gateway must not have other incoming sequence flows.",
         event_gateway_targets_are_its_own},
    Rule{"event-gateway-target-boundary", "10.6.6", Severity::error,
         "A receive task behind an event-based gateway must not have boundary events.",
         event_gateway_receives_without_boundary},
    Rule{"event-gateway-single", "10.6.6", Severity::warning,
         "An event-based gateway must have two or more outgoing sequence flows.",
         event_gateway_has_alternatives},
    Rule{"event-gateway-empty", "10.6.6", Severity::not_executable,
         "An event-based gateway leads to what it waits for.", event_gateway_leads_somewhere},
    Rule{"missing-condition", "10.6.2", Severity::not_executable,
         "Each flow out of a diverging exclusive gateway has a condition or is the default.",
         exclusive_flows_have_conditions},
    Rule{"missing-activation-condition", "10.6.5", Severity::not_executable,
         "A converging complex gateway has an activation condition.", complex_join_has_activation},
    Rule{"inclusive-flow-unconditional", "10.6.3", Severity::warning,
         "Each flow out of a diverging inclusive gateway has a condition or is the default.",
         inclusive_flows_have_conditions},
};

}  // namespace

std::span<const Rule> gateway_rules() { return table; }

}  // namespace onward::model
