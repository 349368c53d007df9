#include "tests/support/deployments.hpp"

#include <algorithm>
#include <fstream>
#include <sstream>

#include "adapters/bpmn_xml/reader.hpp"
#include "adapters/dmn_xml/reader.hpp"
#include "adapters/native_xml/reader.hpp"
#include "engine/dmn/compile.hpp"
#include "engine/model/compile.hpp"

namespace onward::test {
namespace {

Error not_found(std::string_view what) {
  return {ErrorCode::not_found, "nothing is deployed as \"" + std::string(what) + "\""};
}

/// The problems that refuse a deployment, as details.
template <class Problem>
void collect_errors(const std::vector<Problem>& problems, std::vector<ErrorDetail>& details) {
  const auto add = [&](ErrorDetail detail) {  // the reader's problems are in several lists
    if (std::find(details.begin(), details.end(), detail) == details.end())
      details.push_back(std::move(detail));
  };
  for (const Problem& problem : problems)
    if (static_cast<int>(problem.severity) == 0)
      add({std::to_string(problem.at.line) + ":" + std::to_string(problem.at.column), problem.code,
           problem.message});
}

}  // namespace

Result<std::vector<model::DefinitionPtr>> Deployments::deploy(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return Error{ErrorCode::not_found, "no such file: " + path};
  std::stringstream text;
  text << file.rdbuf();
  const std::string bytes = text.str();
  if (path.ends_with(".dmn")) {
    ONWARD_TRY_DONE(deploy_decisions(bytes));
    return std::vector<model::DefinitionPtr>{};
  }
  ONWARD_TRY(const model::Draft draft,
             path.ends_with(".xml") ? native_xml::read(bytes) : bpmn_xml::read(bytes));
  return deploy_processes(draft);
}

Result<std::vector<model::DefinitionPtr>> Deployments::deploy_processes(const model::Draft& draft) {
  std::vector<ErrorDetail> details;
  std::vector<model::DefinitionPtr> deployed;
  for (std::size_t i = 0; i < draft.processes.size(); ++i) {
    const model::Compiled compiled = model::compile(draft, i, next_version(draft.processes[i].id));
    collect_errors(compiled.problems, details);
    if (compiled.definition) deployed.push_back(compiled.definition);
  }
  collect_errors(model::check_document(draft), details);
  if (!details.empty())
    return Error{ErrorCode::invalid_definition, "the definition breaks rules", {}, details};
  for (const model::DefinitionPtr& definition : deployed) add(definition);
  return deployed;
}

Result<Done> Deployments::deploy_decisions(std::string_view bytes) {
  ONWARD_TRY(const dmn::DraftModel draft, dmn_xml::read(bytes));
  const dmn::Compiled compiled = dmn::compile(draft);
  if (!compiled.model) {
    std::vector<ErrorDetail> details;
    collect_errors(compiled.problems, details);
    return Error{ErrorCode::invalid_definition, "the decision model breaks rules", {}, details};
  }
  decisions_.push_back(compiled.model);
  return Done{};
}

void Deployments::add(model::DefinitionPtr definition) {
  processes_[definition->ref.key].push_back(std::move(definition));
}

std::uint32_t Deployments::next_version(const std::string& key) const {
  const auto at = processes_.find(key);
  return at == processes_.end() ? 1 : static_cast<std::uint32_t>(at->second.size() + 1);
}

Result<model::DefinitionPtr> Deployments::process(std::string_view key, std::uint32_t version) {
  const auto at = processes_.find(key);
  if (at == processes_.end()) return not_found(key);
  if (version == 0) return at->second.back();
  if (version > at->second.size()) return not_found(key);
  return at->second[version - 1];
}

Result<model::DefinitionPtr> Deployments::process_by_tag(std::string_view key,
                                                         std::string_view tag) {
  const auto at = processes_.find(key);
  if (at == processes_.end()) return not_found(key);
  const auto& versions = at->second;
  const auto found = std::find_if(versions.rbegin(), versions.rend(),
                                  [&](const auto& one) { return one->version_tag == tag; });
  if (found == versions.rend()) return not_found(tag);
  return *found;
}

Result<std::shared_ptr<const dmn::Model>> Deployments::decision(std::string_view id_or_name,
                                                                std::uint32_t /*version*/) {
  for (auto model = decisions_.rbegin(); model != decisions_.rend(); ++model)
    for (const dmn::Model::Decision& decision : (*model)->decisions)
      if (decision.id == id_or_name || decision.name == id_or_name) return *model;
  return not_found(id_or_name);
}

std::vector<model::DefinitionPtr> Deployments::latest() {
  std::vector<model::DefinitionPtr> found;
  for (const auto& [key, versions] : processes_) found.push_back(versions.back());
  return found;
}

}  // namespace onward::test
