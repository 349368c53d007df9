// What every handler needs: path and query parameters, conditions, and how a decoded request or a
// look into the state is sent on. Bodies: body.hpp; replies: json_views.hpp.
#pragma once

#include <functional>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/ids.hpp"
#include "engine/service/queries.hpp"
#include "engine/value/json.hpp"
#include "server/api/body.hpp"
#include "server/api/services.hpp"
#include "server/http/problem.hpp"

namespace onward::api {

// How a handler ends.
/// Answers with a problem document.
void refuse(const Call& call, const Error& error);
/// Submits the request, or answers with what is wrong with it.
void send(Services& services, const Call& call, Result<onward::Request> request);
/// Runs `look` on a reader; its error becomes a problem document.
using Look = std::function<Result<http::Response>(Reader&)>;
void look(Services& services, const Call& call, Look look);

// Path parameters.
/// Errors: not_found when the text is no id (it cannot name anything).
Result<InstanceId> instance_id(const Call& call, std::string_view name = "id");
Result<OpportunityId> opportunity_id(const Call& call, std::string_view name = "id");
Result<std::uint64_t> record_id(const Call& call, std::string_view name = "id");
Result<LocalRef> local_ref(const Call& call, std::string_view name = "id");
/// A version number from 1. Errors: not_found.
Result<std::uint32_t> version_number(const Call& call, std::string_view name = "n");

// Query parameters.
/// Errors: unknown_parameter for any other than these.
Result<Done> check_parameters(const Call& call, std::initializer_list<std::string_view> known);
/// limit, after, sort. `sorts` are the fields that may be named, "-field" is always allowed with
/// them. Errors: unknown_parameter (sort), malformed (limit).
Result<Page> page_of(const Call& call, std::initializer_list<std::string_view> sorts = {});
/// Absent: nullopt; empty counts as a value. Errors: malformed.
std::optional<std::string> text_parameter(const Call& call, std::string_view name);
Result<std::optional<bool>> flag_parameter(const Call& call, std::string_view name);
Result<std::optional<Instant>> instant_parameter(const Call& call, std::string_view name);
Result<std::optional<std::uint64_t>> number_parameter(const Call& call, std::string_view name,
                                                      std::uint64_t highest);
/// `?name=true`; absent: false. Errors: malformed.
Result<bool> is_set(const Call& call, std::string_view name);

// Conditions.
/// The revision that If-Match names: nullopt without the header or with "*"; one that no revision
/// can have when the tag is not of ours (it is stale then). Errors: malformed.
Result<std::optional<std::uint64_t>> if_revision(const Call& call);

// Replies.
/// {"items":[...],"next":"..."}: `next` only when there is more.
template <class Row, class Write>
http::Response list_response(const Rows<Row>& rows, Write write) {
  JsonWriter out;
  out.begin_object().name("items").begin_array();
  for (const Row& row : rows.items) write(out, row);
  out.end_array();
  if (!rows.next.empty()) out.name("next").text(rows.next);
  out.end_object();
  return http::json(200, out.take());
}
/// Writes a list from what is in memory: sliced by `page`, whose cursor is the position.
/// Errors: invalid_cursor.
template <class Row>
Result<Rows<Row>> slice(const std::vector<Row>& all, const Page& page);

/// Where a slice begins. Errors: invalid_cursor.
Result<std::size_t> position_of(const Page& page);

template <class Row>
Result<Rows<Row>> slice(const std::vector<Row>& all, const Page& page) {
  ONWARD_TRY(const std::size_t from, position_of(page));
  Rows<Row> rows;
  for (std::size_t i = from; i < all.size() && rows.items.size() < page.limit; ++i)
    rows.items.push_back(all[i]);
  const std::size_t reached = from + rows.items.size();
  if (reached < all.size()) rows.next = std::to_string(reached);
  return rows;
}

}  // namespace onward::api
