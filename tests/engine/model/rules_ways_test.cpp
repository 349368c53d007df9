// What can be told of every run: ways, joins, decisions and who does the tasks.
#include "tests/engine/model/rule_cases.hpp"

namespace onward::test {

using model::ElementKind;
using model::EventKind;

namespace {

/// s -> a -> e, and an island that nothing leads to.
Builder with_island() {
  Builder b = plain();
  return b.apart().user("u1").to("u1");
}

Builder with_side_path() {
  Builder b("p");
  b.start("s").exclusive("x").on("big = true").user("u1").user("u2").end("e");
  return b.at("x").otherwise().to("u2");
}

/// s -> a -> b -> a, with or without a way out.
Builder endless() {
  Builder b("p");
  return b.start("s").user("a").user("b").to("a");
}

Builder endless_but_interrupted() {
  Builder b("p");
  b.start("s").sub("sub", [](Builder& in) { in.start("i").user("a").user("b").to("a"); }).end("e");
  return b.boundary_timer("late", "sub", "P1D").end("e2");
}

/// A loop of a script or a plain task that leaves by a condition.
Builder circling(ElementKind kind) {
  Builder b("p");
  b.start("s").exclusive("m");
  if (kind == ElementKind::script_task)
    b.script("again", "n + 1", "n");
  else
    b.element(kind, "again");
  b.exclusive("x").on("n < 3").to("m");
  return b.at("x").otherwise().end("e");
}

/// A split of one kind whose two branches lead to a gateway of another.
Builder split_and_meet(ElementKind split, ElementKind meet) {
  Builder b("p");
  b.start("s").element(split, "x");
  if (split == ElementKind::exclusive_gateway) b.on("big = true");
  b.user("a").element(meet, "j").user("after").end("e").at("x");
  if (split == ElementKind::exclusive_gateway) b.otherwise();
  return b.user("b").to("j");
}

Builder join_of_a_loop() {
  Builder b("p");
  b.start("s").parallel("j").user("a").exclusive("x").on("again = true").to("j");
  return b.at("x").otherwise().end("e");
}

Builder two_starts_joined() {
  Builder b("p");
  b.start("s1", event(EventKind::message, "one")).parallel("j").end("e");
  return b.apart().start("s2", event(EventKind::message, "two")).to("j");
}

/// One branch may end elsewhere, so that not both always come to the merge.
Builder merge_after_a_choice() {
  Builder b("p");
  b.start("s").parallel("x").user("a").exclusive("j").user("after").end("e");
  b.at("x").user("b").exclusive("c").on("ok = true").to("j");
  return b.at("c").otherwise().end("e2");
}

Builder merge_at_the_end() {
  Builder b("p");
  b.start("s").parallel("x").user("a").exclusive("j").end("e");
  return b.at("x").user("b").to("j");
}

Builder deciding(const std::string& one, const std::string& other,
                 ElementKind kind = ElementKind::exclusive_gateway) {
  Builder b("p");
  b.start("s").user("ask").element(kind, "x").on(one).user("a").end("e");
  return b.at("x").on(other).end("e2");
}

Builder asking(const std::string& one, const std::string& other, const model::FormField& field) {
  Builder b = deciding(one, other);
  return b.at("ask").with([&](model::Details& d) { d.user.form = {field}; });
}

model::FormField choice_of_two() {
  model::FormField field;
  field.id = "colour";
  field.type = model::FieldType::enumeration;
  field.options = {{"red", "Red"}, {"blue", "Blue"}};
  return field;
}

Builder in_lane(const std::string& name) {
  Builder b = plain();
  b.lane("l", {"a"});
  b.draft().lanes.front().name = name;
  b.draft().lanes.front().group = name.empty() ? "l" : name;
  return b;
}

Builder beside_lane() {
  Builder b("p");
  b.start("s").user("a").user("b").end("e");
  return b.lane("sales", {"b"});
}

Builder in_sub_process_of_lane() {
  Builder b("p");
  b.start("s").sub("sub", [](Builder& in) { in.start("i").user("a").end("o"); }).end("e");
  return b.lane("sales", {"sub"});
}

}  // namespace

std::vector<RuleCase> way_cases() {
  using enum ElementKind;
  return {
      {"never-reached", "u1", with_island().at("u1"), with_side_path()},
      {"no-way-out", "a", endless(), endless_but_interrupted()},
      {"loop-without-wait", "m", circling(manual_task), circling(script_task)},
      {"loop-without-wait", "m", circling(task), circling(user_task)},
      {"join-never-complete", "j", split_and_meet(exclusive_gateway, parallel_gateway),
       split_and_meet(parallel_gateway, parallel_gateway)},
      {"join-never-complete", "j", join_of_a_loop(),
       split_and_meet(inclusive_gateway, parallel_gateway)},
      {"join-never-complete", "j", two_starts_joined(), merge_after_a_choice()},
      {"multiple-merge", "j", split_and_meet(parallel_gateway, exclusive_gateway),
       split_and_meet(exclusive_gateway, exclusive_gateway)},
      {"multiple-merge", "j", split_and_meet(user_task, exclusive_gateway), merge_after_a_choice()},
      {"multiple-merge", "j", split_and_meet(parallel_gateway, user_task), merge_at_the_end()},
      {"missing-default", "x", deciding("n > 5", "n < 5"), deciding("n > 5", "n <= 5")},
      {"missing-default", "x", deciding("ok = true and n > 1", "ok = false"),
       deciding("ok = true", "ok = false")},
      {"missing-default", "x", deciding("n > 5", "n < 5", inclusive_gateway),
       deciding("n > 5", "not(n > 5)", inclusive_gateway)},
      {"missing-default", "x", deciding("colour = \"red\"", "colour = \"blue\""),
       asking("colour = \"red\"", "colour = \"blue\"", choice_of_two())},
      {"missing-default", "x", deciding("o.sum > 5", "o.sum < 3"),
       deciding("d < today()", "d > today()")},
      {"lane-without-performer", "a", in_lane(""), in_lane("Sales")},
      {"task-outside-lanes", "a", beside_lane(), in_sub_process_of_lane()},
  };
}

}  // namespace onward::test
