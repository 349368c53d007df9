#include "adapters/xml/document.hpp"

#include <gtest/gtest.h>

namespace onward::xml {
namespace {

constexpr std::string_view bpmn = "http://bpmn";
constexpr std::string_view example =
    "\xEF\xBB\xBF<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    "<!-- note -->\n"
    "<b:definitions xmlns:b=\"http://bpmn\" xmlns=\"http://other\" xmlns:c=\"http://camunda\">\n"
    "  <b:process id=\"p\" c:id=\"q\">\n"
    "    <b:\xC3\xA9tape/><task xmlns:b=\"http://inner\"><b:inner/></task>\n"
    "    <b:text>one &lt; <!-- x --><![CDATA[<two>]]></b:text>\n"
    "  </b:process>\n"
    "</b:definitions>\n";

Document parsed(std::string_view bytes) {
  auto document = Document::parse(bytes);
  EXPECT_TRUE(document.ok());
  return std::move(document).value();
}

TEST(Document, ResolvesNamespacesByWalkingUp) {
  const Document document = parsed(example);
  const pugi::xml_node process = child(document.root(), bpmn, "process");
  ASSERT_TRUE(process);
  EXPECT_TRUE(is(document.root(), bpmn, "definitions"));
  EXPECT_EQ(namespace_of(process), bpmn);
  const pugi::xml_node task = child(process, "http://other", "task");
  ASSERT_TRUE(task);
  EXPECT_EQ(namespace_of(task.first_child()), "http://inner");
  EXPECT_EQ(resolve_prefix(task, "c"), "http://camunda");
  EXPECT_EQ(resolve_prefix(process, "unknown"), "");
  EXPECT_EQ(resolve_prefix(process, "xml"), "http://www.w3.org/XML/1998/namespace");
  EXPECT_FALSE(child(process, bpmn, "task"));
}

TEST(Document, KeepsAttributesWithoutPrefixInNoNamespace) {
  const Document document = parsed(example);
  const pugi::xml_node process = child(document.root(), bpmn, "process");
  EXPECT_EQ(std::string_view(attribute(process, "", "id").value()), "p");
  EXPECT_EQ(std::string_view(attribute(process, "http://camunda", "id").value()), "q");
  EXPECT_FALSE(attribute(process, bpmn, "id"));
  EXPECT_TRUE(is_declaration(document.root().first_attribute()));
  EXPECT_FALSE(is_declaration(process.first_attribute()));
}

TEST(Document, KnowsWhereElementsStand) {
  const Document document = parsed(example);
  const pugi::xml_node process = child(document.root(), bpmn, "process");
  EXPECT_EQ(document.position(document.root()), (Position{3, 1}));
  EXPECT_EQ(document.position(process), (Position{4, 3}));
  EXPECT_EQ(document.position(child(process, "http://other", "task")), (Position{5, 15}));
  EXPECT_EQ(document.position(pugi::xml_node()), Position{});
}

TEST(Document, JoinsTextAndCdata) {
  const Document document = parsed(example);
  const pugi::xml_node process = child(document.root(), bpmn, "process");
  EXPECT_EQ(text_of(child(process, bpmn, "text")), "one < <two>");
}

TEST(Document, TakesNamesApart) {
  EXPECT_EQ(local_name(std::string_view("bpmn:task")), "task");
  EXPECT_EQ(local_name(std::string_view("task")), "task");
  EXPECT_EQ(prefix_of("bpmn:task"), "bpmn");
  EXPECT_EQ(prefix_of("task"), "");
}

TEST(Document, PassesOnWhatTheCheckRefuses) {
  const auto document = Document::parse("<a>\n<a>");
  ASSERT_FALSE(document.ok());
  EXPECT_EQ(document.error().code, ErrorCode::malformed);
  EXPECT_EQ(document.error().where, "2:4");
}

}  // namespace
}  // namespace onward::xml
