// What JUEL means where it differs from FEEL: equality of kinds that differ is false, + joins
// texts, lists count from 0.
#include <algorithm>
#include <array>

#include "engine/feel/builtins.hpp"
#include "engine/feel/evaluator.hpp"
#include "engine/feel/operators.hpp"
#include "engine/feel/utf8.hpp"

namespace onward::feel {
namespace {

bool is_empty(const Value& value) {
  if (value.text() != nullptr) return value.text()->empty();
  if (value.list() != nullptr) return value.list()->empty();
  if (value.context() != nullptr) return value.context()->empty();
  return value.is_null();
}

std::string text_of(const Value& value) {
  return value.is_null() ? std::string() : to_feel_text(value);
}

std::optional<Value> at_index(const Value& from, const Value& index) {
  if (from.context() != nullptr && index.text() != nullptr) {
    const Value* found = from.context()->find(*index.text());
    return found != nullptr ? *found : Value();
  }
  if (from.list() == nullptr || index.number() == nullptr) return std::nullopt;
  const auto place = index.number()->to_int64();
  if (!place || *place < 0 || static_cast<std::uint64_t>(*place) >= from.list()->size())
    return std::nullopt;
  return (*from.list())[static_cast<std::size_t>(*place)];
}

Value count_of(std::size_t count) { return Value(static_cast<std::int64_t>(count)); }

std::optional<Value> built_in(Evaluator& evaluator, std::string_view name,
                              std::span<const Value> arguments) {
  const Builtin* builtin = find_builtin(name);
  if (builtin == nullptr) return std::nullopt;
  return call_builtin(evaluator, *builtin, arguments, {});
}

std::optional<Value> text_method(Evaluator& evaluator, std::string_view name,
                                 std::span<const Value> operands) {
  const std::string& text = *operands[0].text();
  if (name == "length" || name == "size") return count_of(code_point_count(text));
  if (name == "toLowerCase") return built_in(evaluator, "lower case", operands);
  if (name == "toUpperCase") return built_in(evaluator, "upper case", operands);
  if (name == "trim") {
    const std::size_t begin = text.find_first_not_of(" \t\r\n");
    if (begin == std::string::npos) return Value("");
    return Value(text.substr(begin, text.find_last_not_of(" \t\r\n") - begin + 1));
  }
  if (operands.size() < 2) return std::nullopt;
  if (name == "substring") {
    const auto from =
        operands[1].number() != nullptr ? operands[1].number()->to_int64() : std::nullopt;
    const auto to = operands.size() > 2 && operands[2].number() != nullptr
                        ? operands[2].number()->to_int64()
                        : std::optional<std::int64_t>(static_cast<std::int64_t>(text.size()));
    if (!from || !to || *from < 0 || *to < *from) return std::nullopt;
    const std::size_t begin = byte_offset(text, static_cast<std::size_t>(*from));
    return Value(text.substr(begin, byte_offset(text, static_cast<std::size_t>(*to)) - begin));
  }
  if (operands[1].text() == nullptr) return std::nullopt;
  const std::string& other = *operands[1].text();
  if (name == "contains") return Value(text.find(other) != std::string::npos);
  if (name == "startsWith") return Value(text.starts_with(other));
  if (name == "endsWith") return Value(text.ends_with(other));
  if (name == "equalsIgnoreCase") {
    const auto left = built_in(evaluator, "lower case", operands.first(1));
    const auto right = built_in(evaluator, "lower case", operands.subspan(1, 1));
    return Value(left && right && *left == *right);
  }
  if (name == "indexOf") {
    const std::size_t place = text.find(other);
    return place == std::string::npos
               ? Value(-1)
               : count_of(code_point_count(std::string_view(text).substr(0, place)));
  }
  return std::nullopt;
}

std::optional<Value> list_method(std::string_view name, std::span<const Value> operands) {
  const List& list = *operands[0].list();
  if (name == "size" || name == "length") return count_of(list.size());
  if (operands.size() < 2) return std::nullopt;
  if (name == "get") return at_index(operands[0], operands[1]);
  const auto found = std::find_if(list.begin(), list.end(),
                                  [&](const Value& item) { return same(item, operands[1]); });
  if (name == "contains") return Value(found != list.end());
  if (name == "indexOf")
    return found == list.end() ? Value(-1)
                               : count_of(static_cast<std::size_t>(found - list.begin()));
  return std::nullopt;
}

std::optional<Value> method(Evaluator& evaluator, std::string_view name,
                            std::span<const Value> operands) {
  const Value& receiver = operands[0];
  if (name == "!")
    return receiver.boolean() != nullptr ? std::optional<Value>(Value(!*receiver.boolean()))
                                         : std::nullopt;
  if (name == "%") return built_in(evaluator, "modulo", operands);
  if (name == "toString") return Value(text_of(receiver));
  if (name == "isEmpty" && !receiver.is_null()) return Value(is_empty(receiver));
  if (name == "equals") return Value(same(receiver, operands[1]));
  if (receiver.text() != nullptr) return text_method(evaluator, name, operands);
  if (receiver.list() != nullptr) return list_method(name, operands);
  if (receiver.context() == nullptr) return std::nullopt;
  if (name == "size") return count_of(receiver.context()->entries().size());
  if (name == "get" && operands[1].text() != nullptr) return at_index(receiver, operands[1]);
  if (name == "containsKey" && operands[1].text() != nullptr)
    return Value(receiver.context()->find(*operands[1].text()) != nullptr);
  return std::nullopt;
}

}  // namespace

Value Evaluator::juel(const Node& node, const Frame* frame) {
  if (node.kind == NodeKind::juel_empty) {  // a variable that is not there is empty, and no trouble
    ++muted_;
    const Value operand = evaluate(*node.children[0], frame);
    --muted_;
    return is_empty(operand);
  }
  List operands;
  operands.reserve(node.children.size());
  for (const NodePtr& child : node.children) operands.push_back(evaluate(*child, frame));
  if (stopped()) return {};
  if (node.kind == NodeKind::juel_join) {
    std::string joined;
    for (const Value& operand : operands) joined += text_of(operand);
    return charge(joined.size()) ? Value(std::move(joined)) : Value();
  }
  if (node.kind == NodeKind::juel_equal)
    return same(operands[0], operands[1]) == (node.op == Operator::equal);
  std::optional<Value> result;
  if (node.kind == NodeKind::juel_index) result = at_index(operands[0], operands[1]);
  if (node.kind == NodeKind::juel_method) result = method(*this, node.name, operands);
  if (node.kind == NodeKind::juel_add) {
    const bool is_text = operands[0].text() != nullptr || operands[1].text() != nullptr;
    result = is_text ? std::optional<Value>(Value(text_of(operands[0]) + text_of(operands[1])))
                     : calculate(Operator::add, operands[0], operands[1]);
    if (is_text && !charge(result->text()->size())) return {};
  }
  if (result) return std::move(*result);
  problem("\"" + (node.name.empty() ? std::string("index") : node.name) + "\" is not defined for " +
          std::string(kind_name(operands[0].kind())));
  return {};
}

}  // namespace onward::feel
