// A draft becomes a BPMN document, which is read back and compared.
#pragma once

#include <string>
#include <vector>

#include "adapters/diagram/diagram.hpp"
#include "engine/base/result.hpp"
#include "engine/model/draft.hpp"

namespace onward {

/// A document, or what hinders it.
struct Converted {
  std::string text;
  std::vector<model::Problem> problems;
};

/// With this picture, or laid out when it does not show all.
Result<Converted> to_bpmn(const model::Draft& draft, diagram::Diagram picture);

}  // namespace onward
