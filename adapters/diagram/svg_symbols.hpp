// The symbols of BPMN's notation (BPMN 2.0.2 clause 7), as paths in a square of 20 by 20 around
// (0, 0).
#pragma once

#include <string_view>

namespace onward::diagram {

struct Symbol {
  std::string_view name;
  std::string_view path;
  bool is_area = false;  ///< can be filled: a throwing event's symbol is
};

/// The symbol of an event's trigger ("message"), of a task ("userTask") or of a gateway; nullptr
/// when it has none.
const Symbol* event_symbol(std::string_view trigger);
const Symbol* task_symbol(std::string_view kind);
const Symbol* gateway_symbol(std::string_view kind);

}  // namespace onward::diagram
