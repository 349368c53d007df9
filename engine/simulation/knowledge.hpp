// Which variables of the imaginary instances can be gone by, and which are made up or computed from
// what is (docs/simulate.md). By name alone, over all processes and decisions that are deployed: a
// name that is unknown somewhere is unknown everywhere.
#pragma once

#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "engine/execution/environment.hpp"
#include "engine/feel/feel.hpp"

namespace onward::simulation {

class Knowledge {
 public:
  /// `given`: names that every instance starts with.
  Knowledge(Catalogue& catalogue, const std::vector<std::string>& given);

  /// Whether the names that the condition reads hold something to go by: known, and there or still
  /// to be written.
  [[nodiscard]] bool is_known(const model::Formula& condition,
                              const feel::Variables& variables) const;
  [[nodiscard]] bool is_unknown(const std::string& name) const { return unknown_.contains(name); }

 private:
  void study(const model::Element& element, Catalogue& catalogue);
  void study_form(const std::vector<model::FormField>& form);
  void study_decision(const model::Element& element, Catalogue& catalogue);
  void study_repetition(const model::Element& element);
  void note(const std::string& name, std::vector<std::string> reads);
  void note(const std::vector<model::Mapping>& mappings, const std::vector<std::string>& result);

  std::map<std::string, std::vector<std::string>> written_;  ///< name -> what it is computed from
  std::set<std::string> unknown_;
};

/// The fields that the simulation fills in with what is as good as anything: known.
bool is_drawn(const model::FormField& field);

}  // namespace onward::simulation
