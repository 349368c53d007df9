// Deployed definitions as one thread sees them: which versions exist, and the compiled ones that
// are in use. Compiled again from the document as authored when they are not in memory; bounded.
#pragma once

#include <functional>
#include <list>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "engine/dmn/decision.hpp"
#include "engine/execution/environment.hpp"
#include "engine/service/decision_imports.hpp"
#include "engine/service/ports.hpp"

namespace onward {

/// Where definitions come from: a Store of a track, or Queries of a reader.
struct DefinitionSource {
  std::function<Result<std::vector<StoredDefinition>>()> list;
  std::function<Result<std::optional<StoredDefinition>>(
      StoredDefinition::Kind, std::string_view key, std::uint32_t version)>
      one;
};
DefinitionSource source_of(Store& store);

class Definitions final : public Catalogue {
 public:
  Definitions(DefinitionSource source, DefinitionReader& reader)
      : source_(std::move(source)), reader_(reader) {}

  /// Reads the list again: after a deployment, here or on another node. Errors: unavailable.
  Result<Done> refresh();

  // Catalogue
  Result<model::DefinitionPtr> process(std::string_view key, std::uint32_t version) override;
  Result<model::DefinitionPtr> bound_process(std::string_view key, const Bound& bound) override;
  Result<std::shared_ptr<const dmn::Model>> bound_decision(std::string_view id_or_name,
                                                           const Bound& bound) override;
  std::vector<model::DefinitionPtr> latest() override;

  /// Descriptions of all versions of a key, oldest first; empty when there is none.
  [[nodiscard]] std::vector<const StoredDefinition*> versions(StoredDefinition::Kind kind,
                                                              std::string_view key) const;
  /// The version that a binding means; nullptr when there is none. `key`: of a process, or id or
  /// name of a decision. With Binding::deployment it is the one that stood when the caller's
  /// version had been deployed.
  [[nodiscard]] const StoredDefinition* bound(StoredDefinition::Kind kind, std::string_view key,
                                              const Bound& bound) const;
  /// All keys' descriptions, oldest version first.
  [[nodiscard]] const std::vector<StoredDefinition>& all() const { return all_; }
  /// Newest version of a key; nullptr when there is none.
  [[nodiscard]] const StoredDefinition* newest(StoredDefinition::Kind kind,
                                               std::string_view key) const;
  /// The DMN model of this namespace that stood when `importer` was deployed (nullptr: that stands
  /// now); nullptr when there is none.
  DecisionDraft decision_draft(const std::string& name_space, const StoredDefinition* importer);
  DefinitionReader& reader() { return reader_; }

 private:
  Result<StoredDefinition> document(StoredDefinition::Kind kind, std::string_view key,
                                    std::uint32_t version);

  DefinitionSource source_;
  DefinitionReader& reader_;
  std::vector<StoredDefinition> all_;  ///< without documents; by kind, key, version
  std::map<DefinitionRef, model::DefinitionPtr> processes_;
  std::map<DefinitionRef, std::shared_ptr<const dmn::Model>> decisions_;
  std::list<DefinitionRef> order_;  ///< compiled processes, oldest first
};

}  // namespace onward
