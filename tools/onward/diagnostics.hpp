// What check and convert say about files.
#pragma once

#include <string>
#include <vector>

#include "engine/service/deployment.hpp"

namespace onward {

/// As deployment would, with nothing deployed before: a first version.
Checked check_alone(const std::string& path, const std::string& bytes);

/// One line each: "file:line:column: severity [code] message (element)".
void print_problems(const std::vector<FileProblem>& problems);

}  // namespace onward
