// What the rules found in a definition, as replies tell it.
#pragma once

#include <string>
#include <vector>

#include "engine/service/deployment.hpp"
#include "server/http/problem.hpp"

namespace onward::api {

/// [{severity, code, clause, message, line, column, elementId, file?}]
std::string diagnostics_json(const std::vector<FileProblem>& problems);
/// Names the first error.
Error refused(const std::vector<FileProblem>& problems);
/// The 422 with all that was found.
http::Response refusal(const std::vector<FileProblem>& problems);

}  // namespace onward::api
