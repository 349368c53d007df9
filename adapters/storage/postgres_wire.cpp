#include "adapters/storage/postgres_wire.hpp"

namespace onward::storage::wire {
namespace {

void put_number(std::string& out, std::uint64_t number, int bytes) {
  for (int shift = (bytes - 1) * 8; shift >= 0; shift -= 8)
    out += static_cast<char>(static_cast<unsigned char>(number >> static_cast<unsigned>(shift)));
}

std::uint64_t take_number(std::string_view bytes) {
  std::uint64_t number = 0;
  for (const char c : bytes) number = (number << 8U) | static_cast<unsigned char>(c);
  return number;
}

void put_bytes(std::string& out, std::string_view bytes) {
  put_number(out, bytes.size(), 4);
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
    put_number(out, static_cast<std::uint64_t>(*number), 8);
  } else if (const auto* bytes = std::get_if<std::string>(&cell)) {
    out = type == 't' && needs_escape(*bytes) ? escape_text(*bytes) : *bytes;
  }
  return out;
}

std::string encode_column(const Batch& batch, std::size_t column) {
  const char type = batch.statement().types[column];
  std::string items;
  bool nulls = false;
  for (std::size_t row = 0; row < batch.rows(); ++row) {
    const Cell& cell = batch.at(row, column);
    if (const auto* number = std::get_if<std::int64_t>(&cell)) {
      put_number(items, 8, 4);
      put_number(items, static_cast<std::uint64_t>(*number), 8);
    } else if (const auto* bytes = std::get_if<std::string>(&cell)) {
      if (type == 't' && needs_escape(*bytes))
        put_bytes(items, escape_text(*bytes));
      else
        put_bytes(items, *bytes);
    } else {
      put_number(items, 0xFFFFFFFFU, 4);
      nulls = true;
    }
  }
  std::string out;
  out.reserve(items.size() + 20);
  put_number(out, 1, 4);  // dimensions
  put_number(out, nulls ? 1 : 0, 4);
  put_number(out, oid_of(type), 4);
  put_number(out, batch.rows(), 4);
  put_number(out, 1, 4);  // lower bound
  return out += items;
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
