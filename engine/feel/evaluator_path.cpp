// Path expressions (DMN 1.5 clause 10.3.2.5 and Table 65): entries of contexts, properties of
// temporal values and ranges.
#include "engine/base/calendar.hpp"
#include "engine/base/limits.hpp"
#include "engine/feel/evaluator.hpp"
#include "engine/feel/temporal.hpp"

namespace onward::feel {
namespace {

Value offset_value(const std::optional<std::int32_t>& offset) {
  return offset ? Value(DayTimeDuration{*offset, 0}) : Value();
}

std::optional<Value> property(const Date& date, std::string_view name) {
  if (name == "year") return Value(Decimal(std::int64_t{date.year}));
  if (name == "month") return Value(int{date.month});
  if (name == "day") return Value(int{date.day});
  if (name == "weekday") return Value(static_cast<int>(weekday_from_days(day_number(date))) + 1);
  return std::nullopt;
}

std::optional<Value> property(const Time& time, std::string_view name,
                              const std::optional<std::int32_t>& offset) {
  if (name == "hour") return Value(int{time.hour});
  if (name == "minute") return Value(int{time.minute});
  if (name == "second") {
    const auto fraction =
        divide(Decimal(std::int64_t{time.nano}), Decimal(std::int64_t{1'000'000'000}));
    return time.nano == 0 || !fraction ? Value(int{time.second})
                                       : Value(*add(Decimal(std::int64_t{time.second}), *fraction));
  }
  if (name == "time offset") return offset_value(offset);
  if (name == "timezone")
    return time.zone.kind == Zone::Kind::named ? Value(time.zone.name) : Value();
  return std::nullopt;
}

std::optional<Value> property(const DayTimeDuration& span, std::string_view name) {
  if (name == "days") return Value(Decimal(span.seconds / 86'400));
  if (name == "hours") return Value(Decimal(span.seconds / 3600 % 24));
  if (name == "minutes") return Value(Decimal(span.seconds / 60 % 60));
  if (name == "seconds") {
    const auto fraction =
        divide(Decimal(std::int64_t{span.nano}), Decimal(std::int64_t{1'000'000'000}));
    return span.nano == 0 || !fraction ? Value(Decimal(span.seconds % 60))
                                       : Value(*add(Decimal(span.seconds % 60), *fraction));
  }
  return std::nullopt;
}

std::optional<Value> property(const Range& range, std::string_view name) {
  if (name == "start") return range.low;
  if (name == "end") return range.high;
  if (name == "start included") return Value(range.low_included);
  if (name == "end included") return Value(range.high_included);
  return std::nullopt;
}

std::optional<Value> property_of(const Value& from, std::string_view name) {
  if (const Date* date = from.date()) return property(*date, name);
  if (const Time* time = from.time()) return property(*time, name, offset_of(*time));
  if (const DateTime* at = from.date_time()) {
    auto of_date = property(at->date, name);
    return of_date ? of_date : property(at->time, name, offset_of(*at));
  }
  if (const auto* span = from.day_time_duration()) return property(*span, name);
  if (const auto* span = from.year_month_duration()) {
    if (name == "years") return Value(Decimal(span->months / 12));
    if (name == "months") return Value(Decimal(span->months % 12));
    return std::nullopt;
  }
  return from.range() != nullptr ? property(*from.range(), name) : std::nullopt;
}

}  // namespace

// One value per item; an item that is a list gives a list again, so that the result has the shape
// of what it was read from.
Value Evaluator::path_of_items(const List& list, const std::string& name) {
  if (!fits_list(list.size())) return {};
  if (depth_ >= limits::feel_depth) {
    stop("depth of 256");
    return {};
  }
  List values;
  values.reserve(list.size());
  ++depth_;
  for (const Value& item : list) {
    if (!step()) break;
    values.push_back(path(item, name));
  }
  --depth_;
  return stopped() ? Value() : Value(std::move(values));
}

Value Evaluator::path(const Value& from, const std::string& name) {
  if (const Context* context = from.context()) {
    if (const Value* entry = context->find(name)) return *entry;
    problem("the context has no entry \"" + name + "\"");
    return {};
  }
  if (const List* list = from.list()) return path_of_items(*list, name);
  if (from.is_null()) return {};
  if (auto value = property_of(from, name)) return std::move(*value);
  problem(std::string(kind_name(from.kind())) + " has no property \"" + name + "\"");
  return {};
}

}  // namespace onward::feel
