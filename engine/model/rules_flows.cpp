// Rules of sequence flows: their ends, their conditions, default flows, and the references that
// elements keep to them.
#include <algorithm>
#include <array>
#include <unordered_set>

#include "engine/model/rules.hpp"

namespace onward::model {
namespace {

void ends_exist(const DraftGraph& graph, Findings& found) {
  for (const DraftFlow& flow : graph.process().flows) {
    if (graph.find(flow.source) == nullptr)
      found.add(flow, "its source '" + flow.source +
                          "' is not an event, activity or gateway of this process");
    if (graph.find(flow.target) == nullptr)
      found.add(flow, "its target '" + flow.target +
                          "' is not an event, activity or gateway of this process");
  }
}

void ends_share_a_scope(const DraftGraph& graph, Findings& found) {
  for (const DraftFlow& flow : graph.process().flows) {
    const DraftElement* source = graph.find(flow.source);
    const DraftElement* target = graph.find(flow.target);
    if (source == nullptr || target == nullptr || source->parent == target->parent) continue;
    found.add(
        flow,
        "'" + flow.source + "' and '" + flow.target +
            "' are not in the same (sub-)process, and a sequence flow must not cross its border");
  }
}

void flow_stands_with_its_ends(const DraftGraph& graph, Findings& found) {
  for (const DraftFlow& flow : graph.process().flows) {
    const DraftElement* source = graph.find(flow.source);
    const DraftElement* target = graph.find(flow.target);
    if (source == nullptr || target == nullptr || source->parent != target->parent) continue;
    if (flow.parent != source->parent)
      found.add(flow, "it is written in another (sub-)process than the elements it connects");
  }
}

void start_event_has_no_incoming(const DraftGraph& graph, Findings& found) {
  for (const DraftElement& element : graph.process().elements)
    if (element.kind == ElementKind::start_event && !graph.incoming(element).empty())
      found.add(element, "a start event must not have an incoming sequence flow");
}

void end_event_has_no_outgoing(const DraftGraph& graph, Findings& found) {
  for (const DraftElement& element : graph.process().elements)
    if (element.kind == ElementKind::end_event && !graph.outgoing(element).empty())
      found.add(element, "an end event must not have an outgoing sequence flow");
}

void boundary_event_has_no_incoming(const DraftGraph& graph, Findings& found) {
  for (const DraftElement& element : graph.process().elements)
    if (element.kind == ElementKind::boundary_event && !graph.incoming(element).empty())
      found.add(element, "a boundary event must not be the target of a sequence flow");
}

void event_sub_process_has_no_flows(const DraftGraph& graph, Findings& found) {
  for (const DraftElement& element : graph.process().elements) {
    if (element.kind != ElementKind::event_sub_process) continue;
    if (!graph.incoming(element).empty() || !graph.outgoing(element).empty())
      found.add(element, "an event sub-process must not have incoming or outgoing sequence flows");
  }
}

void compensation_handler_has_no_flows(const DraftGraph& graph, Findings& found) {
  for (const DraftElement& element : graph.process().elements) {
    if (!element.details.for_compensation || !is_activity(element.kind)) continue;
    if (!graph.incoming(element).empty() || !graph.outgoing(element).empty())
      found.add(element,
                "an activity for compensation must not have incoming or outgoing sequence flows");
  }
}

void condition_leaves_activity_or_decision(const DraftGraph& graph, Findings& found) {
  for (const DraftFlow& flow : graph.process().flows) {
    const DraftElement* source = graph.find(flow.source);
    if (flow.condition.empty() || source == nullptr) continue;
    const bool allowed = is_activity(source->kind) ||
                         source->kind == ElementKind::exclusive_gateway ||
                         source->kind == ElementKind::inclusive_gateway ||
                         source->kind == ElementKind::complex_gateway;
    if (!allowed)
      found.add(flow, "a condition is not allowed on a flow out of " + describe(*source));
  }
}

void conditional_flow_has_company(const DraftGraph& graph, Findings& found) {
  for (const DraftElement& element : graph.process().elements) {
    if (!is_activity(element.kind)) continue;
    const auto& outgoing = graph.outgoing(element);
    if (outgoing.size() == 1 && !outgoing.front()->condition.empty())
      found.add(*outgoing.front(), "the only flow out of " + describe(element) +
                                       " has a condition: when it is false, no flow can be taken");
  }
}

void default_is_an_outgoing_flow(const DraftGraph& graph, Findings& found) {
  for (const DraftElement& element : graph.process().elements) {
    if (element.default_flow.empty()) continue;
    const auto& outgoing = graph.outgoing(element);
    const bool own = std::any_of(outgoing.begin(), outgoing.end(), [&](const DraftFlow* flow) {
      return flow->id == element.default_flow;
    });
    if (!own)
      found.add(element, "its default '" + element.default_flow +
                             "' is not one of its outgoing sequence flows");
  }
}

void default_where_conditions_are(const DraftGraph& graph, Findings& found) {
  for (const DraftElement& element : graph.process().elements) {
    if (element.default_flow.empty()) continue;
    if (is_event(element.kind) || element.kind == ElementKind::parallel_gateway ||
        element.kind == ElementKind::event_based_gateway)
      found.add(element, "this kind of element cannot have a default flow");
  }
}

void default_has_no_condition(const DraftGraph& graph, Findings& found) {
  for (const DraftElement& element : graph.process().elements) {
    if (element.default_flow.empty()) continue;
    for (const DraftFlow* flow : graph.outgoing(element))
      if (flow->id == element.default_flow && !flow->condition.empty())
        found.add(*flow, "it is the default flow of " + describe(element) +
                             ", so its condition is ignored");
  }
}

/// Ids that one element wrote as <incoming> (<outgoing>), against the flows that say so themselves.
void compare(const DraftElement& element, const std::vector<std::string>& written,
             const DraftGraph::Flows& flows, const std::string& tag, Findings& found) {
  std::unordered_set<std::string_view> actual;
  for (const DraftFlow* flow : flows) actual.insert(flow->id);
  for (const std::string& id : written)
    if (!actual.contains(id))
      found.add(element, "its <" + tag + "> names '" + id + "', which is not such a sequence flow");
}

void written_references_agree(const DraftGraph& graph, Findings& found) {
  for (const DraftElement& element : graph.process().elements) {
    if (!element.has_flow_references) continue;
    compare(element, element.incoming, graph.incoming(element), "incoming", found);
    compare(element, element.outgoing, graph.outgoing(element), "outgoing", found);
  }
}

constexpr std::array table{
    Rule{"flow-end-unknown", "8.4.13", Severity::error,
         "Source and target of a sequence flow must be events, activities or gateways.",
         ends_exist},
    Rule{"flow-crosses-scope", "8.4.13", Severity::error,
         "A sequence flow must not cross the border of a sub-process.", ends_share_a_scope},
    Rule{"flow-misplaced", "8.4.13", Severity::warning,
         "A sequence flow stands in the (sub-)process of the elements it connects.",
         flow_stands_with_its_ends},
    Rule{"start-event-incoming", "10.5.2", Severity::error,
         "A start event must not have an incoming sequence flow.", start_event_has_no_incoming},
    Rule{"end-event-outgoing", "10.5.3", Severity::error,
         "An end event must not have an outgoing sequence flow.", end_event_has_no_outgoing},
    Rule{"boundary-event-incoming", "10.5.4", Severity::error,
         "A boundary event must not be the target of a sequence flow.",
         boundary_event_has_no_incoming},
    Rule{"event-sub-process-flow", "10.3.5", Severity::error,
         "An event sub-process must not have incoming or outgoing sequence flows.",
         event_sub_process_has_no_flows},
    Rule{"compensation-handler-flow", "10.7.2", Severity::error,
         "A compensation activity must not have incoming or outgoing sequence flows.",
         compensation_handler_has_no_flows},
    Rule{"condition-not-allowed", "8.4.13", Severity::error,
         "Only flows out of activities and exclusive, inclusive or complex gateways may have a "
         "condition.",
         condition_leaves_activity_or_decision},
    // The standard says must; the missing flow is no obstacle to execution, and unfinished models
    // lack it.
    Rule{"conditional-flow-alone", "8.4.13", Severity::warning,
         "An activity with a conditional flow must have at least one other outgoing flow.",
         conditional_flow_has_company},
    Rule{"default-flow-unknown", "10.6.2", Severity::error,
         "The default flow must be one of the element's outgoing sequence flows.",
         default_is_an_outgoing_flow},
    Rule{"default-flow-not-allowed", "8.4.13", Severity::error,
         "Events, parallel and event-based gateways have no default flow.",
         default_where_conditions_are},
    // Clause 10.6.2: it should not have one, "any such Expression SHALL be ignored".
    Rule{"default-flow-condition", "10.6.2", Severity::warning,
         "The condition of a default flow is ignored.", default_has_no_condition},
    Rule{"flow-reference-mismatch", "8.4.13", Severity::warning,
         "The incoming and outgoing references of an element agree with the sequence flows.",
         written_references_agree},
};

}  // namespace

std::span<const Rule> flow_rules() { return table; }

}  // namespace onward::model
