// Types after `instance of` and of parameters (DMN 1.5 clause 10.3.1.2 rule 54).
#include <utility>

#include "engine/feel/parser.hpp"

namespace onward::feel {

Result<TypePtr> Parser::type() {
  if (++depth_ > 64)
    return Error{ErrorCode::too_large, "a type may be nested 64 deep", to_text(current().at), {}};
  const Position at = current().at;
  if (current().kind != Token::Kind::name) return unexpected("a type");
  Result<TypePtr> made = TypePtr();
  if (is_word("list") && is_symbol("<", 1)) {
    made = element_type(Type::Kind::list);
  } else if (is_word("range") && is_symbol("<", 1)) {
    made = element_type(Type::Kind::range);
  } else if (is_word("context") && is_symbol("<", 1)) {
    made = context_type();
  } else if (is_word("function") && is_symbol("<", 1)) {
    made = function_type();
  } else {
    // Longest match: "date and time" before "date", item definitions with spaces in their names
    // too.
    std::string name;
    std::size_t taken = 0;
    TypePtr found;
    for (std::size_t i = 0; i < 8 && (ahead(i).kind == Token::Kind::name || is_symbol(".", i));
         ++i) {
      if (!name.empty() && ahead(i).space_before) name += " ";
      name += ahead(i).text;
      TypePtr match = builtin_type(name);
      if (scope_.types != nullptr) {
        if (const auto own = scope_.types->find(name); own != scope_.types->end())
          match = own->second;
      }
      if (!match) continue;
      found = std::move(match);
      taken = i + 1;
    }
    if (!found) return syntax_error(at, "no type \"" + name + "\"");
    index_ += taken;
    made = std::move(found);
  }
  --depth_;
  return made;
}

Result<TypePtr> Parser::element_type(Type::Kind kind) {
  index_ += 2;
  auto made = std::make_shared<Type>();
  made->kind = kind;
  ONWARD_TRY(made->element, type());
  ONWARD_TRY_DONE(expect_symbol(">"));
  return TypePtr(std::move(made));
}

Result<TypePtr> Parser::context_type() {
  index_ += 2;
  auto made = std::make_shared<Type>();
  made->kind = Type::Kind::context;
  while (!is_symbol(">")) {
    ONWARD_TRY(std::string name, declared_name());
    ONWARD_TRY_DONE(expect_symbol(":"));
    ONWARD_TRY(TypePtr field, type());
    made->fields.emplace_back(std::move(name), std::move(field));
    if (!take_symbol(",")) break;
  }
  ONWARD_TRY_DONE(expect_symbol(">"));
  return TypePtr(std::move(made));
}

Result<TypePtr> Parser::function_type() {
  index_ += 2;
  auto made = std::make_shared<Type>();
  made->kind = Type::Kind::function;
  while (!is_symbol(">")) {
    ONWARD_TRY(TypePtr parameter, type());
    made->parameters.push_back(std::move(parameter));
    if (!take_symbol(",")) break;
  }
  ONWARD_TRY_DONE(expect_symbol(">"));
  ONWARD_TRY_DONE(expect_symbol("->"));
  ONWARD_TRY(made->result, type());
  return TypePtr(std::move(made));
}

}  // namespace onward::feel
