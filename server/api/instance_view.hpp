// What is open in an instance, now or then: its tokens with what each waits for, timers, events,
// jobs, incidents.
#pragma once

#include "engine/instance/instance.hpp"
#include "engine/model/definition.hpp"
#include "engine/service/ports.hpp"
#include "engine/value/json.hpp"

namespace onward::api {

/// "tokens", "timers", "events", "jobs", "incidents". `definition`: nullptr when it is not known.
void write_what_is_open(JsonWriter& out, const model::Definition* definition,
                        const Instance& instance);
/// "command": which one it was, by whom, why.
void write_command(JsonWriter& out, const HistoryRow& command);

}  // namespace onward::api
