#include "adapters/bpmn_xml/simulation.hpp"

#include "adapters/bpmn_xml/dialects.hpp"
#include "adapters/bpmn_xml/names.hpp"
#include "adapters/xml/texts.hpp"
#include "engine/model/spread.hpp"

namespace onward::bpmn_xml {
namespace {

constexpr std::string_view awaited =
    "receiveTask intermediateCatchEvent boundaryEvent startEvent sequenceFlow";

bool is_awaited(pugi::xml_node node) {
  for (const std::string_view name : xml::words(awaited))
    if (name == xml::local_name(node)) return true;
  return false;
}

}  // namespace

model::SimulationNote read_simulation(Source& source, pugi::xml_node node) {
  model::SimulationNote note;
  for (const pugi::xml_node each : onward_elements_of(node, "simulation")) {
    if (has_plain(each, "duration")) {
      const auto spread = model::spread_from_text(plain(each, "duration"));
      if (!spread.ok())
        source.error("invalid-value", spread.error().message, each);
      else if (xml::local_name(node) == "sequenceFlow")
        source.error("invalid-value", "a sequence flow takes no time", each);
      else
        note.duration = *spread;
    }
    if (has_plain(each, "probability")) {
      const auto share = model::probability_from_text(plain(each, "probability"));
      if (!share.ok())
        source.error("invalid-value", share.error().message, each);
      else if (!is_awaited(node))
        source.error("invalid-value",
                     "a probability stands on sequence flows and on what is waited for", each);
      else
        note.probability = *share;
    }
  }
  return note;
}

}  // namespace onward::bpmn_xml
