// What BPMN allows and this engine does not execute yet. One row each: whoever implements an
// element deletes its row.
#include <array>

#include "engine/model/rules.hpp"

namespace onward::model {
namespace {

struct Unsupported {
  std::string_view what;
  bool (*is_used)(const DraftElement& element);
};

constexpr std::array not_yet{
    Unsupported{"a conditional event",
                [](const DraftElement& e) { return has_event(e, EventKind::conditional); }},
    Unsupported{"an escalation event",
                [](const DraftElement& e) { return has_event(e, EventKind::escalation); }},
    Unsupported{"a compensation event",
                [](const DraftElement& e) { return has_event(e, EventKind::compensation); }},
    Unsupported{"a compensation activity",
                [](const DraftElement& e) { return e.details.for_compensation; }},
    Unsupported{"a cancel event",
                [](const DraftElement& e) { return has_event(e, EventKind::cancel); }},
    Unsupported{
        "an event with several event definitions",
        [](const DraftElement& e) { return is_event(e.kind) && e.details.events.size() > 1; }},
    Unsupported{"a transaction",
                [](const DraftElement& e) { return e.kind == ElementKind::transaction; }},
    Unsupported{"an ad-hoc sub-process",
                [](const DraftElement& e) { return e.kind == ElementKind::ad_hoc_sub_process; }},
    Unsupported{"a standard loop",
                [](const DraftElement& e) { return e.details.loop.has_value(); }},
    Unsupported{"a complex gateway",
                [](const DraftElement& e) { return e.kind == ElementKind::complex_gateway; }},
    Unsupported{"an element that creates instances (instantiate)",
                [](const DraftElement& e) { return e.details.instantiate; }},
    Unsupported{"a start or completion quantity other than 1",
                [](const DraftElement& e) {
                  return e.details.start_quantity != 1 || e.details.completion_quantity != 1;
                }},
    Unsupported{"a multi-instance behavior other than All",
                [](const DraftElement& e) {
                  const auto& loop = e.details.multi_instance;
                  return loop && !loop->behavior.empty() && loop->behavior != "All";
                }},
};

void supported_yet(const DraftGraph& graph, Findings& found) {
  for (const DraftElement& element : graph.process().elements)
    for (const Unsupported& row : not_yet)
      if (row.is_used(element))
        found.add(element, std::string(row.what) + " is valid, but cannot run here yet");
}

constexpr std::array table{
    Rule{"not-supported-yet", "bpmn.md decision 17", Severity::not_executable,
         "The element is one that this engine executes.", supported_yet},
};

}  // namespace

std::span<const Rule> support_rules() { return table; }

}  // namespace onward::model
