// What a simulation found, as tables for people and as JSON.
#pragma once

#include <string>

#include "engine/simulation/report.hpp"

namespace onward {

std::string to_tables(const simulation::Report& report);
std::string to_json(const simulation::Report& report);

}  // namespace onward
