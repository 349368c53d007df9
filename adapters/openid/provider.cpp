#include "adapters/openid/provider.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "adapters/openid/base64url.hpp"
#include "engine/value/json.hpp"
#include "engine/value/members.hpp"

namespace onward::openid {
namespace {

constexpr Duration leeway{60'000};
constexpr Duration keys_hold{60'000};  // a token with an unknown key asks for them no more often
constexpr Duration patience{10'000};

Error refused(std::string why) {
  return {ErrorCode::unauthenticated, "the token of the provider is refused: " + std::move(why)};
}

std::string encoded(std::string_view text) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  constexpr std::string_view plain =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
  std::string result;
  for (const char c : text) {
    if (plain.find(c) != std::string_view::npos) {
      result += c;
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    result += '%';
    result += digits[byte >> 4U];
    result += digits[byte & 15U];
  }
  return result;
}

using Fields = std::vector<std::pair<std::string_view, std::string_view>>;
std::string form_of(const Fields& fields) {
  std::string text;
  for (const auto& [name, value] : fields)
    text += (text.empty() ? "" : "&") + std::string(name) + "=" + encoded(value);
  return text;
}

/// For the Authorization header of RFC 6749 section 2.3.1.
std::string basic(const ProviderSettings& settings) {
  std::string text = to_base64url(encoded(settings.client_id) + ":" + encoded(settings.secret));
  std::replace(text.begin(), text.end(), '-', '+');
  std::replace(text.begin(), text.end(), '_', '/');
  while (text.size() % 4 != 0) text += '=';
  return "Basic " + text;
}

std::optional<Instant> time_in(const Context& claims, std::string_view name) {
  const Value* value = claims.find(name);
  if (value == nullptr || value->number() == nullptr) return std::nullopt;
  const auto seconds = value->number()->to_int64();
  constexpr std::int64_t far = INT64_MAX / 2'000;
  if (!seconds || *seconds < 0 || *seconds > far) return std::nullopt;
  return Instant{*seconds * 1'000};
}

bool is_for(const Context& claims, const std::string& client) {
  const Value* audience = claims.find("aud");
  if (audience == nullptr) return false;
  if (audience->text() != nullptr) return *audience->text() == client;
  if (audience->list() == nullptr) return false;
  const bool named = std::any_of(
      audience->list()->begin(), audience->list()->end(),
      [&](const Value& each) { return each.text() != nullptr && *each.text() == client; });
  return named && (audience->list()->size() == 1 || text_in(claims, "azp") == client);
}

Result<Context> object_from(std::string_view text, std::string_view what) {
  const auto value = json_from_text(text);
  if (!value.ok() || value->context() == nullptr)
    return Error{ErrorCode::unavailable, "the provider's " + std::string(what) + " cannot be read"};
  return *value->context();
}

}  // namespace

Attempt new_attempt() { return {random_text(), random_text(), random_text()}; }

Result<Done> check_claims(const Context& claims, const ProviderSettings& settings,
                          std::string_view nonce, Instant now) {
  if (text_in(claims, "iss") != settings.issuer) return refused("another one has issued it");
  if (!is_for(claims, settings.client_id)) return refused("it is for somebody else");
  const std::string azp = text_in(claims, "azp");
  if (!azp.empty() && azp != settings.client_id) return refused("it is for somebody else");
  const auto expires = time_in(claims, "exp");
  const auto issued = time_in(claims, "iat");
  if (!expires || *expires + leeway <= now) return refused("it has expired");
  if (!issued || now + leeway < *issued) return refused("it was issued in the future");
  if (nonce.empty() || text_in(claims, "nonce") != nonce)
    return refused("it answers another attempt");
  return Done{};
}

Provider::Provider(ProviderSettings settings, std::unique_ptr<http_client::HttpClient> client)
    : settings_(std::move(settings)), client_(std::move(client)) {}

Result<std::string> Provider::fetch(const http_client::Request& request, std::string_view what) {
  const auto answer = client_->send(request);
  if (!answer.ok())
    return Error{ErrorCode::unavailable, std::string(what) + ": " + answer.error().message};
  const int status = answer->status;
  if (status == 200) return answer->body;
  const std::string message =
      std::string(what) + ": the provider answered " + std::to_string(status);
  return Error{status == 400 || status == 401 ? ErrorCode::unauthenticated : ErrorCode::unavailable,
               message};
}

Result<Provider::Places> Provider::places() {
  {
    const std::lock_guard lock(mutex_);
    if (places_) return *places_;
  }
  http_client::Request request;
  std::string issuer = settings_.issuer;
  while (issuer.ends_with('/')) issuer.pop_back();
  request.url = issuer + "/.well-known/openid-configuration";
  request.timeout = patience;
  ONWARD_TRY(const std::string text, fetch(request, "discovery"));
  ONWARD_TRY(const Context found, object_from(text, "description of itself"));
  if (text_in(found, "issuer") != settings_.issuer)
    return Error{ErrorCode::unavailable, "the provider calls itself " + text_in(found, "issuer")};
  Places at{text_in(found, "authorization_endpoint"), text_in(found, "token_endpoint"),
            text_in(found, "jwks_uri")};
  for (const std::string* each : {&at.authorization, &at.token, &at.keys})
    if (!http_client::target_of(*each).ok())
      return Error{ErrorCode::unavailable, "the provider does not say where it is to be asked"};
  const std::lock_guard lock(mutex_);
  places_ = at;
  return at;
}

Result<std::string> Provider::address_for(const Attempt& attempt) {
  ONWARD_TRY(const Places at, places());
  const std::string query = form_of({{"response_type", "code"},
                                     {"client_id", settings_.client_id},
                                     {"redirect_uri", settings_.return_to},
                                     {"scope", settings_.scopes},
                                     {"state", attempt.state},
                                     {"nonce", attempt.nonce},
                                     {"code_challenge", challenge_of(attempt.verifier)},
                                     {"code_challenge_method", "S256"}});
  const bool has_query = at.authorization.find('?') != std::string::npos;
  return at.authorization + (has_query ? "&" : "?") + query;
}

Result<Context> Provider::redeem(const std::string& code, const Attempt& attempt, Instant now) {
  ONWARD_TRY(const Places at, places());
  http_client::Request request;
  request.method = "POST";
  request.url = at.token;
  request.timeout = patience;
  request.headers = {{"content-type", "application/x-www-form-urlencoded"},
                     {"accept", "application/json"}};
  if (!settings_.secret.empty()) request.headers.push_back({"authorization", basic(settings_)});
  request.body = form_of({{"grant_type", "authorization_code"},
                          {"code", code},
                          {"redirect_uri", settings_.return_to},
                          {"client_id", settings_.client_id},
                          {"code_verifier", attempt.verifier}});
  ONWARD_TRY(const std::string text, fetch(request, "the code"));
  ONWARD_TRY(const Context reply, object_from(text, "answer to the code"));
  ONWARD_TRY(Context claims, verified(text_in(reply, "id_token"), now));
  ONWARD_TRY_DONE(check_claims(claims, settings_, attempt.nonce, now));
  return claims;
}

Result<Context> Provider::verified(const std::string& token, Instant now) {
  ONWARD_TRY(const std::string key, key_id_of(token));
  ONWARD_TRY(const Places at, places());
  const std::lock_guard lock(mutex_);
  if ((!keys_ || !keys_->knows(key)) && keys_at_ + keys_hold < now)
    ONWARD_TRY_DONE(fetch_keys(at, now));
  if (!keys_) return Error{ErrorCode::unavailable, "the provider's keys are not known yet"};
  return keys_->verified(token);
}

Result<Done> Provider::fetch_keys(const Places& at, Instant now) {
  http_client::Request request;
  request.url = at.keys;
  request.timeout = patience;
  ONWARD_TRY(const std::string text, fetch(request, "the keys"));
  auto keys = Keys::from_json(text);
  if (!keys.ok()) return Error{ErrorCode::unavailable, keys.error().message};
  keys_ = std::move(keys).value();
  keys_at_ = now;
  return Done{};
}

}  // namespace onward::openid
