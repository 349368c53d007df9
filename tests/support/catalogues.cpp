#include "tests/support/catalogues.hpp"

#include <algorithm>

#include "adapters/bpmn_xml/reader.hpp"
#include "adapters/bpmn_xml/writer.hpp"
#include "adapters/dmn_xml/reader.hpp"
#include "adapters/native_xml/reader.hpp"
#include "adapters/native_xml/writer.hpp"
#include "adapters/xml/document_kind.hpp"
#include "engine/model/compile.hpp"

namespace onward::test {
namespace {

Error not_found(std::string_view what) {
  return {ErrorCode::not_found, "nothing is deployed as \"" + std::string(what) + "\""};
}

bool may_be_converted(const model::Draft& draft) {
  const auto hinders = [](const model::Problem& problem) {
    return problem.severity == model::Severity::error || problem.code == "not-executable";
  };
  if (std::any_of(draft.problems.begin(), draft.problems.end(), hinders)) return false;
  for (std::size_t i = 0; i < draft.processes.size(); ++i)
    if (model::compile(draft, i, 1).definition == nullptr) return false;
  return true;
}

}  // namespace

Result<Document> FileReader::read(std::string_view bytes) {
  Document document;
  switch (xml::kind_of_document(bytes)) {
    case xml::DocumentKind::bpmn: {
      ONWARD_TRY(document.draft, bpmn_xml::read(bytes));
      return document;
    }
    case xml::DocumentKind::compact: {
      ONWARD_TRY(document.draft, native_xml::read(bytes));
      return document;
    }
    case xml::DocumentKind::dmn: {
      ONWARD_TRY(dmn::DraftModel draft, dmn_xml::read(bytes));
      document.kind = StoredDefinition::Kind::decision;
      document.decisions = std::make_shared<const dmn::DraftModel>(std::move(draft));
      return document;
    }
    case xml::DocumentKind::unknown: break;
  }
  return Error{ErrorCode::unsupported_media_type, "neither BPMN nor compact XML nor DMN"};
}

Result<Document> ConvertingReader::read(std::string_view bytes) {
  ONWARD_TRY(Document document, files_.read(bytes));
  if (document.kind == StoredDefinition::Kind::decision || !may_be_converted(document.draft))
    return document;
  if (through_ == Through::bpmn) {
    ONWARD_TRY(document.draft, bpmn_xml::read(bpmn_xml::write(document.draft, {})));
    return document;
  }
  const native_xml::Written written = native_xml::write(document.draft);
  if (!written.problems.empty()) return document;
  ONWARD_TRY(document.draft, native_xml::read(written.text));
  return document;
}

void BuiltDefinitions::add(model::DefinitionPtr definition) {
  const std::string key = definition->ref.key;
  processes_[key] = std::move(definition);
}

Result<model::DefinitionPtr> BuiltDefinitions::process(std::string_view key,
                                                       std::uint32_t /*version*/) {
  const auto at = processes_.find(key);
  if (at == processes_.end()) return not_found(key);
  return at->second;
}

Result<model::DefinitionPtr> BuiltDefinitions::bound_process(std::string_view key,
                                                             const Bound& /*bound*/) {
  return process(key, 0);
}

Result<std::shared_ptr<const dmn::Model>> BuiltDefinitions::bound_decision(
    std::string_view id_or_name, const Bound& /*bound*/) {
  return not_found(id_or_name);
}

std::vector<model::DefinitionPtr> BuiltDefinitions::latest() {
  std::vector<model::DefinitionPtr> found;
  for (const auto& [key, definition] : processes_) found.push_back(definition);
  return found;
}

}  // namespace onward::test
