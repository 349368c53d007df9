#include "engine/base/decimal.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace onward {
namespace {

Decimal number(std::string_view text) {
  const auto read = Decimal::from_text(text);
  EXPECT_TRUE(read.has_value()) << text;
  return read.value_or(Decimal{});
}

std::string text_of(const std::optional<Decimal>& value) {
  return value ? value->to_text() : "nothing";
}

std::string reprinted(std::string_view text) { return text_of(Decimal::from_text(text)); }

TEST(DecimalText, KeepsScaleAndPrintsPlainWhereShort) {
  EXPECT_EQ(reprinted("12.50"), "12.50");
  EXPECT_EQ(reprinted("-0.05"), "-0.05");
  EXPECT_EQ(reprinted("0e-7"), "0.0000000");
  EXPECT_EQ(reprinted("1E+3"), "1000");
  EXPECT_EQ(reprinted("1.5e3"), "1500");
  EXPECT_EQ(reprinted("123456789012345678901234567890.1234"),
            "123456789012345678901234567890.1234");
  EXPECT_EQ(reprinted("0.1234567890123456789012345678901234"),
            "0.1234567890123456789012345678901234");
  EXPECT_EQ(reprinted("1e33"), "1" + std::string(33, '0'));
}

TEST(DecimalText, PrintsScientificBeyond34Digits) {
  EXPECT_EQ(reprinted("1e34"), "1E+34");
  EXPECT_EQ(reprinted("-1.50e40"), "-1.50E+40");
  EXPECT_EQ(reprinted("1e-35"), "1E-35");
  EXPECT_EQ(reprinted("9.999999999999999999999999999999999e6144"),
            "9.999999999999999999999999999999999E+6144");
}

TEST(DecimalText, IsAlwaysAJsonNumber) {
  EXPECT_EQ(reprinted("-0"), "0");
  EXPECT_EQ(reprinted("-0.00"), "0.00");
  EXPECT_EQ(reprinted("0e5"), "0");
  EXPECT_EQ(reprinted(".5"), "0.5");
  EXPECT_EQ(reprinted("007"), "7");
  EXPECT_EQ(reprinted("-.25"), "-0.25");
}

TEST(DecimalText, RefusesWhatIsNoNumber) {
  for (const std::string_view text :
       {"", "-", "+1", ".", "5.", "1.e2", "1e", "1e+", "--1", "1 ", " 1", "1,5", "0x1F", "NaN",
        "Infinity", "1e5x", "1.2.3", "sNaN12"})
    EXPECT_EQ(Decimal::from_text(text), std::nullopt) << text;
  EXPECT_EQ(Decimal::from_text(std::string_view("1\0", 2)), std::nullopt);
}

TEST(DecimalText, RefusesExponentsBeyond6144AndUnderflowsToZero) {
  EXPECT_TRUE(Decimal::from_text("1e6144").has_value());
  EXPECT_EQ(Decimal::from_text("1e6145"), std::nullopt);
  EXPECT_EQ(Decimal::from_text("-2e99999999999999999999"), std::nullopt);
  EXPECT_TRUE(number("1e-6176") > Decimal(0));
  EXPECT_TRUE(number("1e-7000").is_zero());
  EXPECT_TRUE(number("1e-99999999999999999999").is_zero());
}

TEST(DecimalText, RoundsThe35thDigitHalfEven_IEEE754) {
  EXPECT_EQ(reprinted("1000000000000000000000000000000000.5"),
            "1000000000000000000000000000000000");
  EXPECT_EQ(reprinted("1000000000000000000000000000000001.5"),
            "1000000000000000000000000000000002");
  EXPECT_EQ(reprinted("0.00000000000000000012345678901234567890123456789012345"),
            "1.234567890123456789012345678901234E-19");
}

TEST(DecimalOrder, ComparesByValueWhateverTheScale) {
  EXPECT_EQ(number("1.0"), number("1.00"));
  EXPECT_EQ(number("0"), number("0e10"));
  EXPECT_EQ(number("1e3"), Decimal(1000));
  EXPECT_LT(number("-1"), number("0.0001"));
  EXPECT_LT(number("1e-6000"), number("1e6000"));
  EXPECT_GT(number("1000000000000000000000000000000001"), number("1e33"));
  EXPECT_LT(number("999999999999999999"), number("1000000000000000000"));
  EXPECT_EQ(number("1e17"), number("100000000000000000.00"));
}

TEST(DecimalInteger, KeepsEveryInt64) {
  for (const std::int64_t whole :
       {std::int64_t{0}, std::int64_t{-1}, std::int64_t{999}, std::int64_t{1000},
        std::numeric_limits<std::int64_t>::max(), std::numeric_limits<std::int64_t>::min()}) {
    EXPECT_EQ(Decimal(whole).to_int64(), whole);
    EXPECT_EQ(Decimal(whole).to_text(), std::to_string(whole));
  }
  EXPECT_EQ(number("12.00").to_int64(), 12);
  EXPECT_EQ(number("12e3").to_int64(), 12'000);
  EXPECT_EQ(number("9223372036854775808").to_int64(), std::nullopt);
  EXPECT_EQ(number("-9223372036854775808").to_int64(), std::numeric_limits<std::int64_t>::min());
  EXPECT_EQ(number("1e19").to_int64(), std::nullopt);
  EXPECT_EQ(number("1.5").to_int64(), std::nullopt);
}

TEST(DecimalInteger, KnowsWholeNumbers) {
  EXPECT_TRUE(number("0.00").is_integer());
  EXPECT_TRUE(number("100.0").is_integer());
  EXPECT_TRUE(number("1e50").is_integer());
  EXPECT_FALSE(number("100.01").is_integer());
  EXPECT_TRUE(number("-3").is_negative());
  EXPECT_FALSE(number("-0").is_negative());
  EXPECT_FALSE((-Decimal(0)).is_negative());
}

TEST(DecimalArithmetic, IsExactForMoney_DMN_10_3_2_3_1) {
  EXPECT_EQ(text_of(add(number("0.1"), number("0.2"))), "0.3");
  EXPECT_EQ(text_of(add(number("1.50"), Decimal(2))), "3.50");
  EXPECT_EQ(text_of(subtract(number("1"), number("1.00"))), "0.00");
  EXPECT_EQ(text_of(multiply(number("1.10"), number("3"))), "3.30");
  EXPECT_EQ(text_of(multiply(number("-2"), Decimal(0))), "0");
  EXPECT_EQ(text_of(divide(Decimal(1), Decimal(3))), "0.3333333333333333333333333333333333");
  EXPECT_EQ(text_of(divide(Decimal(2), Decimal(3))), "0.6666666666666666666666666666666667");
  EXPECT_EQ(text_of(add(number("9999999999999999999999999999999999"), number("0.5"))),
            "1.000000000000000000000000000000000E+34");
  EXPECT_EQ(text_of(multiply(number("999999999999999999"), number("1000000000000000001"))),
            "1.000000000000000000000000000000000E+36");
}

TEST(DecimalArithmetic, IsExactWhereTheShortRoadEnds) {
  EXPECT_EQ(text_of(add(number("9e17"), number("999999999999999999"))), "1899999999999999999");
  EXPECT_EQ(text_of(add(number("9e18"), number("999999999999999999"))), "9999999999999999999");
  EXPECT_EQ(text_of(add(number("1e20"), number("0.5"))), "100000000000000000000.5");
  EXPECT_EQ(text_of(add(number("-1e28"), Decimal(3))), "-9999999999999999999999999997");
  EXPECT_LT(Decimal(7), number("1e19"));
  EXPECT_LT(Decimal(7), number("1e25"));
  EXPECT_GT(Decimal(-7), number("-1e25"));
  EXPECT_EQ(text_of(multiply(number("999999999"), number("999999999"))), "999999998000000001");
  EXPECT_EQ(text_of(multiply(number("9999999999"), number("9999999999"))), "99999999980000000001");
}

TEST(DecimalArithmetic, GivesNothingWhereThereIsNoNumber) {
  EXPECT_EQ(divide(Decimal(1), Decimal(0)), std::nullopt);
  EXPECT_EQ(divide(Decimal(0), Decimal(0)), std::nullopt);
  EXPECT_EQ(multiply(number("1e6000"), number("1e6000")), std::nullopt);
  EXPECT_EQ(sqrt(Decimal(-1)), std::nullopt);
  EXPECT_EQ(ln(Decimal(0)), std::nullopt);
  EXPECT_EQ(ln(Decimal(-1)), std::nullopt);
  EXPECT_EQ(exp(number("1e10")), std::nullopt);
  EXPECT_EQ(power(Decimal(-8), number("0.5")), std::nullopt);
  EXPECT_EQ(power(Decimal(0), Decimal(-1)), std::nullopt);
}

TEST(DecimalArithmetic, HasTheFunctionsOfFeel) {
  EXPECT_EQ(power(Decimal(2), Decimal(10)), Decimal(1024));
  EXPECT_EQ(power(Decimal(2), Decimal(-1)), number("0.5"));
  EXPECT_EQ(power(Decimal(0), Decimal(0)), Decimal(1));
  EXPECT_EQ(sqrt(Decimal(16)), Decimal(4));
  EXPECT_EQ(exp(Decimal(0)), Decimal(1));
  EXPECT_EQ(text_of(exp(Decimal(1))), "2.718281828459045235360287471352662");
  EXPECT_EQ(ln(Decimal(1)), Decimal(0));
}

TEST(DecimalRound, FollowsEachMode) {
  using enum Decimal::Rounding;
  const auto rounded = [](std::string_view text, Decimal::Rounding mode) {
    return text_of(round(number(text), 0, mode));
  };
  EXPECT_EQ(rounded("2.5", half_even), "2");
  EXPECT_EQ(rounded("2.5", half_up), "3");
  EXPECT_EQ(rounded("2.5", half_down), "2");
  EXPECT_EQ(rounded("2.1", up), "3");
  EXPECT_EQ(rounded("-2.9", down), "-2");
  EXPECT_EQ(rounded("-2.1", floor), "-3");
  EXPECT_EQ(rounded("-2.9", ceiling), "-2");
  EXPECT_EQ(rounded("-0.4", half_even), "0");
}

TEST(DecimalRound, CountsDigitsAfterAndBeforeThePoint) {
  using enum Decimal::Rounding;
  EXPECT_EQ(text_of(round(number("1.125"), 2, half_even)), "1.12");
  EXPECT_EQ(text_of(round(number("1"), 2, half_even)), "1.00");
  EXPECT_EQ(text_of(round(number("1250"), -2, half_even)), "1200");
  EXPECT_EQ(text_of(round(number("1"), 6200, half_even)), "1");
  EXPECT_EQ(text_of(round(number("1"), 40, half_even)), "1");
  EXPECT_EQ(text_of(round(number("1"), -3, up)), "1000");
  EXPECT_EQ(round(number("1"), -6200, half_even), std::nullopt);
  EXPECT_EQ(round(number("1"), std::numeric_limits<std::int32_t>::min(), half_even), std::nullopt);
}

TEST(DecimalDouble, IsNearAndNeverTraps) {
  EXPECT_DOUBLE_EQ(number("0.1").to_double(), 0.1);
  EXPECT_EQ(number("1e400").to_double(), HUGE_VAL);
  EXPECT_EQ(number("-1e400").to_double(), -HUGE_VAL);
  EXPECT_EQ(number("1e-400").to_double(), 0.0);
}

}  // namespace
}  // namespace onward
