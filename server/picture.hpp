// The picture of a deployed document: as its author drew it, laid out when nobody did.
#pragma once

#include <string>
#include <string_view>

#include "engine/base/result.hpp"

namespace onward {

/// SVG. Errors: not_found (a decision has no diagram), too_large, malformed.
Result<std::string> picture_of(std::string_view document);

}  // namespace onward
