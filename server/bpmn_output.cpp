#include "server/bpmn_output.hpp"

#include "adapters/bpmn_xml/reader.hpp"
#include "adapters/bpmn_xml/writer.hpp"
#include "adapters/diagram/layout.hpp"
#include "engine/model/describe.hpp"

namespace onward {
namespace {

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

}  // namespace onward
