#include "adapters/connectors/exchange.hpp"

#include <algorithm>
#include <iterator>

#include "engine/base/limits.hpp"
#include "engine/value/json.hpp"

namespace onward::connectors {
namespace {

/// They say where a message ends and whom it is for, or which attempt it belongs to.
constexpr std::string_view closed_headers[] = {
    "host",       "content-length", "transfer-encoding",   "connection",
    "keep-alive", "upgrade",        "proxy-connection",    "expect",
    "te",         "trailer",        "proxy-authorization",
};

std::string lower(std::string_view text) {
  std::string low(text);
  for (char& c : low)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return low;
}

Error wrong(std::string message) {
  return {ErrorCode::invalid, std::move(message), "invalid-argument"};
}

/// An argument that is there and not null.
const Value* given(const Context& inputs, std::string_view name) {
  const Value* value = inputs.find(name);
  return value == nullptr || value->is_null() ? nullptr : value;
}

bool has_header(const http_client::Request& request, std::string_view name) {
  return std::any_of(request.headers.begin(), request.headers.end(),
                     [&](const http_client::Header& header) { return lower(header.name) == name; });
}

/// `{secret: "name", prefix: "Bearer "}`.
Result<std::string> secret_text(const Settings& settings, const Context& reference,
                                const std::string& host, Exchange& exchange) {
  const Value* name = given(reference, "secret");
  const Value* prefix = given(reference, "prefix");
  for (const auto& [entry, value] : reference.entries())
    if (entry != "secret" && entry != "prefix") name = nullptr;
  if (name == nullptr || name->text() == nullptr || (prefix != nullptr && !prefix->text()))
    return wrong("a header is a text, or a context {secret, prefix} of texts");
  const auto found = settings.secrets.find(*name->text());
  if (found == settings.secrets.end())
    return Error{ErrorCode::invalid,
                 "the configuration of this server has no secret \"" + *name->text() + "\"",
                 "secret-not-configured"};
  const auto& hosts = found->second.hosts;
  if (std::find(hosts.begin(), hosts.end(), host) == hosts.end())
    return Error{
        ErrorCode::invalid,
        "the configuration does not let the secret \"" + *name->text() + "\" go to " + host,
        "target-not-allowed"};
  exchange.secrets.push_back(found->second.value);
  return (prefix != nullptr ? *prefix->text() : std::string{}) + found->second.value;
}

Result<Done> take_headers(const Settings& settings, const Value& headers, const std::string& host,
                          Exchange& exchange) {
  if (headers.context() == nullptr) return wrong("headers must be a context of texts");
  for (const auto& [name, value] : headers.context()->entries()) {
    if (value.is_null()) continue;
    if (std::find(std::begin(closed_headers), std::end(closed_headers), lower(name)) !=
        std::end(closed_headers))
      return wrong("the header \"" + name + "\" is the connector's own");
    std::string text;
    if (value.text() != nullptr) {
      text = *value.text();
    } else if (value.number() != nullptr || value.boolean() != nullptr) {
      text = to_json(value);
    } else if (value.context() != nullptr) {
      ONWARD_TRY(text, secret_text(settings, *value.context(), host, exchange));
    } else {
      return wrong("the header \"" + name + "\" must be a text");
    }
    if (!http_client::is_header(name, text))
      return wrong("\"" + name + "\" has a name or a value that no header can have");
    exchange.request.headers.push_back({name, std::move(text)});
  }
  return Done{};
}

Result<Done> take_expected(const Value& expect, Exchange& exchange) {
  const List single{expect};
  const List& list = expect.list() != nullptr ? *expect.list() : single;
  exchange.expected.clear();
  for (const Value& item : list) {
    const auto number = item.number() != nullptr ? item.number()->to_int64() : std::nullopt;
    if (!number || *number < 100 || *number > 599)
      return wrong("expect must be a list of status numbers from 100 to 599");
    exchange.expected.emplace_back(static_cast<int>(*number), static_cast<int>(*number));
  }
  return Done{};
}

void put_body(const Value& body, http_client::Request& request) {
  const bool is_text = body.text() != nullptr;
  request.body = is_text ? *body.text() : to_json(body);
  if (!has_header(request, "content-type"))
    request.headers.push_back(
        {"content-type", is_text ? "text/plain; charset=utf-8" : "application/json"});
}

Result<Done> take_http(const Settings& settings, const Context& inputs, Exchange& exchange) {
  const Value* url = given(inputs, "url");
  if (url == nullptr || url->text() == nullptr) return wrong("url must be a text");
  exchange.request.url = *url->text();
  const auto target = http_client::target_of(exchange.request.url);
  if (!target.ok()) return wrong("url: " + target.error().message);
  const Value* body = given(inputs, "body");
  const Value* method = given(inputs, "method");
  if (method != nullptr && method->text() == nullptr) return wrong("method must be a text");
  exchange.request.method =
      method != nullptr ? *method->text() : std::string(body == nullptr ? "GET" : "POST");
  if (const Value* headers = given(inputs, "headers"))
    ONWARD_TRY_DONE(take_headers(settings, *headers, target->host, exchange));
  if (const Value* expect = given(inputs, "expect"))
    ONWARD_TRY_DONE(take_expected(*expect, exchange));
  if (body != nullptr) put_body(*body, exchange.request);
  return Done{};
}

Result<Done> take_named(const Settings& settings, const ConnectorCall& call, Exchange& exchange) {
  const auto found = settings.connectors.find(call.connector);
  if (found == settings.connectors.end())
    return Error{ErrorCode::invalid,
                 "the configuration of this server has no [connectors." + call.connector +
                     "]: nothing was called. Configure it, then retry this incident",
                 "connector-not-configured"};
  const NamedConnector& named = found->second;
  exchange.request.url = named.url;
  exchange.request.method = named.method;
  exchange.request.headers = named.headers;
  exchange.request.timeout = named.timeout;
  exchange.request.connect_timeout = std::min(exchange.request.connect_timeout, named.timeout);
  if (!named.secret.empty()) {
    const auto secret = settings.secrets.find(named.secret);
    if (secret == settings.secrets.end())
      return Error{ErrorCode::invalid, "there is no secret \"" + named.secret + "\"",
                   "secret-not-configured"};
    exchange.secrets.push_back(secret->second.value);
    exchange.request.headers.push_back(
        {named.secret_header, named.secret_prefix + secret->second.value});
  }
  put_body(call.inputs.context() != nullptr ? call.inputs : Value(Context{}), exchange.request);
  return Done{};
}

/// A target that says back what it was sent must not bring a secret into the process.
std::string without(const std::vector<std::string>& secrets, std::string text) {
  for (const std::string& secret : secrets)
    for (std::size_t at = 0; !secret.empty() && (at = text.find(secret, at)) != std::string::npos;)
      text.replace(at, secret.size(), "***");
  return text;
}

/// Invalid UTF-8 is replaced, as whoever writes it as JSON would.
Value text_value(std::string text) {
  auto clean = json_from_text(to_json(Value(std::move(text))));
  return clean.ok() ? std::move(clean).value() : Value{};
}

bool is_json(std::string_view content_type) {
  const std::string media = lower(content_type.substr(0, content_type.find(';')));
  const std::size_t end = media.find_last_not_of(' ');
  const std::string_view type = std::string_view(media).substr(0, end + 1);
  return type == "application/json" || type.ends_with("+json");
}

Value result_of(const Exchange& exchange, http_client::Answer answer) {
  Context headers;
  std::string content_type;
  for (const http_client::Header& header : answer.headers) {
    if (header.name == "set-cookie") continue;  // whoever holds it is somebody there
    if (header.name == "content-type") content_type = header.value;
    std::string text = without(exchange.secrets, header.value);
    if (const Value* before = headers.find(header.name)) text = *before->text() + ", " + text;
    headers.set(header.name, text_value(std::move(text)));
  }
  Value body;
  if (!answer.body.empty()) {
    std::string text = without(exchange.secrets, std::move(answer.body));
    auto json = is_json(content_type) ? json_from_text(text)
                                      : Result<Value>(Error{ErrorCode::malformed, "no JSON"});
    body = json.ok() ? std::move(json).value() : text_value(std::move(text));
  }
  Context result;
  result.set("status", Value(answer.status));
  result.set("headers", Value(std::move(headers)));
  result.set("body", std::move(body));
  return Value(std::move(result));
}

ConnectorOutcome failure(ConnectorOutcome::Kind kind, std::string code, std::string message) {
  return {kind, {}, std::move(code), std::move(message), std::nullopt};
}

ConnectorOutcome outcome_of_error(const Exchange& exchange, const Error& error) {
  using Kind = ConnectorOutcome::Kind;
  const std::string message = exchange.what + ": " + error.message;
  if (error.code == ErrorCode::forbidden)
    return failure(Kind::failed, "target-not-allowed", message);
  if (error.code == ErrorCode::too_large) return failure(Kind::failed, "answer-too-large", message);
  if (error.code == ErrorCode::invalid) return failure(Kind::failed, "invalid-argument", message);
  return failure(Kind::again, "target-unavailable", message);
}

/// Too early, too often, or nothing that this request is to blame for.
bool may_pass(int status) {
  return status == 408 || status == 425 || status == 429 || status >= 500;
}

constexpr Duration shortest_retry{1'000};
constexpr Duration longest_retry{3'600'000};

}  // namespace

Result<Exchange> exchange_of(const Settings& settings, const ConnectorCall& call) {
  Exchange exchange;
  const Context none;
  const Context* inputs = call.inputs.context();
  if (call.connector == "http")
    ONWARD_TRY_DONE(take_http(settings, inputs != nullptr ? *inputs : none, exchange));
  else
    ONWARD_TRY_DONE(take_named(settings, call, exchange));
  if (!has_header(exchange.request, "idempotency-key"))
    exchange.request.headers.push_back({"idempotency-key", to_text(call.job)});
  const auto target = http_client::target_of(exchange.request.url);
  if (!target.ok()) return wrong(target.error().message);
  exchange.what = exchange.request.method + " to " + target->host;
  return exchange;
}

ConnectorOutcome outcome_of(const Exchange& exchange, Result<http_client::Answer> answer) {
  using Kind = ConnectorOutcome::Kind;
  if (!answer.ok()) return outcome_of_error(exchange, answer.error());
  const int status = answer->status;
  const bool expected = std::any_of(
      exchange.expected.begin(), exchange.expected.end(),
      [&](const auto& range) { return range.first <= status && status <= range.second; });
  const std::string said = exchange.what + ": the answer was " + std::to_string(status);
  if (!expected && !may_pass(status))
    return failure(Kind::failed, "target-refused", said + ", which is not expected");
  if (!expected) {
    ConnectorOutcome again = failure(Kind::again, "target-unavailable", said);
    if (answer->retry_after)
      again.retry_in = std::clamp(*answer->retry_after, shortest_retry, longest_retry);
    return again;
  }
  Value result = result_of(exchange, std::move(answer).value());
  if (size_bytes(result) > limits::variable_bytes)
    return failure(Kind::failed, "answer-too-large",
                   said + ", and is over 1 MiB as a variable: no process can hold it");
  return {Kind::done, std::move(result), {}, {}, std::nullopt};
}

}  // namespace onward::connectors
