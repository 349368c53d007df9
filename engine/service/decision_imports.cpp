#include "engine/service/decision_imports.hpp"

#include <set>

namespace onward {

std::vector<DecisionDraft> imported_models(const dmn::DraftModel& model,
                                           const FindDecisionDraft& find) {
  constexpr std::size_t at_most = 1'000;
  std::vector<DecisionDraft> found;
  std::set<std::string> seen{model.name_space};
  const auto follow = [&](const dmn::DraftModel& importer) {
    for (const dmn::DraftImport& import : importer.imports)
      if (found.size() < at_most && seen.insert(import.name_space).second)
        if (DecisionDraft imported = find(import.name_space)) found.push_back(std::move(imported));
  };
  follow(model);
  for (std::size_t i = 0; i < found.size(); ++i) follow(*DecisionDraft(found[i]));
  return found;
}

}  // namespace onward
