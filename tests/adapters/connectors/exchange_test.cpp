#include "adapters/connectors/exchange.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/value/json.hpp"

namespace onward::connectors {
namespace {

using http_client::Answer;
using http_client::Header;
using testing::Contains;
using testing::HasSubstr;
using testing::Not;
using Kind = ConnectorOutcome::Kind;

Settings settings() {
  Settings made;
  made.secrets["crm"] = {"s3cret", {"crm.example.com"}};
  NamedConnector jobs;
  jobs.url = "https://plan.example.com/jobs";
  jobs.headers = {{"x-from", "onward"}};
  jobs.secret = "crm";
  jobs.timeout = Duration{5'000};
  made.connectors["jobs"] = jobs;
  return made;
}

ConnectorCall call(const char* connector, const std::string& inputs) {
  return {{InstanceId{77}, LocalId{14}}, connector, json_from_text(inputs).value()};
}

Result<Exchange> http(const std::string& inputs) {
  return exchange_of(settings(), call("http", inputs));
}

std::string code_of(const std::string& inputs) {
  const auto exchange = http(inputs);
  return exchange.ok() ? "" : exchange.error().where;
}

TEST(HttpConnector, MakesARequestOfItsArguments) {
  const auto plain = http(R"({"url": "https://crm.example.com/x"})");
  ASSERT_TRUE(plain.ok());
  EXPECT_EQ(plain->request.method, "GET");
  EXPECT_EQ(plain->request.headers, (std::vector<Header>{{"idempotency-key", "2d-14"}}));
  EXPECT_FALSE(plain->request.body);
  const auto posted = http(R"({"url": "https://crm.example.com/x", "body": {"a": 10.50}, "headers":
      {"authorization": {"secret": "crm", "prefix": "Bearer "}, "x-number": 7, "Idempotency-Key": "own"}})");
  ASSERT_TRUE(posted.ok());
  EXPECT_EQ(posted->request.method, "POST");
  EXPECT_EQ(*posted->request.body, R"({"a":10.50})");
  EXPECT_EQ(posted->request.headers, (std::vector<Header>{{"authorization", "Bearer s3cret"},
                                                          {"x-number", "7"},
                                                          {"Idempotency-Key", "own"},
                                                          {"content-type", "application/json"}}));
  const auto text = http(R"({"url": "https://x.example.com", "method": "PUT", "body": "as is"})");
  EXPECT_EQ(*text->request.body, "as is");
  EXPECT_THAT(text->request.headers, Contains(Header{"content-type", "text/plain; charset=utf-8"}));
}

TEST(HttpConnector, NamesWhatIsWrongWithItsArguments) {
  for (const char* inputs : {
           R"({})",
           R"({"url": 7})",
           R"({"url": "ftp://x.example.com"})",
           R"({"url": "http://a:b@x.example.com"})",
           R"({"url": "http://x.example.com", "method": 7})",
           R"({"url": "http://x.example.com", "headers": "a"})",
           R"({"url": "http://x.example.com", "headers": {"Host": "y"}})",
           R"({"url": "http://x.example.com", "headers": {"a": "b\r\nc: d"}})",
           R"({"url": "http://x.example.com", "headers": {"a": [1]}})",
           R"({"url": "http://x.example.com", "headers": {"a": {"secrets": "crm"}}})",
           R"({"url": "http://x.example.com", "headers": {"a": {"secret": "crm", "to": "x"}}})",
           R"({"url": "http://x.example.com", "expect": ["200"]})",
           R"({"url": "http://x.example.com", "expect": 99})",
       })
    EXPECT_EQ(code_of(inputs), "invalid-argument") << inputs;
}

TEST(HttpConnector, ASecretGoesOnlyWhereItMay) {
  EXPECT_EQ(code_of(R"({"url": "http://x.example.com", "headers": {"a": {"secret": "none"}}})"),
            "secret-not-configured");
  EXPECT_EQ(code_of(R"({"url": "http://x.example.com", "headers": {"a": {"secret": "crm"}}})"),
            "target-not-allowed");
  EXPECT_EQ(code_of(R"({"url": "http://CRM.example.com", "headers": {"a": {"secret": "crm"}}})"),
            "");
}

TEST(NamedConnector, SendsItsInputsWhereTheConfigurationSays) {
  const auto exchange = exchange_of(settings(), call("jobs", R"({"job": "paint", "hours": 3})"));
  ASSERT_TRUE(exchange.ok());
  EXPECT_EQ(exchange->request.method + " " + exchange->request.url,
            "POST https://plan.example.com/jobs");
  EXPECT_EQ(*exchange->request.body, R"({"job":"paint","hours":3})");
  EXPECT_EQ(exchange->request.timeout, Duration{5'000});
  EXPECT_THAT(exchange->request.headers, Contains(Header{"authorization", "Bearer s3cret"}));
  EXPECT_THAT(exchange->request.headers, Contains(Header{"x-from", "onward"}));
  EXPECT_THAT(exchange->request.headers, Contains(Header{"idempotency-key", "2d-14"}));
  const auto unknown = exchange_of(settings(), call("fax", "{}"));
  EXPECT_EQ(unknown.error().where, "connector-not-configured");
  EXPECT_THAT(unknown.error().message, HasSubstr("[connectors.fax]"));
}

ConnectorOutcome after(Result<Answer> answer, const char* more = "") {
  const auto exchange = http(
      std::string(
          R"({"url": "https://crm.example.com/p?k=hidden", "headers": {"a": {"secret": "crm"}})") +
      more + "}");
  EXPECT_TRUE(exchange.ok());
  return outcome_of(exchange.value(), std::move(answer));
}

Answer answered(int status, std::string type = "", std::string body = "") {
  Answer answer;
  answer.status = status;
  if (!type.empty()) answer.headers.push_back({"content-type", std::move(type)});
  answer.body = std::move(body);
  return answer;
}

std::string body_of(const ConnectorOutcome& outcome) {
  EXPECT_EQ(outcome.kind, Kind::done) << outcome.message;
  return to_json(*outcome.result.context()->find("body"));
}

TEST(Answers, BecomeContextsWithEveryDigit) {
  const auto outcome = after(
      answered(200, "application/json; charset=utf-8", R"({"t": 1234567890.12345678901234567})"));
  EXPECT_EQ(body_of(outcome), R"({"t":1234567890.12345678901234567})");
  EXPECT_EQ(to_json(*outcome.result.context()->find("status")), "200");
  EXPECT_EQ(body_of(after(answered(204))), "null");
  EXPECT_EQ(body_of(after(answered(200, "application/problem+json", "[1]"))), "[1]");
  EXPECT_EQ(body_of(after(answered(200, "text/html", "<p>"))), "\"<p>\"");
  EXPECT_EQ(body_of(after(answered(200, "application/json", "{oops"))), "\"{oops\"");
  EXPECT_EQ(body_of(after(answered(200, "", "a\xFF"))), "\"a\xEF\xBF\xBD\"");
}

TEST(Answers, KeepNoCookieAndNoSecret) {
  Answer answer = answered(200, "text/plain", "you said s3cret, s3cret");
  answer.headers.push_back({"set-cookie", "session=1"});
  answer.headers.push_back({"x-echo", "s3cret"});
  answer.headers.push_back({"x-echo", "again"});
  const auto outcome = after(answer);
  EXPECT_EQ(
      to_json(outcome.result),
      R"({"status":200,"headers":{"content-type":"text/plain","x-echo":"***, again"},"body":"you said ***, ***"})");
}

TEST(Answers, SayWhetherAnotherAttemptMayHelp) {
  for (const int status : {408, 425, 429, 500, 503, 599}) {
    EXPECT_EQ(after(answered(status)).kind, Kind::again) << status;
    EXPECT_EQ(after(answered(status)).code, "target-unavailable") << status;
  }
  for (const int status : {100, 199, 301, 302, 400, 401, 404, 422}) {
    EXPECT_EQ(after(answered(status)).kind, Kind::failed) << status;
    EXPECT_EQ(after(answered(status)).code, "target-refused") << status;
  }
  EXPECT_EQ(after(answered(404), R"(, "expect": [200, 404])").kind, Kind::done);
  EXPECT_EQ(after(answered(503), R"(, "expect": 503)").kind, Kind::done);
  EXPECT_EQ(after(answered(204), R"(, "expect": [200])").kind, Kind::failed);
}

TEST(Answers, SayWhenToComeAgainWithinBounds) {
  Answer answer = answered(429);
  EXPECT_EQ(after(answer).retry_in, std::nullopt);
  answer.retry_after = Duration{120'000};
  EXPECT_EQ(after(answer).retry_in, Duration{120'000});
  answer.retry_after = Duration{1};
  EXPECT_EQ(after(answer).retry_in, Duration{1'000});
  answer.retry_after = Duration{1'000'000'000};
  EXPECT_EQ(after(answer).retry_in, Duration{3'600'000});
}

TEST(Answers, ThatDoNotComeAreTriedAgainOrNot) {
  const auto of = [](ErrorCode code) { return after(Error{code, "no luck"}); };
  EXPECT_EQ(of(ErrorCode::unavailable).kind, Kind::again);
  EXPECT_EQ(of(ErrorCode::unavailable).code, "target-unavailable");
  EXPECT_EQ(of(ErrorCode::forbidden).kind, Kind::failed);
  EXPECT_EQ(of(ErrorCode::forbidden).code, "target-not-allowed");
  EXPECT_EQ(of(ErrorCode::too_large).code, "answer-too-large");
  EXPECT_EQ(of(ErrorCode::invalid).code, "invalid-argument");
}

TEST(Answers, ThatNoVariableCanHoldAreRefused) {
  std::string list = "[";
  for (int i = 0; i < 60'000; ++i) list += "\"1234567890123456\",";
  const auto outcome = after(answered(200, "application/json", list + "0]"));
  EXPECT_EQ(outcome.kind, Kind::failed);
  EXPECT_EQ(outcome.code, "answer-too-large");
}

TEST(Answers, MessagesNameTheHostAndNothingElse) {
  for (const auto& outcome :
       {after(answered(404)), after(answered(503)), after(Error{ErrorCode::unavailable, "x"})}) {
    EXPECT_THAT(outcome.message, HasSubstr("GET to crm.example.com"));
    EXPECT_THAT(outcome.message, Not(HasSubstr("hidden")));
    EXPECT_THAT(outcome.message, Not(HasSubstr("s3cret")));
  }
}

}  // namespace
}  // namespace onward::connectors
