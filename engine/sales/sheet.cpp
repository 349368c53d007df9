#include "engine/sales/sheet.hpp"

#include "engine/value/json.hpp"

namespace onward::sales {

std::string cell_text(const Value& value) {
  if (value.is_null()) return {};
  if (value.text() != nullptr) return *value.text();
  if (const List* list = value.list()) {
    std::string text;
    for (const Value& item : *list) text += (text.empty() ? "" : "; ") + cell_text(item);
    return text;
  }
  std::string json = to_json(value);
  // Temporal values are texts in JSON.
  if (json.size() >= 2 && json.front() == '"') json = json.substr(1, json.size() - 2);
  return json;
}

}  // namespace onward::sales
