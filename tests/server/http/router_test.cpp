#include "server/http/router.hpp"

#include <gtest/gtest.h>

namespace onward::http {
namespace {

using Kind = Router<std::string>::Kind;

Router<std::string> given_routes() {
  Router<std::string> router;
  router.add(Method::get, "/", "root");
  router.add(Method::get, "/api/v1/tasks", "list");
  router.add(Method::post, "/api/v1/tasks", "create");
  router.add(Method::get, "/api/v1/tasks/{id}", "one");
  router.add(Method::patch, "/api/v1/tasks/{id}", "edit");
  router.add(Method::post, "/api/v1/tasks/{id}/complete", "complete");
  router.add(Method::get, "/api/v1/tasks/mine/count", "count");
  router.add(Method::put, "/api/v1/tasks/{id}/checklist/{item}", "check");
  router.add(Method::get, "/ui/{file...}", "file");
  return router;
}

std::string handler_of(Method method, std::string_view path) {
  const auto router = given_routes();
  const auto match = router.match(method, path);
  if (match.kind == Kind::no_such_path) return "404";
  if (match.kind == Kind::no_such_method) return "405 " + match.allow;
  return *match.handler;
}

TEST(Router, MatchesBySegments) {
  EXPECT_EQ(handler_of(Method::get, "/"), "root");
  EXPECT_EQ(handler_of(Method::get, "/api/v1/tasks"), "list");
  EXPECT_EQ(handler_of(Method::get, "/api/v1/tasks/7"), "one");
  EXPECT_EQ(handler_of(Method::post, "/api/v1/tasks/7/complete"), "complete");
}

TEST(Router, NeverMatchesAPrefixOfTheText) {
  for (const std::string_view path :
       {"/api/v1/tasks2", "/api/v1/task", "/api/v1", "/api/v1/tasks/7/complete/x", "/api/v1/tasks/",
        "/api/v1/tasks/7/", "/API/v1/tasks", "/api/v1/tasks.", "", "api/v1/tasks", "/ui", "/ui/",
        "/ui/a/"})
    EXPECT_EQ(handler_of(Method::get, path), "404") << path;
}

TEST(Router, GivesDecodedParametersInOrder) {
  const auto router = given_routes();
  const auto match = router.match(Method::put, "/api/v1/tasks/a b/checklist/%2F");

  ASSERT_EQ(match.kind, Kind::found);
  EXPECT_EQ(match.parameters, (Pairs{{"id", "a b"}, {"item", "%2F"}}));
  EXPECT_EQ(match.parameter("item"), "%2F");
}

TEST(Router, LiteralWinsAndFallsBackToTheParameter) {
  EXPECT_EQ(handler_of(Method::get, "/api/v1/tasks/mine/count"), "count");
  EXPECT_EQ(handler_of(Method::post, "/api/v1/tasks/mine/complete"), "complete");
}

TEST(Router, RestParameterTakesWhatRemains) {
  const auto router = given_routes();

  EXPECT_EQ(router.match(Method::get, "/ui/a/b.js").parameter("file"), "a/b.js");
}

TEST(Router, HeadIsServedByGet_RFC9110_9_3_2) {
  EXPECT_EQ(handler_of(Method::head, "/api/v1/tasks/7"), "one");
  EXPECT_EQ(handler_of(Method::head, "/api/v1/tasks/7/complete"), "405 POST");
}

TEST(Router, OtherMethodsAreNamed_RFC9110_15_5_6) {
  EXPECT_EQ(handler_of(Method::delete_, "/api/v1/tasks"), "405 GET, HEAD, POST");
  EXPECT_EQ(handler_of(Method::other, "/api/v1/tasks"), "405 GET, HEAD, POST");
  EXPECT_EQ(handler_of(Method::delete_, "/api/v1/nothing"), "404");
}

TEST(Router, PathOfTooManySegmentsMatchesNothing) {
  std::string path = "/ui";
  for (int i = 0; i < 15; ++i) path += "/x";
  EXPECT_EQ(handler_of(Method::get, path), "file");
  EXPECT_EQ(handler_of(Method::get, path + "/x"), "404");
}

TEST(RouterDeathTest, SameRouteTwiceIsABug) {
  Router<int> router;
  router.add(Method::get, "/a/{x}", 1);
  EXPECT_DEATH(router.add(Method::get, "/a/{y}", 2), "ONWARD_CHECK");
}

}  // namespace
}  // namespace onward::http
