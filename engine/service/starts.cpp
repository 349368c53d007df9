#include "engine/service/starts.hpp"

namespace onward {

std::vector<EventStart> starts_with(Catalogue& catalogue, WaitKind kind, std::string_view name) {
  const model::EventKind wanted =
      kind == WaitKind::signal ? model::EventKind::signal : model::EventKind::message;
  std::vector<EventStart> starts;
  for (const model::DefinitionPtr& definition : catalogue.latest()) {
    if (!definition->executable) continue;
    for (const model::ElementIndex index : definition->start_events) {
      const model::Element& start = definition->element(index);
      for (const model::EventDefinition& event : start.details.events)
        if (event.kind == wanted && event.name.text == name)
          starts.push_back({definition->ref, start.id, start.details.opportunity});
    }
  }
  return starts;
}

}  // namespace onward
