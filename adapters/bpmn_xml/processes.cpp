// Walks the contents of a process and of the sub-processes inside it, in document order.
#include "adapters/bpmn_xml/processes.hpp"

#include <optional>
#include <utility>

#include "adapters/bpmn_xml/activities.hpp"
#include "adapters/bpmn_xml/data.hpp"
#include "adapters/bpmn_xml/dialects.hpp"
#include "adapters/bpmn_xml/events.hpp"
#include "adapters/bpmn_xml/expressions.hpp"
#include "adapters/bpmn_xml/mappings.hpp"
#include "adapters/bpmn_xml/simulation.hpp"
#include "adapters/bpmn_xml/zeebe.hpp"
#include "adapters/xml/texts.hpp"
#include "adapters/xml/working_calendars.hpp"

namespace onward::bpmn_xml {
namespace {

using model::ElementKind;

constexpr std::pair<std::string_view, ElementKind> kinds[] = {
    {"startEvent", ElementKind::start_event},
    {"endEvent", ElementKind::end_event},
    {"intermediateCatchEvent", ElementKind::intermediate_catch_event},
    {"intermediateThrowEvent", ElementKind::intermediate_throw_event},
    {"boundaryEvent", ElementKind::boundary_event},
    {"task", ElementKind::task},
    {"userTask", ElementKind::user_task},
    {"manualTask", ElementKind::manual_task},
    {"serviceTask", ElementKind::service_task},
    {"sendTask", ElementKind::send_task},
    {"receiveTask", ElementKind::receive_task},
    {"scriptTask", ElementKind::script_task},
    {"businessRuleTask", ElementKind::business_rule_task},
    {"subProcess", ElementKind::sub_process},
    {"transaction", ElementKind::transaction},
    {"adHocSubProcess", ElementKind::ad_hoc_sub_process},
    {"callActivity", ElementKind::call_activity},
    {"exclusiveGateway", ElementKind::exclusive_gateway},
    {"parallelGateway", ElementKind::parallel_gateway},
    {"inclusiveGateway", ElementKind::inclusive_gateway},
    {"eventBasedGateway", ElementKind::event_based_gateway},
    {"complexGateway", ElementKind::complex_gateway},
};

std::optional<ElementKind> kind_of(pugi::xml_node node) {
  const std::string_view name = xml::local_name(node);
  for (const auto& [known, kind] : kinds)
    if (known == name && is_bpmn(node)) {
      const bool by_event = xml::boolean_of(plain(node, "triggeredByEvent")).value_or(false);
      return kind == ElementKind::sub_process && by_event ? ElementKind::event_sub_process : kind;
    }
  return std::nullopt;
}

std::string documentation_of(pugi::xml_node node) {
  std::string text;
  for (const pugi::xml_node each : bpmn_children(node, "documentation")) {
    const std::string part = trimmed_text(each);
    if (!text.empty() && !part.empty()) text += "\n\n";
    text += part;
  }
  return text;
}

std::string local_value(pugi::xml_node node, const char* name) {
  return std::string(xml::local_name(xml::trim(plain(node, name))));
}

class ProcessReader {
 public:
  ProcessReader(Source& source, model::DraftProcess& process)
      : source_(source), process_(process) {}

  /// Depth is bounded by limits::xml_depth, which the document has passed.
  void read_scope(pugi::xml_node scope, const std::string& parent) {
    for (const pugi::xml_node node : scope.children()) {
      if (!is_bpmn(node)) continue;
      const std::string_view name = xml::local_name(node);
      if (const std::optional<ElementKind> kind = kind_of(node))
        read_element(node, *kind, parent);
      else if (name == "sequenceFlow")
        read_flow(node, parent);
      else if (name == "association")
        read_association(node);
      else if (name == "implicitThrowEvent")
        source_.not_executable("an implicit throw event stands in a complex behavior only", node);
      else if (name == "laneSet")
        read_lanes(node, {});
    }
  }

 private:
  void read_element(pugi::xml_node node, ElementKind kind, const std::string& parent) {
    model::DraftElement element;
    element.id = source_.id_of(node);
    element.name = plain(node, "name");
    element.kind = kind;
    element.at = source_.at(node);
    element.parent = parent;
    element.attached_to = local_value(node, "attachedToRef");
    element.default_flow = xml::trim(plain(node, "default"));
    for (const pugi::xml_node flow : bpmn_children(node, "incoming"))
      element.incoming.emplace_back(xml::local_name(trimmed_text(flow)));
    for (const pugi::xml_node flow : bpmn_children(node, "outgoing"))
      element.outgoing.emplace_back(xml::local_name(trimmed_text(flow)));
    element.has_flow_references = !element.incoming.empty() || !element.outgoing.empty();
    read_details(node, kind, element.details);
    const std::string id = element.id;
    process_.elements.push_back(std::move(element));
    if (model::is_sub_process(kind)) read_scope(node, id);
  }

  void read_details(pugi::xml_node node, ElementKind kind, model::Details& details) {
    details.documentation = documentation_of(node);
    details.stage = onward_text(node, "stage");
    details.waits_on = onward_text(node, "waitsOn");
    if (model::is_event(kind)) read_event(node, kind, details);
    if (model::is_activity(kind)) read_activity(source_, node, kind, details);
    if (kind == ElementKind::event_based_gateway) {
      details.instantiate = xml::boolean_of(plain(node, "instantiate")).value_or(false);
      details.parallel_start = plain(node, "eventGatewayType") == "Parallel";
    }
    if (kind == ElementKind::complex_gateway)
      details.activation_condition =
          expression_in(source_, bpmn_child(node, "activationCondition"), Bare::feel);
    read_mappings(source_, node, details);
    details.simulation = read_simulation(source_, node);
  }

  void read_event(pugi::xml_node node, ElementKind kind, model::Details& details) {
    details.events = read_event_definitions(source_, node);
    details.parallel_multiple = xml::boolean_of(plain(node, "parallelMultiple")).value_or(false);
    if (kind == ElementKind::boundary_event)
      details.interrupting = xml::boolean_of(plain(node, "cancelActivity")).value_or(true);
    if (kind == ElementKind::start_event) {
      details.interrupting = xml::boolean_of(plain(node, "isInterrupting")).value_or(true);
      read_opportunity(node, details);
    }
    if (kind == ElementKind::intermediate_throw_event || kind == ElementKind::end_event)
      read_job(source_, node, details.job);
  }

  void read_opportunity(pugi::xml_node node, model::Details& details) {
    const std::string use = onward_text(node, "opportunity");
    if (use == "create")
      details.opportunity = model::Details::OpportunityUse::create;
    else if (use == "from-signal")
      details.opportunity = model::Details::OpportunityUse::from_signal;
    else if (!use.empty())
      source_.error("invalid-value",
                    "onward:opportunity is '" + use + "', but must be create or from-signal", node);
  }

  void read_flow(pugi::xml_node node, const std::string& parent) {
    model::DraftFlow flow;
    flow.id = source_.id_of(node);
    flow.name = plain(node, "name");
    flow.source = xml::trim(plain(node, "sourceRef"));
    flow.target = xml::trim(plain(node, "targetRef"));
    flow.parent = parent;
    flow.at = source_.at(node);
    flow.condition = expression_in(source_, bpmn_child(node, "conditionExpression"), Bare::feel);
    flow.probability = read_simulation(source_, node).probability;
    process_.flows.push_back(std::move(flow));
  }

  void read_association(pugi::xml_node node) {
    process_.associations.push_back({source_.id_of(node), local_value(node, "sourceRef"),
                                     local_value(node, "targetRef"), source_.at(node)});
  }

  /// Depth is bounded by limits::xml_depth.
  void read_lanes(pugi::xml_node set, const std::string& parent_lane) {
    for (const pugi::xml_node node : bpmn_children(set, "lane")) {
      model::DraftLane lane;
      lane.id = source_.id_of(node);
      lane.name = plain(node, "name");
      lane.group = onward_text(node, "group");
      if (lane.group.empty()) lane.group = xml::trim(lane.name);
      if (lane.group.empty()) lane.group = lane.id;
      lane.parent_lane = parent_lane;
      lane.at = source_.at(node);
      lane.assign_responsible = assigns_responsible(node);
      for (const pugi::xml_node ref : bpmn_children(node, "flowNodeRef"))
        lane.elements.push_back(trimmed_text(ref));
      const std::string id = lane.id;
      process_.lanes.push_back(std::move(lane));
      for (const pugi::xml_node child : bpmn_children(node, "childLaneSet")) read_lanes(child, id);
    }
  }

  bool assigns_responsible(pugi::xml_node lane) {
    const std::string assign = onward_text(lane, "assign");
    if (!assign.empty() && assign != "responsible")
      source_.error("invalid-value", "onward:assign is '" + assign + "', but must be responsible",
                    lane);
    return assign == "responsible";
  }

  Source& source_;
  model::DraftProcess& process_;
};

}  // namespace

model::DraftProcess read_process(Source& source, pugi::xml_node node) {
  model::DraftProcess process;
  process.id = source.id_of(node);
  process.name = plain(node, "name");
  process.at = source.at(node);
  process.executable = xml::boolean_of(plain(node, "isExecutable")).value_or(false);
  process.version_tag = onward_text(node, "versionTag");
  if (process.version_tag.empty()) process.version_tag = vendor_text(node, "versionTag");
  if (process.version_tag.empty()) process.version_tag = zeebe_version_tag(node);
  process.opportunity_kind = onward_text(node, "opportunityKind");
  process.zone = onward_text(node, "zone");
  for (const pugi::xml_node calendar : onward_elements_of(node, "calendar"))
    process.calendars.push_back(xml::read_calendar(
        calendar, onward_children(calendar, "open"), [&](std::string message, pugi::xml_node at) {
          source.error("invalid-value", std::move(message), at);
        }));
  process.documentation = documentation_of(node);
  process.data = read_process_data(source, node);
  ProcessReader(source, process).read_scope(node, {});
  return process;
}

}  // namespace onward::bpmn_xml
