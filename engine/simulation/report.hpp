// What a simulation found: plain data, for tables and JSON. Defined in docs/simulate.md.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace onward::simulation {

/// Milliseconds; all zero when there were none.
struct Times {
  std::size_t count = 0;
  std::int64_t mean_ms = 0, p50_ms = 0, p80_ms = 0, p95_ms = 0;
};
/// Percentiles by nearest rank, the mean rounded.
Times times_of(std::vector<std::int64_t> spans_ms);

struct OutcomeRow {
  std::string what;  ///< "ended", "failed", "cancelled", "incident", "waits", "refused", "bound"
  std::string element, name;  ///< of the end event, or where it stopped
  std::string detail;         ///< code of the incident, what is waited for
  std::size_t count = 0;
  double share = 0;
  std::int64_t mean_ms = 0;  ///< of those that ended
};

struct ActivityRow {
  std::string definition, element, name, type;
  std::size_t done = 0, cancelled = 0;
  std::int64_t mean_wait_ms = 0, mean_work_ms = 0, total_wait_ms = 0;
  std::size_t longest_queue = 0;
  std::string duration_from;  ///< "model", "history", "assumed"; empty: it is not drawn
};

struct ResourceRow {
  std::string name;
  std::optional<std::uint32_t> capacity;  ///< absent: as many as it takes
  double utilisation = 0;                 ///< of the capacity; 0 without one
  double busy = 0;                        ///< on average
  std::size_t handled = 0;                ///< begun and over, also what was taken away
  std::int64_t mean_wait_ms = 0;
  std::size_t longest_queue = 0;
};

struct Report {
  std::string definition;
  std::uint64_t seed = 0;
  std::size_t instances = 0;   ///< started
  std::uint64_t commands = 0;  ///< carried out
  std::int64_t simulated_ms = 0;
  std::string bound;  ///< which bound was reached; empty: none
  Times cycle;
  std::vector<OutcomeRow> outcomes;     ///< the most frequent first
  std::vector<ActivityRow> activities;  ///< where most time is waited for somebody first
  std::vector<ResourceRow> resources;   ///< by name
};

}  // namespace onward::simulation
