// A compiled process: an immutable graph of indices, shared by all tracks. Made by compile.hpp,
// never changed.
#pragma once

#include <cstdint>
#include <limits>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "engine/base/ids.hpp"
#include "engine/base/working_time.hpp"
#include "engine/model/element.hpp"

namespace onward::model {

using ElementIndex = std::uint32_t;
using FlowIndex = std::uint32_t;
inline constexpr std::uint32_t none = std::numeric_limits<std::uint32_t>::max();

struct Flow {
  std::string id, name;
  ElementIndex source = none, target = none;
  Formula condition;
  std::optional<double> probability{};  ///< for simulations alone
};

struct Lane {
  std::string id, name, group;
  bool assign_responsible = false;
};

/// For an inclusive join: which elements can reach its i-th incoming flow without passing the join
/// itself (BPMN 2.0.2 clause 13.4.3); index i as in Element::incoming, inner index = ElementIndex.
using JoinReach = std::vector<std::vector<bool>>;

struct Element {
  std::string id, name;
  ElementKind kind = ElementKind::task;
  Position at;
  ElementIndex parent = none;                 ///< enclosing sub-process; none: the process itself
  std::uint32_t lane = none;                  ///< index into Definition::lanes
  std::vector<FlowIndex> incoming, outgoing;  ///< document order
  FlowIndex default_flow = none;
  ElementIndex attached_to = none;            ///< boundary events
  ElementIndex handler = none;                ///< compensation boundary events: what compensates
  std::vector<ElementIndex> boundary_events;  ///< activities: document order
  std::vector<ElementIndex> children;         ///< sub-processes: elements directly inside
  std::vector<ElementIndex>
      start_events;  ///< sub-processes: start events directly inside (not of event sub-processes)
  std::vector<ElementIndex> implicit_starts;  ///< sub-processes without start event: elements that
                                              ///< start by having no incoming flow
  std::vector<ElementIndex>
      event_sub_processes;  ///< sub-processes: event sub-processes directly inside
  JoinReach reach;          ///< inclusive and complex gateways with several incoming flows
  Details details;
};

struct Definition {
  DefinitionRef ref;  ///< key and version (version given at deployment)
  std::string name, version_tag;
  bool executable = true;
  std::string opportunity_kind;
  std::string zone;  ///< local times are meant in it; empty: the server's
  std::vector<WorkingCalendar> calendars;
  bool has_paused_timers = false;  ///< some timer stands still while somebody else is waited on
  DataNames data;                  ///< what the process takes and gives back when it is called
  std::vector<Element> elements;
  std::vector<Flow> flows;
  std::vector<Lane> lanes;
  std::vector<ElementIndex> top;            ///< elements directly in the process
  std::vector<ElementIndex> start_events;   ///< of the process
  std::vector<ElementIndex> instantiating;  ///< other elements whose event starts the process:
                                            ///< receive tasks, targets of event-based gateways
  std::vector<ElementIndex>
      implicit_starts;  ///< of a process without start event: elements without incoming flow
  std::vector<ElementIndex> event_sub_processes;        ///< of the process
  std::unordered_map<std::string, ElementIndex> index;  ///< element id -> index

  /// The event-based gateway, with instantiate, that leads to the element; nullptr: none does.
  [[nodiscard]] const Element* instantiating_gateway(const Element& target) const;
  /// nullptr when there is none of that id, as for the empty id.
  [[nodiscard]] const WorkingCalendar* calendar(std::string_view id) const;
  [[nodiscard]] const std::string& zone_or(const std::string& of_server) const {
    return zone.empty() ? of_server : zone;
  }
  /// nullptr when there is no such element.
  [[nodiscard]] const Element* find(std::string_view id) const;
  /// Index of an element that must exist (a bug otherwise).
  [[nodiscard]] ElementIndex at(std::string_view id) const;
  [[nodiscard]] const Element& element(ElementIndex i) const { return elements[i]; }
  [[nodiscard]] const Flow& flow(FlowIndex i) const { return flows[i]; }
};

using DefinitionPtr = std::shared_ptr<const Definition>;

}  // namespace onward::model
