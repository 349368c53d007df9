// Arithmetic on values (DMN 1.5 clause 10.3.2.14, Tables 55 to 57).
#include <limits>

#include "engine/feel/operators.hpp"
#include "engine/feel/temporal.hpp"

namespace onward::feel {
namespace {

using Kind = Value::Kind;
__extension__ using Wide = __int128;  // nanoseconds of any span: over 64 bits

constexpr std::int64_t nanos = 1'000'000'000;

template <class T>
std::optional<Value> boxed(const std::optional<T>& value) {
  return value ? std::optional<Value>(Value(*value)) : std::nullopt;
}

std::optional<DayTimeDuration> span_of(Wide total_nanos) {
  const Wide seconds = total_nanos / nanos;
  if (seconds > std::numeric_limits<std::int64_t>::max() ||
      seconds < -std::numeric_limits<std::int64_t>::max())
    return std::nullopt;
  return DayTimeDuration{static_cast<std::int64_t>(seconds),
                         static_cast<std::int32_t>(total_nanos % nanos)};
}

Wide nanos_of(const DayTimeDuration& span) {
  return static_cast<Wide>(span.seconds) * nanos + span.nano;
}
Wide nanos_of(const Moment& at) { return static_cast<Wide>(at.seconds) * nanos + at.nano; }

std::optional<Moment> moment_at(Wide total_nanos, bool zoned) {
  Wide seconds = total_nanos / nanos;
  Wide nano = total_nanos % nanos;
  if (nano < 0) {
    nano += nanos;
    --seconds;
  }
  constexpr std::int64_t bound =
      std::int64_t{40'000'000'000} * 1'000'000;  // beyond year 999,999,999
  if (seconds > bound || seconds < -bound) return std::nullopt;
  return Moment{static_cast<std::int64_t>(seconds), static_cast<std::int32_t>(nano), zoned};
}

bool is_day(const Value& value) {
  return value.kind() == Kind::date || value.kind() == Kind::date_time;
}

Moment moment_of_day(const Value& value) {
  return value.date() != nullptr ? moment_of(*value.date()) : moment_of(*value.date_time());
}

std::optional<Value> plus_span(const Value& at, Wide span) {
  if (const Time* time = at.time()) {
    constexpr Wide day = static_cast<Wide>(86'400) * nanos;
    const Wide clock =
        (static_cast<Wide>(time->hour * 3600 + time->minute * 60 + time->second) * nanos +
         time->nano + span) %
        day;
    const Wide wrapped = clock < 0 ? clock + day : clock;
    const auto second = static_cast<std::int64_t>(wrapped / nanos);
    Time moved = *time;
    moved.hour = static_cast<std::uint8_t>(second / 3600);
    moved.minute = static_cast<std::uint8_t>(second / 60 % 60);
    moved.second = static_cast<std::uint8_t>(second % 60);
    moved.nano = static_cast<std::uint32_t>(wrapped % nanos);
    return Value(std::move(moved));
  }
  const Moment from = moment_of_day(at);
  const auto moved = moment_at(nanos_of(from) + span, from.zoned);
  if (!moved) return std::nullopt;
  const auto result =
      date_time_of(*moved, at.date() != nullptr ? Zone{} : at.date_time()->time.zone);
  if (!result) return std::nullopt;
  if (at.date() != nullptr) return Value(result->date);
  return Value(*result);
}

std::optional<Value> plus_month_span(const Value& at, std::int64_t months) {
  const auto moved = plus_months(at.date() != nullptr ? *at.date() : at.date_time()->date, months);
  if (!moved) return std::nullopt;
  if (at.date() != nullptr) return Value(*moved);
  DateTime result = *at.date_time();
  result.date = *moved;
  return Value(std::move(result));
}

std::optional<YearMonthDuration> sum_of_months(std::int64_t a, std::int64_t b) {
  std::int64_t sum = 0;
  if (__builtin_add_overflow(a, b, &sum)) return std::nullopt;
  return YearMonthDuration{sum};
}

std::optional<Value> plus(const Value& a, const Value& b) {
  if (a.kind() == Kind::number && b.kind() == Kind::number)
    return boxed(add(*a.number(), *b.number()));
  if (a.kind() == Kind::text && b.kind() == Kind::text) return Value(*a.text() + *b.text());
  if (const auto* span = b.day_time_duration()) {
    if (is_day(a) || a.kind() == Kind::time) return plus_span(a, nanos_of(*span));
    if (const auto* other = a.day_time_duration())
      return boxed(span_of(nanos_of(*other) + nanos_of(*span)));
  }
  if (const auto* months = b.year_month_duration()) {
    if (is_day(a)) return plus_month_span(a, months->months);
    if (const auto* other = a.year_month_duration())
      return boxed(sum_of_months(other->months, months->months));
  }
  const bool is_mirrored =
      (a.kind() == Kind::day_time_duration && (is_day(b) || b.kind() == Kind::time)) ||
      (a.kind() == Kind::year_month_duration && is_day(b));
  return is_mirrored ? plus(b, a) : std::nullopt;
}

std::optional<Value> minus(const Value& a, const Value& b) {
  if (a.kind() == Kind::number && b.kind() == Kind::number)
    return boxed(subtract(*a.number(), *b.number()));
  const bool are_times = a.kind() == Kind::time && b.kind() == Kind::time;
  if (are_times || (is_day(a) && is_day(b))) {
    const Moment left = are_times ? moment_of(*a.time()) : moment_of_day(a);
    const Moment right = are_times ? moment_of(*b.time()) : moment_of_day(b);
    if (left.zoned != right.zoned)
      return std::nullopt;  // one on a local clock, one on the time line
    return boxed(span_of(nanos_of(left) - nanos_of(right)));
  }
  if (b.kind() == Kind::day_time_duration || b.kind() == Kind::year_month_duration) {
    if (b.kind() == Kind::day_time_duration && (is_day(a) || a.kind() == Kind::time)) {
      return plus_span(a, -nanos_of(*b.day_time_duration()));
    }
    const auto opposite = negate(b);
    if (opposite && (is_day(a) || a.kind() == b.kind())) return plus(a, *opposite);
  }
  return std::nullopt;
}

// A duration as a number: months, or seconds with their fraction.
std::optional<Decimal> number_of(const Value& span) {
  if (const auto* months = span.year_month_duration()) return Decimal(months->months);
  const auto& exact = *span.day_time_duration();
  const auto fraction = divide(Decimal(std::int64_t{exact.nano}), Decimal(nanos));
  return fraction ? add(Decimal(exact.seconds), *fraction) : std::nullopt;
}

std::optional<Value> span_like(const Value& kind, const std::optional<Decimal>& number) {
  if (!number) return std::nullopt;
  const bool is_months = kind.kind() == Kind::year_month_duration;
  const auto whole = round(*number, 0, Decimal::Rounding::down);
  const auto units = whole ? whole->to_int64() : std::nullopt;
  if (!units) return std::nullopt;
  if (is_months) return Value(YearMonthDuration{*units});
  const auto rest = subtract(*number, *whole);
  const auto scaled = rest ? multiply(*rest, Decimal(nanos)) : std::nullopt;
  const auto nano = scaled ? round(*scaled, 0, Decimal::Rounding::down) : std::nullopt;
  if (!nano) return std::nullopt;
  return Value(DayTimeDuration{*units, static_cast<std::int32_t>(nano->to_int64().value_or(0))});
}

bool is_span(const Value& value) {
  return value.kind() == Kind::day_time_duration || value.kind() == Kind::year_month_duration;
}

std::optional<Value> times(const Value& a, const Value& b) {
  if (a.kind() == Kind::number && b.kind() == Kind::number)
    return boxed(multiply(*a.number(), *b.number()));
  if (a.kind() == Kind::number && is_span(b)) return times(b, a);
  if (!is_span(a) || b.kind() != Kind::number) return std::nullopt;
  const auto number = number_of(a);
  return number ? span_like(a, multiply(*number, *b.number())) : std::nullopt;
}

std::optional<Value> divided(const Value& a, const Value& b) {
  if (a.kind() == Kind::number && b.kind() == Kind::number)
    return boxed(divide(*a.number(), *b.number()));
  if (!is_span(a)) return std::nullopt;
  const auto number = number_of(a);
  if (!number) return std::nullopt;
  if (b.kind() == Kind::number) return span_like(a, divide(*number, *b.number()));
  if (a.kind() != b.kind()) return std::nullopt;
  const auto divisor = number_of(b);
  return divisor ? boxed(divide(*number, *divisor)) : std::nullopt;
}

}  // namespace

std::optional<Value> negate(const Value& a) {
  if (const Decimal* number = a.number()) return Value(-*number);
  if (const auto* span = a.day_time_duration()) return boxed(span_of(-nanos_of(*span)));
  if (const auto* months = a.year_month_duration()) {
    if (months->months == std::numeric_limits<std::int64_t>::min()) return std::nullopt;
    return Value(YearMonthDuration{-months->months});
  }
  return std::nullopt;
}

std::optional<Value> calculate(Operator op, const Value& a, const Value& b) {
  switch (op) {
    case Operator::add: return plus(a, b);
    case Operator::subtract: return minus(a, b);
    case Operator::multiply: return times(a, b);
    case Operator::divide: return divided(a, b);
    case Operator::power:
      if (a.kind() != Kind::number || b.kind() != Kind::number) return std::nullopt;
      return boxed(power(*a.number(), *b.number()));
    case Operator::equal:
    case Operator::not_equal:
    case Operator::less:
    case Operator::less_equal:
    case Operator::greater:
    case Operator::greater_equal: break;
  }
  return std::nullopt;
}

}  // namespace onward::feel
