// A job as its worker sees it.
#pragma once

#include "engine/instance/instance.hpp"
#include "engine/value/json.hpp"

namespace onward::api {

/// {id, topic, elementId, instanceId, definition, businessKey, variables, retries, worker,
/// lockedUntil}: variables are the job's inputs, or all that its element sees when it names none.
void write_job(JsonWriter& out, const Instance& instance, const Job& job);

}  // namespace onward::api
