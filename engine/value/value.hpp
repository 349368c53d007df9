// One value of a process variable, an expression or a decision: the types of FEEL (DMN 1.5 table
// 42). Values are immutable and cheap to copy: lists, contexts, ranges and functions are shared.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "engine/base/decimal.hpp"

namespace onward {

class Value;

struct Date {
  std::int32_t year = 1970;  ///< -999,999,999 .. 999,999,999
  std::uint8_t month = 1, day = 1;
  friend bool operator==(const Date&, const Date&) = default;
};

/// How far local time is from UTC: absent, a fixed offset, or a named zone ("Europe/Berlin") that
/// needs a date to give one.
struct Zone {
  enum class Kind : std::uint8_t { none, offset, named } kind = Kind::none;
  std::int32_t offset_seconds = 0;  ///< for Kind::offset
  std::string name;                 ///< for Kind::named
  friend bool operator==(const Zone&, const Zone&) = default;
};

struct Time {
  std::uint8_t hour = 0, minute = 0, second = 0;
  std::uint32_t nano = 0;
  Zone zone;
  friend bool operator==(const Time&, const Time&) = default;
};

struct DateTime {
  Date date;
  Time time;
  friend bool operator==(const DateTime&, const DateTime&) = default;
};

struct DayTimeDuration {
  std::int64_t seconds = 0;  ///< whole duration, negative allowed
  std::int32_t nano = 0;     ///< same sign as seconds
  friend bool operator==(const DayTimeDuration&, const DayTimeDuration&) = default;
};

struct YearMonthDuration {
  std::int64_t months = 0;
  friend bool operator==(const YearMonthDuration&, const YearMonthDuration&) = default;
};

using List = std::vector<Value>;

class Context;
struct Range;

/// A FEEL function value; only the evaluator (engine/feel) derives from it.
class Function {
 public:
  virtual ~Function() = default;
};

struct Null {
  friend bool operator==(const Null&, const Null&) = default;
};

class Value {
 public:
  enum class Kind : std::uint8_t {
    null,
    boolean,
    number,
    text,
    date,
    time,
    date_time,
    day_time_duration,
    year_month_duration,
    list,
    context,
    range,
    function
  };

  Value() = default;                                     ///< null
  Value(bool value) : data_(value) {}                    // NOLINT(google-explicit-constructor)
  Value(Decimal value) : data_(value) {}                 // NOLINT(google-explicit-constructor)
  Value(int value) : data_(Decimal(value)) {}            // NOLINT(google-explicit-constructor)
  Value(std::int64_t value) : data_(Decimal(value)) {}   // NOLINT(google-explicit-constructor)
  Value(std::string value) : data_(std::move(value)) {}  // NOLINT(google-explicit-constructor)
  Value(std::string_view value)
      : data_(std::string(value)) {}                       // NOLINT(google-explicit-constructor)
  Value(const char* value) : data_(std::string(value)) {}  // NOLINT(google-explicit-constructor)
  Value(Date value) : data_(value) {}                      // NOLINT(google-explicit-constructor)
  Value(Time value) : data_(std::move(value)) {}           // NOLINT(google-explicit-constructor)
  Value(DateTime value);                                   // NOLINT(google-explicit-constructor)
  Value(DayTimeDuration value) : data_(value) {}           // NOLINT(google-explicit-constructor)
  Value(YearMonthDuration value) : data_(value) {}         // NOLINT(google-explicit-constructor)
  Value(List value);                                       // NOLINT(google-explicit-constructor)
  Value(Context value);                                    // NOLINT(google-explicit-constructor)
  Value(Range value);                                      // NOLINT(google-explicit-constructor)
  Value(std::shared_ptr<const Function> value)
      : data_(std::move(value)) {}  // NOLINT(google-explicit-constructor)

  [[nodiscard]] Kind kind() const { return static_cast<Kind>(data_.index()); }
  [[nodiscard]] bool is_null() const { return kind() == Kind::null; }
  // Each returns nullptr when the value is of another kind.
  [[nodiscard]] const bool* boolean() const { return std::get_if<bool>(&data_); }
  [[nodiscard]] const Decimal* number() const { return std::get_if<Decimal>(&data_); }
  [[nodiscard]] const std::string* text() const { return std::get_if<std::string>(&data_); }
  [[nodiscard]] const Date* date() const { return std::get_if<Date>(&data_); }
  [[nodiscard]] const Time* time() const { return std::get_if<Time>(&data_); }
  [[nodiscard]] const DateTime* date_time() const;
  [[nodiscard]] const DayTimeDuration* day_time_duration() const {
    return std::get_if<DayTimeDuration>(&data_);
  }
  [[nodiscard]] const YearMonthDuration* year_month_duration() const {
    return std::get_if<YearMonthDuration>(&data_);
  }
  [[nodiscard]] const List* list() const;
  [[nodiscard]] const Context* context() const;
  [[nodiscard]] const Range* range() const;
  [[nodiscard]] std::shared_ptr<const Function> function() const;

  /// How deep lists, contexts and ranges are nested: 0 for anything else, 1 for a flat list. Known
  /// without a walk. Code that builds nested values must keep this under a limit: they are
  /// destroyed and printed recursively.
  [[nodiscard]] std::uint32_t depth() const;

  /// Same kind and same content: numbers by value (1.0 == 1.00), contexts whatever the order of
  /// entries, functions by identity.
  friend bool operator==(const Value& a, const Value& b);

 private:
  friend std::size_t size_bytes(const Value& value);
  template <class Content>
  struct Shared;  // the content with its size and depth, counted once when it is built
  std::variant<Null, bool, Decimal, std::string, Date, Time, std::shared_ptr<const DateTime>,
               DayTimeDuration, YearMonthDuration, std::shared_ptr<const Shared<List>>,
               std::shared_ptr<const Shared<Context>>, std::shared_ptr<const Shared<Range>>,
               std::shared_ptr<const Function>>
      data_;
};

/// Entries in the order in which they were written; names are unique.
class Context {
 public:
  using Entry = std::pair<std::string, Value>;
  Context() = default;
  /// Takes entries whose names the caller knows to be different: no search for each, as `set`
  /// needs.
  explicit Context(std::vector<Entry> unique_entries);
  [[nodiscard]] const Value* find(std::string_view name) const;
  void set(std::string name, Value value);  ///< replaces in place or appends
  void erase(std::string_view name);
  [[nodiscard]] const std::vector<Entry>& entries() const { return entries_; }
  [[nodiscard]] bool empty() const { return entries_.empty(); }

 private:
  std::vector<Entry> entries_;
};

/// A FEEL range; an absent bound (null) with `open` means unbounded, as in (> 5).
struct Range {
  Value low, high;
  bool low_included = false, high_included = false;
};

/// "number", "string", "date and time" ...: the FEEL name of the kind, for messages.
std::string_view kind_name(Value::Kind kind);

/// Rough size as JSON text, for the limits; known without a walk, and saturating: a value that
/// holds another value many times counts it each time, as its text would.
std::size_t size_bytes(const Value& value);

}  // namespace onward
