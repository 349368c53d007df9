// Checks that a document is well-formed XML before pugixml sees it, since pugixml lets too much
// pass: names, attributes, namespaces, nesting, characters, encoding, and the bounds of limits.hpp.
// A DOCTYPE is refused outright, so there is no entity but the five of the standard, nothing
// external and nothing to expand. Standard: XML 1.0 (fifth edition), Namespaces in XML 1.0 (third
// edition).
#pragma once

#include <string>
#include <string_view>

#include "engine/base/result.hpp"

namespace onward::xml {

/// A document that passed, as UTF-8 without a byte order mark; its offsets are those that pugixml
/// reports.
struct Wellformed {
  std::string utf8;
};

/// Errors: malformed, too_large (bytes, depth, elements, attributes); where = "line:column".
Result<Wellformed> check(std::string_view bytes);

}  // namespace onward::xml
