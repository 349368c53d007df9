// Values as bytes: the kind, then what the kind needs. Numbers travel as decimal text, which keeps
// their scale. Nesting is bounded on both sides; whoever checks variables refuses deeper ones
// before they get here.
#include <array>

#include "engine/base/calendar.hpp"
#include "engine/base/limits.hpp"
#include "engine/instance/codec_reader.hpp"
#include "engine/instance/codec_writer.hpp"

namespace onward::codec {
namespace {

constexpr std::uint32_t deepest = limits::feel_depth;
constexpr std::int32_t seconds_per_day = 86'400;
constexpr std::int32_t nanos_per_second = 1'000'000'000;

class Deeper {
 public:
  explicit Deeper(std::uint32_t& depth) : depth_(depth) { ++depth_; }
  Deeper(const Deeper&) = delete;
  Deeper& operator=(const Deeper&) = delete;
  ~Deeper() { --depth_; }

 private:
  std::uint32_t& depth_;
};

bool can_be_stored(const Value& value, std::uint32_t depth) {
  return value.kind() != Value::Kind::function && (value.depth() == 0 || depth < deepest);
}

}  // namespace

void Writer::put(const Date& value) {
  zigzag(value.year);
  byte(value.month);
  byte(value.day);
}

void Writer::put_zone(const Zone& zone) {
  byte(static_cast<std::uint8_t>(zone.kind));
  switch (zone.kind) {
    case Zone::Kind::none: return;
    case Zone::Kind::offset: return zigzag(zone.offset_seconds);
    case Zone::Kind::named: return text(zone.name);
  }
}

void Writer::put_time(const Time& time) {
  byte(time.hour);
  byte(time.minute);
  byte(time.second);
  varint(time.nano);
  put_zone(time.zone);
}

void Writer::put_list(const List& list) {
  const Deeper inside(depth_);
  put(list);
}

void Writer::put_context(const Context& context) {
  const Deeper inside(depth_);
  varint(context.entries().size());
  for (const auto& [name, value] : context.entries()) {
    text(name);
    put(value);
  }
}

void Writer::put(const Value& value) {
  const Value::Kind kind = can_be_stored(value, depth_) ? value.kind() : Value::Kind::null;
  byte(static_cast<std::uint8_t>(kind));
  switch (kind) {
    case Value::Kind::null:
    case Value::Kind::function: return;
    case Value::Kind::boolean: return put(*value.boolean());
    case Value::Kind::number: return text(value.number()->to_text());
    case Value::Kind::text: return text(*value.text());
    case Value::Kind::date: return put(*value.date());
    case Value::Kind::time: return put_time(*value.time());
    case Value::Kind::date_time:
      put(value.date_time()->date);
      return put_time(value.date_time()->time);
    case Value::Kind::day_time_duration:
      zigzag(value.day_time_duration()->seconds);
      return zigzag(value.day_time_duration()->nano);
    case Value::Kind::year_month_duration: return zigzag(value.year_month_duration()->months);
    case Value::Kind::list: return put_list(*value.list());
    case Value::Kind::context: return put_context(*value.context());
    case Value::Kind::range: {
      const Deeper inside(depth_);
      const Range& range = *value.range();
      return (*this)(range.low, range.high, range.low_included, range.high_included);
    }
  }
}

void Reader::get(Date& value) {
  Date date;
  get(date.year);
  date.month = byte();
  date.day = byte();
  if (!ok()) return;
  if (!days_from_civil(date.year, date.month, date.day)) return fail("no such date");
  value = date;
}

void Reader::get(Zone& zone) {
  switch (byte()) {
    case static_cast<std::uint8_t>(Zone::Kind::none): return;
    case static_cast<std::uint8_t>(Zone::Kind::offset):
      zone.kind = Zone::Kind::offset;
      get(zone.offset_seconds);
      if (zone.offset_seconds <= -seconds_per_day || zone.offset_seconds >= seconds_per_day)
        fail("an offset of a day or more");
      return;
    case static_cast<std::uint8_t>(Zone::Kind::named):
      zone.kind = Zone::Kind::named;
      get(zone.name);
      return;
    default: fail("an unknown kind of zone");
  }
}

void Reader::get(Time& time) {
  time.hour = byte();
  time.minute = byte();
  time.second = byte();
  get(time.nano);
  if (time.hour > 23 || time.minute > 59 || time.second > 59 || time.nano >= nanos_per_second)
    return fail("no such time of day");
  get(time.zone);
}

void Reader::get(DayTimeDuration& duration) {
  get(duration.seconds);
  get(duration.nano);
  const bool signs_differ =
      (duration.seconds < 0 && duration.nano > 0) || (duration.seconds > 0 && duration.nano < 0);
  if (duration.nano <= -nanos_per_second || duration.nano >= nanos_per_second || signs_differ)
    fail("no such duration");
}

Value Reader::number() {
  const auto number = Decimal::from_text(text());
  if (!number) {
    fail("no such number");
    return {};
  }
  return *number;
}

Context Reader::context() {
  std::vector<Context::Entry> entries;
  for (std::size_t left = count(); left > 0 && ok(); --left) {
    auto& [name, value] = entries.emplace_back();
    get(name);
    get(value);
  }
  return Context(std::move(entries));
}

Value Reader::nested(Value::Kind kind) {
  if (depth_ >= deepest) {
    fail("a value is nested too deeply");
    return {};
  }
  const Deeper inside(depth_);
  if (kind == Value::Kind::context) return context();
  if (kind == Value::Kind::list) {
    List list;
    get(list);
    return list;
  }
  Range range;
  (*this)(range.low, range.high, range.low_included, range.high_included);
  return range;
}

void Reader::get(Value& value) {
  const auto read = [this](auto plain) {
    get(plain);
    return Value(std::move(plain));
  };
  const std::uint8_t tag = byte();
  if (tag >= static_cast<std::uint8_t>(Value::Kind::function))
    return fail("an unknown kind of value");
  const auto kind = static_cast<Value::Kind>(tag);
  switch (kind) {
    case Value::Kind::null:
    case Value::Kind::function: return;
    case Value::Kind::boolean: value = read(false); return;
    case Value::Kind::number: value = number(); return;
    case Value::Kind::text: value = read(std::string()); return;
    case Value::Kind::date: value = read(Date()); return;
    case Value::Kind::time: value = read(Time()); return;
    case Value::Kind::date_time: {
      DateTime both;
      get(both.date);
      get(both.time);
      value = std::move(both);
      return;
    }
    case Value::Kind::day_time_duration: value = read(DayTimeDuration()); return;
    case Value::Kind::year_month_duration: {
      YearMonthDuration duration;
      get(duration.months);
      value = duration;
      return;
    }
    case Value::Kind::list:
    case Value::Kind::context:
    case Value::Kind::range: value = nested(kind); return;
  }
}

}  // namespace onward::codec
