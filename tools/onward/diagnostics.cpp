#include "tools/onward/diagnostics.hpp"

#include <cstdio>

#include "server/auth/authenticator.hpp"
#include "server/document_reader.hpp"

namespace onward {

Checked check_alone(const std::string& path, const std::string& bytes) {
  DocumentReader reader;
  Definitions nothing(
      {[] { return Result<std::vector<StoredDefinition>>(std::vector<StoredDefinition>{}); },
       [](StoredDefinition::Kind, std::string_view, std::uint32_t) {
         return Result<std::optional<StoredDefinition>>(std::optional<StoredDefinition>{});
       }},
      reader);
  return check_deployment({{path, bytes, auth::sha256_hex(bytes)}}, nothing, {}, "check");
}

std::string problem_line(const std::string& file, std::string_view severity,
                         const model::Problem& problem) {
  std::string line = file + ":" + to_text(problem.at) + ": " + std::string(severity) + " [" +
                     problem.code + "] " + problem.message;
  if (!problem.element_id.empty()) line += " (" + problem.element_id + ")";
  return line + "\n";
}

void print_problems(const std::vector<FileProblem>& problems) {
  for (const auto& [file, problem] : problems)
    std::printf("%s", problem_line(file, model::to_string(problem.severity), problem).c_str());
}

void append_problem(JsonWriter& json, const std::string& file, std::string_view severity,
                    const model::Problem& problem) {
  json.begin_object();
  json.name("file").text(file);
  json.name("severity").text(severity);
  json.name("code").text(problem.code);
  json.name("clause").text(problem.clause);
  json.name("message").text(problem.message);
  json.name("line").number(problem.at.line);
  json.name("column").number(problem.at.column);
  json.name("elementId").text(problem.element_id);
  json.end_object();
}

}  // namespace onward
