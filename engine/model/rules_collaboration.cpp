// Rules of message flows (BPMN 2.0.2 clauses 7.6.2 and 9.3): they connect pools, and only what can
// send with what can receive.
#include <unordered_map>

#include "engine/model/rules.hpp"

namespace onward::model {
namespace {

struct End {
  std::string pool;  ///< id of the participant, else of the process; empty: unknown
  const DraftElement* element = nullptr;
};

class Collaboration {
 public:
  explicit Collaboration(const Draft& draft) {
    std::unordered_map<std::string_view, std::string> pool_of;  // by process
    for (const DraftParticipant& participant : draft.participants) {
      ends_[participant.id] = {participant.id, nullptr};
      if (!participant.process.empty()) pool_of.emplace(participant.process, participant.id);
    }
    for (const DraftProcess& process : draft.processes) {
      const auto found = pool_of.find(process.id);
      const std::string& pool = found == pool_of.end() ? process.id : found->second;
      for (const DraftElement& element : process.elements) ends_[element.id] = {pool, &element};
    }
  }

  [[nodiscard]] End end(const std::string& id) const {
    const auto found = ends_.find(id);
    return found == ends_.end() ? End{} : found->second;
  }

 private:
  std::unordered_map<std::string, End> ends_;
};

bool can_send(ElementKind kind) {
  return is_activity(kind) || kind == ElementKind::intermediate_throw_event ||
         kind == ElementKind::end_event;
}

bool can_receive(ElementKind kind) {
  return is_activity(kind) || kind == ElementKind::start_event ||
         kind == ElementKind::intermediate_catch_event || kind == ElementKind::boundary_event;
}

}  // namespace

std::vector<Problem> check_collaboration(const Draft& draft) {
  const Collaboration collaboration(draft);
  std::vector<Problem> problems;
  const auto found = [&](const DraftMessageFlow& flow, const char* code, std::string why) {
    problems.push_back({Severity::error, code, "message flow '" + flow.id + "': " + std::move(why),
                        flow.at, flow.id});
  };
  for (const DraftMessageFlow& flow : draft.message_flows) {
    const End source = collaboration.end(flow.source);
    const End target = collaboration.end(flow.target);
    if (!source.pool.empty() && source.pool == target.pool)
      found(flow, "message-flow-in-one-pool",
            "it must connect two pools, but '" + flow.source + "' and '" + flow.target +
                "' are in one (clause 9.3)");
    if (source.element != nullptr && !can_send(source.element->kind))
      found(flow, "message-flow-end",
            describe(*source.element) + " sends no message (clause 7.6.2)");
    if (target.element != nullptr && !can_receive(target.element->kind))
      found(flow, "message-flow-end",
            describe(*target.element) + " receives no message (clause 7.6.2)");
  }
  return problems;
}

}  // namespace onward::model
