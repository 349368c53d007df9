#include "tests/simulation/versions.hpp"

#include <algorithm>
#include <optional>

#include "tests/support/process_builder.hpp"

namespace onward::simulation {
namespace {

using model::DraftElement;
using model::DraftFlow;
using model::DraftProcess;
using model::ElementKind;

/// nullptr: not a process that runs.
model::DefinitionPtr compiled(const DraftProcess& process) {
  model::Compiled result = model::compile(process, 2);
  const bool wrong = std::any_of(
      result.problems.begin(), result.problems.end(),
      [](const model::Problem& each) { return each.severity != model::Severity::warning; });
  return wrong ? nullptr : result.definition;
}

class Changes {
 public:
  Changes(Random& random, DraftProcess& process, std::map<std::string, std::string>& mapping)
      : random_(random), process_(process), mapping_(mapping) {}

  void change() {
    switch (random_.below(10)) {
      case 0: return remove_element();
      case 1:
      case 2: return add_task();
      case 3:
      case 4: return rename_element();
      case 5: return rename_flow();
      case 6: return redirect();
      case 7: return change_events();
      case 8: return add_boundary();
      default: return remove_boundary();
    }
  }

 private:
  /// Somebody who maps forgets one now and then.
  void map(const std::string& from, const std::string& to) {
    if (random_.percent(90)) mapping_[from] = to;
  }

  DraftElement& any_element() { return process_.elements[random_.below(process_.elements.size())]; }
  std::string fresh(const char* what) { return std::string(what) + std::to_string(++number_); }

  /// What stands between one flow and another goes; the first leads to where the second led.
  void remove_element() {
    const std::string id = any_element().id;
    std::vector<std::size_t> in, out;
    for (std::size_t i = 0; i < process_.flows.size(); ++i) {
      if (process_.flows[i].target == id) in.push_back(i);
      if (process_.flows[i].source == id) out.push_back(i);
    }
    const bool hosts = std::any_of(
        process_.elements.begin(), process_.elements.end(),
        [&](const DraftElement& each) { return each.attached_to == id || each.parent == id; });
    if (in.size() != 1 || out.size() != 1 || hosts) return;
    process_.flows[in.front()].target = process_.flows[out.front()].target;
    process_.flows.erase(process_.flows.begin() + static_cast<std::ptrdiff_t>(out.front()));
    std::erase_if(process_.elements, [&](const DraftElement& each) { return each.id == id; });
  }

  void add_task() {
    DraftFlow& flow = process_.flows[random_.below(process_.flows.size())];
    DraftElement task;
    task.id = fresh("new");
    task.kind = random_.percent(70) ? ElementKind::user_task : ElementKind::task;
    task.parent = flow.parent;
    DraftFlow on = flow;
    on.id = fresh("flow");
    on.source = task.id;
    on.condition = {};
    flow.target = task.id;
    process_.flows.push_back(on);
    process_.elements.push_back(std::move(task));
  }

  void rename_element() {
    DraftElement& element = any_element();
    const std::string from = element.id, to = fresh("called");
    element.id = to;
    const auto follow = [&](std::string& id) {
      if (id == from) id = to;
    };
    for (DraftElement& each : process_.elements) {
      follow(each.parent);
      follow(each.attached_to);
    }
    for (DraftFlow& flow : process_.flows) {
      follow(flow.source);
      follow(flow.target);
      follow(flow.parent);
    }
    for (model::DraftAssociation& each : process_.associations) {
      follow(each.source);
      follow(each.target);
    }
    map(original(from), to);
    if (original(from) != from) mapping_.erase(from);
  }

  void rename_flow() {
    DraftFlow& flow = process_.flows[random_.below(process_.flows.size())];
    const std::string from = flow.id, to = fresh("way");
    flow.id = to;
    for (DraftElement& each : process_.elements)
      if (each.default_flow == from) each.default_flow = to;
    map(original(from), to);
  }

  /// What the first version called it.
  std::string original(const std::string& id) const {
    for (const auto& [from, to] : mapping_)
      if (to == id) return from;
    return id;
  }

  void redirect() {
    DraftFlow& flow = process_.flows[random_.below(process_.flows.size())];
    const DraftElement& target = any_element();
    if (target.parent == flow.parent) flow.target = target.id;
  }

  void change_events() {
    for (DraftElement& each : process_.elements)
      for (model::EventDefinition& event : each.details.events) {
        if (!random_.percent(30)) continue;
        if (event.kind == model::EventKind::timer) event = test::timer("PT5H");
        if (event.kind == model::EventKind::message) event.name = test::literal("m2");
        if (event.kind == model::EventKind::signal) event = other_kind();
      }
  }

  model::EventDefinition other_kind() {
    return random_.percent(50) ? test::event(model::EventKind::signal, "s2")
                               : test::event(model::EventKind::message, "m1");
  }

  void add_boundary() {
    const DraftElement host = any_element();
    if (!model::is_activity(host.kind) || host.details.for_compensation ||
        host.kind == ElementKind::event_sub_process)
      return;
    DraftElement boundary, task;
    boundary.id = fresh("beside");
    boundary.kind = ElementKind::boundary_event;
    boundary.attached_to = host.id;
    task.parent = boundary.parent = host.parent;
    boundary.details.interrupting = random_.percent(50);
    boundary.details.events.push_back(test::timer("PT3H"));
    task.id = fresh("late");
    task.kind = ElementKind::user_task;
    DraftFlow flow;
    flow.id = fresh("flow");
    flow.source = boundary.id;
    flow.target = task.id;
    flow.parent = host.parent;
    process_.elements.push_back(std::move(boundary));
    process_.elements.push_back(std::move(task));
    process_.flows.push_back(std::move(flow));
  }

  /// With its flows; what was behind it may be cut off, and then this is no version.
  void remove_boundary() {
    std::vector<std::string> boundaries;
    for (const DraftElement& each : process_.elements)
      if (each.kind == ElementKind::boundary_event) boundaries.push_back(each.id);
    if (boundaries.empty()) return;
    const std::string id = random_.pick(boundaries);
    std::erase_if(process_.elements, [&](const DraftElement& each) { return each.id == id; });
    std::erase_if(process_.flows, [&](const DraftFlow& flow) { return flow.source == id; });
    std::erase_if(process_.associations,
                  [&](const model::DraftAssociation& each) { return each.source == id; });
  }

  Random& random_;
  DraftProcess& process_;
  std::map<std::string, std::string>& mapping_;
  unsigned number_ = 0;
};

}  // namespace

Changed changed_version(Random& random, const model::DraftProcess& first) {
  DraftProcess process = first;
  Changed changed{compiled(first), {}};
  Changes changes(random, process, changed.mapping);
  const std::size_t count = 1 + random.below(4);
  for (std::size_t i = 0; i < count; ++i) {
    const DraftProcess before = process;
    const auto mapping = changed.mapping;
    changes.change();
    if (model::DefinitionPtr definition = compiled(process)) {
      changed.definition = std::move(definition);
      continue;
    }
    process = before;
    changed.mapping = mapping;
  }
  return changed;
}

}  // namespace onward::simulation
