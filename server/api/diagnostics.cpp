#include "server/api/diagnostics.hpp"

#include <algorithm>

#include "server/api/json_views.hpp"

namespace onward::api {

std::string diagnostics_json(const std::vector<FileProblem>& problems) {
  JsonWriter out;
  out.begin_array();
  for (const FileProblem& found : problems) {
    out.begin_object().name("severity").text(model::to_string(found.problem.severity));
    out.name("code").text(found.problem.code);
    write_text(out, "clause", found.problem.clause);
    out.name("message").text(found.problem.message);
    out.name("line").number(found.problem.at.line);
    out.name("column").number(found.problem.at.column);
    write_text(out, "elementId", found.problem.element_id);
    if (!found.file.empty()) out.name("file").text(found.file);
    out.end_object();
  }
  out.end_array();
  return out.take();
}

Error refused(const std::vector<FileProblem>& problems) {
  const auto first = std::find_if(problems.begin(), problems.end(), [](const FileProblem& found) {
    return found.problem.severity == model::Severity::error;
  });
  Error error{ErrorCode::invalid_definition, "the definition was not deployed", {}, {}};
  if (first != problems.end()) {
    error.message += ": " + first->problem.message;
    error.where = to_text(first->problem.at);
  }
  return error;
}

http::Response refusal(const std::vector<FileProblem>& problems) {
  return http::problem(refused(problems), "\"diagnostics\":" + diagnostics_json(problems));
}

}  // namespace onward::api
