#include "server/api/user_body.hpp"

#include <string>

#include "engine/sales/register.hpp"
#include "server/auth/permissions.hpp"

namespace onward::api {
namespace {

/// Roles are a closed list (auth/permissions.hpp); a role that nobody knows would permit nothing.
Result<Done> check_roles(const Context& body) {
  const Value* roles = body.find("roles");
  if (roles == nullptr || roles->list() == nullptr) return Done{};
  Error wrong{ErrorCode::invalid, "a role is admin, designer, performer, worker or observer",
              "/roles"};
  std::size_t i = 0;
  for (const Value& role : *roles->list()) {
    const std::string pointer = "/roles/" + std::to_string(i++);
    if (role.text() != nullptr && !auth::role_from_text(*role.text()))
      wrong.details.push_back({pointer, "unknown-role", wrong.message});
  }
  if (!wrong.details.empty()) return wrong;
  return Done{};
}

}  // namespace

Result<User> user_from_body(std::string_view id, const Context& body) {
  ONWARD_TRY_DONE(check_roles(body));
  return sales::user_from(id, body);
}

}  // namespace onward::api
