// The flowchart of an instance as people read it: its steps in reading order, what became of each,
// and how they are connected. Pure: from the definition, the instance as it is, and its history.
// Not here: the drawn diagram (adapters/diagram/svg.hpp), the order of steps (flow_graph.hpp).
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/instance/instance.hpp"
#include "engine/model/definition.hpp"
#include "engine/service/ports.hpp"

namespace onward::sales {

enum class StepState : std::uint8_t {
  done,      ///< was completed, at least once
  active,    ///< something waits there now
  possible,  ///< can still be reached from where the instance stands
  skipped,   ///< cannot be reached any more, or the instance ended without it
};
std::string_view to_string(StepState state);

/// What the history says about each element: how often it was completed, and by whom at last. Fed
/// with the commands of one instance in order, page by page, so that a long history is never held
/// as a whole.
class Passages {
 public:
  struct Passage {
    std::uint32_t completed = 0;
    std::string last_by;  ///< who completed its last task; empty: nobody did
  };
  void add(const HistoryRow& row);
  [[nodiscard]] Passage of(std::string_view element) const;

 private:
  struct OpenScope {
    ScopeKind kind = ScopeKind::process;
    std::string element;
  };
  void add(const Fact& fact);

  std::map<LocalId, std::string> tokens_;  ///< element of each; not of inner instances
  std::map<LocalId, OpenScope> scopes_;
  std::map<LocalId, std::string> tasks_;
  std::map<std::string, Passage, std::less<>> passages_;
};

/// One flow node that people know: a task, or an event or gateway that has a name.
struct FlowStep {
  std::string id, name, type;
  StepState state = StepState::possible;
  std::uint32_t passes = 0;  ///< how often it was completed
  /// Assignee of its open task, else who completed it last, else the group of its lane.
  std::string person_in_charge;
  std::string group, deliverable, instructions;
  std::optional<Instant> due;  ///< the earliest of its open tasks
  std::vector<LocalRef> open_tasks;
};

/// From one step to another; what lies between and has no name is passed over.
struct FlowLink {
  std::string from, to, label;
};

struct FlowChart {
  std::vector<FlowStep> steps;
  std::vector<FlowLink> flows;
};

FlowChart flow_chart(const model::Definition& definition, const Instance& instance,
                     const Passages& passages);

}  // namespace onward::sales
