// Writes one step: what it says beyond where it leads. The graph is writer.cpp's matter.
#pragma once

#include <pugixml.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "engine/model/draft.hpp"

namespace onward::native_xml {

class StepWriter {
 public:
  explicit StepWriter(std::vector<model::Problem>& problems) : problems_(problems) {}

  void complain(const model::DraftElement& element, const std::string& sentence);

  /// id, name, stage, documentation.
  void write_common(const model::DraftElement& element, pugi::xml_node node);
  /// Attributes and children of an activity, without boundary events and steps.
  void write_activity(const model::DraftElement& element, pugi::xml_node node);
  /// What start, end, wait and throw wait for or throw.
  void write_event_step(const model::DraftElement& element, pugi::xml_node node);
  /// The element of a boundary event, or of an event in first-of, without where it leads.
  pugi::xml_node add_boundary(const model::DraftElement& element, pugi::xml_node host);
  pugi::xml_node add_first_of_event(const model::DraftElement& element, pugi::xml_node host);
  /// The trigger of an event sub-process, which its start event has.
  void write_on(const model::DraftElement& start, pugi::xml_node node);
  /// FEEL, or a problem.
  std::string feel(const model::DraftElement& element, const model::Formula& formula);

 private:
  void write_simulation(const model::DraftElement& element, pugi::xml_node node);
  std::string literal(const model::DraftElement& element, const model::Formula& formula);
  std::string time(const model::DraftElement& element, const model::Formula& formula);
  const model::EventDefinition* only_event(const model::DraftElement& element);
  void set_feel(const model::DraftElement& element, pugi::xml_node node, const char* name,
                const model::Formula& formula);
  void write_pairs(const model::DraftElement& element, pugi::xml_node node, const char* name,
                   const std::vector<model::Mapping>& mappings);
  void write_loop(const model::DraftElement& element, pugi::xml_node node);
  void write_task(const model::DraftElement& element, pugi::xml_node node);
  void write_field(const model::DraftElement& element, pugi::xml_node parent,
                   const model::FormField& field);
  void write_job(const model::DraftElement& element, pugi::xml_node node);
  void write_call(const model::DraftElement& element, pugi::xml_node node);
  void write_binding(const model::DraftElement& element, pugi::xml_node node,
                     model::Binding binding, const model::Formula& version);
  /// What the dialect calls the parts of a timer at a place; nullptr: it has no word for them.
  struct TimerWords {
    const char *date, *duration, *every, *cycle;
  };
  void write_timer(const model::DraftElement& element, pugi::xml_node node,
                   const model::Timer& timer, const TimerWords& words);
  void write_message(const model::DraftElement& element, pugi::xml_node node, const char* name,
                     const model::EventDefinition& event);

  std::vector<model::Problem>& problems_;
};

/// Nothing is written for an empty value.
void put(pugi::xml_node node, const char* name, std::string_view value);
void put_always(pugi::xml_node node, const char* name, std::string_view value);
void put_true(pugi::xml_node node, const char* name, bool value);

}  // namespace onward::native_xml
