#include "adapters/xml/encoding.hpp"

#include <gtest/gtest.h>

#include "adapters/xml/wellformed.hpp"

namespace onward::xml {
namespace {

using namespace std::string_view_literals;

std::string utf16(std::u16string_view text, bool big) {
  std::string bytes = big ? "\xFE\xFF" : "\xFF\xFE";
  for (const char16_t unit : text) {
    const auto high = static_cast<char>(unit >> 8U);
    const auto low = static_cast<char>(unit & 0xFFU);
    bytes += big ? std::string{high, low} : std::string{low, high};
  }
  return bytes;
}

TEST(XmlEncoding, IsUtf8UnlessDeclared_4_3_3) {
  EXPECT_EQ(to_utf8("<a>\xC3\xA9</a>").value(), "<a>\xC3\xA9</a>");
  EXPECT_EQ(to_utf8("\xEF\xBB\xBF<a/>").value(), "<a/>");
  EXPECT_TRUE(to_utf8("<?xml version='1.0' encoding='utf-8'?><a/>").ok());
}

TEST(XmlEncoding, TranscodesLatin1AndUtf16) {
  EXPECT_EQ(to_utf8("<?xml version='1.0' encoding='ISO-8859-1'?><a>\xE9</a>").value(),
            "<?xml version='1.0' encoding='ISO-8859-1'?><a>\xC3\xA9</a>");
  for (const bool big : {true, false}) {
    EXPECT_EQ(to_utf8(utf16(u"<a>\u00e9\u20ac\U0001F600</a>", big)).value(),
              "<a>\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80</a>");
    EXPECT_TRUE(check(utf16(u"<?xml version=\"1.0\" encoding=\"UTF-16\"?><a/>", big)).ok());
  }
}

TEST(XmlEncoding, RefusesWhatContradictsTheBytes) {
  for (const std::string& bytes :
       {std::string("<?xml version='1.0' encoding='UTF-7'?><a/>"),
        std::string("<?xml version='1.0' encoding='UTF-16'?><a/>"),
        std::string("<?xml version='1.0' encoding='Shift_JIS'?><a/>"),
        std::string("<?xml version='1.0' encoding=''?><a/>x"),
        std::string("\xEF\xBB\xBF<?xml version='1.0' encoding='ISO-8859-1'?><a/>"),
        std::string("<?xml version='1.0' encoding='US-ASCII'?><a>\xC3\xA9</a>"),
        utf16(u"<?xml version='1.0' encoding='UTF-8'?><a/>", true), utf16(u"<a/>", true).substr(2),
        utf16(u"<a/>", false).substr(2), utf16(u"<a/>", true) + "x",
        utf16(std::u16string(u"<a>") + char16_t{0xD800} + u"</a>", false),
        std::string("\xFF\xFE\0\0<\0\0\0"sv), std::string("\0\0\xFE\xFF"sv),
        std::string("<a>\xFF</a>"), std::string("<a>\xC0\xBC</a>")}) {
    const auto checked = check(bytes);
    ASSERT_FALSE(checked.ok()) << bytes;
    EXPECT_EQ(checked.error().code, ErrorCode::malformed) << bytes;
    EXPECT_FALSE(checked.error().where.empty()) << bytes;
  }
}

}  // namespace
}  // namespace onward::xml
