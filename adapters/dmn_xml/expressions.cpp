#include "adapters/dmn_xml/expressions.hpp"

#include <array>
#include <utility>

#include "adapters/dmn_xml/table.hpp"

namespace onward::dmn_xml {
namespace {

using dmn::DraftExpression;
using Kind = DraftExpression::Kind;

constexpr std::array<std::pair<std::string_view, Kind>, 12> kinds = {{
    {"literalExpression", Kind::literal},
    {"decisionTable", Kind::table},
    {"context", Kind::context},
    {"list", Kind::list},
    {"relation", Kind::relation},
    {"functionDefinition", Kind::function},
    {"encapsulatedLogic", Kind::function},
    {"invocation", Kind::invocation},
    {"conditional", Kind::conditional},
    {"filter", Kind::filter},
    {"for", Kind::for_loop},
    {"some", Kind::some},
}};

std::optional<Kind> kind_of(std::string_view name) {
  if (name == "every") return Kind::every;
  for (const auto& [known, kind] : kinds) {
    if (known == name) return kind;
  }
  return std::nullopt;
}

void read_context(Source& source, pugi::xml_node node, DraftExpression& made) {
  source.each(node, [&](pugi::xml_node entry, std::string_view name) {
    if (name != "contextEntry") return false;
    const pugi::xml_node variable = source.child(entry, "variable");
    made.names.push_back(variable ? source.variable(variable) : dmn::DraftVariable{});
    made.children.push_back(read_inner_expression(source, entry).value_or(DraftExpression{}));
    return true;
  });
}

void read_items(Source& source, pugi::xml_node node, DraftExpression& made) {
  source.each(node, [&](pugi::xml_node item, std::string_view name) {
    if (!is_expression(name)) return false;
    made.children.push_back(read_expression(source, item));
    return true;
  });
}

void read_relation(Source& source, pugi::xml_node node, DraftExpression& made) {
  source.each(node, [&](pugi::xml_node part, std::string_view name) {
    if (name == "column") {
      made.names.push_back(source.variable(part));
      return true;
    }
    if (name != "row") return false;
    DraftExpression row;
    row.kind = Kind::list;
    row.at = source.at(part);
    read_items(source, part, row);
    made.children.push_back(std::move(row));
    return true;
  });
}

void read_function(Source& source, pugi::xml_node node, DraftExpression& made) {
  const std::string kind = Source::attribute(node, "kind");
  const bool is_feel = kind.empty() || kind == "FEEL";
  source.each(node, [&](pugi::xml_node part, std::string_view name) {
    if (name == "formalParameter") {
      made.names.push_back(source.variable(part));
      return true;
    }
    if (!is_expression(name)) return false;
    if (is_feel) made.children.push_back(read_expression(source, part));
    return true;
  });
}

void read_invocation(Source& source, pugi::xml_node node, DraftExpression& made) {
  source.each(node, [&](pugi::xml_node part, std::string_view name) {
    if (is_expression(name)) {
      made.children.insert(made.children.begin(), read_expression(source, part));
      return true;
    }
    if (name != "binding") return false;
    made.names.push_back(source.variable(source.child(part, "parameter")));
    made.children.push_back(read_inner_expression(source, part).value_or(DraftExpression{}));
    return true;
  });
  if (made.children.size() != made.names.size() + 1)
    source.problem("no-function", "an invocation needs the function that it calls", node);
}

// conditional, filter, for, some, every: named parts with one expression each, in the order given.
void read_parts(Source& source, pugi::xml_node node, DraftExpression& made,
                std::initializer_list<std::string_view> parts) {
  for (const std::string_view part : parts) {
    const pugi::xml_node inner = source.child(node, part);
    if (!inner) source.problem("missing-part", "\"" + std::string(part) + "\" is missing", node);
    made.children.push_back(inner ? read_inner_expression(source, inner).value_or(DraftExpression{})
                                  : DraftExpression{});
  }
  source.each(
      node, [&](pugi::xml_node, std::string_view name) { return Source::is_one_of(name, parts); });
}

}  // namespace

bool is_expression(std::string_view name) { return kind_of(name).has_value(); }

dmn::DraftExpression read_expression(Source& source, pugi::xml_node node) {
  DraftExpression made;
  made.kind = kind_of(xml::local_name(node)).value_or(Kind::literal);
  made.id = Source::attribute(node, "id");
  made.type_ref = Source::attribute(node, "typeRef");
  made.at = source.at(node);
  switch (made.kind) {
    case Kind::literal: {
      dmn::DraftText text = source.text(node);
      made.text = std::move(text.text);
      made.at = text.at;
      source.each(node, [](pugi::xml_node, std::string_view name) {
        return Source::is_one_of(name, {"text", "importedValues"});
      });
      break;
    }
    case Kind::table: made.table = read_table(source, node); break;
    case Kind::context: read_context(source, node, made); break;
    case Kind::list: read_items(source, node, made); break;
    case Kind::relation: read_relation(source, node, made); break;
    case Kind::function: read_function(source, node, made); break;
    case Kind::invocation: read_invocation(source, node, made); break;
    case Kind::conditional: read_parts(source, node, made, {"if", "then", "else"}); break;
    case Kind::filter: read_parts(source, node, made, {"in", "match"}); break;
    case Kind::for_loop:
      made.names.push_back({Source::attribute(node, "iteratorVariable"), {}, made.at});
      read_parts(source, node, made, {"in", "return"});
      break;
    case Kind::some:
    case Kind::every:
      made.names.push_back({Source::attribute(node, "iteratorVariable"), {}, made.at});
      read_parts(source, node, made, {"in", "satisfies"});
      break;
  }
  return made;
}

std::optional<dmn::DraftExpression> read_inner_expression(Source& source, pugi::xml_node node) {
  std::optional<DraftExpression> found;
  source.each(node, [&](pugi::xml_node inner, std::string_view name) {
    if (!is_expression(name)) return Source::is_one_of(name, {"variable", "parameter"});
    if (!found) found = read_expression(source, inner);
    return true;
  });
  return found;
}

}  // namespace onward::dmn_xml
