// The Store over a database: one session of a track.
#pragma once

#include <memory>

#include "adapters/storage/database_config.hpp"
#include "engine/service/ports.hpp"

namespace onward {

/// Errors: unavailable, invalid (settings that may lose commits, unless allowed). The schema must
/// be there (migrate.hpp).
Result<std::unique_ptr<Store>> open_store(const DatabaseConfig& config);

}  // namespace onward
