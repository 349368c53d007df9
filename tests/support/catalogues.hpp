// What a world deploys: files in any of our languages, or definitions that were built in code.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "engine/service/definitions.hpp"

namespace onward::test {

/// Reads BPMN, compact XML and DMN, told apart by their root.
class FileReader final : public DefinitionReader {
 public:
  Result<Document> read(std::string_view bytes) override;
};

/// The same, but what may run goes through a writer first: the model that runs is the converted
/// one. A model that is refused, or that needs another engine, stays as it is.
class ConvertingReader final : public DefinitionReader {
 public:
  enum class Through : std::uint8_t {
    bpmn,
    compact,  ///< as far as the dialect can say it
  };
  explicit ConvertingReader(Through through) : through_(through) {}
  Result<Document> read(std::string_view bytes) override;

 private:
  Through through_;
  FileReader files_;
};

/// Definitions that were built in code: for the simulation.
class BuiltDefinitions final : public Catalogue {
 public:
  void add(model::DefinitionPtr definition);
  Result<model::DefinitionPtr> process(std::string_view key, std::uint32_t version) override;
  Result<model::DefinitionPtr> bound_process(std::string_view key, const Bound& bound) override;
  Result<std::shared_ptr<const dmn::Model>> bound_decision(std::string_view id_or_name,
                                                           const Bound& bound) override;
  std::vector<model::DefinitionPtr> latest() override;

 private:
  std::map<std::string, model::DefinitionPtr, std::less<>> processes_;
};

}  // namespace onward::test
