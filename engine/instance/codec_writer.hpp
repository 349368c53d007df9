// Appends fields to one buffer: the writing side of codec_fields.hpp.
#pragma once

#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "engine/base/ids.hpp"
#include "engine/instance/codec.hpp"
#include "engine/value/value.hpp"

namespace onward::codec {

class Writer {
 public:
  explicit Writer(std::string& out) : out_(out) {}

  template <class... Fields>
  void operator()(const Fields&... values) {
    (put(values), ...);
  }

  /// Only the newest version is written.
  [[nodiscard]] static constexpr std::uint32_t version() { return codec_version; }

  void byte(std::uint8_t value) { out_.push_back(static_cast<char>(value)); }
  /// Seven bits a byte, low ones first, the top bit says that more follow (LEB128).
  void varint(std::uint64_t value) {
    while (value >= 0x80U) {
      byte(static_cast<std::uint8_t>(value | 0x80U));
      value >>= 7U;
    }
    byte(static_cast<std::uint8_t>(value));
  }
  /// Small numbers of either sign stay short: 0, -1, 1, -2 become 0, 1, 2, 3.
  void zigzag(std::int64_t value) {
    varint((static_cast<std::uint64_t>(value) << 1U) ^ static_cast<std::uint64_t>(value >> 63));
  }
  void text(std::string_view value) {
    varint(value.size());
    out_.append(value);
  }

  void put(bool value) { byte(value ? 1 : 0); }
  void put(std::unsigned_integral auto value) { varint(value); }
  void put(std::signed_integral auto value) { zigzag(value); }
  template <class Enum>
    requires std::is_enum_v<Enum>
  void put(Enum value) {
    varint(static_cast<std::underlying_type_t<Enum>>(value));
  }
  void put(const std::string& value) { text(value); }
  template <class Kind, class Number>
  void put(Id<Kind, Number> id) {
    varint(id.value);
  }
  void put(const Date& value);   // codec_value.cpp
  void put(const Value& value);  // codec_value.cpp
  template <class T>
  void put(const std::optional<T>& value) {
    put(value.has_value());
    if (value) put(*value);
  }
  template <class T>
  void put(const std::vector<T>& values) {
    put_items(values);
  }
  template <class T>
  void put(const RisingList<T>& values) {
    put_items(values);
  }
  template <class Struct>
    requires std::is_class_v<Struct>
  void put(const Struct& value) {
    fields(*this, value);
  }

 private:
  void put_items(const auto& values) {
    varint(values.size());
    for (const auto& value : values) put(value);
  }
  void put_zone(const Zone& zone);
  void put_time(const Time& time);
  void put_list(const List& list);
  void put_context(const Context& context);

  std::string& out_;
  std::uint32_t depth_ = 0;  ///< of the value being written
};

}  // namespace onward::codec
