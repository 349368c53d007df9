// What a simulation found, as members of a JSON object: the command line and the API say the same.
#pragma once

#include "engine/simulation/report.hpp"
#include "engine/value/json.hpp"

namespace onward::simulation {

void write_report(JsonWriter& json, const Report& report);

}  // namespace onward::simulation
