#include "server/api/body.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace onward::api {
namespace {

http::Request request_with(std::string body, std::string type = "application/json",
                           http::Method method = http::Method::post) {
  http::Request request;
  request.method = method;
  request.headers = {{"content-type", std::move(type)}};
  request.body = std::move(body);
  return request;
}

Body body_of(std::string json) { return Body::of(request_with(std::move(json))).value(); }

std::vector<std::string> places(const Result<Done>& finished) {
  std::vector<std::string> places;
  if (!finished.ok())
    for (const ErrorDetail& detail : finished.error().details)
      places.push_back(detail.pointer + " " + detail.code);
  return places;
}

TEST(Body, GivesMembersByTheirTypes) {
  Body body = body_of(R"({"t": "x", "b": true, "n": 7, "d": "2026-11-22", "at":
      "2026-11-22T08:00:00Z", "for": "PT5M", "c": {"a": 1}, "l": ["p", "q"]})");

  EXPECT_EQ(body.required_text("t"), "x");
  EXPECT_EQ(body.boolean("b"), true);
  EXPECT_EQ(body.integer("n", 0, 10), 7);
  EXPECT_EQ(body.date("d"), (Date{2026, 11, 22}));
  EXPECT_EQ(to_text(*body.instant("at")), "2026-11-22T08:00:00.000Z");
  EXPECT_EQ(body.duration("for"), Duration{300'000});
  EXPECT_EQ(body.context("c").entries().size(), 1U);
  EXPECT_EQ(body.texts("l"), (std::vector<std::string>{"p", "q"}));
  EXPECT_TRUE(body.finish().ok());
}

TEST(Body, NamesEverythingThatIsWrongAtOnceByPointer) {
  Body body = body_of(R"({"b": 1, "n": 11, "a/b~": 1, "rows": [{"x": true}, 5]})");

  body.required_text("t");
  body.boolean("b");
  body.integer("n", 0, 10);
  for (Body& row : body.objects("rows")) row.text("y");

  EXPECT_THAT(places(body.finish()),
              testing::UnorderedElementsAre("/t required", "/b wrong-type", "/n out-of-range",
                                            "/rows/1 wrong-type", "/a~1b~0 unknown-member",
                                            "/rows/0/x unknown-member"));
}

TEST(Body, TellsAnAbsentMemberFromNull) {
  Body body = body_of(R"({"due": null})");

  EXPECT_TRUE(body.has("due"));
  EXPECT_TRUE(body.is_null("due"));
  EXPECT_EQ(body.instant("due"), std::nullopt);
  EXPECT_FALSE(body.has("priority"));
  EXPECT_TRUE(body.finish().ok());
}

TEST(Body, RefusesTextOverItsLimit) {
  Body body = body_of(R"({"t": "abcd"})");

  body.text("t", 3);

  EXPECT_THAT(places(body.finish()), testing::ElementsAre("/t too-long"));
}

TEST(Body, RefusesDurationsWithMonthsSinceTheyHaveNoLength) {
  Body body = body_of(R"({"for": "P1M"})");

  EXPECT_EQ(body.duration("for"), std::nullopt);

  EXPECT_THAT(places(body.finish()), testing::ElementsAre("/for wrong-type"));
}

TEST(Body, TakesMergePatchesOnlyWithPatch) {
  const std::string type = "application/merge-patch+json";

  EXPECT_TRUE(Body::of(request_with("{}", type, http::Method::patch)).ok());
  EXPECT_EQ(Body::of(request_with("{}", type)).error().code, ErrorCode::unsupported_media_type);
}

TEST(Body, RefusesWhatIsNoObject) {
  EXPECT_EQ(Body::of(request_with("[1]")).error().code, ErrorCode::invalid);
  EXPECT_EQ(Body::of(request_with("{")).error().code, ErrorCode::malformed);
}

TEST(Body, AnAbsentBodyIsEmptyWhereItIsOptional) {
  const http::Request none;

  EXPECT_TRUE(Body::of(none, Body::Presence::optional).value().finish().ok());
  EXPECT_FALSE(Body::of(none).ok());
}

}  // namespace
}  // namespace onward::api
