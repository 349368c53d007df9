// The order of writing: roots, collaboration, processes, picture.
#include "adapters/bpmn_xml/writer.hpp"

#include <algorithm>
#include <map>

#include "adapters/bpmn_xml/target.hpp"
#include "adapters/bpmn_xml/write_diagram.hpp"
#include "adapters/xml/texts.hpp"
#include "engine/base/limits.hpp"

namespace onward::bpmn_xml {
namespace {

using model::DraftElement;
using model::ElementKind;

class ProcessWriter {
 public:
  ProcessWriter(Target& target, const model::DraftProcess& process)
      : target_(target), process_(process) {
    for (const DraftElement& element : process.elements) {
      elements_[element.parent].push_back(&element);
      scope_of_.emplace(element.id, element.parent);
    }
    for (const model::DraftFlow& flow : process.flows) flows_[flow.parent].push_back(&flow);
    for (const model::DraftAssociation& each : process.associations)
      if (scope_of_.contains(each.source) && scope_of_.contains(each.target))
        associations_[scope_of_[each.source]].push_back(&each);
  }

  void write() {
    const pugi::xml_node node = add(target_.root(), "process");
    set_always(node, "id", process_.id);
    set(node, "name", process_.name);
    set_always(node, "isExecutable", process_.executable ? "true" : "false");
    set(node, "onward:versionTag", process_.version_tag);
    set(node, "onward:opportunityKind", process_.opportunity_kind);
    set(node, "onward:zone", process_.zone);
    if (!process_.documentation.empty()) add_text(node, "documentation", process_.documentation);
    if (!process_.calendars.empty()) add_calendars(add(node, "extensionElements"));
    target_.begin_data(process_, node);
    target_.add_process_data(process_, node);
    if (!process_.lanes.empty()) {
      const pugi::xml_node set_node = add(node, "laneSet");
      set_always(set_node, "id", target_.free_id("lanes"));
      add_lanes(set_node, {}, 0);
    }
    add_scope(node, {}, 0);
    target_.add_subscriptions(process_.id, node);
  }

 private:
  void add_calendars(pugi::xml_node extensions) {
    for (const WorkingCalendar& calendar : process_.calendars) {
      const pugi::xml_node node = add(extensions, "onward:calendar");
      set_always(node, "id", calendar.id);
      set(node, "holidays", days_to_text(calendar.holidays));
      for (unsigned day = 0; day < calendar.week.size(); ++day) {
        if (calendar.week[day].empty()) continue;
        const pugi::xml_node open = add(node, "onward:open");
        set_always(open, "days", weekday_name(day));
        set_always(open, "hours", to_text(calendar.week[day]));
      }
    }
  }

  /// Lanes in a circle have no beginning, and depth is bounded: such a draft has problems.
  void add_lanes(pugi::xml_node parent, const std::string& around, std::size_t depth) {
    for (const model::DraftLane& lane : process_.lanes) {
      if (lane.parent_lane != around || depth > limits::nesting) continue;
      const pugi::xml_node node = add(parent, "lane");
      set_always(node, "id", lane.id);
      set(node, "name", lane.name);
      const std::string_view name = xml::trim(lane.name);
      if (lane.group != (name.empty() ? std::string_view(lane.id) : name))
        set(node, "onward:group", lane.group);
      if (lane.assign_responsible) set(node, "onward:assign", "responsible");
      for (const std::string& id : lane.elements) add_text(node, "flowNodeRef", id);
      const bool has_children =
          std::any_of(process_.lanes.begin(), process_.lanes.end(),
                      [&](const model::DraftLane& each) { return each.parent_lane == lane.id; });
      if (has_children && !lane.id.empty())
        add_lanes(add(node, "childLaneSet"), lane.id, depth + 1);
    }
  }

  void add_scope(pugi::xml_node node, const std::string& scope, std::size_t depth) {
    for (const DraftElement* element : elements_[scope]) add_element(node, *element, depth);
    for (const model::DraftFlow* flow : flows_[scope]) add_flow(node, *flow);
    for (const model::DraftAssociation* each : associations_[scope]) {
      const pugi::xml_node association = add(node, "association");
      set(association, "id", each->id);
      set_always(association, "associationDirection", "One");
      set_always(association, "sourceRef", each->source);
      set_always(association, "targetRef", each->target);
    }
  }

  void add_element(pugi::xml_node parent, const DraftElement& element, std::size_t depth) {
    const bool by_event = element.kind == ElementKind::event_sub_process;
    const pugi::xml_node node = add(parent, by_event ? "subProcess" : bpmn_name(element.kind));
    set_always(node, "id", element.id);
    set(node, "name", element.name);
    set(node, "default", element.default_flow);
    if (!element.details.documentation.empty())
      add_text(node, "documentation", element.details.documentation);
    target_.add_extensions(element, node);
    for (const std::string& flow : element.incoming) add_text(node, "incoming", flow);
    for (const std::string& flow : element.outgoing) add_text(node, "outgoing", flow);
    target_.add_details(element, node);
    if (!model::is_sub_process(element.kind)) return;
    if (depth < limits::xml_depth && !element.id.empty()) add_scope(node, element.id, depth + 1);
    if (element.kind == ElementKind::ad_hoc_sub_process)
      add_expression(node, "completionCondition", element.details.completion_condition, Bare::feel);
  }

  void add_flow(pugi::xml_node parent, const model::DraftFlow& flow) {
    const pugi::xml_node node = add(parent, "sequenceFlow");
    set_always(node, "id", flow.id);
    set(node, "name", flow.name);
    set_always(node, "sourceRef", flow.source);
    set_always(node, "targetRef", flow.target);
    add_simulation(node, {{}, flow.probability});
    add_expression(node, "conditionExpression", flow.condition, Bare::feel);
  }

  Target& target_;
  const model::DraftProcess& process_;
  std::map<std::string, std::vector<const DraftElement*>, std::less<>> elements_;
  std::map<std::string, std::vector<const model::DraftFlow*>, std::less<>> flows_;
  std::map<std::string, std::vector<const model::DraftAssociation*>, std::less<>> associations_;
  std::map<std::string, std::string, std::less<>> scope_of_;
};

bool has_key_of_payload(const model::Draft& draft) {
  for (const model::DraftProcess& process : draft.processes)
    for (const DraftElement& element : process.elements) {
      if (element.details.message.key_of_payload) return true;
      for (const model::EventDefinition& event : element.details.events)
        if (event.key_of_payload) return true;
    }
  return false;
}

/// The id of the collaboration; empty: none is needed.
std::string add_collaboration(Target& target, const model::Draft& draft) {
  if (draft.participants.empty() && draft.message_flows.empty() && !has_key_of_payload(draft))
    return {};
  const std::string id = target.free_id("collaboration");
  const pugi::xml_node node = add(target.root(), "collaboration");
  set_always(node, "id", id);
  for (const model::DraftParticipant& pool : draft.participants) {
    const pugi::xml_node each = add(node, "participant");
    set(each, "id", pool.id);
    set(each, "name", pool.name);
    set(each, "processRef", pool.process);
  }
  for (const model::DraftMessageFlow& flow : draft.message_flows) {
    const pugi::xml_node each = add(node, "messageFlow");
    set_always(each, "id", flow.id);
    set_always(each, "sourceRef", flow.source);
    set_always(each, "targetRef", flow.target);
  }
  target.add_correlation(draft, node);
  return id;
}

}  // namespace

model::Draft with_pool(model::Draft draft) {
  if (!draft.participants.empty() || draft.processes.size() != 1) return draft;
  const model::DraftProcess& process = draft.processes.front();
  if (process.lanes.empty()) return draft;
  std::string id = process.id + "-pool";
  const auto is_taken = [&](const std::string& wish) {
    return std::any_of(process.elements.begin(), process.elements.end(),
                       [&](const DraftElement& element) { return element.id == wish; });
  };
  while (is_taken(id)) id += "-";
  draft.participants.push_back({id, process.id, process.name});
  return draft;
}

std::string write(const model::Draft& draft, const diagram::Diagram& picture) {
  Target target(draft);
  target.add_roots(draft);
  const std::string collaboration = add_collaboration(target, draft);
  for (const model::DraftProcess& process : draft.processes) ProcessWriter(target, process).write();
  if (!picture.empty()) {
    const std::string plane = !collaboration.empty()    ? collaboration
                              : draft.processes.empty() ? std::string()
                                                        : draft.processes.front().id;
    add_diagram(target, picture, plane);
  }
  return target.take();
}

}  // namespace onward::bpmn_xml
