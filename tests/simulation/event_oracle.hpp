// What an event must do (BPMN 2.0.2 clause 13.5), told from the model: when a timer is due, what an
// interrupting event takes away and what it leaves, who catches an error, how far a multi-instance
// activity goes. Facts and state of one command are held against it.
#pragma once

#include <string>
#include <vector>

#include "engine/model/definition.hpp"
#include "engine/service/ports.hpp"

namespace onward::simulation {

std::vector<std::string> check_events(const model::Definition& definition, const Instance& before,
                                      const HistoryRow& command);

}  // namespace onward::simulation
