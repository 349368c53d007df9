// A document that the check lets through is read by pugixml without complaint; nothing crashes on
// damaged ones.
#include <pugixml.hpp>
#include <sstream>
#include <string>

#include "adapters/xml/document.hpp"
#include "adapters/xml/wellformed.hpp"
#include "tests/support/property.hpp"

namespace onward::xml {
namespace {

std::string any_element(int depth) {
  const std::string name = *rc::gen::element<std::string>("a", "p:b", "c-d", "\xC3\xA9");
  std::string text = "<" + name;
  if (*rc::gen::inRange(0, 2) == 1)
    text += " x='" + *rc::gen::element<std::string>("", "1", "&lt;", "&#65;", "\"") + "'";
  if (*rc::gen::inRange(0, 3) == 1) text += " p:x=\"y\"";
  text += ">";
  const int parts = *rc::gen::inRange(0, 4);
  for (int i = 0; i < parts; ++i)
    text += depth > 0 && *rc::gen::inRange(0, 2) == 1
                ? any_element(depth - 1)
                : *rc::gen::element<std::string>("text", " ", "&amp;", "<!-- c -->",
                                                 "<![CDATA[<]]>", "<?p i?>", "\xE2\x82\xAC");
  return text + "</" + name + ">";
}

std::string any_document() {
  return "<?xml version='1.0'?>\n<r xmlns:p='u'>" + any_element(3) + "</r>\n";
}

TEST(XmlProperty, WhatIsWellformedPassesAndParses) {
  test::expect_property(20'261'140, [] { RC_ASSERT(Document::parse(any_document()).ok()); });
}

TEST(XmlProperty, DamagedDocumentsAreRefusedWithAPlaceOrStillWellformed) {
  test::expect_property(20'261'141, [] {
    std::string text = any_document();
    const auto changes = *rc::gen::inRange(1, 4);
    for (int i = 0; i < changes; ++i) {
      const auto at = *rc::gen::inRange<std::size_t>(0, text.size());
      const std::string with = *rc::gen::element<std::string>("<", ">", "&", "'", "\"", "/", "!",
                                                              "-", "]", ":", " ", "\n", "\xFF", "");
      text.replace(at, 1, with);
    }
    const auto checked = check(text);
    if (checked.ok()) {
      pugi::xml_document tree;
      RC_ASSERT(static_cast<bool>(
          tree.load_buffer(text.data(), text.size(), pugi::parse_full, pugi::encoding_utf8)));
    } else {
      RC_ASSERT(!checked.error().where.empty());
    }
  });
}

}  // namespace
}  // namespace onward::xml
