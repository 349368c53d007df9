#include <gtest/gtest.h>

#include "engine/base/limits.hpp"
#include "engine/instance/codec.hpp"
#include "tests/engine/instance/samples.hpp"

namespace onward {
namespace {

Value nested(std::size_t depth) {
  Value value;
  for (std::size_t i = 0; i < depth; ++i) value = List{value};
  return value;
}

Result<Value> round_trip(const Value& value) { return decode_value(encode(value)); }

/// The version and then these bytes.
Result<Value> decoded(std::initializer_list<int> bytes) {
  std::string text = "\x01";
  for (const int byte : bytes) text.push_back(static_cast<char>(byte));
  return decode_value(text);
}

TEST(CodecValue, EveryKindComesBack) {
  const auto value = round_trip(test::every_value());
  ASSERT_TRUE(value) << value.error().message;
  EXPECT_EQ(*value, test::every_value());
}

TEST(CodecValue, EntriesKeepTheirOrder) {
  Context context;
  context.set("b", Value(1));
  context.set("a", Value(2));
  const auto value = round_trip(context);
  ASSERT_TRUE(value);
  EXPECT_EQ(value->context()->entries(), context.entries());
}

TEST(CodecValue, NumbersKeepTheirScale) {
  for (const char* text : {"0", "1.00", "-12.50", "0.000001", "1E+40", "-9.999E-6100",
                           "1234567890123456789012345678901234"}) {
    const auto value = round_trip(*Decimal::from_text(text));
    ASSERT_TRUE(value) << text;
    EXPECT_EQ(value->number()->to_text(), Decimal::from_text(text)->to_text());
  }
}

TEST(CodecValue, ExtremesComeBack) {
  constexpr auto most = std::numeric_limits<std::int64_t>::max();
  constexpr auto least = std::numeric_limits<std::int64_t>::min();
  for (const Value& sample :
       {Value(DayTimeDuration{least, -999'999'999}), Value(DayTimeDuration{most, 999'999'999}),
        Value(YearMonthDuration{least}), Value(YearMonthDuration{most}),
        Value(Date{-999'999'999, 1, 1}), Value(Date{999'999'999, 12, 31}),
        Value(std::string(1, '\0')), Value("")}) {
    const auto value = round_trip(sample);
    ASSERT_TRUE(value) << value.error().message;
    EXPECT_EQ(*value, sample);
  }
}

TEST(CodecValue, AFunctionBecomesNull) {
  struct Nothing final : Function {};
  const auto value =
      round_trip(List{Value(1), std::shared_ptr<const Function>(std::make_shared<Nothing>())});
  ASSERT_TRUE(value);
  EXPECT_EQ(*value, Value(List{Value(1), Value()}));
}

TEST(CodecValue, NestingComesBackUpToTheLimitAndIsCutThere) {
  const auto fits = round_trip(nested(limits::feel_depth));
  ASSERT_TRUE(fits);
  EXPECT_EQ(*fits, nested(limits::feel_depth));

  const auto cut = round_trip(nested(limits::feel_depth + 5));
  ASSERT_TRUE(cut);
  EXPECT_EQ(cut->depth(), limits::feel_depth);
}

TEST(CodecValue, BytesThatNestDeeperAreRefused) {
  std::string bytes = "\x01";
  for (int i = 0; i < 1'000'000; ++i) bytes += "\x09\x01";  // a list of one
  const auto value = decode_value(bytes);
  ASSERT_FALSE(value);
  EXPECT_EQ(value.error().code, ErrorCode::malformed);
}

TEST(CodecValue, WhatIsNoValueIsRefused) {
  EXPECT_TRUE(decoded({0}));
  EXPECT_FALSE(decoded({}));                                    // no kind
  EXPECT_FALSE(decoded({12}));                                  // a function
  EXPECT_FALSE(decoded({13}));                                  // a kind that is none
  EXPECT_FALSE(decoded({1, 2}));                                // neither true nor false
  EXPECT_FALSE(decoded({2, 1, 'x'}));                           // no number
  EXPECT_FALSE(decoded({3, 5, 'a'}));                           // text shorter than promised
  EXPECT_FALSE(decoded({4, 0, 13, 1}));                         // month 13
  EXPECT_FALSE(decoded({4, 2, 2, 29}));                         // 29 February of the year 1
  EXPECT_FALSE(decoded({5, 24, 0, 0, 0, 0}));                   // hour 24
  EXPECT_FALSE(decoded({5, 1, 60, 0, 0, 0}));                   // minute 60
  EXPECT_FALSE(decoded({5, 1, 0, 60, 0, 0}));                   // second 60
  EXPECT_FALSE(decoded({5, 1, 0, 0, 0, 3}));                    // a zone of no kind
  EXPECT_FALSE(decoded({5, 1, 0, 0, 0, 1, 0x80, 0xC6, 0x0A}));  // an offset of 86400 seconds
  EXPECT_FALSE(decoded({7, 2, 1}));     // one second and minus one nanosecond
  EXPECT_FALSE(decoded({9, 3, 0, 0}));  // a list shorter than promised
  EXPECT_FALSE(decoded({0, 0}));        // something is left over
}

TEST(CodecValue, ANumberOfMoreThan64BitsIsRefused) {
  EXPECT_TRUE(decoded({8, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01}));
  EXPECT_FALSE(decoded({8, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x02}));
  EXPECT_FALSE(decoded({8, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x81, 0x00}));
}

}  // namespace
}  // namespace onward
