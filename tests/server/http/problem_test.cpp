#include "server/http/problem.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace onward::http {
namespace {

bool has_header(const Response& response, std::string_view name, std::string_view value) {
  return std::any_of(response.headers.begin(), response.headers.end(), [&](const auto& header) {
    return header.first == name && header.second == value;
  });
}

TEST(Problem, IsADocumentWithCodeAndDetails_RFC9457) {
  const Error error{ErrorCode::invalid,
                    "2 fields are \"wrong\"",
                    "task",
                    {{"/results/a", "required", "a is missing"}}};

  const Response response = problem(error);

  EXPECT_EQ(response.status, 422);
  EXPECT_EQ(response.content_type, "application/problem+json");
  EXPECT_EQ(response.body,
            R"({"type":"urn:onward:problem:invalid","title":"Unprocessable Content","status":422,)"
            R"("detail":"2 fields are \"wrong\"","code":"invalid","where":"task",)"
            R"("errors":[{"pointer":"/results/a","code":"required","detail":"a is missing"}]})");
}

TEST(Problem, ExtraMembersStandBeforeTheEnd) {
  const Response response =
      problem(Error{ErrorCode::invalid_definition, "x", {}, {}}, R"("diagnostics":[])");

  EXPECT_TRUE(response.body.ends_with(R"("code":"invalid-definition","diagnostics":[]})"))
      << response.body;
}

TEST(Problem, EveryCodeHasItsStatus) {
  const auto last = static_cast<int>(ErrorCode::internal);
  std::string table;
  for (int code = 0; code <= last; ++code)
    table += std::to_string(status_of(static_cast<ErrorCode>(code))) + " ";

  EXPECT_EQ(
      table,
      "400 400 400 401 403 404 404 405 409 409 409 409 409 409 409 409 409 409 412 413 415 422 422 "
      "422 422 429 500 503 503 503 500 ");
}

TEST(Problem, UnauthenticatedNamesTheScheme_RFC9110_11_6_1) {
  EXPECT_TRUE(has_header(problem(Error{ErrorCode::unauthenticated, "x", {}, {}}),
                         "www-authenticate", "Bearer"));
}

TEST(Problem, OverloadSaysWhenToComeBack) {
  for (const ErrorCode code :
       {ErrorCode::overloaded, ErrorCode::unavailable, ErrorCode::too_many_requests})
    EXPECT_TRUE(has_header(problem(Error{code, "x", {}, {}}), "retry-after", "1"));
}

TEST(Problem, InternalErrorsKeepTheirMessageToThemselves) {
  for (const ErrorCode code : {ErrorCode::internal, ErrorCode::conflict}) {
    const Response response =
        problem(Error{code, "secret table", "secret.cpp:1", {{"/secret", "secret", "secret"}}});
    EXPECT_EQ(response.status, 500);
    EXPECT_EQ(response.body.find("secret"), std::string::npos);
  }
}

TEST(Problem, MethodNotAllowedCarriesAllow) {
  const Response response = method_not_allowed("GET, HEAD");

  EXPECT_EQ(response.status, 405);
  EXPECT_TRUE(has_header(response, "allow", "GET, HEAD"));
}

}  // namespace
}  // namespace onward::http
