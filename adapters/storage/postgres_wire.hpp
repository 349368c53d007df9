// Parameters and results of PostgreSQL in its binary form, in which lengths count and a NUL byte is
// a byte like any other (performance.md 9.5). Pure.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "adapters/storage/statement.hpp"

namespace onward::storage::wire {

// Type numbers of pg_type, fixed for ever.
inline constexpr unsigned oid_bytea = 17, oid_int8 = 20, oid_text = 25;
inline constexpr unsigned oid_bytea_array = 1001, oid_text_array = 1009, oid_int8_array = 1016;

unsigned oid_of(char type);
unsigned array_oid_of(char type);
/// "bigint[]" ...: for a cast in the statement's text.
std::string_view array_name_of(char type);

/// One value; empty for a null, which the caller says with a null pointer.
std::string encode(char type, const Cell& cell);
/// A column of a batch as a one-dimensional array.
std::string encode_column(const Batch& batch, std::size_t column);
/// A value of a result whose type has this number.
Cell decode(unsigned oid, std::string_view bytes);

}  // namespace onward::storage::wire
