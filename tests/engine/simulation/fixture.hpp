// Small processes, simulated, and questions to the report.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "adapters/memory/memory_store.hpp"
#include "engine/simulation/simulation.hpp"
#include "tests/support/catalogues.hpp"
#include "tests/support/process_builder.hpp"

namespace onward::simulation {

inline constexpr std::int64_t hour = 3'600'000;

inline model::Spread spread(std::string_view text) { return *model::spread_from_text(text); }

inline void takes(test::Builder& builder, std::string_view id, std::string_view duration) {
  builder.get(id).details.simulation.duration = spread(duration);
}
inline void share(test::Builder& builder, std::string_view flow, double probability) {
  builder.get_flow(flow).probability = probability;
}

/// One after the other, an hour apart.
inline Plan plan_of(const test::Builder& builder, std::size_t instances) {
  Plan plan;
  plan.definition = builder.build();
  plan.instances = instances;
  plan.arrivals = spread("PT1H");
  return plan;
}

/// With the processes that are called beside it.
inline Report report_of(const Plan& plan, std::initializer_list<model::DefinitionPtr> others = {}) {
  memory::MemoryStore store;
  test::BuiltDefinitions definitions;
  definitions.add(plan.definition);
  for (const model::DefinitionPtr& other : others) definitions.add(other);
  auto report = simulate(plan, store, definitions);
  EXPECT_TRUE(report.ok()) << (report.ok() ? "" : report.error().message);
  return report.ok() ? std::move(report).value() : Report{};
}

/// "ended yes 30, waits w message paid 10", the most frequent first.
inline std::string outcomes_of(const Report& report) {
  std::string text;
  for (const OutcomeRow& row : report.outcomes) {
    if (!text.empty()) text += ", ";
    text += row.what + " " + row.element;
    if (!row.detail.empty()) text += " " + row.detail;
    text += " " + std::to_string(row.count);
  }
  return text;
}

inline std::size_t ended_at(const Report& report, std::string_view element) {
  for (const OutcomeRow& row : report.outcomes)
    if (row.what == "ended" && row.element == element) return row.count;
  return 0;
}

inline const ActivityRow& activity(const Report& report, std::string_view element) {
  static const ActivityRow none;
  for (const ActivityRow& row : report.activities)
    if (row.element == element) return row;
  ADD_FAILURE() << "nothing is told of " << element;
  return none;
}

inline const ResourceRow& resource(const Report& report, std::string_view name) {
  static const ResourceRow none;
  for (const ResourceRow& row : report.resources)
    if (row.name == name) return row;
  ADD_FAILURE() << "nothing is told of " << name;
  return none;
}

}  // namespace onward::simulation
