#include "adapters/twenty/mapping.hpp"

#include <gtest/gtest.h>

namespace onward::twenty {
namespace {

Event event() {
  return *event_from(
      R"({"eventName":"opportunity.updated","updatedFields":["stage","name"],"record":{"id":"a-1",)"
      R"("name":"Acme deal","stage":"PROPOSAL","amount":{"amountMicros":5000000},"company":null}})");
}

Rule rule() {
  Rule made;
  made.on = "opportunity.updated";
  made.message = "stage";
  return made;
}

TEST(TwentyMapping, FillsPlaces) {
  EXPECT_EQ(fill("{record.name}", event()), Value("Acme deal"));
  EXPECT_EQ(fill("{record.amount.amountMicros}", event()), Value(5'000'000));
  EXPECT_EQ(fill("{record.name} ({record.stage}, {record.amount.amountMicros})", event()),
            Value("Acme deal (PROPOSAL, 5000000)"));
  EXPECT_EQ(fill("{event}", event()), Value("opportunity.updated"));
  EXPECT_EQ(fill("plain", event()), Value("plain"));
  EXPECT_EQ(fill("open {record.name", event()), Value("open {record.name"));
}

TEST(TwentyMapping, WhatIsNotThereIsNothing) {
  for (const char* place : {"{record.other}", "{record.company.name}", "{record.name.first}",
                            "{other}", "{record.company}"})
    EXPECT_TRUE(fill(place, event()).is_null()) << place;
  EXPECT_EQ(fill("<{record.other}>", event()), Value("<>"));
}

TEST(TwentyMapping, ARuleFitsByNameFieldAndValue) {
  std::vector<Rule> rules(6, rule());
  rules[1].on = "opportunity.created";
  rules[2].changed = "stage";
  rules[3].changed = "closeDate";
  rules[4].where = "record.stage";
  rules[4].is = "PROPOSAL";
  rules[5].where = "record.stage";
  rules[5].is = "NEW";
  for (std::size_t i = 0; i < rules.size(); ++i) rules[i].message = std::to_string(i);

  std::string fitting;
  for (const Mapped& mapped : map(event(), rules)) fitting += mapped.message;
  EXPECT_EQ(fitting, "024");
  Event polled = event();
  polled.changed.reset();
  fitting.clear();
  for (const Mapped& mapped : map(polled, rules)) fitting += mapped.message;
  EXPECT_EQ(fitting, "0234");
}

TEST(TwentyMapping, MembersWithoutAValueAreLeftOut) {
  Rule made = rule();
  made.key = "{record.id}";
  made.members = {{"stage", "{record.stage}"}, {"company", "{record.company.name}"}};

  const auto mapped = map(event(), {made});
  ASSERT_EQ(mapped.size(), 1U);
  EXPECT_EQ(mapped.front().key, "a-1");
  EXPECT_EQ(mapped.front().body.entries().size(), 1U);
  EXPECT_EQ(*mapped.front().body.find("stage"), Value("PROPOSAL"));
}

}  // namespace
}  // namespace onward::twenty
