// What must hold for every number and every instant, tried on random ones.
#include <string>

#include "engine/base/decimal.hpp"
#include "engine/base/iso8601.hpp"
#include "tests/support/property.hpp"

namespace onward {
namespace {

/// Number texts of every length and exponent, so that the short road and the library's are both
/// taken.
rc::Gen<std::string> number_text() {
  return rc::gen::exec([] {
    std::string text = *rc::gen::element<std::string>("", "-");
    const auto digit = rc::gen::inRange('0', static_cast<char>('9' + 1));
    text +=
        *rc::gen::container<std::string>(static_cast<std::size_t>(*rc::gen::inRange(1, 20)), digit);
    const auto fraction = static_cast<std::size_t>(*rc::gen::inRange(0, 20));
    if (fraction != 0) text += "." + *rc::gen::container<std::string>(fraction, digit);
    if (*rc::gen::inRange(0, 2) == 1) text += "e" + std::to_string(*rc::gen::inRange(-60, 60));
    return text;
  });
}

Decimal any_number() { return Decimal::from_text(*number_text()).value(); }

TEST(DecimalProperty, TextReadsBackAsAnEqualNumberAndPrintsTheSame) {
  test::expect_property(20'261'122, [] {
    const Decimal number = any_number();
    const std::string text = number.to_text();
    const auto again = Decimal::from_text(text);
    RC_ASSERT(again.has_value());
    RC_ASSERT(*again == number);
    RC_ASSERT(again->to_text() == text);
  });
}

TEST(DecimalProperty, ShortAndLongRoadAgree) {
  test::expect_property(20'261'123, [] {
    const Decimal a = any_number();
    const Decimal b = any_number();
    // The difference is negative, zero or positive just as the comparison says.
    const auto difference = subtract(a, b);
    RC_ASSERT(difference.has_value());
    RC_ASSERT((a <=> b) == (*difference <=> Decimal(0)));
    RC_ASSERT(add(a, b).value() == add(b, a).value());
    RC_ASSERT(multiply(a, b).value() == multiply(b, a).value());
    RC_ASSERT(subtract(a, b).value() == -subtract(b, a).value());
  });
}

TEST(DecimalProperty, IntegersBehaveAsInt64) {
  test::expect_property(20'261'124, [](std::int32_t a, std::int32_t b) {
    const std::int64_t left = a;
    const std::int64_t right = b;
    RC_ASSERT(add(Decimal(left), Decimal(right)).value().to_int64() == left + right);
    RC_ASSERT(multiply(Decimal(left), Decimal(right)).value().to_int64() == left * right);
    RC_ASSERT((Decimal(left) <=> Decimal(right)) == (left <=> right));
    RC_ASSERT(Decimal(left).to_text() == std::to_string(left));
  });
}

TEST(InstantProperty, TextReadsBackAsTheSameInstant) {
  test::expect_property(20'261'125, [] {
    const Instant at{*rc::gen::inRange<std::int64_t>(-62'167'219'200'000, 253'402'300'800'000)};
    const std::string text = to_text(at);
    RC_ASSERT(text.size() == 24U);
    RC_ASSERT(instant_from_text(text).value() == at);
    RC_ASSERT(instant_in_zone(text, "UTC").value() == at);
  });
}

TEST(CalendarProperty, DaysAndDatesAreTheSameThing) {
  test::expect_property(20'261'126, [] {
    const auto days = *rc::gen::inRange<std::int64_t>(-300'000'000'000, 300'000'000'000);
    std::int64_t year = 0;
    unsigned month = 0;
    unsigned day = 0;
    civil_from_days(days, year, month, day);
    RC_ASSERT(days_from_civil(year, month, day) == days);
  });
}

TEST(ZoneProperty, LocalTimeLeadsBackToTheInstantOutsideAnOverlap) {
  test::expect_property(20'261'127, [] {
    const Instant at{*rc::gen::inRange<std::int64_t>(0, 4'102'444'800) * 1'000};
    const auto local = local_seconds(at, "Europe/Berlin").value();
    const Instant back = instant_of_local(local, "Europe/Berlin").value();
    RC_ASSERT(back == at || back == at - Duration{3'600'000});
  });
}

}  // namespace
}  // namespace onward
