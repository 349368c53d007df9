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

void print_problems(const std::vector<FileProblem>& problems) {
  for (const auto& [file, problem] : problems) {
    std::printf("%s:%u:%u: %s [%s] %s", file.c_str(), problem.at.line, problem.at.column,
                std::string(model::to_string(problem.severity)).c_str(), problem.code.c_str(),
                problem.message.c_str());
    if (!problem.element_id.empty()) std::printf(" (%s)", problem.element_id.c_str());
    std::printf("\n");
  }
}

}  // namespace onward
