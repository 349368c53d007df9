#include "adapters/storage/connection.hpp"

namespace onward::storage {

Result<std::unique_ptr<Connection>> connect(const DatabaseConfig& config, Purpose purpose) {
  if (config.kind == DatabaseConfig::Kind::postgres) return connect_postgres(config, purpose);
  return connect_sqlite(config);
}

}  // namespace onward::storage
