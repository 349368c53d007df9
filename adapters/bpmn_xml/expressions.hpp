// How a text in a BPMN document becomes an expression: bpmn.md decision 13 and section 1 of
// docs/dialects.md.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "adapters/bpmn_xml/source.hpp"
#include "engine/model/element.hpp"

namespace onward::bpmn_xml {

enum class DeclaredLanguage : std::uint8_t { none, feel, juel, foreign };
/// What a language or expressionLanguage attribute names. XPath is the schema's default, which
/// every tool writes and none means: none.
DeclaredLanguage language_of(std::string_view uri);

/// What a bare text (without "=" and "${") is at its place.
enum class Bare : std::uint8_t {
  feel,
  literal,
  time,   ///< literal when it is ISO 8601, else FEEL
  cycle,  ///< literal when it is ISO 8601 or cron, else FEEL
};

/// An expression written as the value of an attribute, or as a vendor element's text, at `node`.
/// JUEL beyond the subset is kept as foreign and reported as not executable.
model::Formula formula_of(Source& source, pugi::xml_node node, std::string_view text, Bare bare);
/// An expression written as an element of BPMN (tExpression), with its own `language`. One in
/// another language, or in none that we can read, is kept as foreign and reported as not
/// executable.
model::Formula expression_in(Source& source, pugi::xml_node element, Bare bare);
/// The same for a script and its format.
model::Formula script_in(Source& source, pugi::xml_node node, std::string_view text,
                         std::string_view format);

/// The text that is read back as this formula at such a place: with "=" where bare text would be
/// something else. Reversed by formula_of.
std::string text_of(const model::Formula& formula, Bare bare);

}  // namespace onward::bpmn_xml
