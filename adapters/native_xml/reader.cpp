// The order of reading: well-formed, words, graph, vocabulary.
#include "adapters/native_xml/reader.hpp"

#include <algorithm>

#include "adapters/native_xml/grammar.hpp"
#include "adapters/native_xml/graph.hpp"
#include "engine/model/vocabulary.hpp"

namespace onward::native_xml {
namespace {

bool is_before(const model::Problem& a, const model::Problem& b) {
  return a.at.line != b.at.line ? a.at.line < b.at.line : a.at.column < b.at.column;
}

}  // namespace

Result<model::Draft> read(std::string_view bytes) {
  ONWARD_TRY(const xml::Document document, xml::Document::parse(bytes));
  if (!xml::is(document.root(), native_uri, "process"))
    return Error{ErrorCode::malformed,
                 "expected the root element 'process' in the namespace " + std::string(native_uri) +
                     ", found '" + document.root().name() + "'",
                 to_text(document.position(document.root()))};
  Source source(document);
  check_grammar(source);
  model::Draft draft;
  // What is not made of the dialect's words has no graph to speak of.
  if (!source.has_errors()) {
    draft.processes.push_back(build_process(source));
    for (model::Problem& problem : model::check_vocabulary(draft.processes.back()))
      draft.problems.push_back(std::move(problem));
  }
  for (model::Problem& problem : source.take_problems()) draft.problems.push_back(problem);
  std::stable_sort(draft.problems.begin(), draft.problems.end(), is_before);
  return draft;
}

}  // namespace onward::native_xml
