// How the API writes what is there: the same object looks the same in every reply. `id` is the
// first member of every object that has one; what is absent is null.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/model/definition.hpp"
#include "engine/service/queries.hpp"
#include "engine/service/request.hpp"
#include "engine/service/view.hpp"
#include "engine/value/json.hpp"
#include "server/http/message.hpp"

namespace onward::api {

// Members that may be absent: null then.
void write_text(JsonWriter& out, std::string_view name, std::string_view text);  ///< null if empty
void write_instant(JsonWriter& out, std::string_view name, const std::optional<Instant>& at);
void write_id(JsonWriter& out, std::string_view name, std::uint64_t id);  ///< null if 0
void write_texts(JsonWriter& out, std::string_view name, const std::vector<std::string>& texts);

/// A task as in lists (members of api.md), without the closing brace: more may follow.
void open_task(JsonWriter& out, const TaskRow& task);
void write_task(JsonWriter& out, const TaskRow& task);
/// An open task as a row.
TaskRow row_of(const Instance& instance, const Task& task);
/// "tasks": the open tasks of the instance.
void write_open_tasks(JsonWriter& out, const Instance& instance);
/// Without the closing brace.
void open_instance(JsonWriter& out, const InstanceRow& instance);
InstanceRow row_of(const Instance& instance);
void write_incident(JsonWriter& out, const IncidentRow& incident);
/// Fields of a form: [{id, label, type, required, default?, options?, min?, max?, fields?}].
/// `default_of` gives the default of a field as JSON, empty: none.
using DefaultOf = std::function<std::string(const model::FormField&)>;
void write_fields(JsonWriter& out, const std::vector<model::FormField>& fields,
                  const DefaultOf& default_of);

/// The top scope as a plain object.
std::string variables_json(const Instance& instance);
/// What the token's element sees: its scopes outwards, the nearest first.
Context visible_variables(const Instance& instance, LocalId token);

/// A track's reply as a response, for handlers that need several requests for one call.
http::Response response_of(const Reply& reply);

}  // namespace onward::api
