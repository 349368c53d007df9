// Brings a database's schema to what this program knows: numbered files of migrations/, forward
// only.
#pragma once

#include <cstdint>

#include "adapters/storage/database_config.hpp"
#include "engine/base/result.hpp"

namespace onward {

/// The schema version that this program knows.
std::uint32_t known_schema_version();
/// Runs what is missing; each step can run again, so a run that was killed is simply repeated. On
/// PostgreSQL it also makes the history's partitions for the coming months: run it at every start.
/// `up_to` leaves later versions out, as an older program would. Returns the version that the
/// database has now. Errors: invalid (the schema is newer than this
/// program), unavailable, internal.
Result<std::uint32_t> migrate(const DatabaseConfig& config,
                              std::uint32_t up_to = known_schema_version());

}  // namespace onward
