// What is measured, by activity: how often, how long somebody was waited for, how long it took.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "engine/model/definition.hpp"
#include "engine/simulation/chance.hpp"
#include "engine/simulation/report.hpp"

namespace onward::simulation {

struct Account {
  model::DefinitionPtr definition;
  const model::Element* element = nullptr;
  std::size_t done = 0, cancelled = 0;
  std::int64_t waited_ms = 0, worked_ms = 0;
  std::size_t queued = 0, longest_queue = 0;
  Origin origin = Origin::none;
  bool is_work = false;  ///< somebody does it; else it is an event that is waited for
};

class Ledger {
 public:
  Account& of(const model::DefinitionPtr& definition, const std::string& element);
  [[nodiscard]] std::vector<ActivityRow> rows() const;

 private:
  std::map<std::pair<std::string, std::string>, Account> accounts_;
};

}  // namespace onward::simulation
