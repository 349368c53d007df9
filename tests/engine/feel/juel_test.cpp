#include "engine/feel/juel.hpp"

#include <gtest/gtest.h>

#include "engine/feel/feel.hpp"

namespace onward::feel {
namespace {

Context example() {
  Context customer;
  customer.set("name", "Ann");
  Context context;
  context.set("amount", 150);
  context.set("approved", false);
  context.set("customer", Value(customer));
  context.set("items", Value(List{Value("x"), Value("y")}));
  context.set("gender", "male");
  return context;
}

Value run(std::string_view text) {
  const auto expression = compile_juel(text);
  EXPECT_TRUE(expression.ok()) << text;
  if (!expression.ok()) return {};
  const Context context = example();
  return evaluate(expression.value(), ContextVariables(context), {})->value;
}

TEST(Juel, ConditionsOfImportedModelsMeanTheSame) {
  EXPECT_EQ(run("${amount > 100 && !approved}"), Value(true));
  EXPECT_EQ(run("#{amount le 100 or not approved}"), Value(true));
  EXPECT_EQ(run("${gender == 'male' ? 'Mr.' : 'Mrs.'}"), Value("Mr."));
  EXPECT_EQ(run("${amount == 'x'}"), Value(false));
  EXPECT_EQ(run("${amount != null}"), Value(true));
}

TEST(Juel, PathsIndexesAndReadOnlyMethods) {
  EXPECT_EQ(run("${customer.name}"), Value("Ann"));
  EXPECT_EQ(run("${customer['name'].toUpperCase()}"), Value("ANN"));
  EXPECT_EQ(run("${items[0]}"), Value("x"));
  EXPECT_EQ(run("${items.size() == 2 and items.contains('y')}"), Value(true));
  EXPECT_EQ(run("${empty items || empty missing}"), Value(true));
}

TEST(Juel, ArithmeticAndJoinedTexts) {
  EXPECT_EQ(run("${(amount + 50) / 4 % 7}"), Value(1));
  EXPECT_EQ(run("Hello ${customer.name}, ${amount}!"), Value("Hello Ann, 150!"));
  EXPECT_EQ(run("plain"), Value("plain"));
}

TEST(Juel, BeansAndUnknownMethodsAreRefusedWithTheirPlace) {
  const auto bean = compile_juel("x ${orderBean.deleteOrder()}");
  ASSERT_FALSE(bean.ok());
  EXPECT_EQ(bean.error().code, ErrorCode::invalid_expression);
  EXPECT_EQ(bean.error().where, "1:14");
  EXPECT_FALSE(compile_juel("${function(1)}").ok());
  EXPECT_FALSE(compile_juel("${a").ok());
}

}  // namespace
}  // namespace onward::feel
