// Who works here: users with their roles and groups, and the groups that tasks are offered to.
#include <map>
#include <set>
#include <utility>

#include "engine/sales/register.hpp"
#include "engine/service/projection.hpp"
#include "server/api/helpers.hpp"
#include "server/api/json_views.hpp"
#include "server/api/sales_routes.hpp"
#include "server/api/user_body.hpp"

namespace onward::api {
namespace {

void write_date(JsonWriter& out, std::string_view name, const std::optional<Date>& date) {
  out.name(name).value(date ? Value(*date) : Value{});
}

void write_user(JsonWriter& out, const User& user) {
  out.begin_object();
  out.name("id").text(user.id);
  out.name("name").text(user.name);
  write_texts(out, "roles", user.roles);
  write_texts(out, "groups", user.groups);
  write_text(out, "deputy", user.deputy);
  write_date(out, "absentFrom", user.absent_from);
  write_date(out, "absentTo", user.absent_to);
  write_text(out, "email", user.email);
  out.name("mail").boolean(user.mail);
  out.end_object();
}

Result<onward::Request> put_request(const Call& call) {
  ONWARD_TRY_DONE(check_parameters(call, {}));
  ONWARD_TRY(const Body body, Body::of(*call.request));
  const std::string& id = call.parameter("id");
  ONWARD_TRY(User user, user_from_body(id, body.all()));
  onward::Request request;
  request.name = "put-user";
  request.shard = shard_of_text(id);
  request.work = [id, user = std::move(user)](Unit& unit) -> Result<Reply> {
    sales::put_user(unit, user);
    Reply reply;
    reply.ids = {id};
    return reply;
  };
  request.render = [](View& view, Reply& reply) {
    const auto found = view.store().user(reply.ids.front());
    if (!found.ok() || !found.value()) return;
    JsonWriter out;
    write_user(out, **found);
    reply.body = out.take();
  };
  return request;
}

struct Group {
  std::string id;
  std::set<std::string> users, definitions;
};

/// Groups that somebody is in, and those of the lanes of the latest definitions.
Result<std::vector<Group>> groups_of(Reader& reader) {
  std::map<std::string, Group> groups;
  ONWARD_TRY(const std::vector<User> users, reader.queries.users());
  for (const User& user : users)
    for (const std::string& group : user.groups)
      if (group != "*") groups[group].users.insert(user.id);
  for (const model::DefinitionPtr& definition : reader.definitions.latest())
    for (const model::Lane& lane : definition->lanes)
      if (!lane.group.empty()) groups[lane.group].definitions.insert(definition->ref.key);
  std::vector<Group> sorted;
  for (auto& [id, group] : groups) {
    group.id = id;
    sorted.push_back(std::move(group));
  }
  return sorted;
}

void write_group(JsonWriter& out, const Group& group) {
  // "head@region-north": a role within a team, a region ... (docs/adr/0011-roles-within.md)
  const std::size_t at = group.id.find('@');
  const bool within = at != std::string::npos;
  out.begin_object().name("id").text(group.id);
  write_text(out, "role", within ? group.id.substr(0, at) : std::string{});
  write_text(out, "within", within ? group.id.substr(at + 1) : std::string{});
  write_texts(out, "users", {group.users.begin(), group.users.end()});
  write_texts(out, "definitions", {group.definitions.begin(), group.definitions.end()});
  out.end_object();
}

Result<Page> decode_list(const Call& call) {
  ONWARD_TRY_DONE(check_parameters(call, {"limit", "after"}));
  return page_of(call);
}

}  // namespace

void list_users(Services& services, Call call) {
  const auto page = decode_list(call);
  if (!page.ok()) return refuse(call, page.error());
  look(services, call, [page = page.value()](Reader& reader) -> Result<http::Response> {
    ONWARD_TRY(const std::vector<User> users, reader.queries.users());
    ONWARD_TRY(const Rows<User> rows, slice(users, page));
    return list_response(rows, write_user);
  });
}

void get_user(Services& services, Call call) {
  if (const auto known = check_parameters(call, {}); !known.ok())
    return refuse(call, known.error());
  look(services, call, [id = call.parameter("id")](Reader& reader) -> Result<http::Response> {
    ONWARD_TRY(const auto found, reader.queries.user(id));
    if (!found) return Error{ErrorCode::not_found, "no such user"};
    JsonWriter out;
    write_user(out, *found);
    return http::json(200, out.take());
  });
}

void put_user(Services& services, Call call) { send(services, call, put_request(call)); }

void list_groups(Services& services, Call call) {
  const auto page = decode_list(call);
  if (!page.ok()) return refuse(call, page.error());
  look(services, call, [page = page.value()](Reader& reader) -> Result<http::Response> {
    ONWARD_TRY(const std::vector<Group> groups, groups_of(reader));
    ONWARD_TRY(const Rows<Group> rows, slice(groups, page));
    return list_response(rows, write_group);
  });
}

}  // namespace onward::api
