#include "tests/fuzz/evaluate_text.hpp"

#include "engine/value/json.hpp"

namespace onward::fuzz {
namespace {

Context variables() {
  Context customer;
  customer.set("name", "Ann");
  Context context;
  context.set("a", 150);
  context.set("b", "text");
  context.set("customer", Value(customer));
  context.set("items", Value(List{Value(1), Value("x"), Value()}));
  context.set("?", 7);
  return context;
}

}  // namespace

void evaluate_and_show(const feel::Expression& expression) {
  static const Context context = variables();
  const auto outcome =
      feel::evaluate(expression, feel::ContextVariables(context), {Instant{1'700'000'000'000}});
  if (!outcome.ok()) return;
  (void)feel::to_feel_text(outcome->value);
  (void)feel::to_typed_json(outcome->value);
  (void)to_json(outcome->value);
}

}  // namespace onward::fuzz
