#include "server/sign_in.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "adapters/openid/base64url.hpp"
#include "engine/base/limits.hpp"
#include "engine/value/members.hpp"
#include "server/auth/authenticator.hpp"
#include "server/clocks.hpp"
#include "server/http/cookies.hpp"
#include "server/http/problem.hpp"
#include "server/log.hpp"

namespace onward {
namespace {

constexpr std::size_t most_waiting = 64;
constexpr std::size_t most_groups = 200;
constexpr Duration attempt_holds{600'000};
constexpr std::string_view attempt_cookie = "__Host-onward-sign-in";
constexpr std::string_view home = "/";

/// A path of our own and nothing else: whoever made the link must not send people elsewhere.
std::string safe_place(const std::string* asked) {
  constexpr std::size_t most = 1'000;
  const bool ours = asked != nullptr && asked->size() <= most && asked->starts_with('/') &&
                    !asked->starts_with("//") &&
                    std::all_of(asked->begin(), asked->end(),
                                [](char c) { return c > ' ' && c < '\x7f' && c != '\\'; });
  return ours ? *asked : std::string(home);
}

http::Response go_to(std::string place) {
  http::Response response;
  response.status = 303;
  response.headers = {{"location", std::move(place)}, {"cache-control", "no-store"}};
  return response;
}

/// Back to the page, which says what went wrong in people's words.
http::Response back_with(std::string_view code) {
  http::Response response = go_to(std::string(home) + "?signIn=" + std::string(code));
  response.headers.push_back(http::set_cookie(attempt_cookie, "", {}));
  return response;
}

struct Kept {
  openid::Attempt attempt;
  std::string place;
};

std::string cookie_of(const Kept& kept) {
  return kept.attempt.state + "." + kept.attempt.nonce + "." + kept.attempt.verifier + "." +
         openid::to_base64url(kept.place);
}

std::optional<Kept> kept_in(const http::Request& request) {
  const auto value = http::cookie(request, attempt_cookie);
  if (!value) return std::nullopt;
  std::array<std::string, 4> parts;
  std::size_t part = 0;
  for (const char c : *value) {
    if (c != '.')
      parts[part] += c;
    else if (++part == parts.size())
      return std::nullopt;
  }
  const auto place = openid::from_base64url(parts[3]);
  if (parts[0].empty() || !place) return std::nullopt;
  return Kept{{parts[0], parts[1], parts[2]}, safe_place(&*place)};
}

/// One text or a list of them.
std::vector<std::string> texts_in(const Context& claims, std::string_view name) {
  const Value* value = claims.find(name);
  std::vector<std::string> texts;
  if (value != nullptr && value->text() != nullptr) texts.push_back(*value->text());
  if (value != nullptr && value->list() != nullptr)
    for (const Value& each : *value->list())
      if (each.text() != nullptr && texts.size() < most_groups) texts.push_back(*each.text());
  std::erase_if(texts, [](const std::string& text) {
    return text.empty() || text == "*" || text.size() > limits::identifier_bytes;
  });
  return texts;
}

}  // namespace

SignIn::SignIn(Parts parts)
    : parts_(std::move(parts)), provider_(parts_.settings.provider, std::move(parts_.client)) {
  thread_ = std::thread([this] { run(); });
}

SignIn::~SignIn() { stop(); }

void SignIn::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
    waiting_.clear();
  }
  provider_.stop();
  changed_.notify_one();
  if (thread_.joinable()) thread_.join();
}

void SignIn::take(const api::Call& call, api::SignInStep step) {
  {
    const std::lock_guard lock(mutex_);
    if (!stopping_ && waiting_.size() < most_waiting) {
      waiting_.emplace_back(call, step);
      changed_.notify_one();
      return;
    }
  }
  call.respond(http::problem({ErrorCode::overloaded, "too many people are signing in"}));
}

void SignIn::run() {
  for (;;) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return stopping_ || !waiting_.empty(); });
    if (stopping_) return;
    const auto [call, step] = std::move(waiting_.front());
    waiting_.pop_front();
    lock.unlock();
    if (step == api::SignInStep::begin)
      begin(call);
    else
      finish(call);
  }
}

void SignIn::begin(const api::Call& call) {
  const Kept kept{openid::new_attempt(), safe_place(call.query("to"))};
  auto address = provider_.address_for(kept.attempt);
  if (!address.ok()) {
    log_warn("sign_in=begin detail=\"" + address.error().message + "\"");
    return call.respond(back_with("unavailable"));
  }
  http::Response response = go_to(std::move(address).value());
  response.headers.push_back(http::set_cookie(attempt_cookie, cookie_of(kept), attempt_holds));
  call.respond(std::move(response));
}

void SignIn::finish(const api::Call& call) {
  const auto kept = kept_in(*call.request);
  const std::string* state = call.query("state");
  if (!kept || state == nullptr || *state != kept->attempt.state)
    return call.respond(back_with("expired"));
  const std::string* code = call.query("code");
  if (code == nullptr || code->empty()) return call.respond(back_with("refused"));
  const auto session = session_for(*code, kept->attempt);
  if (!session.ok()) {
    const ErrorCode why = session.error().code;
    log_warn("sign_in=finish detail=\"" + session.error().message + "\"");
    return call.respond(back_with(why == ErrorCode::forbidden         ? "no-role"
                                  : why == ErrorCode::unauthenticated ? "refused"
                                                                      : "unavailable"));
  }
  http::Response response = go_to(kept->place);
  response.headers.push_back(http::set_cookie(attempt_cookie, "", {}));
  response.headers.push_back(
      http::set_cookie(auth::session_cookie, *session, parts_.settings.session));
  call.respond(std::move(response));
}

Result<std::string> SignIn::session_for(const std::string& code, const openid::Attempt& attempt) {
  ONWARD_TRY(const Context claims, provider_.redeem(code, attempt, system_now()));
  ONWARD_TRY(const User user, user_from(claims));
  std::vector<std::string> roles = roles_of(claims, user);
  if (roles.empty()) return Error{ErrorCode::forbidden, "user=" + user.id + " has no role here"};
  return new_session(user.id, std::move(roles));
}

/// The register learns who they are; groups are the provider's when it names any.
Result<User> SignIn::user_from(const Context& claims) {
  const std::string id = text_in(claims, parts_.settings.user_claim);
  const bool plain = std::none_of(id.begin(), id.end(),
                                  [](char c) { return static_cast<unsigned char>(c) < ' '; });
  if (id.empty() || id.size() > limits::identifier_bytes || !plain)
    return Error{ErrorCode::unauthenticated,
                 "the claim " + parts_.settings.user_claim + " names no user"};
  if (parts_.settings.user_claim == "email") {
    const Value* verified = claims.find("email_verified");
    if (verified == nullptr || verified->boolean() == nullptr || !*verified->boolean())
      return Error{ErrorCode::unauthenticated, "the address of mail is not verified"};
  }
  ONWARD_TRY(const std::optional<User> known, parts_.store->user(id));
  User user = known.value_or(User{});
  user.id = id;
  if (user.name.empty()) user.name = text_in(claims, "name");
  if (user.name.empty()) user.name = id;
  std::vector<std::string> groups = texts_in(claims, parts_.settings.groups_claim);
  if (!groups.empty()) user.groups = std::move(groups);
  if (known && *known == user) return user;
  TurnWrite write;
  write.users.push_back(user);
  ONWARD_TRY_DONE(parts_.store->commit(write));
  return user;
}

std::vector<std::string> SignIn::roles_of(const Context& claims, const User& user) const {
  std::vector<std::string> roles = user.roles;
  for (std::string& role : texts_in(claims, parts_.settings.roles_claim))
    if (auth::role_from_text(role) && std::find(roles.begin(), roles.end(), role) == roles.end())
      roles.push_back(std::move(role));
  if (roles.empty() && !parts_.settings.default_role.empty())
    roles.push_back(parts_.settings.default_role);
  return roles;
}

Result<std::string> SignIn::new_session(const std::string& user, std::vector<std::string> roles) {
  const std::string token = auth::new_token();
  TokenRow row;
  row.hash = auth::sha256_hex(token);
  row.id = "session-" + row.hash.substr(0, 12);
  row.user = user;
  row.roles = std::move(roles);
  row.created = parts_.clock.now();
  row.expires = row.created + parts_.settings.session;
  ONWARD_TRY_DONE(parts_.queries->add_token(row));
  return token;
}

}  // namespace onward
