// Builds the process from top to bottom; the continuation of each step is known before the step is
// built, so every flow is made where its source is. Depth is bounded by limits::xml_depth.
#include "adapters/native_xml/graph.hpp"

#include <algorithm>
#include <map>

#include "adapters/native_xml/builder.hpp"
#include "adapters/native_xml/details.hpp"
#include "adapters/native_xml/grammar.hpp"
#include "adapters/native_xml/outline.hpp"
#include "adapters/xml/texts.hpp"

namespace onward::native_xml {
namespace {

using model::DraftElement;
using model::ElementKind;

ElementKind kind_of(std::string_view name) {
  static const std::map<std::string_view, ElementKind> kinds = {
      {"end", ElementKind::end_event},
      {"task", ElementKind::user_task},
      {"service", ElementKind::service_task},
      {"script", ElementKind::script_task},
      {"decide", ElementKind::business_rule_task},
      {"send", ElementKind::send_task},
      {"receive", ElementKind::receive_task},
      {"call", ElementKind::call_activity},
      {"group", ElementKind::sub_process},
      {"choice", ElementKind::exclusive_gateway},
      {"parallel", ElementKind::parallel_gateway},
      {"join", ElementKind::exclusive_gateway},
      {"first-of", ElementKind::event_based_gateway},
      {"wait", ElementKind::intermediate_catch_event},
      {"throw", ElementKind::intermediate_throw_event},
  };
  return kinds.at(name);
}

}  // namespace

void Builder::build_scope(pugi::xml_node node, const std::string& scope, std::string_view role) {
  const Place place{scope, std::string(role)};
  const std::vector<pugi::xml_node> steps = steps_of(node);
  if (steps.empty())
    source_.error("missing-element", std::string(name_of(node)) + " needs a step", node);
  const std::vector<pugi::xml_node> starts = children(node, "start");
  if (starts.empty() && !steps.empty()) imply_start(node, place, steps.front());
  for (const pugi::xml_node start : starts) build_start(start, place);
  build_block(node, place, After{});
  for (const pugi::xml_node on : children(node, "on")) build_on(on, place);
}

void Builder::imply_start(pugi::xml_node node, const Place& place, pugi::xml_node first) {
  const std::string id = std::string(value_of(node, "id")) + "-start";
  DraftElement& start = add_element(id, ElementKind::start_event, node, place);
  make_id(id, node);
  if (name_of(node) == "on") {
    read_trigger(source_, node, start.details);
  }
  add_flow({id, std::string(value_of(first, "id")), place.scope, node, {}, {}, {}});
}

void Builder::build_start(pugi::xml_node node, const Place& place) {
  const std::string id(value_of(node, "id"));
  DraftElement& start = add_step(node, ElementKind::start_event, place);
  if (name_of(node.parent()) == "on")
    read_trigger(source_, node.parent(), start.details);
  else
    read_event_step(source_, node, start.details);
  After after;
  for (pugi::xml_node below = node.next_sibling(); below && after.is_end();
       below = below.next_sibling())
    if (below.type() == pugi::node_element && is_step(name_of(below)))
      after.id = value_of(below, "id");
  const After next = continuation(node, place, after);
  add_flow({id, end_if_needed(next, node, place), place.scope, node, {}, {}, {}});
}

void Builder::build_on(pugi::xml_node node, const Place& place) {
  DraftElement& element = add_step(node, ElementKind::event_sub_process, place);
  const std::string id = element.id;
  const std::string_view role = value_of(node, "role");
  build_scope(node, id, role.empty() ? std::string_view(place.role) : role);
}

void Builder::build_block(pugi::xml_node block, const Place& place, const After& after) {
  const std::vector<pugi::xml_node> steps = steps_of(block);
  for (std::size_t i = 0; i < steps.size(); ++i) {
    const bool is_last = i + 1 == steps.size();
    build_step(steps[i], place, is_last ? after : After{std::string(value_of(steps[i + 1], "id"))});
  }
}

void Builder::build_step(pugi::xml_node node, const Place& place, const After& after) {
  const std::string id(value_of(node, "id"));
  const std::string_view name = name_of(node);
  const After next = name == "end" ? after : continuation(node, place, after);
  const std::size_t exits = exits_of(node);
  const bool joins = name == "parallel" ? exits > 0 : exits > 1;
  const std::string end = next.is_end() ? id + "-end" : next.id;
  const std::string target = exits == 0 ? std::string() : joins ? id + "-join" : end;
  ElementKind kind = kind_of(name);
  if (name == "parallel" && has_conditions(node)) kind = ElementKind::inclusive_gateway;
  if (name == "join") kind = join_kind(node);
  const std::size_t index = process_.elements.size();
  add_step(node, kind, place);
  if (name == "join") add_flow({id, target, place.scope, node, {}, {}, {}});
  if (is_activity(name)) build_activity(node, index, place, target);
  if (name == "choice") build_choice(node, index, place, target);
  if (name == "parallel") build_parallel(node, index, place, target);
  if (name == "first-of") build_first_of(node, place, target);
  if (name == "end" || name == "wait" || name == "throw") {
    read_event_step(source_, node, process_.elements[index].details);
    add_flow({id, target, place.scope, node, {}, {}, {}});
  }
  if (joins) {
    const ElementKind join = name == "parallel" ? kind : ElementKind::exclusive_gateway;
    make_id(target, node);
    add_element(target, join, node, place);
    add_flow({target, end, place.scope, node, {}, {}, {}});
  }
  if (exits > 0) end_if_needed(next, node, place);
}

void Builder::build_activity(pugi::xml_node node, std::size_t index, const Place& place,
                             const std::string& target) {
  const std::string id(value_of(node, "id"));
  read_activity(source_, node, process_.elements[index].details);
  if (name_of(node) == "group") {
    const std::string_view role = value_of(node, "role");
    build_scope(node, id, role.empty() ? std::string_view(place.role) : role);
  }
  add_flow({id, target, place.scope, node, {}, {}, {}});
  std::map<std::string, int, std::less<>> counts;
  for (const pugi::xml_node boundary : boundaries_of(node)) {
    std::string_view suffix = name_of(boundary);
    if (suffix.starts_with("on-")) suffix.remove_prefix(3);
    std::string made = id + "-" + std::string(suffix);
    const int count = ++counts[made];
    if (count > 1) made += "-" + std::to_string(count);
    build_boundary(boundary, id, made, place, target);
  }
}

void Builder::build_boundary(pugi::xml_node node, const std::string& host,
                             const std::string& made_id, const Place& place,
                             const std::string& target) {
  const std::string id = has(node, "id") ? std::string(value_of(node, "id")) : made_id;
  if (!has(node, "id")) make_id(id, node);
  DraftElement& event = add_element(id, ElementKind::boundary_event, node, place);
  event.name = value_of(node, "label");
  event.attached_to = host;
  event.details.stage = value_of(node, "stage");
  read_trigger(source_, node, event.details);
  assign_lane(node, id, place);
  const bool interrupting = is_interrupting(node);
  if (!interrupting && is_open(node) && steps_of(node).empty())
    source_.error("boundary-leads-nowhere",
                  "a non-interrupting '" + std::string(name_of(node)) + "' needs 'next' or steps",
                  node);
  build_part(node, id, place, interrupting ? After{target} : After{});
}

void Builder::build_part(pugi::xml_node node, const std::string& from, const Place& place,
                         const After& after) {
  add_flow({from, part_target(node, place, after), place.scope, node, {}, {}, {}});
  build_block(node, place, after);
}

std::string Builder::part_target(pugi::xml_node node, const Place& place, const After& after) {
  const std::vector<pugi::xml_node> steps = steps_of(node);
  if (has(node, "next") && !steps.empty())
    source_.error("conflicting-attributes",
                  std::string(name_of(node)) + " has 'next' or steps, not both", node);
  if (!steps.empty()) return std::string(value_of(steps.front(), "id"));
  return continuation(node, place, after).id;
}

void Builder::build_choice(pugi::xml_node node, std::size_t index, const Place& place,
                           const std::string& target) {
  const std::string id(value_of(node, "id"));
  const std::vector<pugi::xml_node> parts = parts_of(node);
  if (children(node, "when").empty())
    source_.error("missing-element", "choice needs a 'when'", node);
  for (const pugi::xml_node part : parts) {
    Flow flow{id, part_target(part, place, After{target}), place.scope, part, {}, {}, {}};
    flow.id = value_of(part, "id");
    flow.name = value_of(part, "name");
    flow.probability = read_simulation(source_, part).probability;
    const bool is_default = name_of(part) == "otherwise";
    if (!is_default) flow.condition = source_.feel_attribute(part, "test");
    const std::string flow_id = add_flow(flow);
    if (is_default) set_default(index, part, parts.back() == part, flow_id);
    build_block(part, place, After{target});
  }
}

void Builder::set_default(std::size_t index, pugi::xml_node part, bool is_last,
                          const std::string& flow) {
  if (!is_last || !process_.elements[index].default_flow.empty())
    source_.error("unknown-element", "'otherwise' stands once, behind all others", part);
  process_.elements[index].default_flow = flow;
}

model::ElementKind Builder::join_kind(pugi::xml_node join) {
  const std::string_view kind = value_of(join, "kind");
  if (kind == "parallel") return ElementKind::parallel_gateway;
  if (kind == "inclusive") return ElementKind::inclusive_gateway;
  if (kind != "exclusive")
    source_.error("invalid-value", "kind must be exclusive, parallel or inclusive", join);
  return ElementKind::exclusive_gateway;
}

bool Builder::has_conditions(pugi::xml_node parallel) {
  const std::vector<pugi::xml_node> branches = children(parallel, "branch");
  return std::any_of(branches.begin(), branches.end(),
                     [](pugi::xml_node branch) { return has(branch, "when"); });
}

void Builder::build_parallel(pugi::xml_node node, std::size_t index, const Place& place,
                             const std::string& target) {
  const std::string id(value_of(node, "id"));
  const std::vector<pugi::xml_node> parts = parts_of(node);
  const bool inclusive = has_conditions(node);
  bool all_conditional = true;
  for (const pugi::xml_node part : parts) {
    Flow flow{id, part_target(part, place, After{target}), place.scope, part, {}, {}, {}};
    flow.id = value_of(part, "id");
    flow.name = value_of(part, "name");
    flow.probability = read_simulation(source_, part).probability;
    const bool is_default = name_of(part) == "otherwise";
    if (!is_default) all_conditional = all_conditional && has(part, "when");
    if (!is_default && inclusive)
      flow.condition =
          has(part, "when") ? source_.feel_attribute(part, "when") : source_.feel(part, "true");
    const std::string flow_id = add_flow(flow);
    if (is_default) set_default(index, part, parts.back() == part, flow_id);
    if (is_default && !all_conditional)
      source_.error("conflicting-attributes",
                    "'otherwise' is only taken when every branch has 'when'", part);
    build_block(part, place, After{target});
  }
  if (children(node, "branch").empty())
    source_.error("missing-element", "parallel needs a 'branch'", node);
}

void Builder::build_first_of(pugi::xml_node node, const Place& place, const std::string& target) {
  const std::string id(value_of(node, "id"));
  const std::vector<pugi::xml_node> parts = parts_of(node);
  if (parts.size() < 2) source_.error("missing-element", "first-of needs two or more events", node);
  for (const pugi::xml_node part : parts) {
    const std::string event_id(value_of(part, "id"));
    DraftElement& event = add_element(event_id, ElementKind::intermediate_catch_event, part, place);
    const char* shown = has(part, "label") ? "label" : "name";
    event.name = has(part, shown) ? std::string(value_of(part, shown)) : as_words(event_id);
    event.details.stage = value_of(part, "stage");
    read_trigger(source_, part, event.details);
    assign_lane(part, event_id, place);
    add_flow({id, event_id, place.scope, part, {}, {}, {}});
    build_part(part, event_id, place, After{target});
  }
}

model::DraftProcess build_process(Source& source) { return Builder(source).build(); }

}  // namespace onward::native_xml
