// What must hold for every JSON value, tried on random ones.
#include <string>

#include "engine/value/json.hpp"
#include "tests/support/property.hpp"

namespace onward {
namespace {

std::string any_text() {
  // Whole characters of one to four bytes, with those that need an escape.
  return *rc::gen::exec([] {
    std::string text;
    const int length = *rc::gen::inRange(0, 12);
    for (int i = 0; i < length; ++i)
      text += *rc::gen::element<std::string>("a", "0", " ", "\"", "\\", "\n", "\x01", "\x7F", "/",
                                             "\xC3\xA9", "\xE2\x82\xAC", "\xF0\x9F\x98\x80",
                                             std::string(1, '\0'));
    return text;
  });
}

Value any_value(int depth) {
  switch (*rc::gen::inRange(0, depth == 0 ? 4 : 6)) {
    case 0: return {};
    case 1: return *rc::gen::arbitrary<bool>();
    case 2:
      return *Decimal::from_text(std::to_string(*rc::gen::arbitrary<std::int64_t>()) + "e" +
                                 std::to_string(*rc::gen::inRange(-60, 60)));
    case 3: return any_text();
    case 4: {
      List list;
      const int count = *rc::gen::inRange(0, 5);
      for (int i = 0; i < count; ++i) list.push_back(any_value(depth - 1));
      return list;
    }
    default: {
      Context context;
      const int count = *rc::gen::inRange(0, 20);
      for (int i = 0; i < count; ++i) context.set(any_text(), any_value(depth - 1));
      return context;
    }
  }
}

TEST(JsonProperty, TextReadsBackAsAnEqualValueAndPrintsTheSame) {
  test::expect_property(20'261'130, [] {
    const Value value = any_value(3);
    const std::string text = to_json(value);
    const auto again = json_from_text(text);
    RC_ASSERT(again.ok());
    RC_ASSERT(*again == value);
    RC_ASSERT(to_json(*again) == text);
  });
}

TEST(JsonProperty, AnyBytesBecomeValidJsonText) {
  test::expect_property(20'261'131, [](const std::string& bytes) {
    std::string out;
    append_json_text(out, bytes);
    RC_ASSERT(json_from_text(out).ok());
  });
}

TEST(JsonProperty, CutOrChangedTextIsRefusedOrReadNeverACrash) {
  test::expect_property(20'261'132, [] {
    std::string text = to_json(any_value(3));
    const auto at = *rc::gen::inRange<std::size_t>(0, text.size());
    text[at] = *rc::gen::arbitrary<char>();
    text.resize(*rc::gen::inRange<std::size_t>(0, text.size() + 1));
    const auto value = json_from_text(text);
    RC_ASSERT((value.ok() || !value.error().where.empty()));
  });
}

}  // namespace
}  // namespace onward
