// Who the caller is, and what they may do: what a page needs to know before it shows anything.
#include "server/api/handlers.hpp"
#include "server/api/helpers.hpp"

namespace onward::api {
namespace {

std::string description_of(const auth::Principal& who, const std::string& name) {
  JsonWriter out;
  out.begin_object().name("id").text(who.user).name("name");
  if (name.empty())
    out.null();
  else
    out.text(name);
  out.name("roles").begin_array();
  for (const auth::Role role : who.roles) out.text(auth::to_string(role));
  out.end_array().name("groups").begin_array();
  for (const std::string& group : who.groups) out.text(group);
  out.end_array().name("permissions").begin_array();
  for (const auth::Permission held : auth::permissions_of(who)) out.text(auth::to_string(held));
  return out.end_array().end_object().take();
}

}  // namespace

void get_me(Services& services, Call call) {
  if (const auto known = check_parameters(call, {}); !known.ok())
    return refuse(call, known.error());
  look(services, call, [who = call.who](Reader& reader) -> Result<http::Response> {
    ONWARD_TRY(const std::optional<User> user, reader.queries.user(who.user));
    return http::json(200, description_of(who, user ? user->name : std::string{}));
  });
}

}  // namespace onward::api
