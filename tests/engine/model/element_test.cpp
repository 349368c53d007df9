// Names and classes of element kinds.
#include "engine/model/element.hpp"

#include <gtest/gtest.h>

#include <set>

namespace onward::model {
namespace {

TEST(ElementKinds, EachIsAnEventAnActivityOrAGateway) {
  std::set<std::string_view> names;
  for (int i = 0; i <= static_cast<int>(ElementKind::complex_gateway); ++i) {
    const auto kind = static_cast<ElementKind>(i);
    EXPECT_EQ(int{is_event(kind)} + int{is_activity(kind)} + int{is_gateway(kind)}, 1)
        << bpmn_name(kind);
    EXPECT_TRUE(names.insert(bpmn_name(kind)).second) << bpmn_name(kind);
    EXPECT_TRUE(is_activity(kind) || !is_sub_process(kind));
  }
}

TEST(ElementKinds, HaveTheNamesThatTheApiShows) {
  EXPECT_EQ(bpmn_name(ElementKind::user_task), "userTask");
  EXPECT_EQ(bpmn_name(ElementKind::exclusive_gateway), "exclusiveGateway");
  EXPECT_EQ(to_string(Severity::not_executable), "not-executable");
  EXPECT_EQ(to_string(FieldType::date_time), "dateTime");
  EXPECT_EQ(to_string(EventKind::compensation), "compensation");
}

}  // namespace
}  // namespace onward::model
