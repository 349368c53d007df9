#include "server/auth/permissions.hpp"

#include <algorithm>
#include <array>
#include <span>

namespace onward::auth {
namespace {

constexpr std::array role_names = {std::pair{Role::admin, std::string_view("admin")},
                                   std::pair{Role::designer, std::string_view("designer")},
                                   std::pair{Role::performer, std::string_view("performer")},
                                   std::pair{Role::worker, std::string_view("worker")},
                                   std::pair{Role::observer, std::string_view("observer")}};

/// Roles of a permission as bits, in the order of Role; an admin holds every one.
struct Row {
  Permission permission;
  std::string_view name;
  bool designer, performer, worker, observer;
};

// clang-format off
constexpr Row table[] = {
    //                                name                   designer performer worker observer
    {Permission::open,                "open",                true,  true,  true,  true },
    {Permission::self,                "self",                true,  true,  true,  true },
    {Permission::definitions_read,    "definitions.read",    true,  true,  false, true },
    {Permission::definitions_write,   "definitions.write",   true,  false, false, false},
    {Permission::evaluate,            "evaluate",            true,  false, false, false},
    {Permission::opportunities_read,  "opportunities.read",  false, true,  false, true },
    {Permission::opportunities_write, "opportunities.write", false, true,  false, false},
    {Permission::register_read,       "register.read",       false, true,  false, true },
    {Permission::register_write,      "register.write",      false, true,  false, false},
    {Permission::reports_read,        "reports.read",        false, true,  false, true },
    {Permission::products_read,       "products.read",       true,  true,  false, true },
    {Permission::products_write,      "products.write",      true,  false, false, false},
    {Permission::users_read,          "users.read",          true,  true,  false, true },
    {Permission::users_write,         "users.write",         false, false, false, false},
    {Permission::tasks_read,          "tasks.read",          false, true,  false, true },
    {Permission::tasks_work,          "tasks.work",          false, true,  false, false},
    {Permission::instances_read,      "instances.read",      true,  true,  false, true },
    {Permission::instances_start,     "instances.start",     true,  true,  true,  false},
    {Permission::instances_admin,     "instances.admin",     false, false, false, false},
    {Permission::jobs_work,           "jobs.work",           false, false, true,  false},
    {Permission::events_send,         "events.send",         false, true,  true,  false},
    {Permission::events_read,         "events.read",         true,  true,  false, true },
    {Permission::webhooks_admin,      "webhooks.admin",      false, false, false, false},
    {Permission::clock,               "clock",               false, false, false, false},
    {Permission::metrics_read,        "metrics.read",        false, false, false, true },
};
// clang-format on

const Row& row_of(Permission permission) {
  return *std::find_if(std::begin(table), std::end(table),
                       [&](const Row& row) { return row.permission == permission; });
}

}  // namespace

std::string_view to_string(Role role) {
  for (const auto& [known, name] : role_names)
    if (known == role) return name;
  return {};
}

std::optional<Role> role_from_text(std::string_view text) {
  for (const auto& [role, name] : role_names)
    if (name == text) return role;
  return std::nullopt;
}

std::vector<Permission> permissions_of(const Principal& who) {
  std::vector<Permission> held;
  for (const Row& row : table)
    if (who.may(row.permission)) held.push_back(row.permission);
  return held;
}

std::string_view to_string(Permission permission) { return row_of(permission).name; }

bool allows(Role role, Permission permission) {
  const Row& row = row_of(permission);
  switch (role) {
    case Role::admin: return true;
    case Role::designer: return row.designer;
    case Role::performer: return row.performer;
    case Role::worker: return row.worker;
    case Role::observer: return row.observer;
  }
  return false;
}

bool Principal::is(Role role) const {
  return std::find(roles.begin(), roles.end(), role) != roles.end();
}

bool Principal::may(Permission permission) const {
  if (permission == Permission::open) return true;
  return std::any_of(roles.begin(), roles.end(),
                     [&](Role role) { return allows(role, permission); });
}

}  // namespace onward::auth
