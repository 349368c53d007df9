// Rules of events: which kinds of trigger and result each position allows (BPMN 2.0.2 tables 10.84
// to 10.93), where boundary events sit, how links pair up. What an event definition must say to
// run: rules_event_parts.cpp.
#include <algorithm>
#include <array>
#include <initializer_list>
#include <map>

#include "engine/model/rules.hpp"

namespace onward::model {
namespace {

using Kinds = std::initializer_list<EventKind>;

/// Adds a finding for each trigger of `element` that is not among `allowed`. No trigger at all is
/// not judged here.
void only(const DraftElement& element, Kinds allowed, const std::string& place, Findings& found) {
  for (const EventDefinition& event : element.details.events) {
    if (event.kind == EventKind::none) continue;
    if (std::find(allowed.begin(), allowed.end(), event.kind) == allowed.end())
      found.add(element,
                "a " + std::string(to_string(event.kind)) + " event is not allowed " + place);
  }
}

bool is_none(const DraftElement& element) {
  const auto& events = element.details.events;
  return std::all_of(events.begin(), events.end(),
                     [](const EventDefinition& event) { return event.kind == EventKind::none; });
}

void start_kinds(const DraftGraph& graph, Findings& found) {
  for (const DraftScope& scope : graph.scopes())
    for (const DraftElement* element : scope.elements) {
      if (element->kind != ElementKind::start_event) continue;
      if (scope.is_process())  // table 10.84
        only(*element,
             {EventKind::message, EventKind::timer, EventKind::signal, EventKind::conditional},
             "as the start of a process", found);
      else if (scope.owner->kind == ElementKind::event_sub_process)  // table 10.86
        only(*element,
             {EventKind::message, EventKind::timer, EventKind::signal, EventKind::conditional,
              EventKind::error, EventKind::escalation, EventKind::compensation},
             "as the start of an event sub-process", found);
      else  // table 10.85
        only(*element, {},
             "as the start of an embedded sub-process, which starts without a trigger", found);
    }
}

void intermediate_kinds(const DraftGraph& graph, Findings& found) {
  for (const DraftElement& element : graph.process().elements) {
    if (element.kind == ElementKind::intermediate_catch_event)  // table 10.89
      only(element,
           {EventKind::message, EventKind::timer, EventKind::signal, EventKind::conditional,
            EventKind::link},
           "as an intermediate catching event", found);
    if (element.kind == ElementKind::intermediate_throw_event)
      only(element,
           {EventKind::message, EventKind::signal, EventKind::escalation, EventKind::compensation,
            EventKind::link},
           "as an intermediate throwing event", found);
  }
}

void end_kinds(const DraftGraph& graph, Findings& found) {
  for (const DraftElement& element : graph.process().elements)
    if (element.kind == ElementKind::end_event)  // table 10.88
      only(element,
           {EventKind::message, EventKind::signal, EventKind::error, EventKind::escalation,
            EventKind::compensation, EventKind::terminate, EventKind::cancel},
           "as an end event", found);
}

void boundary_kinds(const DraftGraph& graph, Findings& found) {
  for (const DraftElement& element : graph.process().elements)
    if (element.kind == ElementKind::boundary_event)  // table 10.90
      only(element,
           {EventKind::message, EventKind::timer, EventKind::signal, EventKind::conditional,
            EventKind::error, EventKind::escalation, EventKind::compensation, EventKind::cancel},
           "on the boundary of an activity", found);
}

void trigger_is_given(const DraftGraph& graph, Findings& found) {
  for (const DraftElement& element : graph.process().elements) {
    if (!is_none(element)) continue;
    if (element.kind == ElementKind::intermediate_catch_event ||
        element.kind == ElementKind::boundary_event)
      found.add(element, "nothing says what it waits for");
    const DraftElement* parent = graph.parent(element);
    if (element.kind == ElementKind::start_event && parent != nullptr &&
        parent->kind == ElementKind::event_sub_process)
      found.add(element, "nothing says what starts the event sub-process '" + parent->id + "'");
  }
}

void boundary_sits_on_an_activity(const DraftGraph& graph, Findings& found) {
  for (const DraftElement& element : graph.process().elements) {
    if (element.kind != ElementKind::boundary_event) continue;
    const DraftElement* host = graph.find(element.attached_to);
    if (host == nullptr)
      found.add(element, "it is attached to '" + element.attached_to + "', which does not exist");
    else if (!is_activity(host->kind))
      found.add(element, "it is attached to " + describe(*host) + ", which is not an activity");
    else if (host->parent != element.parent)
      found.add(element,
                "it is attached to " + describe(*host) + ", which is in another (sub-)process");
  }
}

void always_interrupting(const DraftGraph& graph, Findings& found) {
  for (const DraftElement& element : graph.process().elements) {
    if (element.details.interrupting) continue;
    const DraftElement* parent = graph.parent(element);
    const bool starts_event_sub_process = element.kind == ElementKind::start_event &&
                                          parent != nullptr &&
                                          parent->kind == ElementKind::event_sub_process;
    const bool boundary = element.kind == ElementKind::boundary_event;
    if (!boundary && !starts_event_sub_process) continue;
    if (has_event(element, EventKind::error) || (boundary && has_event(element, EventKind::cancel)))
      found.add(element, "an event that catches an error or a cancellation must be interrupting");
  }
}

void cancel_end_inside_transaction(const DraftGraph& graph, Findings& found) {
  for (const DraftElement& element : graph.process().elements) {
    if (element.kind != ElementKind::end_event || !has_event(element, EventKind::cancel)) continue;
    const DraftElement* parent = graph.parent(element);
    if (parent == nullptr || parent->kind != ElementKind::transaction)
      found.add(element, "a cancel end event is only allowed directly inside a transaction");
  }
}

void cancel_boundary_on_transaction(const DraftGraph& graph, Findings& found) {
  for (const DraftElement& element : graph.process().elements) {
    if (element.kind != ElementKind::boundary_event || !has_event(element, EventKind::cancel))
      continue;
    const DraftElement* host = graph.find(element.attached_to);
    if (host != nullptr && host->kind != ElementKind::transaction)
      found.add(element, "a cancel boundary event must be attached to a transaction");
  }
}

void compensation_boundary_has_no_outgoing(const DraftGraph& graph, Findings& found) {
  for (const DraftElement& element : graph.process().elements)
    if (element.kind == ElementKind::boundary_event &&
        has_event(element, EventKind::compensation) && !graph.outgoing(element).empty())
      found.add(element,
                "a compensation boundary event leads to its handler by an association, not by a "
                "sequence flow");
}

void link_flows(const DraftGraph& graph, Findings& found) {
  for (const DraftElement& element : graph.process().elements) {
    if (!has_event(element, EventKind::link)) continue;
    if (element.kind == ElementKind::intermediate_catch_event && !graph.incoming(element).empty())
      found.add(element, "a catching link event must not have an incoming sequence flow");
    if (element.kind == ElementKind::intermediate_throw_event && !graph.outgoing(element).empty())
      found.add(element, "a throwing link event must not have an outgoing sequence flow");
  }
}

using Catches = std::map<std::string_view, const DraftElement*>;

Catches link_catches(const DraftScope& scope, Findings* duplicates) {
  Catches catches;
  for (const DraftElement* element : scope.elements) {
    if (element->kind != ElementKind::intermediate_catch_event || !is_link(*element)) continue;
    const std::string& name = element->details.events.front().name.text;
    if (name.empty()) continue;
    const bool first = catches.emplace(name, element).second;
    if (!first && duplicates != nullptr)
      duplicates->add(*element,
                      "a second link event in the same (sub-)process catches '" + name + "'");
  }
  return catches;
}

void one_catch_per_link(const DraftGraph& graph, Findings& found) {
  for (const DraftScope& scope : graph.scopes()) link_catches(scope, &found);
}

void link_throw_has_a_catch(const DraftGraph& graph, Findings& found) {
  for (const DraftScope& scope : graph.scopes()) {
    const Catches catches = link_catches(scope, nullptr);
    for (const DraftElement* element : scope.elements) {
      if (element->kind != ElementKind::intermediate_throw_event || !is_link(*element)) continue;
      const std::string& name = element->details.events.front().name.text;
      if (!name.empty() && !catches.contains(name))
        found.add(*element, "no link event in the same (sub-)process catches '" + name + "'");
    }
  }
}

constexpr std::array table{
    Rule{"start-event-kind", "10.5.2", Severity::error,
         "A start event has a trigger that its position allows: none in an embedded sub-process.",
         start_kinds},
    Rule{"intermediate-event-kind", "10.5.4", Severity::error,
         "An intermediate event catches or throws only what tables 10.89 and 10.90 allow.",
         intermediate_kinds},
    Rule{"end-event-kind", "10.5.3", Severity::error, "An end event has a result of table 10.88.",
         end_kinds},
    Rule{"boundary-event-kind", "10.5.4", Severity::error,
         "A boundary event has a trigger of table 10.90.", boundary_kinds},
    Rule{"missing-trigger", "10.5.4", Severity::not_executable,
         "A catching event says what it waits for.", trigger_is_given},
    Rule{"boundary-event-attachment", "10.5.4", Severity::error,
         "A boundary event must be attached to an activity of the same (sub-)process.",
         boundary_sits_on_an_activity},
    Rule{"event-must-interrupt", "10.5.4", Severity::error,
         "Error and cancel events that catch are always interrupting.", always_interrupting},
    Rule{"cancel-end-event", "10.5.3", Severity::error,
         "A cancel end event must only be used inside a transaction.",
         cancel_end_inside_transaction},
    Rule{"cancel-boundary-event", "10.5.4", Severity::error,
         "A cancel boundary event must be attached to a transaction.",
         cancel_boundary_on_transaction},
    Rule{"compensation-boundary-outgoing", "10.7.2", Severity::error,
         "A compensation boundary event must not have an outgoing sequence flow.",
         compensation_boundary_has_no_outgoing},
    Rule{"link-event-flow", "10.5.5", Severity::error,
         "A link target must not have incoming, a link source no outgoing sequence flows.",
         link_flows},
    Rule{"link-event-duplicate", "10.5.5", Severity::error,
         "There must not be several link targets for one source.", one_catch_per_link},
    Rule{"link-event-unmatched", "10.5.5", Severity::not_executable,
         "For each link source there must be a link target.", link_throw_has_a_catch},
};

}  // namespace

std::span<const Rule> event_rules() { return table; }

}  // namespace onward::model
