// One document while it is being written: the tree, and the ids that are taken. Elements are added
// in the order of the schema, from top to bottom.
#pragma once

#include <map>
#include <pugixml.hpp>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "adapters/bpmn_xml/expressions.hpp"
#include "engine/model/draft.hpp"

namespace onward::bpmn_xml {

/// Adds <bpmn:name>, or one of another prefix when `name` has one.
pugi::xml_node add(pugi::xml_node parent, std::string_view name);
pugi::xml_node add_text(pugi::xml_node parent, std::string_view name, std::string_view text);
/// Nothing is written for an empty value.
void set(pugi::xml_node node, const char* name, std::string_view value);
/// Written even when it is empty.
void set_always(pugi::xml_node node, const char* name, std::string_view value);
void set_true(pugi::xml_node node, const char* name, bool value);
void set_false(pugi::xml_node node, const char* name, bool value);
/// An expression as an element; nothing for an empty one.
void add_expression(pugi::xml_node parent, std::string_view name, const model::Formula& formula,
                    Bare bare);

/// What a simulation goes by, as an extension of the node, which may have others; nothing when it
/// says nothing.
void add_simulation(pugi::xml_node node, const model::SimulationNote& note);

/// Data items of one process: which id stands for a variable, seen from where.
class DataItems {
 public:
  void declare(const std::string& home, const std::string& variable, const std::string& id) {
    ids_.emplace(std::pair(home, variable), id);
  }
  /// "" when that home has none.
  [[nodiscard]] std::string find(const std::string& home, const std::string& variable) const {
    const auto found = ids_.find({home, variable});
    return found == ids_.end() ? std::string() : found->second;
  }

 private:
  std::map<std::pair<std::string, std::string>, std::string> ids_;
};

class Target {
 public:
  explicit Target(const model::Draft& draft);

  pugi::xml_node root() { return root_; }
  /// `wish`, or with a number behind it when that is taken; taken from now on.
  std::string free_id(const std::string& wish);
  /// Whether something of the draft, or of this document, has the id.
  [[nodiscard]] bool is_taken(std::string_view id) const {
    return !id.empty() && taken_.contains(id);
  }
  [[nodiscard]] std::string take();

  // events (write_events.cpp)
  /// Messages, signals, errors and escalations that the draft refers to.
  void add_roots(const model::Draft& draft);
  void add_event_definition(pugi::xml_node parent, const model::EventDefinition& event,
                            std::string_view id = {});
  /// What throwers say by the properties of a correlation key (clause 8.4.2).
  void add_correlation(const model::Draft& draft, pugi::xml_node collaboration);
  void add_subscriptions(const std::string& process, pugi::xml_node node);

  // data (write_data.cpp)
  void begin_data(const model::DraftProcess& process, pugi::xml_node node);
  void add_process_data(const model::DraftProcess& process, pugi::xml_node node);
  void add_data(const model::DraftElement& element, pugi::xml_node node);
  /// The variable as a data item that the element can see.
  std::string item_for(const model::DraftElement& element, const std::string& variable,
                       bool own_first);

  // details (write_details.cpp)
  void add_extensions(const model::DraftElement& element, pugi::xml_node node);
  void add_details(const model::DraftElement& element, pugi::xml_node node);

 private:
  void add_loop(const model::DraftElement& element, pugi::xml_node node);

  pugi::xml_document document_;
  pugi::xml_node root_;
  std::set<std::string, std::less<>> taken_;
  std::vector<std::tuple<std::string, std::string, std::string>>
      subscriptions_;  ///< process, key, property
  const model::DraftProcess* process_ = nullptr;
  pugi::xml_node process_node_;
  DataItems items_;
};

/// Mappings that come from data associations begin here: those before are written as extensions.
struct DataPart {
  std::size_t inputs = 0, outputs = 0;
};
DataPart data_part_of(const model::DraftElement& element);
bool is_throwing(model::ElementKind kind);

}  // namespace onward::bpmn_xml
