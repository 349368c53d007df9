#include "server/gate.hpp"

#include "engine/base/limits.hpp"
#include "server/api/handlers.hpp"
#include "server/auth/deputies.hpp"
#include "server/http/problem.hpp"
#include "server/pages/pages.hpp"

namespace onward {
namespace {

bool is_start(std::string_view text, std::string_view prefix) {
  return text.substr(0, prefix.size()) == prefix;
}

/// What a form has around its file.
constexpr std::size_t attachment_form_bytes = 16U << 10U;

}  // namespace

Gate::Gate(api::Services& services, ReadPool& readers, const Clock& clock, bool dev)
    : services_(services),
      readers_(readers),
      clock_(clock),
      dev_(dev),
      pages_(pages::page_files()) {
  for (const api::Route& route : api::routes()) router_.add(route.method, route.path, &route);
}

std::size_t Gate::body_limit(http::Method, std::string_view path) {
  if (path.ends_with("/attachments")) return limits::http_attachment_bytes + attachment_form_bytes;
  return is_start(path, "/api/v1/definitions") ? limits::http_definition_bytes
                                               : limits::http_body_bytes;
}

void Gate::handle(http::Request request, http::Respond respond) {
  auto match = router_.match(request.method, request.path);
  using Kind = http::Router<const api::Route*>::Kind;
  if (match.kind == Kind::no_such_path) {
    if (auto page = pages::answer(pages_, request)) return respond(*std::move(page));
    return respond(http::problem({ErrorCode::not_found, "no such path"}));
  }
  if (match.kind == Kind::no_such_method) return respond(http::method_not_allowed(match.allow));
  const api::Route& route = **match.handler;
  api::Call call{std::make_shared<const http::Request>(std::move(request)),
                 {},
                 std::move(match.parameters),
                 std::move(respond)};
  if (route.permission == auth::Permission::open) return route.handler(services_, std::move(call));
  identify(route, std::move(call));
}

void Gate::identify(const api::Route& route, api::Call call) {
  std::string key;
  if (dev_) {
    const std::string* user = call.request->header("x-user");
    const std::string* groups = call.request->header("x-groups");
    key = (user == nullptr ? "admin" : *user) + "\n" + (groups == nullptr ? "*" : "=" + *groups);
  } else {
    auto token = auth::token_of(*call.request);
    if (!token.ok()) return call.respond(http::problem(token.error()));
    key = auth::sha256_hex(token.value());
  }
  if (auto known = principals_.find(key, clock_.now())) {
    call.who = *std::move(known);
    return enter(route, std::move(call));
  }
  const http::Respond respond = call.respond;
  const bool queued =
      readers_.submit([this, &route, call = std::move(call), key](api::Reader& reader) mutable {
        auto principal = look_up(reader, *call.request, key);
        if (!principal.ok()) return call.respond(http::problem(principal.error()));
        call.who = principal.value();
        principals_.put(key, call.who, clock_.now());
        enter(route, std::move(call));
      });
  if (!queued)
    respond(http::problem(
        {ErrorCode::overloaded, "too many requests are waiting; try again in a moment"}));
}

Result<auth::Principal> Gate::look_up(api::Reader& reader, const http::Request& request,
                                      const std::string&) const {
  auth::Principal who;
  if (dev_) {
    const std::string* user = request.header("x-user");
    ONWARD_TRY(const std::optional<User> known,
               reader.queries.user(user == nullptr ? "admin" : *user));
    who = auth::dev_principal(request, known);
  } else {
    ONWARD_TRY(const std::string token, auth::token_of(request));
    ONWARD_TRY(who, auth::token_principal(reader.queries, token, reader.now));
  }
  ONWARD_TRY(who.stands_in_for,
             auth::absentees_of(reader.queries, who.user, reader.now, reader.zone));
  return who;
}

void Gate::enter(const api::Route& route, api::Call call) {
  if (!call.who.may(route.permission)) {
    const std::string needed(auth::to_string(route.permission));
    return call.respond(
        http::problem({ErrorCode::forbidden, "this needs the permission " + needed}));
  }
  // What was known of people may be over: who writes them, or signs out, sees it with the next
  // request.
  if (route.permission == auth::Permission::users_write || route.handler == api::sign_out)
    call.respond = [this, respond = std::move(call.respond)](http::Response response) {
      principals_.clear();
      respond(std::move(response));
    };
  route.handler(services_, std::move(call));
}

}  // namespace onward
