// The order of reading: well-formed, schema, references, extensions, processes.
#include "adapters/bpmn_xml/reader.hpp"

#include <algorithm>

#include "adapters/bpmn_xml/correlation.hpp"
#include "adapters/bpmn_xml/dialects.hpp"
#include "adapters/bpmn_xml/message_flows.hpp"
#include "adapters/bpmn_xml/processes.hpp"
#include "adapters/bpmn_xml/source.hpp"
#include "adapters/bpmn_xml/validate.hpp"
#include "engine/model/vocabulary.hpp"

namespace onward::bpmn_xml {
namespace {

bool is_before(const model::Problem& a, const model::Problem& b) {
  return a.at.line != b.at.line ? a.at.line < b.at.line : a.at.column < b.at.column;
}

}  // namespace

Result<model::Draft> read(std::string_view bytes) {
  ONWARD_TRY(const xml::Document document, xml::Document::parse(bytes));
  if (!is_bpmn(document.root(), "definitions"))
    return Error{ErrorCode::malformed,
                 "expected the root element 'definitions' of BPMN 2.0, found '" +
                     std::string(document.root().name()) + "'",
                 to_text(document.position(document.root()))};
  Source source(document);
  check_schema(source);
  check_references(source);
  check_extensions(source);
  model::Draft draft;
  for (const pugi::xml_node process : bpmn_children(source.root(), "process"))
    draft.processes.push_back(read_process(source, process));
  connect_message_flows(source, draft);
  read_correlation(source, draft);
  draft.problems = source.take_problems();
  for (const model::DraftProcess& process : draft.processes)
    for (model::Problem& problem : model::check_vocabulary(process))
      draft.problems.push_back(std::move(problem));
  std::stable_sort(draft.problems.begin(), draft.problems.end(), is_before);
  return draft;
}

}  // namespace onward::bpmn_xml
