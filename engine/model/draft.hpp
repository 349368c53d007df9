// What a reader produces: names and references as written, nothing trusted, every part with its
// place in the source. compile.hpp turns it into a Definition or a list of problems.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/base/working_time.hpp"
#include "engine/model/element.hpp"

namespace onward::model {

struct DraftElement {
  std::string id, name;
  ElementKind kind = ElementKind::task;
  Position at;
  std::string parent;        ///< id of the enclosing sub-process; empty: the process
  std::string attached_to;   ///< boundary event: attachedToRef as written
  std::string default_flow;  ///< id of the default sequence flow as written
  std::vector<std::string> incoming,
      outgoing;  ///< the <incoming>/<outgoing> references as written (may be absent)
  bool has_flow_references = false;  ///< whether any <incoming>/<outgoing> was written
  std::vector<std::string> boundary_refs;
  Details details;
};

struct DraftFlow {
  std::string id, name, source, target;
  std::string parent;  ///< enclosing sub-process, empty: the process
  Position at;
  Formula condition;
  std::optional<double> probability{};  ///< for simulations alone
};

struct DraftLane {
  std::string id, name,
      group;  ///< group: onward:group, else the name when written by other tools, else the id
  std::string parent_lane;
  bool assign_responsible = false;  ///< onward:assign="responsible"
  Position at;
  std::vector<std::string> elements;  ///< flowNodeRef as written
};

struct DraftAssociation {  ///< compensation handlers and data; kept for rules and for issue B
  std::string id, source, target;
  Position at;
};

struct DraftProcess {
  std::string id, name, version_tag;
  Position at;
  bool executable = true;  ///< isExecutable="true"; the compact dialect is always executable
  std::string opportunity_kind;
  std::string documentation;
  std::string zone;  ///< onward:zone; empty: the server's
  std::vector<WorkingCalendar> calendars;
  DataNames data;                      ///< of the process itself: what it takes and gives back
  std::vector<DraftElement> elements;  ///< document order
  std::vector<DraftFlow> flows;
  std::vector<DraftLane> lanes;
  std::vector<DraftAssociation> associations;
};

/// A pool. Without a process it is a black box: somebody outside.
struct DraftParticipant {
  std::string id, process;
  std::string name{};
};

struct DraftMessageFlow {
  std::string id, source, target;  ///< the ends: elements or participants
  Position at;
};

/// One document: several processes when it has several pools.
struct Draft {
  std::vector<DraftProcess> processes;
  std::vector<DraftParticipant> participants;
  std::vector<DraftMessageFlow> message_flows;
  std::vector<Problem> problems;  ///< what the reader itself found
};

}  // namespace onward::model
