// The data of one fact as the history shows it; large values are cut.
#pragma once

#include "engine/instance/fact.hpp"
#include "engine/value/json.hpp"

namespace onward::api {

/// Writes an object.
void write_fact_data(JsonWriter& out, InstanceId instance, const Fact& fact);

}  // namespace onward::api
