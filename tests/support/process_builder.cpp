// Builds drafts in document order; nothing is checked here, so that wrong models can be built as
// well.
#include "tests/support/process_builder.hpp"

#include <cstdio>

#include "engine/base/check.hpp"
#include "engine/base/cron.hpp"

namespace onward::test {

using model::ElementKind;
using model::EventDefinition;
using model::EventKind;

model::Formula feel(std::string_view text) {
  model::Formula formula;
  formula.text = text;
  return formula;
}

model::Formula literal(std::string_view text) {
  model::Formula formula = feel(text);
  formula.language = model::Language::literal;
  return formula;
}

EventDefinition event(EventKind kind, std::string_view name) {
  EventDefinition definition;
  definition.kind = kind;
  definition.name = literal(name);
  return definition;
}

EventDefinition timer(std::string_view iso) {
  EventDefinition definition;
  definition.kind = EventKind::timer;
  definition.timer.value = literal(iso);
  const bool is_cycle = iso.starts_with('R') || is_cron_shaped(iso);
  definition.timer.kind = is_cycle               ? model::TimerKind::cycle
                          : iso.starts_with('P') ? model::TimerKind::duration
                                                 : model::TimerKind::date;
  return definition;
}

namespace {

EventDefinition message(std::string_view name, std::string_view key) {
  EventDefinition definition = event(EventKind::message, name);
  definition.correlation_key = feel(key);
  return definition;
}

}  // namespace

Builder::Builder(std::string_view id) {
  process_.id = id;
  process_.name = id;
  process_.at = next_line();
}

Position Builder::next_line() { return {line_++, 1}; }

Builder& Builder::at(std::string_view id) {
  cursor_ = id;
  return *this;
}

Builder& Builder::apart() { return at({}); }

Builder& Builder::on(std::string_view condition) {
  condition_ = condition;
  return *this;
}

Builder& Builder::otherwise() {
  default_ = true;
  return *this;
}

void Builder::connect(std::string_view target) {
  if (cursor_.empty()) return;
  const std::string id = cursor_ + "-" + std::string(target);
  if (default_) get(cursor_).default_flow = id;
  flow(cursor_, target, condition_);
  condition_.clear();
  default_ = false;
}

Builder& Builder::to(std::string_view id) {
  connect(id);
  return at(id);
}

Builder& Builder::flow(std::string_view from, std::string_view to, std::string_view condition) {
  model::DraftFlow flow;
  flow.source = from;
  flow.target = to;
  flow.id = flow.source + "-" + flow.target;
  flow.parent = parent_;
  flow.at = next_line();
  flow.condition = feel(condition);
  flow.condition.at = {flow.at.line, 10};
  process_.flows.push_back(std::move(flow));
  return *this;
}

Builder& Builder::element(ElementKind kind, std::string_view id) {
  model::DraftElement element;
  element.id = id;
  element.name = id;
  element.kind = kind;
  element.parent = parent_;
  element.at = next_line();
  process_.elements.push_back(std::move(element));
  connect(id);
  return at(id);
}

Builder& Builder::event_element(ElementKind kind, std::string_view id,
                                std::initializer_list<EventDefinition> events) {
  element(kind, id);
  return with([&](model::Details& details) { details.events = events; });
}

Builder& Builder::start(std::string_view id) {
  return apart().element(ElementKind::start_event, id);
}

Builder& Builder::start(std::string_view id, EventDefinition trigger, Interrupting interrupting) {
  apart().event_element(ElementKind::start_event, id, {std::move(trigger)});
  return with([&](model::Details& d) { d.interrupting = interrupting == Interrupting::yes; });
}

Builder& Builder::end(std::string_view id) {
  element(ElementKind::end_event, id);
  return *this;
}

Builder& Builder::end(std::string_view id, EventDefinition result) {
  return event_element(ElementKind::end_event, id, {std::move(result)});
}

Builder& Builder::end_error(std::string_view id, std::string_view code) {
  return end(id, event(EventKind::error, code));
}

Builder& Builder::terminate(std::string_view id) { return end(id, event(EventKind::terminate)); }

Builder& Builder::catching(std::string_view id, EventDefinition trigger) {
  return event_element(ElementKind::intermediate_catch_event, id, {std::move(trigger)});
}

Builder& Builder::throwing(std::string_view id) {
  return element(ElementKind::intermediate_throw_event, id);
}

Builder& Builder::throwing(std::string_view id, EventDefinition result) {
  return event_element(ElementKind::intermediate_throw_event, id, {std::move(result)});
}

Builder& Builder::catch_message(std::string_view id, std::string_view name, std::string_view key) {
  return catching(id, message(name, key));
}

Builder& Builder::catch_signal(std::string_view id, std::string_view name) {
  return catching(id, event(EventKind::signal, name));
}

Builder& Builder::catch_timer(std::string_view id, std::string_view iso) {
  return catching(id, timer(iso));
}

Builder& Builder::throw_message(std::string_view id, std::string_view name, std::string_view key) {
  return throwing(id, message(name, key));
}

Builder& Builder::throw_signal(std::string_view id, std::string_view name) {
  return throwing(id, event(EventKind::signal, name));
}

Builder& Builder::boundary(std::string_view id, std::string_view host, EventDefinition trigger,
                           Interrupting interrupting) {
  apart().event_element(ElementKind::boundary_event, id, {std::move(trigger)});
  get(id).attached_to = host;
  return with([&](model::Details& d) { d.interrupting = interrupting == Interrupting::yes; });
}

Builder& Builder::boundary_timer(std::string_view id, std::string_view host, std::string_view iso,
                                 Interrupting interrupting) {
  return boundary(id, host, timer(iso), interrupting);
}

Builder& Builder::boundary_message(std::string_view id, std::string_view host,
                                   std::string_view name, Interrupting interrupting) {
  return boundary(id, host, event(EventKind::message, name), interrupting);
}

Builder& Builder::boundary_signal(std::string_view id, std::string_view host, std::string_view name,
                                  Interrupting interrupting) {
  return boundary(id, host, event(EventKind::signal, name), interrupting);
}

Builder& Builder::boundary_error(std::string_view id, std::string_view host,
                                 std::string_view code) {
  return boundary(id, host, event(EventKind::error, code));
}

Builder& Builder::task(std::string_view id) { return element(ElementKind::task, id); }
Builder& Builder::manual(std::string_view id) { return element(ElementKind::manual_task, id); }
Builder& Builder::user(std::string_view id) { return element(ElementKind::user_task, id); }

Builder& Builder::service(std::string_view id, std::string_view topic) {
  element(ElementKind::service_task, id);
  return with([&](model::Details& d) {
    d.job.kind = model::JobKind::worker;
    d.job.topic = literal(topic);
  });
}

Builder& Builder::script(std::string_view id, std::string_view feel_text, std::string_view result) {
  element(ElementKind::script_task, id);
  return with([&](model::Details& d) {
    d.script.script = feel(feel_text);
    d.script.result_variable = result;
  });
}

Builder& Builder::decision(std::string_view id, std::string_view decision_id,
                           std::string_view result) {
  element(ElementKind::business_rule_task, id);
  return with([&](model::Details& d) {
    d.decision.decision = literal(decision_id);
    d.decision.result_variable = result;
  });
}

Builder& Builder::send(std::string_view id, std::string_view name) {
  element(ElementKind::send_task, id);
  return with([&](model::Details& d) { d.message = message(name, {}); });
}

Builder& Builder::receive(std::string_view id, std::string_view name, std::string_view key) {
  element(ElementKind::receive_task, id);
  return with([&](model::Details& d) { d.message = message(name, key); });
}

Builder& Builder::call(std::string_view id, std::string_view process) {
  element(ElementKind::call_activity, id);
  return with([&](model::Details& d) { d.call.called = literal(process); });
}

Builder& Builder::sub(ElementKind kind, std::string_view id, const Content& inside) {
  if (kind == ElementKind::event_sub_process) apart();
  element(kind, id);
  const std::string outside = std::exchange(parent_, std::string(id));
  apart();
  inside(*this);
  parent_ = outside;
  condition_.clear();
  default_ = false;
  return at(id);
}

Builder& Builder::sub(std::string_view id, const Content& inside) {
  return sub(ElementKind::sub_process, id, inside);
}

Builder& Builder::event_sub(std::string_view id, const Content& inside) {
  return sub(ElementKind::event_sub_process, id, inside);
}

Builder& Builder::exclusive(std::string_view id) {
  return element(ElementKind::exclusive_gateway, id);
}
Builder& Builder::parallel(std::string_view id) {
  return element(ElementKind::parallel_gateway, id);
}
Builder& Builder::inclusive(std::string_view id) {
  return element(ElementKind::inclusive_gateway, id);
}
Builder& Builder::event_gateway(std::string_view id) {
  return element(ElementKind::event_based_gateway, id);
}

namespace {

model::MultiInstance over(std::string_view collection, std::string_view item) {
  model::MultiInstance loop;
  loop.collection = feel(collection);
  loop.element_variable = item;
  return loop;
}

}  // namespace

Builder& Builder::multi_instance_parallel(std::string_view collection, std::string_view item) {
  return with([&](model::Details& d) { d.multi_instance = over(collection, item); });
}

Builder& Builder::multi_instance_sequential(std::string_view collection, std::string_view item) {
  return with([&](model::Details& d) {
    d.multi_instance = over(collection, item);
    d.multi_instance->sequential = true;
  });
}

Builder& Builder::times(std::string_view cardinality) {
  return with([&](model::Details& d) {
    d.multi_instance.emplace();
    d.multi_instance->cardinality = feel(cardinality);
  });
}

Builder& Builder::times_in_turn(std::string_view cardinality) {
  times(cardinality);
  return with([](model::Details& d) { d.multi_instance->sequential = true; });
}

Builder& Builder::input(std::string_view name, std::string_view feel_text) {
  return with(
      [&](model::Details& d) { d.io.inputs.push_back({std::string(name), feel(feel_text)}); });
}

Builder& Builder::output(std::string_view name, std::string_view feel_text) {
  return with(
      [&](model::Details& d) { d.io.outputs.push_back({std::string(name), feel(feel_text)}); });
}

Builder& Builder::with(const std::function<void(model::Details&)>& change) {
  change(get(cursor_).details);
  return *this;
}

model::DraftElement& Builder::get(std::string_view id) {
  model::DraftElement* found = nullptr;
  for (model::DraftElement& element : process_.elements)
    if (element.id == id) found = &element;
  ONWARD_CHECK(found != nullptr);
  return *found;
}

model::DraftFlow& Builder::get_flow(std::string_view id) {
  model::DraftFlow* found = nullptr;
  for (model::DraftFlow& flow : process_.flows)
    if (flow.id == id) found = &flow;
  ONWARD_CHECK(found != nullptr);
  return *found;
}

Builder& Builder::lane(std::string_view id, std::initializer_list<std::string> elements,
                       std::string_view parent) {
  model::DraftLane lane;
  lane.id = id;
  lane.name = id;
  lane.group = id;
  lane.parent_lane = parent;
  lane.at = next_line();
  lane.elements = elements;
  process_.lanes.push_back(std::move(lane));
  return *this;
}

Builder& Builder::opportunity_kind(std::string_view kind) {
  process_.opportunity_kind = kind;
  return *this;
}

Builder& Builder::not_executable() {
  process_.executable = false;
  return *this;
}

std::vector<model::Problem> Builder::problems() const {
  return model::compile(process_, 1).problems;
}

model::DefinitionPtr Builder::build(std::uint32_t version) const {
  model::Compiled compiled = model::compile(process_, version);
  bool runs = true;
  for (const model::Problem& problem : compiled.problems) {
    if (problem.severity == model::Severity::warning) continue;
    std::fprintf(stderr, "%s: %s: %s\n", to_text(problem.at).c_str(), problem.code.c_str(),
                 problem.message.c_str());
    runs = false;
  }
  ONWARD_CHECK(runs);
  return compiled.definition;
}

}  // namespace onward::test
