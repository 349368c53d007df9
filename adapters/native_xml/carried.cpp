// What is lost on the way into the compact dialect, because nothing depends on it.
#include <algorithm>
#include <map>
#include <set>
#include <string_view>
#include <tuple>

#include "adapters/native_xml/writer.hpp"

namespace onward::native_xml {
namespace {

using model::DraftElement;
using model::DraftFlow;
using model::Formula;
using model::Language;

std::string quoted(const std::string& text) {
  std::string result = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') result += '\\';
    result += c;
  }
  return result + "\"";
}

void make_feel(Formula& formula) {
  if (formula.empty() || formula.language != Language::literal) return;
  formula.text = quoted(formula.text);
  formula.language = Language::feel;
}

void simplify(DraftElement& element) {
  element.incoming.clear();
  element.outgoing.clear();
  element.has_flow_references = false;
  model::Details& details = element.details;
  make_feel(details.user.assignee);
  make_feel(details.user.candidate_users);
  make_feel(details.user.candidate_groups);
  for (model::FormField& field : details.user.form) make_feel(field.default_value);
  for (auto* mappings : {&details.io.inputs, &details.io.outputs})
    for (model::Mapping& mapping : *mappings) make_feel(mapping.value);
  // Root elements have the ids that the dialect makes of their names.
  details.message.ref.clear();
  for (model::EventDefinition& event : details.events)
    if (event.kind != model::EventKind::compensation) event.ref.clear();
}

/// Ids as the reader makes them, and the order that counts: that of the flows of one element.
void rename_flows(model::DraftProcess& process) {
  std::set<std::string> defaults;
  for (const DraftElement& element : process.elements) defaults.insert(element.default_flow);
  // `otherwise` stands last.
  std::stable_sort(process.flows.begin(), process.flows.end(),
                   [&](const DraftFlow& a, const DraftFlow& b) {
                     return std::pair(a.source, defaults.contains(a.id)) <
                            std::pair(b.source, defaults.contains(b.id));
                   });
  std::map<std::string, int> counts;
  std::map<std::string, std::size_t> leaving;
  std::map<std::string, std::string> names;
  for (DraftFlow& flow : process.flows) {
    const std::string id = flow.source + "-to-" + flow.target;
    const int count = ++counts[id];
    const std::string made = count > 1 ? id + "-" + std::to_string(count) : id;
    names.emplace(flow.id, made);
    flow.id = made;
  }
  for (const DraftFlow& flow : process.flows) ++leaving[flow.source];
  std::map<std::string, model::ElementKind> kinds;
  for (DraftElement& element : process.elements) {
    kinds.emplace(element.id, element.kind);
    const auto name = names.find(element.default_flow);
    if (name != names.end()) element.default_flow = name->second;
  }
  for (DraftFlow& flow : process.flows) {
    const model::ElementKind kind = kinds[flow.source];
    const bool is_split = leaving[flow.source] > 1 || !flow.condition.empty();
    const bool has_parts = is_split && (kind == model::ElementKind::exclusive_gateway ||
                                        kind == model::ElementKind::inclusive_gateway ||
                                        kind == model::ElementKind::parallel_gateway);
    if (!has_parts) flow.name.clear();
  }
}

/// Who is inside a group has its lane, named or not.
void spread_lanes(model::DraftProcess& process) {
  std::map<std::string, std::size_t> lane_of;
  for (std::size_t i = 0; i < process.lanes.size(); ++i)
    for (const std::string& id : process.lanes[i].elements) lane_of.emplace(id, i);
  for (const DraftElement& element : process.elements) {
    const auto around = lane_of.find(element.parent);
    if (element.parent.empty() || around == lane_of.end() || lane_of.contains(element.id)) continue;
    lane_of.emplace(element.id, around->second);
    process.lanes[around->second].elements.push_back(element.id);
  }
  for (std::size_t i = 0; i < process.lanes.size(); ++i) {
    model::DraftLane& lane = process.lanes[i];
    // The id of a lane is that of its role, whatever that is called.
    lane.id = "lane-" + std::to_string(i);
    std::sort(lane.elements.begin(), lane.elements.end());
  }
}

/// Of events that compete the first one counts, so their order is kept; that of the rest is not.
bool is_before(const DraftElement& a, const DraftElement& b) {
  const auto key = [](const DraftElement& element) {
    const bool in_order = element.kind == model::ElementKind::start_event ||
                          element.kind == model::ElementKind::boundary_event ||
                          element.kind == model::ElementKind::event_sub_process;
    return std::tuple(std::string_view(element.parent), element.kind,
                      std::string_view(element.attached_to),
                      in_order ? std::string_view() : std::string_view(element.id));
  };
  return key(a) < key(b);
}

}  // namespace

model::Draft carried(model::Draft draft) {
  for (model::DraftProcess& process : draft.processes) {
    for (DraftElement& element : process.elements) simplify(element);
    rename_flows(process);
    spread_lanes(process);
    std::stable_sort(process.elements.begin(), process.elements.end(), is_before);
  }
  return draft;
}

}  // namespace onward::native_xml
