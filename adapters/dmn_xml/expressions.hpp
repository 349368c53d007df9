// Boxed expressions and decision tables of DMN XML (DMN 1.5 clauses 7.3, 8.3 and 10.2).
#pragma once

#include <optional>
#include <string_view>

#include "adapters/dmn_xml/source.hpp"

namespace onward::dmn_xml {

/// Whether an element of this name is a boxed expression.
bool is_expression(std::string_view name);
dmn::DraftExpression read_expression(Source& source, pugi::xml_node node);
/// The first boxed expression inside an element.
std::optional<dmn::DraftExpression> read_inner_expression(Source& source, pugi::xml_node node);

}  // namespace onward::dmn_xml
