// What PostgreSQL's error numbers mean to us.
#pragma once

#include <string_view>

#include "engine/base/error.hpp"

namespace onward::storage {

/// conflict: unique key, serialization failure, deadlock, our own guard (division by zero).
/// too_large: a value that does not fit a row or an index. unavailable: the server is full, going
/// down, read-only or too slow. internal: everything else.
ErrorCode classify_sqlstate(std::string_view sqlstate);

}  // namespace onward::storage
