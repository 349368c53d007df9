// The small steps of building: elements, flows, lanes, and what `next` may name.
#include "adapters/native_xml/builder.hpp"

#include <set>

#include "adapters/native_xml/details.hpp"
#include "adapters/native_xml/grammar.hpp"
#include "adapters/native_xml/outline.hpp"
#include "adapters/xml/texts.hpp"
#include "adapters/xml/working_calendars.hpp"

namespace onward::native_xml {

model::DraftProcess Builder::build() {
  const pugi::xml_node root = source_.root();
  process_.id = value_of(root, "id");
  process_.name = has(root, "name") ? std::string(value_of(root, "name")) : as_words(process_.id);
  process_.version_tag = value_of(root, "version-tag");
  process_.opportunity_kind = value_of(root, "opportunity-kind");
  process_.zone = value_of(root, "zone");
  for (const pugi::xml_node calendar : children(root, "calendar"))
    process_.calendars.push_back(xml::read_calendar(
        calendar, children(calendar, "open"), [&](std::string message, pugi::xml_node at) {
          source_.error("invalid-value", std::move(message), at);
        }));
  process_.at = source_.at(root);
  for (const pugi::xml_node text : children(root, "documentation")) {
    const std::string documentation = xml::text_of(text);
    process_.documentation = xml::trim(documentation);
  }
  read_roles();
  index_scope(root, {});
  build_scope(root, {}, {});
  find_unreachable();
  return std::move(process_);
}

void Builder::read_roles() {
  for (const pugi::xml_node role : children(source_.root(), "role")) {
    model::DraftLane lane;
    roles_.emplace_back(value_of(role, "id"));
    const std::string& id = roles_.back();
    lane.group = has(role, "group") ? std::string(value_of(role, "group")) : id;
    lane.id = source_.is_taken(id) ? "role-" + id : id;
    lane.name = has(role, "name") ? std::string(value_of(role, "name")) : as_words(id);
    lane.at = source_.at(role);
    lane.assign_responsible = value_of(role, "assign") == "responsible";
    if (has(role, "assign") && !lane.assign_responsible)
      source_.error("invalid-value", "assign must be responsible", role);
    make_id(lane.id, role);
    process_.lanes.push_back(std::move(lane));
  }
}

/// Steps of a scope, in whatever block they stand; those of a scope inside belong to that one.
void Builder::index_scope(pugi::xml_node node, const std::string& scope) {
  for (const pugi::xml_node child : node.children()) {
    if (child.type() != pugi::node_element) continue;
    const std::string_view name = name_of(child);
    const std::string id(value_of(child, "id"));
    if (is_step(name)) scope_of_step_.emplace(id, scope);
    index_scope(child, name == "group" || name == "on" ? id : scope);
  }
}

Builder::After Builder::continuation(pugi::xml_node node, const Place& place, const After& after) {
  if (!has(node, "next")) return after;
  const std::string next(value_of(node, "next"));
  const auto found = scope_of_step_.find(next);
  if (found == scope_of_step_.end()) {
    const bool exists = static_cast<bool>(source_.find(next));
    source_.error(exists ? "next-not-allowed" : "next-unknown",
                  exists ? "next names '" + next + "', which is no step that can be led to"
                         : "next names '" + next + "', but no step has that id",
                  node);
  } else if (found->second != place.scope) {
    source_.error("next-not-allowed",
                  "next names '" + next + "', which stands in another process part than this step",
                  node);
  }
  return {next};
}

model::DraftElement& Builder::add_element(const std::string& id, model::ElementKind kind,
                                          pugi::xml_node node, const Place& place) {
  model::DraftElement element;
  element.id = id;
  element.kind = kind;
  element.at = source_.at(node);
  element.parent = place.scope;
  process_.elements.push_back(std::move(element));
  return process_.elements.back();
}

model::DraftElement& Builder::add_step(pugi::xml_node node, model::ElementKind kind,
                                       const Place& place) {
  const std::string id(value_of(node, "id"));
  written_.emplace(id, node);
  assign_lane(node, id, place);
  model::DraftElement& element = add_element(id, kind, node, place);
  element.name = has(node, "name") ? std::string(value_of(node, "name")) : as_words(id);
  element.details.stage = value_of(node, "stage");
  element.details.waits_on = value_of(node, "waits-on");
  for (const pugi::xml_node text : children(node, "documentation")) {
    const std::string documentation = xml::text_of(text);
    element.details.documentation = xml::trim(documentation);
  }
  return element;
}

std::string Builder::add_flow(const Flow& flow) {
  if (flow.target.empty()) return {};
  model::DraftFlow draft;
  draft.id = flow.id;
  if (draft.id.empty()) {
    draft.id = flow.source + "-to-" + flow.target;
    const int count = ++flow_counts_[draft.id];
    if (count > 1) draft.id += "-" + std::to_string(count);
    make_id(draft.id, flow.node);
  }
  draft.name = flow.name;
  draft.source = flow.source;
  draft.target = flow.target;
  draft.parent = flow.scope;
  draft.at = source_.at(flow.node);
  draft.condition = flow.condition;
  draft.probability = flow.probability;
  process_.flows.push_back(draft);
  return draft.id;
}

std::string Builder::end_if_needed(const After& after, pugi::xml_node node, const Place& place) {
  if (!after.is_end()) return after.id;
  const std::string id = std::string(value_of(node, "id")) + "-end";
  make_id(id, node);
  add_element(id, model::ElementKind::end_event, node, place);
  return id;
}

void Builder::make_id(const std::string& id, pugi::xml_node node) {
  std::string maker(name_of(node));
  if (has(node, "id")) maker += " " + std::string(value_of(node, "id"));
  source_.take_id(id, node, maker);
}

void Builder::assign_lane(pugi::xml_node node, const std::string& id, const Place& place) {
  const std::string role = has(node, "role") ? std::string(value_of(node, "role")) : place.role;
  if (role.empty()) return;
  for (std::size_t i = 0; i < roles_.size(); ++i)
    if (roles_[i] == role) {
      process_.lanes[i].elements.push_back(id);
      return;
    }
  if (has(node, "role")) source_.error("role-unknown", "no role has the id '" + role + "'", node);
}

/// A step is reached by a flow from something that is reached; starts and event sub-processes are
/// reached by themselves, a boundary event with its activity.
void Builder::find_unreachable() {
  std::multimap<std::string_view, std::string_view> edges;
  for (const model::DraftFlow& flow : process_.flows) edges.emplace(flow.source, flow.target);
  std::vector<std::string_view> agenda;
  for (const model::DraftElement& element : process_.elements) {
    if (!element.attached_to.empty()) edges.emplace(element.attached_to, element.id);
    if (element.kind == model::ElementKind::start_event ||
        element.kind == model::ElementKind::event_sub_process)
      agenda.push_back(element.id);
  }
  std::set<std::string_view> reached(agenda.begin(), agenda.end());
  while (!agenda.empty()) {
    const std::string_view id = agenda.back();
    agenda.pop_back();
    const auto [first, last] = edges.equal_range(id);
    for (auto edge = first; edge != last; ++edge)
      if (reached.insert(edge->second).second) agenda.push_back(edge->second);
  }
  for (const auto& [id, node] : written_)
    if (!reached.contains(id)) source_.error("unreachable", "nothing leads to '" + id + "'", node);
}

}  // namespace onward::native_xml
