#include "server/events/event.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace onward::events {
namespace {

TEST(Place, IsReadAsItIsWritten) {
  const Place place{123'456'789, 7};
  EXPECT_EQ(place_from_text(to_text(place)), place);
}

TEST(Place, OfAnotherSpellingIsNone) {
  for (const char* text : {"", "-", "1", "1-", "-1", "1-x", "1- 1", "1--1", "x y-1", "01-1",
                           "7zzzzzzzzzzzz-1", "1-99999999999"})
    EXPECT_FALSE(place_from_text(text)) << text;
}

TEST(Topic, IsReadAsItIsWritten) {
  for (const Topic topic : {Topic::task, Topic::instance, Topic::incident, Topic::opportunity})
    EXPECT_EQ(topic_from_text(to_string(topic)), topic);
  EXPECT_FALSE(topic_from_text("weather"));
}

TEST(Types, BeginWithTheirTopicAndAreSorted) {
  EXPECT_TRUE(std::is_sorted(types().begin(), types().end()));
  for (const std::string_view type : types())
    EXPECT_TRUE(topic_from_text(type.substr(0, type.find('.')))) << type;
}

}  // namespace
}  // namespace onward::events
