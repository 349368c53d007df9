#include "adapters/storage/postgres_errors.hpp"

namespace onward::storage {

ErrorCode classify_sqlstate(std::string_view sqlstate) {
  // 22012: the guard of a version-checked statement divides by zero when a row was missed.
  for (const std::string_view conflict : {"22012", "23505", "40001", "40P01", "55P03"})
    if (sqlstate == conflict) return ErrorCode::conflict;
  if (sqlstate == "54000") return ErrorCode::too_large;    // row or index entry too long
  if (sqlstate == "57014") return ErrorCode::unavailable;  // statement timeout
  if (sqlstate == "25006") return ErrorCode::unavailable;  // a standby
  const std::string_view family = sqlstate.substr(0, 2);
  for (const std::string_view away : {"08", "53", "57", "58"})
    if (family == away) return ErrorCode::unavailable;
  return ErrorCode::internal;
}

}  // namespace onward::storage
