#include "adapters/storage/postgres_wire.hpp"

#include <array>

namespace onward::storage::wire {
namespace {

/// The lowest `bytes` bytes of a number, the highest first.
template <std::size_t bytes>
void put_number(std::string& out, std::uint64_t number) {
  std::array<char, bytes> digits{};
  for (std::size_t i = 0; i < bytes; ++i)
    digits[i] = static_cast<char>(static_cast<unsigned char>(number >> (8 * (bytes - 1 - i))));
  out.append(digits.data(), bytes);
}

std::uint64_t take_number(std::string_view bytes) {
  std::uint64_t number = 0;
  for (const char c : bytes) number = (number << 8U) | static_cast<unsigned char>(c);
  return number;
}

void put_bytes(std::string& out, std::string_view bytes) {
  put_number<4>(out, bytes.size());
  out.append(bytes);
}

}  // namespace

unsigned oid_of(char type) {
  if (type == 'i') return oid_int8;
  return type == 't' ? oid_text : oid_bytea;
}

unsigned array_oid_of(char type) {
  if (type == 'i') return oid_int8_array;
  return type == 't' ? oid_text_array : oid_bytea_array;
}

std::string_view array_name_of(char type) {
  if (type == 'i') return "bigint[]";
  return type == 't' ? "text[]" : "bytea[]";
}

std::string encode(char type, const Cell& cell) {
  std::string out;
  if (const auto* number = std::get_if<std::int64_t>(&cell)) {
    put_number<8>(out, static_cast<std::uint64_t>(*number));
  } else if (const auto* bytes = std::get_if<std::string>(&cell)) {
    out = type == 't' && needs_escape(*bytes) ? escape_text(*bytes) : *bytes;
  }
  return out;
}

std::string encode_column(const Batch& batch, std::size_t column) {
  const char type = batch.statement().types[column];
  std::size_t size = 20;  // the head, and for each cell its length and its bytes
  bool nulls = false;
  for (std::size_t row = 0; row < batch.rows(); ++row) {
    const Cell& cell = batch.at(row, column);
    const auto* bytes = std::get_if<std::string>(&cell);
    size += 4 + (bytes != nullptr ? bytes->size() : 8);
    nulls = nulls || std::holds_alternative<std::monostate>(cell);
  }
  std::string out;
  out.reserve(size);
  put_number<4>(out, 1);  // dimensions
  put_number<4>(out, nulls ? 1 : 0);
  put_number<4>(out, oid_of(type));
  put_number<4>(out, batch.rows());
  put_number<4>(out, 1);  // lower bound
  for (std::size_t row = 0; row < batch.rows(); ++row) {
    const Cell& cell = batch.at(row, column);
    if (const auto* number = std::get_if<std::int64_t>(&cell)) {
      put_number<4>(out, 8);
      put_number<8>(out, static_cast<std::uint64_t>(*number));
    } else if (const auto* bytes = std::get_if<std::string>(&cell)) {
      if (type == 't' && needs_escape(*bytes))
        put_bytes(out, escape_text(*bytes));
      else
        put_bytes(out, *bytes);
    } else {
      put_number<4>(out, 0xFFFFFFFFU);
    }
  }
  return out;
}

Cell decode(unsigned oid, std::string_view bytes) {
  if (oid == oid_bytea) return std::string(bytes);
  constexpr unsigned oid_bool = 16, oid_int2 = 21, oid_int4 = 23;
  if (oid == oid_int8 || oid == oid_bool) return static_cast<std::int64_t>(take_number(bytes));
  if (oid == oid_int2) return std::int64_t{static_cast<std::int16_t>(take_number(bytes))};
  if (oid == oid_int4) return std::int64_t{static_cast<std::int32_t>(take_number(bytes))};
  return unescape_text(std::string(bytes));
}

}  // namespace onward::storage::wire
