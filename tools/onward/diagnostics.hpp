// What check and convert say about files.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/service/deployment.hpp"
#include "engine/value/json.hpp"

namespace onward {

/// As deployment would, with nothing deployed before: a first version.
Checked check_alone(const std::string& path, const std::string& bytes);

/// One line each: "file:line:column: severity [code] message (element)", to standard output.
void print_problems(const std::vector<FileProblem>& problems);
/// The same line. `severity`: what stands there, since a note has none of the model's.
std::string problem_line(const std::string& file, std::string_view severity,
                         const model::Problem& problem);
/// The same as an object of JSON.
void append_problem(JsonWriter& json, const std::string& file, std::string_view severity,
                    const model::Problem& problem);

}  // namespace onward
