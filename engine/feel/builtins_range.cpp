// Relations between points and ranges (DMN 1.5 clause 10.3.4.9, Table 80), after Allen's interval
// algebra.
#include <array>

#include "engine/feel/builtins.hpp"
#include "engine/feel/operators.hpp"

namespace onward::feel {
namespace {

using Answer = std::optional<bool>;

Answer operator&(const Answer& a, const Answer& b) {
  return a && b ? Answer(*a && *b) : std::nullopt;
}
Answer operator|(const Answer& a, const Answer& b) {
  return a && b ? Answer(*a || *b) : std::nullopt;
}

Answer less(const Value& a, const Value& b) { return compare(Operator::less, a, b); }
Answer equals(const Value& a, const Value& b) { return compare(Operator::equal, a, b); }

// A point acts as the closed range of itself, so that one rule serves all shapes of arguments.
Range range_of(const Value& value) {
  return value.range() != nullptr ? *value.range() : Range{value, value, true, true};
}

Answer is_before(const Range& a, const Range& b) {
  return less(a.high, b.low) |
         (equals(a.high, b.low) & Answer(!a.high_included || !b.low_included));
}
Answer is_meeting(const Range& a, const Range& b) {
  return Answer(a.high_included && b.low_included) & equals(a.high, b.low);
}

/// a begins no later than b; strictly, when the ends are equal, by what is included.
Answer starts_by(const Range& a, const Range& b) {
  return less(a.low, b.low) | (equals(a.low, b.low) & Answer(a.low_included || !b.low_included));
}
Answer ends_from(const Range& a, const Range& b) {
  return less(b.high, a.high) |
         (equals(a.high, b.high) & Answer(a.high_included || !b.high_included));
}
Answer includes(const Range& a, const Range& b) { return starts_by(a, b) & ends_from(a, b); }

/// The ranges share a point.
Answer overlap(const Range& a, const Range& b) {
  const Answer before = is_before(a, b);
  const Answer after = is_before(b, a);
  return before && after ? Answer(!*before && !*after) : std::nullopt;
}

Answer overlaps_before(const Range& a, const Range& b) {
  const Answer begins =
      less(a.low, b.low) | (equals(a.low, b.low) & Answer(a.low_included && !b.low_included));
  const Answer reaches =
      less(b.low, a.high) | (equals(b.low, a.high) & Answer(a.high_included && b.low_included));
  const Answer ends =
      less(a.high, b.high) | (equals(a.high, b.high) & Answer(!a.high_included || b.high_included));
  return begins & reaches & ends;
}

Answer starts(const Range& a, const Range& b) {
  const Answer ends =
      less(a.high, b.high) | (equals(a.high, b.high) & Answer(!a.high_included || b.high_included));
  return equals(a.low, b.low) & Answer(a.low_included == b.low_included) & ends;
}
Answer finishes(const Range& a, const Range& b) {
  const Answer begins =
      less(b.low, a.low) | (equals(a.low, b.low) & Answer(!a.low_included || b.low_included));
  return equals(a.high, b.high) & Answer(a.high_included == b.high_included) & begins;
}
Answer point_starts(const Range& point, const Range& range) {
  return equals(point.low, range.low) & Answer(range.low_included);
}
Answer point_finishes(const Range& point, const Range& range) {
  return equals(point.low, range.high) & Answer(range.high_included);
}
Answer coincides(const Range& a, const Range& b) {
  return equals(a.low, b.low) & equals(a.high, b.high) &
         Answer(a.low_included == b.low_included && a.high_included == b.high_included);
}

using Relation = Answer (*)(const Range&, const Range&);

template <Relation relation, bool swapped = false>
Value answer(const Call& call) {
  const Range a = range_of(call[swapped ? 1 : 0]);
  const Range b = range_of(call[swapped ? 0 : 1]);
  const Answer result = relation(a, b);
  return result ? Value(*result) : call.fail("points and ranges of one ordered kind are needed");
}

constexpr std::string_view ranges = "range1:r, range2:r";
constexpr std::string_view point_range = "point:x, range:r";
constexpr std::string_view range_point = "range:r, point:x";
constexpr std::string_view points = "point1:x, point2:x";

}  // namespace

std::span<const BuiltinRow> range_builtins() {
  static constexpr std::array rows = {
      BuiltinRow{"before", ranges, answer<is_before>},
      BuiltinRow{"before", point_range, answer<is_before>},
      BuiltinRow{"before", range_point, answer<is_before>},
      BuiltinRow{"before", points, answer<is_before>},
      BuiltinRow{"after", ranges, answer<is_before, true>},
      BuiltinRow{"after", point_range, answer<is_before, true>},
      BuiltinRow{"after", range_point, answer<is_before, true>},
      BuiltinRow{"after", points, answer<is_before, true>},
      BuiltinRow{"meets", ranges, answer<is_meeting>},
      BuiltinRow{"met by", ranges, answer<is_meeting, true>},
      BuiltinRow{"overlaps", ranges, answer<overlap>},
      BuiltinRow{"overlaps before", ranges, answer<overlaps_before>},
      BuiltinRow{"overlaps after", ranges, answer<overlaps_before, true>},
      BuiltinRow{"finishes", ranges, answer<finishes>},
      BuiltinRow{"finishes", point_range, answer<point_finishes>},
      BuiltinRow{"finished by", ranges, answer<finishes, true>},
      BuiltinRow{"finished by", range_point, answer<point_finishes, true>},
      BuiltinRow{"includes", ranges, answer<includes>},
      BuiltinRow{"includes", range_point, answer<includes>},
      BuiltinRow{"during", ranges, answer<includes, true>},
      BuiltinRow{"during", point_range, answer<includes, true>},
      BuiltinRow{"starts", ranges, answer<starts>},
      BuiltinRow{"starts", point_range, answer<point_starts>},
      BuiltinRow{"started by", ranges, answer<starts, true>},
      BuiltinRow{"started by", range_point, answer<point_starts, true>},
      BuiltinRow{"coincides", ranges, answer<coincides>},
      BuiltinRow{"coincides", points, answer<coincides>},
  };
  return rows;
}

}  // namespace onward::feel
