#include "engine/value/json.hpp"

#include <gtest/gtest.h>

#include "engine/base/limits.hpp"

namespace onward {
namespace {

std::string reprinted(std::string_view text) {
  const auto value = json_from_text(text);
  return value.ok() ? to_json(*value) : value.error().message;
}

Error refused(std::string_view text) {
  const auto value = json_from_text(text);
  EXPECT_FALSE(value.ok()) << text.substr(0, 80);
  return value.ok() ? Error{} : value.error();
}

std::string lists(std::size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); }

TEST(Json, ReadsEveryKind_RFC8259) {
  EXPECT_EQ(reprinted(R"( {"a": [1, -2.50, true, false, null], "b": {"c": "d"}, "": []} )"),
            R"({"a":[1,-2.50,true,false,null],"b":{"c":"d"},"":[]})");
  EXPECT_EQ(reprinted("\t\"x\"\r\n"), R"("x")");
  EXPECT_EQ(reprinted("0"), "0");
}

TEST(Json, KeepsNumbersExact) {
  EXPECT_EQ(reprinted("0.1234567890123456789012345678901234"),
            "0.1234567890123456789012345678901234");
  EXPECT_EQ(reprinted("[1.10, 0e-7, -0, 1E+2, 18446744073709551616, -9223372036854775808, 0.1]"),
            "[1.10,0.0000000,0,100,18446744073709551616,-9223372036854775808,0.1]");
  EXPECT_EQ(reprinted("-2e400"), "-2E+400");
}

TEST(Json, ReadsEscapesAndLongTexts) {
  EXPECT_EQ(*json_from_text(R"("\u00e9\ud83d\ude00\n\/\"")").value().text(),
            "\xC3\xA9\xF0\x9F\x98\x80\n/\"");
  const std::string text(100'000, 'x');
  EXPECT_EQ(json_from_text("\"" + text + "\\t\"").value().text()->size(), 100'001U);
  EXPECT_EQ(json_from_text(R"({"a\u0062c": 1})").value().context()->entries()[0].first, "abc");
}

TEST(Json, SaysWhereItIsMalformed) {
  EXPECT_EQ(refused("{\n  \"a\": 1,\n  \"b\": x\n}").where, "3:8");
  EXPECT_EQ(refused("[\"\xC3\xA9\", ?]").where, "1:7");
  EXPECT_EQ(refused("1 2").where, "1:3");
  for (const std::string_view text : {"",
                                      "  ",
                                      "[1,]",
                                      "{\"a\" 1}",
                                      "01",
                                      "1.",
                                      "+1",
                                      ".5",
                                      "NaN",
                                      "'a'",
                                      "[1",
                                      "\"a",
                                      "tru",
                                      "// c\n1",
                                      "\"\x01\"",
                                      "\"\\ud800\"",
                                      "\"\\x\"",
                                      "\"\xFF\"",
                                      "\"\xC0\x80\"",
                                      "[1]]",
                                      "\xEF\xBB\xBF"
                                      "1"})
    EXPECT_EQ(refused(text).code, ErrorCode::malformed) << text;
}

TEST(Json, RefusesNumbersOutOfRange) {
  const Error error = refused("[1,\n 1e7000]");
  EXPECT_EQ(error.code, ErrorCode::malformed);
  EXPECT_EQ(error.where.substr(0, 2), "2:");
}

TEST(Json, RefusesANameTwice) {
  const Error error = refused("{\"a\": 1,\n \"\\u0061\": 2}");
  EXPECT_EQ(error.code, ErrorCode::malformed);
  EXPECT_EQ(error.where.substr(0, 2), "2:");
  EXPECT_TRUE(json_from_text(R"({"a": {"a": 1}, "b": [{"a": 1}, {"a": 1}]})").ok());
}

TEST(Json, RefusesANameTwiceAmongMany) {
  std::string text = "{";
  for (int i = 0; i < 50'000; ++i) text += "\"n" + std::to_string(i) + "\":0,";
  EXPECT_TRUE(json_from_text(text + "\"last\":0}").ok());
  EXPECT_EQ(refused(text + "\"n17\":0}").code, ErrorCode::malformed);
  EXPECT_EQ(refused(text + "\"n3\":0}").code, ErrorCode::malformed);
}

TEST(Json, IsBoundInDepth) {
  EXPECT_TRUE(json_from_text(lists(limits::json_depth)).ok());
  EXPECT_EQ(refused(lists(limits::json_depth + 1)).code, ErrorCode::too_large);
  EXPECT_EQ(refused(std::string(1'000'000, '[')).code, ErrorCode::too_large);
}

TEST(Json, IsBoundInItems) {
  std::string text = "[0";
  for (std::size_t i = 1; i < limits::list_items; ++i) text += ",0";
  EXPECT_TRUE(json_from_text(text + "]").ok());
  EXPECT_EQ(refused(text + ",0]").code, ErrorCode::too_large);
}

}  // namespace
}  // namespace onward
