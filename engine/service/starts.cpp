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

/// Of the latest versions; `key`: of one process, empty: of all.
template <class Wanted>
std::vector<EventStart> starts_of(Catalogue& catalogue, std::string_view key, Wanted wanted) {
  std::vector<EventStart> starts;
  for (const model::DefinitionPtr& definition : catalogue.latest()) {
    if (!definition->executable || (!key.empty() && definition->ref.key != key)) continue;
    each_trigger(*definition, [&](const model::Element& element,
                                  const model::EventDefinition& event, std::uint32_t index) {
      if (wanted(event))
        starts.push_back({definition->ref, element.id, element.details.opportunity, index});
    });
  }
  return starts;
}

}  // namespace

std::vector<EventStart> starts_with(Catalogue& catalogue, WaitKind kind, std::string_view name) {
  const model::EventKind wanted =
      kind == WaitKind::signal ? model::EventKind::signal : model::EventKind::message;
  return starts_of(catalogue, {}, [&](const model::EventDefinition& event) {
    return event.kind == wanted && event.name.text == name;
  });
}

std::vector<EventStart> starts_that_hold(
    Catalogue& catalogue, std::string_view key,
    const std::function<bool(const model::Formula& condition)>& holds) {
  return starts_of(catalogue, key, [&](const model::EventDefinition& event) {
    return event.kind == model::EventKind::conditional && holds(event.condition);
  });
}

}  // namespace onward
