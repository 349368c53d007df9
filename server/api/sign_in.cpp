// Coming in through an identity provider, and going out again: for browsers. Programs send API
// tokens.
#include "server/api/handlers.hpp"
#include "server/api/helpers.hpp"
#include "server/auth/authenticator.hpp"
#include "server/http/cookies.hpp"

namespace onward::api {

void get_sign_in_ways(Services& services, Call call) {
  if (const auto known = check_parameters(call, {}); !known.ok())
    return refuse(call, known.error());
  const SignInWays ways = services.sign_in_ways();
  JsonWriter out;
  out.begin_object().name("dev").boolean(ways.dev).name("provider");
  if (ways.provider.empty())
    out.null();
  else
    out.text(ways.provider);
  call.respond(http::json(200, out.end_object().take()));
}

void begin_sign_in(Services& services, Call call) {
  if (const auto known = check_parameters(call, {"to"}); !known.ok())
    return refuse(call, known.error());
  services.sign_in(call, SignInStep::begin);
}

void finish_sign_in(Services& services, Call call) { services.sign_in(call, SignInStep::finish); }

void sign_out(Services& services, Call call) {
  if (const auto known = check_parameters(call, {}); !known.ok())
    return refuse(call, known.error());
  look(services, call, [request = call.request](Reader& reader) -> Result<http::Response> {
    if (const auto session = http::cookie(*request, auth::session_cookie)) {
      ONWARD_TRY(const std::optional<TokenRow> row,
                 reader.queries.token_by_hash(auth::sha256_hex(*session)));
      if (row) ONWARD_TRY_DONE(reader.queries.revoke_token(row->id));
    }
    http::Response response = http::no_content();
    response.headers.push_back(http::set_cookie(auth::session_cookie, "", {}));
    return response;
  });
}

}  // namespace onward::api
