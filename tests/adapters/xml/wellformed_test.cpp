#include "adapters/xml/wellformed.hpp"

#include <gtest/gtest.h>

#include "engine/base/limits.hpp"

namespace onward::xml {
namespace {

std::string outcome(std::string_view document) {
  const auto checked = check(document);
  if (checked.ok()) return "ok";
  return std::string(to_string(checked.error().code)) + " " + checked.error().where;
}

std::string repeated(std::string_view part, std::size_t count) {
  std::string text;
  text.reserve(part.size() * count);
  for (std::size_t i = 0; i < count; ++i) text += part;
  return text;
}

TEST(Wellformed, AcceptsWhatXmlAllows) {
  for (const std::string_view document :
       {"<a/>", "<a></a >",
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone='yes' ?>\n<a/>\n<!-- - --><?p i?>\n",
        "<a b=\"1\" c = '&lt;&#x41;&#65;\"'>x &amp; y ]] > <![CDATA[<&]]]]><![CDATA[>]]></a>",
        "<p:a xmlns:p='u' p:b='1' b='2'><p:c/></p:a>",
        "<a xml:lang='de' xmlns='u'><b xmlns=''/></a>", "<\xC3\xA9l\xC3\xA9ment \xC3\xA8='1'/>",
        "<a><?xml-stylesheet x?></a>", "<a.b-c_1/>",
        "<a xmlns:xml='http://www.w3.org/XML/1998/namespace'/>",
        "<a xmlns:p='u'><b xmlns:p='v' p:c='1'/></a>", "<a>&#x10FFFF;&#9;</a>",
        "<a>\xF0\x9F\x98\x80</a>"})
    EXPECT_EQ(outcome(document), "ok") << document;
}

TEST(Wellformed, RefusesBrokenMarkupAndSaysWhere) {
  EXPECT_EQ(outcome(""), "malformed 1:1");
  EXPECT_EQ(outcome("<a>\n <b></a>"), "malformed 2:5");
  EXPECT_EQ(outcome("<a>\n"), "malformed 2:1");
  EXPECT_EQ(outcome("<a/><b/>"), "malformed 1:5");
  EXPECT_EQ(outcome("<a/>x"), "malformed 1:5");
  EXPECT_EQ(outcome("x<a/>"), "malformed 1:1");
  EXPECT_EQ(outcome("</a>"), "malformed 1:1");
  EXPECT_EQ(outcome("<a>\xC3\xA9</b>"), "malformed 1:5");
  for (const std::string_view document :
       {"<", "<a", "<a ", "<a/", "<a / >", "<a></a", "<a></ a>", "< a/>", "<1/>", "<-a/>", "<a><",
        "<a></a></a>", "<a/>&amp;", "<a/><![CDATA[]]>", "<a>]]></a>", "<a><![CDATA[</a>",
        "<a><![cdata[]]></a>", "<\xE2\x80\x94/>", "<a\xC3\x97/>"})
    EXPECT_EQ(outcome(document).substr(0, 9), "malformed") << document;
}

TEST(Wellformed, RefusesBrokenAttributes_Rule41) {
  for (const std::string_view document :
       {"<a b/>", "<a b=/>", "<a b=1/>", "<a b='1/>", "<a b='1\"/>", "<a b='1'c='2'/>",
        "<a b='<'/>", "<a b='&'/>", "<a ='1'/>", "<a b='1' b='2'/>", "<a 1='1'/>", "<a b='&lt'/>"})
    EXPECT_EQ(outcome(document).substr(0, 9), "malformed") << document;
  EXPECT_EQ(outcome("<a b='1'\n  b='2'/>"), "malformed 2:3");
}

TEST(Wellformed, HoldsTheRulesOfNamespaces) {
  EXPECT_EQ(outcome("<a xmlns:p='u' xmlns:q='u' p:b='1' q:b='2'/>"), "malformed 1:36");
  EXPECT_EQ(outcome("<a xmlns:p='&#x75;' xmlns:q='u' p:b='1' q:b='2'/>").substr(0, 9), "malformed");
  for (const std::string_view document :
       {"<p:a/>", "<a p:b='1'/>", "<a><b xmlns:p='u'/><p:c/></a>", "<a:/>", "<:a/>",
        "<a:b:c xmlns:a='u'/>", "<a xmlns:p=''/>", "<a xmlns:xmlns='u'/>", "<a xmlns:xml='u'/>",
        "<a xmlns:p='http://www.w3.org/XML/1998/namespace'/>",
        "<a xmlns='http://www.w3.org/2000/xmlns/'/>", "<xmlns:a/>", "<a xmlns:p='u' xmlns:p='v'/>",
        "<a><?p:q x?></a>", "<p:a xmlns:p='u'></q:a>"})
    EXPECT_EQ(outcome(document).substr(0, 9), "malformed") << document;
}

TEST(Wellformed, RefusesEveryDoctype_F1) {
  const std::string laughs =
      "<?xml version='1.0'?>\n<!DOCTYPE a [<!ENTITY l 'l'><!ENTITY m '&l;&l;'>]>\n<a>&m;</a>";
  EXPECT_EQ(outcome(laughs), "malformed 2:1");
  EXPECT_EQ(outcome("<!DOCTYPE a SYSTEM 'file:///etc/passwd'><a/>"), "malformed 1:1");
  EXPECT_EQ(outcome("<a><!DOCTYPE a></a>"), "malformed 1:4");
  EXPECT_EQ(outcome("<a><!ENTITY x 'y'></a>"), "malformed 1:4");
  EXPECT_EQ(outcome("<!doctype a><a/>"), "malformed 1:1");
}

TEST(Wellformed, KnowsNoEntityButTheFive_F1) {
  for (const std::string_view document :
       {"<a>&x;</a>", "<a b='&x;'/>", "<a>&nbsp;</a>", "<a>&LT;</a>", "<a>&</a>", "<a>&#;</a>",
        "<a>&#x;</a>", "<a>&#xG;</a>", "<a>&#6A;</a>", "<a>&#65</a>", "<a>&#0;</a>",
        "<a>&#xD800;</a>", "<a>&#xFFFE;</a>", "<a>&#99999999999999999999;</a>", "<a>&#x110000;</a>",
        "<a>&#X41;</a>"})
    EXPECT_EQ(outcome(document).substr(0, 9), "malformed") << document;
}

TEST(Wellformed, RefusesIllegalCharacters_Rule2) {
  using namespace std::string_view_literals;
  for (const std::string_view document :
       {"<a>\0</a>"sv, "<a>\x01</a>"sv, "<a b='\x0B'/>"sv, "<!--\x1F--><a/>"sv,
        "<a>\xEF\xBF\xBE</a>"sv, "<a>\xED\xA0\x80</a>"sv, "<a>\xF4\x90\x80\x80</a>"sv})
    EXPECT_EQ(outcome(document).substr(0, 9), "malformed") << document;
}

TEST(Wellformed, HoldsTheRulesOfCommentsAndInstructions) {
  for (const std::string_view document :
       {"<!-- -- --><a/>", "<!-- x ---><a/>", "<!-- x <a/>", "<!--><a/>",
        "<a><?xml version='1.0'?></a>", " <?xml version='1.0'?><a/>", "<?XML version='1.0'?><a/>",
        "<?\?><a/>", "<?p", "<?p<a/>", "<?xml version='2.0'?><a/>", "<?xml?><a/>",
        "<?xml encoding='UTF-8'?><a/>", "<?xml version='1.0' standalone='maybe'?><a/>",
        "<?xml version='1.0'><a/>", "<?xml version='1.0' other='1'?><a/>",
        "<?xml standalone='yes' version='1.0'?><a/>"})
    EXPECT_EQ(outcome(document).substr(0, 9), "malformed") << document;
}

TEST(Wellformed, IsBound_F1) {
  const std::size_t depth = limits::xml_depth;
  EXPECT_EQ(outcome(repeated("<a>", depth) + repeated("</a>", depth)), "ok");
  EXPECT_EQ(outcome(repeated("<a>", depth + 1) + repeated("</a>", depth + 1)).substr(0, 9),
            "too-large");
  EXPECT_EQ(outcome(repeated("<a>", 100'000)).substr(0, 9), "too-large");
  EXPECT_EQ(outcome("<a>" + repeated("<b/>", limits::xml_elements - 1) + "</a>"), "ok");
  EXPECT_EQ(outcome("<a>" + repeated("<b/>", limits::xml_elements) + "</a>").substr(0, 9),
            "too-large");
  EXPECT_EQ(outcome("<a b='" + std::string(limits::xml_bytes, 'x') + "'/>"), "too-large 1:1");
  EXPECT_EQ(outcome("<a b='" + std::string(limits::xml_bytes - 100, 'x') + "'/>"), "ok");
}

TEST(Wellformed, IsBoundInAttributesAndNamespaces_F1) {
  std::string attributes;
  for (std::size_t i = 0; i < limits::xml_attributes; ++i)
    attributes += " a" + std::to_string(i) + "=''";
  EXPECT_EQ(outcome("<a" + attributes + "/>"), "ok");
  EXPECT_EQ(outcome("<a" + attributes + " b=''/>").substr(0, 9), "too-large");
  std::string document;
  for (int i = 0; i < 200; ++i) document += "<a xmlns:p" + std::to_string(i) + "='u' xmlns:q='v'>";
  EXPECT_EQ(outcome(document).substr(0, 9), "too-large");
}

}  // namespace
}  // namespace onward::xml
