#include "engine/service/starts.hpp"

namespace onward {

namespace {

/// What may start a process: the triggers of its start events, and of what instantiates otherwise.
template <class Use>
void each_trigger(const model::Definition& definition, Use use) {
  for (const auto* elements : {&definition.start_events, &definition.instantiating})
    for (const model::ElementIndex index : *elements) {
      const model::Element& element = definition.element(index);
      if (element.kind == model::ElementKind::receive_task)
        use(element, element.details.message, 0);
      for (std::uint32_t i = 0; i < element.details.events.size(); ++i)
        use(element, element.details.events[i], i);
    }
}

}  // namespace

std::vector<EventStart> starts_with(Catalogue& catalogue, WaitKind kind, std::string_view name) {
  const model::EventKind wanted =
      kind == WaitKind::signal ? model::EventKind::signal : model::EventKind::message;
  std::vector<EventStart> starts;
  for (const model::DefinitionPtr& definition : catalogue.latest()) {
    if (!definition->executable) continue;
    each_trigger(*definition, [&](const model::Element& element,
                                  const model::EventDefinition& event, std::uint32_t index) {
      if (event.kind == wanted && event.name.text == name)
        starts.push_back({definition->ref, element.id, element.details.opportunity, index});
    });
  }
  return starts;
}

}  // namespace onward
