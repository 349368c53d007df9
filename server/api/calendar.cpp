// GET /me/calendar.ics: the open tasks of one person that are due, for calendar programs. These
// send no headers, so the address holds a token, which opens nothing but this; PUT and DELETE
// /me/calendar-token make it and take it back.
#include <algorithm>
#include <utility>

#include "engine/base/limits.hpp"
#include "server/api/handlers.hpp"
#include "server/api/helpers.hpp"
#include "server/api/icalendar.hpp"
#include "server/auth/authenticator.hpp"
#include "server/http/etag.hpp"

namespace onward::api {
namespace {

constexpr std::size_t calendar_tasks = 2'000;  // of one feed; programs ask every few minutes
/// What stands in place of a role: it permits nothing anywhere else.
constexpr std::string_view feed_role = "calendar";

/// One for each person: a new one takes the place of the old.
std::string feed_id(const std::string& user) {
  return "calendar:" + auth::sha256_hex(user).substr(0, 12);
}

/// Whose feed the token opens. Errors: not_found (unknown, taken back, or no token of a feed).
Result<std::string> owner_of(Queries& queries, const std::string& token) {
  const Error unknown{ErrorCode::not_found, "there is no such calendar, or it was taken back"};
  ONWARD_TRY(const auto row, queries.token_by_hash(auth::sha256_hex(token)));
  if (!row || row->roles != std::vector<std::string>{std::string(feed_role)}) return unknown;
  return row->user;
}

Result<std::vector<TaskRow>> due_tasks(Queries& queries, const std::string& user, Instant now) {
  std::vector<TaskRow> found;
  TaskQuery query;
  query.assignee = user;
  query.now = now;
  query.page.sort = "due";
  query.page.limit = limits::page_size;
  do {
    ONWARD_TRY(Rows<TaskRow> page, queries.tasks(query));
    for (TaskRow& task : page.items) {
      // What is not due comes last.
      if (!task.due || found.size() >= calendar_tasks) return found;
      found.push_back(std::move(task));
    }
    query.page.after = page.next;
  } while (!query.page.after.empty());
  return found;
}

Result<CalendarItem> item_of(const Call& call) {
  const auto text = text_parameter(call, "as");
  if (!text || *text == "event") return CalendarItem::event;
  if (*text == "todo") return CalendarItem::todo;
  return Error{ErrorCode::malformed, "the parameter as must be event or todo", "as"};
}

Result<http::Response> feed(Reader& reader, const http::Request& request, const std::string& token,
                            CalendarItem item) {
  ONWARD_TRY(const std::string user, owner_of(reader.queries, token));
  ONWARD_TRY(const auto tasks, due_tasks(reader.queries, user, reader.now));
  http::Response response;
  response.content_type = "text/calendar; charset=utf-8";
  response.body = to_icalendar(tasks, item, reader.zone);
  const std::string tag = "\"" + auth::sha256_hex(response.body).substr(0, 32) + "\"";
  if (http::is_not_modified(request, tag)) response = {304, {}, {}, {}};
  response.headers.emplace_back("etag", tag);
  response.headers.emplace_back("cache-control", "private, no-cache");
  return response;
}

/// No parameters, and no body or an empty one.
Result<Done> check_nothing_said(const Call& call) {
  ONWARD_TRY_DONE(check_parameters(call, {}));
  ONWARD_TRY(const Body body, Body::of(*call.request, Body::Presence::optional));
  return body.finish();
}

Result<http::Response> new_token(Reader& reader, const std::string& user) {
  const std::string token = auth::new_token();
  ONWARD_TRY_DONE(reader.queries.add_token({feed_id(user),
                                            user,
                                            auth::sha256_hex(token),
                                            {std::string(feed_role)},
                                            std::nullopt,
                                            reader.now}));
  JsonWriter out;
  out.begin_object();
  out.name("path").text("/api/v1/me/calendar.ics?token=" + token);
  out.name("token").text(token);
  out.end_object();
  http::Response response = http::json(200, out.take());
  response.headers.emplace_back("cache-control", "no-store");
  return response;
}

}  // namespace

void get_calendar(Services& services, Call call) {
  const auto known = check_parameters(call, {"token", "as"});
  if (!known.ok()) return refuse(call, known.error());
  const auto item = item_of(call);
  if (!item.ok()) return refuse(call, item.error());
  const std::string token = text_parameter(call, "token").value_or(std::string{});
  look(services, call, [token, item = item.value(), request = call.request](Reader& reader) {
    return feed(reader, *request, token, item);
  });
}

void put_calendar_token(Services& services, Call call) {
  const auto known = check_nothing_said(call);
  if (!known.ok()) return refuse(call, known.error());
  look(services, call, [user = call.who.user](Reader& reader) { return new_token(reader, user); });
}

void delete_calendar_token(Services& services, Call call) {
  const auto known = check_parameters(call, {});
  if (!known.ok()) return refuse(call, known.error());
  look(services, call, [user = call.who.user](Reader& reader) -> Result<http::Response> {
    ONWARD_TRY(const bool revoked, reader.queries.revoke_token(feed_id(user)));
    if (!revoked) return Error{ErrorCode::not_found, "there is no token of a calendar"};
    return http::no_content();
  });
}

}  // namespace onward::api
