// Takes fields from bytes that nobody vouches for: the reading side of codec_fields.hpp. The first
// thing that is wrong is kept, everything after it reads as empty, so callers look at ok() once at
// the end.
#pragma once

#include <algorithm>
#include <concepts>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "engine/base/ids.hpp"
#include "engine/base/result.hpp"
#include "engine/instance/codec_fields.hpp"
#include "engine/value/value.hpp"

namespace onward::codec {

class Reader {
 public:
  explicit Reader(std::string_view bytes) : bytes_(bytes) {}

  template <class... Fields>
  void operator()(Fields&... values) {
    (get(values), ...);
  }

  /// Reads the leading codec version; everything else follows it.
  void begin();
  [[nodiscard]] std::uint32_t version() const { return version_; }
  [[nodiscard]] bool ok() const { return wrong_ == nullptr; }
  void fail(const char* what);
  /// Done when everything was read and nothing is left over. Errors: malformed, `where` is the
  /// offset.
  [[nodiscard]] Result<Done> finish();

  std::uint8_t byte();
  std::uint64_t varint();
  std::int64_t zigzag() {
    const std::uint64_t coded = varint();
    return static_cast<std::int64_t>((coded >> 1U) ^ (0U - (coded & 1U)));
  }
  std::string_view text();
  /// A number of items that follow, each of at least one byte.
  std::size_t count();

  void get(bool& value);
  template <std::unsigned_integral Number>
  void get(Number& value) {
    const std::uint64_t wide = varint();
    if (wide > std::numeric_limits<Number>::max()) return fail("a number is out of range");
    value = static_cast<Number>(wide);
  }
  template <std::signed_integral Number>
  void get(Number& value) {
    const std::int64_t wide = zigzag();
    if (wide < std::numeric_limits<Number>::min() || wide > std::numeric_limits<Number>::max())
      return fail("a number is out of range");
    value = static_cast<Number>(wide);
  }
  template <class Enum>
    requires std::is_enum_v<Enum>
  void get(Enum& value);
  void get(std::string& value) { value = text(); }
  template <class Kind, class Number>
  void get(Id<Kind, Number>& id) {
    get(id.value);
  }
  void get(Date& value);   // codec_value.cpp
  void get(Value& value);  // codec_value.cpp
  template <class T>
  void get(std::optional<T>& value) {
    bool present = false;
    get(present);
    if (present) get(value.emplace());
  }
  template <class T>
  void get(std::vector<T>& values) {
    // A count may be a lie as long as the input: memory is taken for what was read, not for what
    // was promised.
    constexpr std::size_t trusted = 64;
    const std::size_t size = count();
    values.reserve(std::min(size, trusted));
    for (std::size_t i = 0; i < size && ok(); ++i) get(values.emplace_back());
  }
  template <class T>
  void get(RisingList<T>& values) {
    const std::size_t size = count();
    for (std::size_t i = 0; i < size && ok(); ++i) get(values.emplace_back());
  }
  template <class Struct>
    requires std::is_class_v<Struct>
  void get(Struct& value) {
    fields(*this, value);
  }

 private:
  void get(Zone& zone);
  void get(Time& time);
  void get(DayTimeDuration& duration);
  Value nested(Value::Kind kind);
  Value number();
  Context context();

  std::string_view bytes_;
  std::size_t at_ = 0;
  std::uint32_t version_ = 0;
  std::uint32_t depth_ = 0;  ///< of the value being read
  const char* wrong_ = nullptr;
  std::size_t wrong_at_ = 0;
};

template <class Enum>
  requires std::is_enum_v<Enum>
void Reader::get(Enum& value) {
  const std::uint64_t number = varint();
  if (number > static_cast<std::uint64_t>(last_of<Enum>)) return fail("an unknown kind");
  value = static_cast<Enum>(number);
}

}  // namespace onward::codec
