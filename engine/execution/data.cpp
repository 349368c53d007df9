#include "engine/execution/data.hpp"

#include <algorithm>

#include "engine/execution/scope.hpp"

namespace onward {
namespace {

bool is_named(const std::vector<std::string>& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

bool takes_message(const model::Element& element) {
  return model::is_event(element.kind) || element.kind == model::ElementKind::receive_task;
}

bool has_entry(const Context& values, const std::vector<std::string>& names) {
  return std::any_of(names.begin(), names.end(),
                     [&](const std::string& name) { return values.find(name) != nullptr; });
}

}  // namespace

void declare(Step& step, LocalId scope, const std::vector<std::string>& names) {
  for (const std::string& name : names)
    if (find_variable(*find_scope(step.instance(), scope), name) == nullptr)
      set_local(step, scope, name, Value{});
}

std::vector<std::string> missing_inputs(const model::DataNames& data, const Context& given) {
  std::vector<std::string> fewest;
  for (const std::vector<std::string>& set : data.input_sets) {
    std::vector<std::string> missing;
    for (const std::string& name : set)
      if (const Value* value = given.find(name); value == nullptr || value->is_null())
        missing.push_back(name);
    if (missing.empty()) return {};
    if (fewest.empty() || missing.size() < fewest.size()) fewest = std::move(missing);
  }
  return fewest;
}

bool is_missing_input(const Error& error) { return error.code == ErrorCode::invalid; }

Error missing_inputs_error(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "\"" : ", \"") + name + "\"";
  return {ErrorCode::invalid, "the required data input " + text + " has no value"};
}

Context as_data_outputs(const model::Element& element, const Context& returned) {
  const std::vector<std::string>& outputs = element.details.data.outputs;
  if (outputs.size() != 1 || !takes_message(element) || returned.find(outputs.front()) != nullptr)
    return returned;
  Context whole;
  if (!returned.empty()) whole.set(outputs.front(), Value(returned));
  return whole;
}

Context value_as_data_outputs(const model::DataNames& data, const Value& value) {
  Context taken;
  const Context* entries = value.context();
  if (entries != nullptr && has_entry(*entries, data.outputs)) {
    for (const auto& [name, entry] : entries->entries())
      if (is_named(data.outputs, name)) taken.set(name, entry);
  } else if (data.outputs.size() == 1) {
    taken.set(data.outputs.front(), value);
  }
  return taken;
}

StartData start_data(const model::Element& start, const Context& payload) {
  StartData data;
  const Context returned = as_data_outputs(start, payload);
  for (const auto& [name, value] : returned.entries())
    (is_named(start.details.data.outputs, name) ? data.event : data.scope).set(name, value);
  return data;
}

void take_data_outputs(Step& step, LocalId token, const Context& outputs) {
  const model::DataNames& data = step.element_of(step.token(token)).details.data;
  if (data.outputs.empty()) return;
  const LocalId local = open_local_scope(step, token, ScopeKind::activity);
  declare(step, local, data.own);
  for (const auto& [name, value] : outputs.entries()) set_local(step, local, name, value);
}

Context renamed(const std::vector<std::string>& from, const std::vector<std::string>& to,
                const Context& values) {
  const bool shares =
      std::any_of(from.begin(), from.end(), [&](const auto& name) { return is_named(to, name); });
  const bool by_order = !shares && from.size() == to.size();
  Context result;
  for (std::size_t i = 0; i < from.size(); ++i)
    if (const Value* value = values.find(from[i])) result.set(by_order ? to[i] : from[i], *value);
  return result;
}

}  // namespace onward
