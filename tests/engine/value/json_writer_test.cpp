#include <gtest/gtest.h>

#include "engine/base/limits.hpp"
#include "engine/value/json.hpp"

namespace onward {
namespace {

std::string escaped(std::string_view text) {
  std::string out;
  append_json_text(out, text);
  return out;
}

TEST(JsonText, EscapesWhatMustBeEscaped_RFC8259_7) {
  EXPECT_EQ(escaped(""), R"("")");
  EXPECT_EQ(escaped("a\"b\\c\n\r\t\b\f"), R"("a\"b\\c\n\r\t\b\f")");
  EXPECT_EQ(escaped(std::string_view("\0\x1F\x7F", 3)), "\"\\u0000\\u001f\x7F\"");
  EXPECT_EQ(escaped("\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80"),
            "\"\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80\"");
}

TEST(JsonText, ReplacesInvalidUtf8_RFC3629_4) {
  const std::string mark = "\xEF\xBF\xBD";
  EXPECT_EQ(escaped("a\xFF"
                    "b"),
            "\"a" + mark + "b\"");
  EXPECT_EQ(escaped("\xC3"), "\"" + mark + "\"");                        // cut off
  EXPECT_EQ(escaped("\xC0\x80"), "\"" + mark + mark + "\"");             // overlong
  EXPECT_EQ(escaped("\xE0\x80\x80"), "\"" + mark + mark + mark + "\"");  // overlong
  EXPECT_EQ(escaped("\xED\xA0\x80"), "\"" + mark + mark + mark + "\"");  // surrogate
  EXPECT_EQ(escaped("\xF4\x90\x80\x80"),
            "\"" + mark + mark + mark + mark + "\"");  // beyond U+10FFFF
  EXPECT_EQ(escaped("\x80\""), "\"" + mark + "\\\"\"");
}

TEST(JsonWriter, SeparatesMembersAndItems) {
  JsonWriter json;
  json.begin_object()
      .name("id")
      .text("7k2")
      .name("list")
      .begin_array()
      .number(1)
      .number(-2)
      .begin_array()
      .end_array();
  json.begin_object().end_object().end_array().name("ok").boolean(true).name("none").null();
  json.name("value").value(Value(*Decimal::from_text("1.50"))).name("raw").raw("[0]").end_object();
  EXPECT_EQ(json.str(),
            R"({"id":"7k2","list":[1,-2,[],{}],"ok":true,"none":null,"value":1.50,"raw":[0]})");
}

TEST(Json, WritesTemporalValuesAndRangesAsTheirText) {
  const Zone berlin{Zone::Kind::named, 0, "Europe/Berlin"};
  EXPECT_EQ(to_json(Value(Date{2026, 11, 22})), R"("2026-11-22")");
  EXPECT_EQ(to_json(Value(Time{8, 30, 0, 0, {}})), R"("08:30:00")");
  EXPECT_EQ(to_json(Value(DateTime{{2026, 11, 22}, {8, 30, 0, 0, berlin}})),
            R"("2026-11-22T08:30:00@Europe/Berlin")");
  EXPECT_EQ(to_json(Value(DayTimeDuration{86'400, 0})), R"("P1D")");
  EXPECT_EQ(to_json(Value(YearMonthDuration{1})), R"("P1M")");
  EXPECT_EQ(to_json(Value(Range{Value(1), Value(10), true, false})), "\"[1..10)\"");
  EXPECT_EQ(to_json(Value(Range{Value(5), Value(), false, false})), "\"(5..)\"");
  EXPECT_EQ(to_json(Value(Range{Value("a"), Value("b"), true, true})), R"("[\"a\"..\"b\"]")");
  EXPECT_EQ(to_json(Value(Range{Value(Date{}), Value(), true, false})),
            R"_("[@\"1970-01-01\"..)")_");
}

TEST(Json, WritesNoMoreThanTheLimitOfAValueThatRepeatsItself) {
  Value twice("0123456789");
  for (int i = 0; i < 40; ++i) twice = Value(List{twice, twice});
  EXPECT_LE(to_json(twice).size(), limits::feel_bytes + 1'000);
}

TEST(Json, WritesNullBelowTheDepthLimit) {
  Value deep(1);
  for (std::size_t i = 0; i < 1'000; ++i) deep = Value(List{deep});
  EXPECT_EQ(to_json(deep).find('1'), std::string::npos);
}

}  // namespace
}  // namespace onward
