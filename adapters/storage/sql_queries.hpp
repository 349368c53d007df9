// The read models over a database session of their own, with a statement timeout on PostgreSQL.
#pragma once

#include <memory>

#include "adapters/storage/database_config.hpp"
#include "engine/service/queries.hpp"

namespace onward {

/// One session; used by one thread at a time. Errors: unavailable.
Result<std::unique_ptr<Queries>> open_queries(const DatabaseConfig& config);

}  // namespace onward
