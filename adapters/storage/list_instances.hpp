// The list of instances, for readers and for tracks.
#pragma once

#include "adapters/storage/connection.hpp"
#include "engine/service/queries.hpp"

namespace onward::storage {

/// Errors: invalid_cursor, unknown_parameter (no such sort), unavailable.
Result<Rows<InstanceRow>> list_instances(Connection& connection, const InstanceQuery& query);

}  // namespace onward::storage
