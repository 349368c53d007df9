// Pages as responses: which path gets which bytes, and what caches and browsers are told.
#include "server/pages/pages.hpp"

#include <gtest/gtest.h>

#include <array>

namespace onward::pages {
namespace {

constexpr std::array files = {
    PageFile{"/", "text/html; charset=utf-8", "d1", "<html>", "gz-page", "br-page"},
    PageFile{"/assets/app-1.js", "text/javascript", "d2", "run()", "gz-app", "br-app"},
    PageFile{"/assets/dot-2.png", "image/png", "d3", "png", "", ""},
};
constexpr std::array<std::string_view, 2> places = {"inbox", "tasks"};
const PageFiles pages{files, places};

http::Request request(std::string path, http::Pairs headers = {}) {
  http::Request made;
  made.target = path;
  made.path = std::move(path);
  made.headers = std::move(headers);
  return made;
}

std::string header(const http::Response& response, std::string_view name) {
  for (const auto& [key, value] : response.headers)
    if (key == name) return value;
  return {};
}

TEST(Pages, DeepLinksAnswerThePage) {
  for (const char* path : {"/", "/inbox", "/tasks/7k2p-14", "/tasks/"})
    EXPECT_EQ(answer(pages, request(path))->body, "<html>") << path;
}

TEST(Pages, OtherPathsAreNoneOfTheirs) {
  for (const char* path : {"/api/v1/tasks", "/assets/app-2.js", "/inboxes", "/favicon.ico"})
    EXPECT_FALSE(answer(pages, request(path)).has_value()) << path;
}

TEST(Pages, WithoutFilesNothingIsAnswered) {
  EXPECT_FALSE(answer(PageFiles{}, request("/")).has_value());
}

TEST(Pages, ThePageIsAskedForAgainAndHasAPolicy) {
  const auto page = answer(pages, request("/inbox"));
  EXPECT_EQ(header(*page, "cache-control"), "no-cache");
  const std::string policy = header(*page, "content-security-policy");
  EXPECT_NE(policy.find("default-src 'none'"), std::string::npos);
  EXPECT_EQ(policy.find("unsafe"), std::string::npos);
}

TEST(Pages, AssetsAreKeptForEver) {
  const auto asset = answer(pages, request("/assets/app-1.js"));
  EXPECT_EQ(header(*asset, "cache-control"), "public, max-age=31536000, immutable");
}

TEST(Pages, TheSmallestAcceptedCodingIsSent_12_5_3) {
  const auto brotli = answer(pages, request("/", {{"accept-encoding", "gzip, br"}}));
  EXPECT_EQ(brotli->body, "br-page");
  EXPECT_EQ(header(*brotli, "content-encoding"), "br");
  const auto gzip = answer(pages, request("/", {{"accept-encoding", "gzip"}}));
  EXPECT_EQ(gzip->body, "gz-page");
  EXPECT_EQ(header(*gzip, "vary"), "accept-encoding");
  const auto plain = answer(pages, request("/assets/dot-2.png", {{"accept-encoding", "br"}}));
  EXPECT_EQ(plain->body, "png");
  EXPECT_EQ(header(*plain, "content-encoding"), "");
}

TEST(Pages, EachCodingHasItsOwnTag_8_8_3_3) {
  const auto plain = answer(pages, request("/"));
  const auto gzip = answer(pages, request("/", {{"accept-encoding", "gzip"}}));
  EXPECT_NE(header(*plain, "etag"), header(*gzip, "etag"));
}

TEST(Pages, AKnownTagIsNotSentAgain_13_1_2) {
  const std::string tag = header(*answer(pages, request("/")), "etag");
  const auto again = answer(pages, request("/", {{"if-none-match", tag}}));
  EXPECT_EQ(again->status, 304);
  EXPECT_TRUE(again->body.empty());
  EXPECT_EQ(header(*again, "etag"), tag);
}

TEST(Pages, OnlyReadingIsAllowed) {
  http::Request post = request("/inbox");
  post.method = http::Method::post;
  const auto refused = answer(pages, post);
  EXPECT_EQ(refused->status, 405);
  EXPECT_EQ(header(*refused, "allow"), "GET, HEAD");
}

}  // namespace
}  // namespace onward::pages
