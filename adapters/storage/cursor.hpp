// Where a page ended, as an opaque text: the list and sort that it belongs to, and the keys of its
// last row. Base64url (RFC 4648 section 5) without padding.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "adapters/storage/cell.hpp"
#include "engine/base/result.hpp"

namespace onward::storage {

/// `binding`: "tasks/-due". Nulls cannot stand in a cursor.
std::string encode_cursor(std::string_view binding, std::span<const Cell> keys);
/// `types`: of the keys, i or t. Errors: invalid_cursor (not ours, of another list or sort).
Result<Row> decode_cursor(std::string_view cursor, std::string_view binding,
                          std::string_view types);

}  // namespace onward::storage
