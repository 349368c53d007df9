// Who may do what: one table from permission to roles. Every operation of the API names one
// permission (server/api/routes.cpp).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/execution/command.hpp"

namespace onward::auth {

enum class Role : std::uint8_t { admin, designer, performer, worker, observer };
std::string_view to_string(Role role);
std::optional<Role> role_from_text(std::string_view text);

enum class Permission : std::uint8_t {
  open,  ///< nobody needs to be known: health, the API's description
  self,  ///< to hear who one is
  definitions_read,
  definitions_write,
  evaluate,
  opportunities_read,
  opportunities_write,
  register_read,
  reports_read,
  register_write,  ///< customers, leads, tickets, contacts
  products_read,
  products_write,
  users_read,
  users_write,
  tasks_read,
  tasks_work,
  instances_read,
  instances_start,
  instances_admin,
  jobs_work,
  events_send,  ///< messages and signals
  events_read,  ///< live events, of what each may see
  webhooks_admin,
  clock,
  metrics_read,
};
std::string_view to_string(Permission permission);  ///< "tasks.work"

/// Whether a role holds a permission: the table.
bool allows(Role role, Permission permission);

/// Who makes a request.
struct Principal {
  std::string user;
  std::vector<Role> roles;
  std::vector<std::string> groups;           ///< "*": all
  std::vector<std::string> stands_in_for{};  ///< people who are absent (deputies.hpp)
  [[nodiscard]] bool is(Role role) const;
  [[nodiscard]] bool may(Permission permission) const;
  /// An admin may work on everything.
  [[nodiscard]] Actor actor() const { return {user, groups, is(Role::admin), stands_in_for}; }
};

/// Every permission that somebody holds, in the order of the table.
std::vector<Permission> permissions_of(const Principal& who);

}  // namespace onward::auth
