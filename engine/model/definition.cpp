// Looking up elements of a compiled process by their BPMN id.
#include "engine/model/definition.hpp"

#include "engine/base/check.hpp"

namespace onward::model {

const Element* Definition::instantiating_gateway(const Element& target) const {
  for (const FlowIndex flow : target.incoming) {
    const Element& source = element(flows[flow].source);
    if (source.kind == ElementKind::event_based_gateway && source.details.instantiate)
      return &source;
  }
  return nullptr;
}

const WorkingCalendar* Definition::calendar(std::string_view id) const {
  for (const WorkingCalendar& calendar : calendars)
    if (calendar.id == id) return &calendar;
  return nullptr;
}

const Element* Definition::find(std::string_view id) const {
  const auto found = index.find(std::string(id));
  return found == index.end() ? nullptr : &elements[found->second];
}

ElementIndex Definition::at(std::string_view id) const {
  const auto found = index.find(std::string(id));
  ONWARD_CHECK(found != index.end());
  return found->second;
}

}  // namespace onward::model
