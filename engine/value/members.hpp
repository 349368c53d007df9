// Members of a context that are expected to be of one kind.
#pragma once

#include <string>
#include <string_view>

#include "engine/value/value.hpp"

namespace onward {

/// The text of that name; empty when there is none, or when it is no text.
inline std::string text_in(const Context& context, std::string_view name) {
  const Value* value = context.find(name);
  return value != nullptr && value->text() != nullptr ? *value->text() : std::string();
}

}  // namespace onward
