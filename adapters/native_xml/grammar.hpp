// The words of the compact dialect as one table, and the check of a document against it: what is
// written, where it may stand, which attributes it takes. Defined in docs/dialects.md section 6.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "adapters/native_xml/source.hpp"

namespace onward::native_xml {

inline constexpr std::string_view native_uri = "urn:onward:process:1";

enum class Text : std::uint8_t { forbidden, allowed };

/// One element. Attributes: names with blanks between, "!" behind a required one. Children:
/// likewise; "@steps" and "@boundary" stand for those groups.
struct Word {
  std::string_view name, attributes, children;
  Text text = Text::forbidden;
};
std::span<const Word> grammar();

bool is_step(std::string_view name);
bool is_activity(std::string_view name);
bool is_boundary(std::string_view name);

/// Checks every element and gathers the ids. Problems: unknown-element, unknown-attribute,
/// missing-attribute, unexpected-text, invalid-value (ids, booleans), duplicate-id.
void check_grammar(Source& source);

}  // namespace onward::native_xml
