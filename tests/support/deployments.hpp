// A catalogue of definitions in memory: deployed from files (BPMN, compact XML, DMN, by their
// extension) or added as they were built in code.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "engine/dmn/decision.hpp"
#include "engine/execution/environment.hpp"
#include "engine/model/definition.hpp"
#include "engine/model/draft.hpp"

namespace onward::test {

class Deployments final : public Catalogue {
 public:
  /// Reads, checks and keeps a file; the new versions of its processes. Errors: malformed;
  /// invalid_definition with one detail per problem (pointer "line:column", code of the rule).
  Result<std::vector<model::DefinitionPtr>> deploy(const std::string& path);
  void add(model::DefinitionPtr definition);
  [[nodiscard]] std::uint32_t next_version(const std::string& key) const;

  Result<model::DefinitionPtr> process(std::string_view key, std::uint32_t version) override;
  Result<model::DefinitionPtr> process_by_tag(std::string_view key, std::string_view tag) override;
  Result<std::shared_ptr<const dmn::Model>> decision(std::string_view id_or_name,
                                                     std::uint32_t version) override;
  std::vector<model::DefinitionPtr> latest() override;

 private:
  Result<std::vector<model::DefinitionPtr>> deploy_processes(const model::Draft& draft);
  Result<Done> deploy_decisions(std::string_view bytes);

  std::map<std::string, std::vector<model::DefinitionPtr>, std::less<>> processes_;
  std::vector<std::shared_ptr<const dmn::Model>> decisions_;
};

}  // namespace onward::test
