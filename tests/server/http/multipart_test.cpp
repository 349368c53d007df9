#include "server/http/multipart.hpp"

#include <gtest/gtest.h>

#include "engine/base/limits.hpp"

namespace onward::http {
namespace {

Request form(std::string body, std::string type = "multipart/form-data; boundary=XX") {
  Request request;
  request.headers.emplace_back("content-type", std::move(type));
  request.body = std::move(body);
  return request;
}

ErrorCode refusal_of(const Request& request) {
  const auto parts = parse_multipart(request);
  EXPECT_FALSE(parts.ok());
  return parts.ok() ? ErrorCode::internal : parts.error().code;
}

TEST(Multipart, GivesPartsInOrder_RFC7578) {
  const auto parts = parse_multipart(
      form("preamble\r\n--XX\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\none\r\n"
           "--XX  \r\ncontent-disposition: form-data; name=file; filename=\"x "
           "y.bpmn\"\r\nContent-Type: text/xml\r\n\r\n"
           "<a>\r\n--XY\r\n</a>\r\n--XX--\r\nepilogue"));

  ASSERT_TRUE(parts.ok()) << parts.error().message;
  ASSERT_EQ(parts->size(), 2U);
  EXPECT_EQ((*parts).at(0).name, "a");
  EXPECT_EQ((*parts).at(0).body, "one");
  EXPECT_FALSE((*parts).at(0).filename.has_value());
  EXPECT_EQ((*parts).at(1).name, "file");
  EXPECT_EQ((*parts).at(1).filename, "x y.bpmn");
  EXPECT_EQ((*parts).at(1).content_type, "text/xml");
  EXPECT_EQ((*parts).at(1).body, "<a>\r\n--XY\r\n</a>");
}

TEST(Multipart, EmptyFormAndEmptyBodyAreFine) {
  EXPECT_TRUE(parse_multipart(form("--XX--"))->empty());
  const auto parts =
      parse_multipart(form("--XX\r\nContent-Disposition: form-data; name=a\r\n\r\n\r\n--XX--"));
  ASSERT_TRUE(parts.ok());
  EXPECT_EQ((*parts).at(0).body, "");
}

TEST(Multipart, BinaryBodiesSurvive) {
  const std::string bytes("\0\r\n\xFF--X\r", 8);
  const auto parts = parse_multipart(
      form("--XX\r\nContent-Disposition: form-data; name=a\r\n\r\n" + bytes + "\r\n--XX--"));

  ASSERT_TRUE(parts.ok());
  EXPECT_EQ((*parts).at(0).body, bytes);
}

TEST(Multipart, MalformedIsRefused) {
  const std::string head = "--XX\r\nContent-Disposition: form-data; name=a\r\n";
  for (const std::string& body :
       {std::string(), std::string("--YY--"), head, head + "\r\nabc", head + "\r\nabc\r\n--X",
        head + "\r\n--XX--", std::string("--XX\r\n--XX--"),
        std::string("--XX\r\n\r\nno name\r\n--XX--"), std::string("--XX\n\nabc\n--XX--"),
        std::string("--XXabc\r\n--XX--"),
        std::string("--XX\r\nContent-Disposition: attachment; name=a\r\n\r\nx\r\n--XX--"),
        std::string("--XX\r\nnocolon\r\n\r\nx\r\n--XX--")})
    EXPECT_EQ(refusal_of(form(body)), ErrorCode::malformed) << body;
  EXPECT_EQ(refusal_of(form("--XX--", "multipart/form-data")), ErrorCode::malformed);
  EXPECT_EQ(refusal_of(form("--XX--", "multipart/form-data; boundary=" + std::string(71, 'x'))),
            ErrorCode::malformed);
  EXPECT_EQ(refusal_of(form("--XX--", "multipart/mixed; boundary=XX")),
            ErrorCode::unsupported_media_type);
}

TEST(Multipart, NumberOfPartsIsBounded) {
  std::string body;
  for (std::size_t i = 0; i <= limits::http_parts; ++i)
    body += "--XX\r\nContent-Disposition: form-data; name=a\r\n\r\nx\r\n";

  EXPECT_EQ(refusal_of(form(body + "--XX--")), ErrorCode::too_large);
}

TEST(Multipart, HeadersOfAPartAreBounded) {
  EXPECT_EQ(refusal_of(form("--XX\r\nX: " + std::string(5000, 'x') +
                            "\r\nContent-Disposition: form-data; name=a\r\n\r\nx\r\n--XX--")),
            ErrorCode::malformed);
}

}  // namespace
}  // namespace onward::http
