// What instances of a process did before: how long their work was open, what came, which way they
// went. Read from the history of the newest ones; bounded by limits::history_instances.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "engine/service/queries.hpp"

namespace onward::simulation {

struct History {
  std::size_t instances = 0;  ///< read
  /// By the id of an element: milliseconds for which a task, job or awaited event was open.
  std::map<std::string, std::vector<std::int64_t>> durations;
  struct Awaited {
    std::size_t came = 0, given_up = 0;
  };
  std::map<std::string, Awaited> awaited;     ///< messages and signals, by element
  std::map<std::string, std::size_t> passes;  ///< how often a token came to an element
  std::map<std::string, std::size_t> flows;   ///< how often a flow was taken
};

/// Of the process with this key, all versions. Errors: unavailable.
Result<History> read_history(Queries& queries, const std::string& definition);

/// One instance's commands, in order, added to what is known.
void learn(History& history, const std::vector<HistoryRow>& commands);

}  // namespace onward::simulation
