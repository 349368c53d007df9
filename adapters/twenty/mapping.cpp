#include "adapters/twenty/mapping.hpp"

#include <algorithm>
#include <utility>

#include "engine/value/json.hpp"

namespace onward::twenty {
namespace {

/// "record.company.name" or "event"; null: nothing is there.
Value at_path(std::string_view path, const Event& event) {
  if (path == "event") return Value(event.name);
  constexpr std::string_view root = "record.";
  if (!path.starts_with(root)) return {};
  path.remove_prefix(root.size());
  const Context* context = &event.record;
  for (;;) {
    const std::size_t dot = path.find('.');
    const Value* found = context->find(path.substr(0, dot));
    if (found == nullptr) return {};
    if (dot == std::string_view::npos) return *found;
    context = found->context();
    if (context == nullptr) return {};
    path.remove_prefix(dot + 1);
  }
}

std::string text_of(const Value& value) {
  if (value.is_null()) return {};
  return value.text() != nullptr ? *value.text() : to_json(value);
}

bool fits(const Rule& rule, const Event& event) {
  if (rule.on != event.name) return false;
  if (!rule.where.empty() && text_of(at_path(rule.where, event)) != rule.is) return false;
  if (rule.changed.empty() || !event.changed) return true;
  return std::find(event.changed->begin(), event.changed->end(), rule.changed) !=
         event.changed->end();
}

}  // namespace

Value fill(std::string_view text, const Event& event) {
  if (text.size() > 2 && text.front() == '{' && text.find('}') == text.size() - 1)
    return at_path(text.substr(1, text.size() - 2), event);
  std::string filled;
  while (!text.empty()) {
    const std::size_t open = std::min(text.find('{'), text.size());
    const std::size_t close = text.find('}', open);
    filled += text.substr(0, open);
    if (close == std::string_view::npos) {
      filled += text.substr(open);
      break;
    }
    filled += text_of(at_path(text.substr(open + 1, close - open - 1), event));
    text.remove_prefix(close + 1);
  }
  return Value(std::move(filled));
}

std::vector<Mapped> map(const Event& event, const std::vector<Rule>& rules) {
  std::vector<Mapped> mapped;
  for (const Rule& rule : rules) {
    if (!fits(rule, event)) continue;
    Mapped made;
    made.action = rule.action;
    made.message = rule.message;
    made.key = text_of(fill(rule.key, event));
    for (const auto& [member, text] : rule.members) {
      Value value = fill(text, event);
      if (!value.is_null()) made.body.set(member, std::move(value));
    }
    mapped.push_back(std::move(made));
  }
  return mapped;
}

}  // namespace onward::twenty
