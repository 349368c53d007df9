#include "engine/value/value.hpp"

#include <gtest/gtest.h>

#include <limits>

namespace onward {
namespace {

Value nested(std::size_t levels) {
  Value value(1);
  for (std::size_t i = 0; i < levels; ++i) value = Value(List{value});
  return value;
}

TEST(Value, KnowsItsKindAndNothingElse) {
  EXPECT_TRUE(Value().is_null());
  EXPECT_EQ(Value("a").kind(), Value::Kind::text);
  EXPECT_EQ(*Value("a").text(), "a");
  EXPECT_EQ(Value("a").number(), nullptr);
  EXPECT_EQ(Value(true).kind(), Value::Kind::boolean);
  EXPECT_EQ(Value(DateTime{}).kind(), Value::Kind::date_time);
  EXPECT_EQ(Value(List{}).kind(), Value::Kind::list);
  EXPECT_EQ(Value(Context{}).kind(), Value::Kind::context);
  EXPECT_EQ(Value(Range{}).kind(), Value::Kind::range);
  EXPECT_EQ(Value(std::shared_ptr<const Function>()).kind(), Value::Kind::function);
  EXPECT_EQ(kind_name(Value::Kind::date_time), "date and time");
}

TEST(Value, IsEqualByContent) {
  EXPECT_EQ(Value(*Decimal::from_text("1.0")), Value(*Decimal::from_text("1.00")));
  EXPECT_FALSE(Value(1) == Value("1"));
  EXPECT_EQ(Value(List{Value(1), Value("a")}), Value(List{Value(1), Value("a")}));
  EXPECT_FALSE(Value(List{Value(1)}) == Value(List{Value(2)}));
  EXPECT_EQ(Value(DateTime{}), Value(DateTime{}));
  EXPECT_EQ(Value(Range{Value(1), Value(2), true, false}),
            Value(Range{Value(1), Value(2), true, false}));
  EXPECT_FALSE(Value(Range{Value(1), Value(2), true, false}) ==
               Value(Range{Value(1), Value(2), true, true}));
}

TEST(Value, IsEqualWhateverTheOrderOfEntries) {
  Context a;
  a.set("x", Value(1));
  a.set("y", Value(2));
  Context b;
  b.set("y", Value(2));
  b.set("x", Value(1));
  EXPECT_EQ(Value(a), Value(b));
  b.set("x", Value(3));
  EXPECT_FALSE(Value(a) == Value(b));
}

TEST(Context, KeepsTheOrderOfWriting) {
  Context context;
  context.set("b", Value(1));
  context.set("a", Value(2));
  context.set("b", Value(3));
  ASSERT_EQ(context.entries().size(), 2U);
  EXPECT_EQ(context.entries()[0].first, "b");
  EXPECT_EQ(*context.find("b"), Value(3));
  context.erase("b");
  EXPECT_EQ(context.find("b"), nullptr);
  EXPECT_FALSE(context.empty());
}

TEST(Value, CountsItsDepth) {
  EXPECT_EQ(Value(1).depth(), 0U);
  EXPECT_EQ(Value(List{}).depth(), 1U);
  EXPECT_EQ(nested(5).depth(), 5U);
  Context context;
  context.set("a", nested(2));
  EXPECT_EQ(Value(context).depth(), 3U);
}

TEST(Value, CountsWhatItsTextWouldTake) {
  EXPECT_EQ(size_bytes(Value("abc")), 5U);
  EXPECT_GT(size_bytes(Value(List{Value("abc"), Value("abc")})), 10U);
  Value twice("0123456789");
  for (int i = 0; i < 80; ++i) twice = Value(List{twice, twice});  // 2^80 texts share 81 lists
  EXPECT_EQ(size_bytes(twice), std::numeric_limits<std::size_t>::max());
}

}  // namespace
}  // namespace onward
