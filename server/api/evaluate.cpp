// Expressions and decisions for trying out: nothing is stored.
#include <algorithm>
#include <utility>

#include "engine/base/limits.hpp"
#include "engine/dmn/evaluate.hpp"
#include "engine/feel/feel.hpp"
#include "server/api/handlers.hpp"
#include "server/api/helpers.hpp"
#include "server/api/json_views.hpp"

namespace onward::api {
namespace {

/// `context`, plain or with typed values.
Result<Context> context_of(Body& body, bool typed) {
  Context plain = body.context("context");
  if (!typed) return plain;
  Context read;
  for (const auto& [name, value] : plain.entries()) {
    auto converted = feel::from_typed_value(value);
    if (converted.ok())
      read.set(name, std::move(converted).value());
    else
      body.refuse("context", "wrong-type", name + ": " + converted.error().message);
  }
  return read;
}

void write_result(JsonWriter& out, const Value& result, bool typed) {
  out.name("result");
  if (typed)
    out.raw(feel::to_typed_json(result));
  else
    out.value(result);
}

struct Expression {
  std::string text;
  Context context;
  bool typed = false;
};

Result<Expression> decode_expression(const Call& call) {
  ONWARD_TRY_DONE(check_parameters(call, {"typed"}));
  Expression asked;
  ONWARD_TRY(asked.typed, is_set(call, "typed"));
  ONWARD_TRY(Body body, Body::of(*call.request));
  asked.text = body.required_text("expression", limits::expression_bytes);
  ONWARD_TRY(asked.context, context_of(body, asked.typed));
  ONWARD_TRY_DONE(body.finish());
  return asked;
}

/// Keys at any depth: `customer.first-name` and `orders[unit price > 5]` read them too.
void add_names(const Value& value, feel::Names& names) {
  constexpr std::size_t most = 1'000;  // each is held against the places of the expression
  if (const List* list = value.list()) {
    for (const Value& item : *list)
      if (names.size() < most) add_names(item, names);
  }
  if (value.context() == nullptr) return;
  for (const auto& [name, inner] : value.context()->entries()) {
    if (names.size() >= most) return;
    if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
    add_names(inner, names);
  }
}

Result<http::Response> evaluate(const Expression& asked, Reader& reader) {
  feel::Names names;
  add_names(Value(asked.context), names);
  ONWARD_TRY(const feel::Expression expression, asked.text.starts_with("${")
                                                    ? feel::compile_juel(asked.text)
                                                    : feel::compile(asked.text, names));
  ONWARD_TRY(
      const feel::Outcome outcome,
      feel::evaluate(expression, feel::ContextVariables(asked.context), {reader.now, reader.zone}));
  JsonWriter out;
  out.begin_object();
  write_result(out, outcome.value, asked.typed);
  if (!outcome.problems.empty()) write_texts(out, "problems", outcome.problems);
  out.end_object();
  return http::json(200, out.take());
}

struct Decision {
  std::string name, model;
  dmn::Wanted wanted = dmn::Wanted::decision;
  std::uint32_t version = 0;
  Context context;
  bool typed = false;
};

Result<Decision> decode_decision(const Call& call) {
  ONWARD_TRY_DONE(check_parameters(call, {"typed"}));
  Decision asked;
  ONWARD_TRY(asked.typed, is_set(call, "typed"));
  ONWARD_TRY(Body body, Body::of(*call.request));
  const auto decision = body.text("decision");
  const auto service = body.text("service");
  if (!decision && !service) body.refuse("decision", "required", "decision or service is required");
  if (decision && service) body.refuse("service", "contradiction", "not together with decision");
  asked.name = decision ? *decision : service.value_or(std::string{});
  if (service) asked.wanted = dmn::Wanted::service;
  asked.model = body.text("model").value_or(std::string{});
  asked.version = static_cast<std::uint32_t>(body.integer("version", 1, 0xFFFF'FFFF).value_or(0));
  ONWARD_TRY(asked.context, context_of(body, asked.typed));
  ONWARD_TRY_DONE(body.finish());
  return asked;
}

Result<http::Response> evaluate(const Decision& asked, Reader& reader) {
  Bound bound;
  if (asked.version != 0) bound = {model::Binding::version, asked.version, {}, {}};
  ONWARD_TRY(const auto model, reader.definitions.bound_decision(
                                   asked.model.empty() ? asked.name : asked.model, bound));
  ONWARD_TRY(
      const dmn::Evaluation evaluation,
      dmn::evaluate(*model, asked.name, asked.context, {reader.now, reader.zone}, asked.wanted));
  JsonWriter out;
  out.begin_object();
  write_result(out, evaluation.result, asked.typed);
  out.name("matchedRules").begin_array();
  for (const dmn::MatchedRule& rule : evaluation.matched_rules) {
    out.begin_object().name("decisionId").text(rule.decision_id);
    out.name("ruleId").text(rule.rule_id);
    out.name("index").number(static_cast<std::int64_t>(rule.index)).end_object();
  }
  out.end_array();
  if (!evaluation.problems.empty()) write_texts(out, "problems", evaluation.problems);
  out.end_object();
  return http::json(200, out.take());
}

}  // namespace

void evaluate_expression(Services& services, Call call) {
  auto asked = decode_expression(call);
  if (!asked.ok()) return refuse(call, asked.error());
  look(services, call,
       [asked = std::move(asked).value()](Reader& reader) { return evaluate(asked, reader); });
}

void evaluate_decision(Services& services, Call call) {
  auto asked = decode_decision(call);
  if (!asked.ok()) return refuse(call, asked.error());
  look(services, call,
       [asked = std::move(asked).value()](Reader& reader) { return evaluate(asked, reader); });
}

}  // namespace onward::api
