#include "tools/onward/bpmn_output.hpp"

#include <filesystem>
#include <fstream>
#include <system_error>

#include "adapters/bpmn_xml/reader.hpp"
#include "adapters/bpmn_xml/writer.hpp"
#include "adapters/diagram/layout.hpp"
#include "engine/model/describe.hpp"
#include "tools/onward/commands.hpp"

namespace onward {
namespace {

namespace fs = std::filesystem;

void compare(const model::Draft& before, const model::Draft& after, Converted& converted) {
  for (const model::Difference& difference : model::differences(before, after))
    converted.problems.push_back({model::Severity::error, "not-carried",
                                  "BPMN has no words for this: it " + difference.sentence,
                                  difference.at, difference.id});
  for (const model::Problem& problem : after.problems)
    if (problem.severity == model::Severity::error)
      converted.problems.push_back({model::Severity::error,
                                    "not-carried",
                                    "BPMN has no words for this: " + problem.message,
                                    {},
                                    problem.element_id});
}

}  // namespace

Result<Converted> to_bpmn(const model::Draft& draft, diagram::Diagram picture) {
  const model::Draft source = bpmn_xml::with_pool(draft);
  if (!diagram::shows_all(picture, source)) {
    ONWARD_TRY(picture, diagram::lay_out(source));
  }
  Converted converted{bpmn_xml::write(source, picture), {}};
  ONWARD_TRY(const model::Draft again, bpmn_xml::read(converted.text));
  compare(source, again, converted);
  return converted;
}

int write_file(const std::string& path, const std::string& text) {
  const std::string part = path + ".part";
  {
    std::ofstream file(part, std::ios::binary | std::ios::trunc);
    file << text;
    file.flush();
    if (!file) return fail(path.c_str(), "cannot be written");
  }
  std::error_code failed;
  fs::rename(part, path, failed);
  return failed ? fail(path.c_str(), failed.message().c_str()) : 0;
}

}  // namespace onward
