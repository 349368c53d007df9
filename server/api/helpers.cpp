#include "server/api/helpers.hpp"

#include <algorithm>
#include <charconv>
#include <limits>
#include <utility>

#include "engine/base/check.hpp"
#include "engine/base/limits.hpp"
#include "server/http/etag.hpp"

namespace onward::api {
namespace {

std::optional<std::uint64_t> number_from_text(std::string_view text) {
  std::uint64_t number = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
  if (text.empty() || read.ec != std::errc{} || read.ptr != text.data() + text.size())
    return std::nullopt;
  return number;
}

Error no_such(std::string_view text) {
  return {ErrorCode::not_found, "nothing has the id \"" + std::string(text.substr(0, 64)) + "\""};
}

Error unreadable(std::string_view name, std::string_view expected) {
  return {ErrorCode::malformed,
          "the parameter " + std::string(name) + " must be " + std::string(expected),
          std::string(name)};
}

}  // namespace

const std::string& Call::parameter(std::string_view name) const {
  const auto at = std::find_if(path.begin(), path.end(),
                               [&](const auto& parameter) { return parameter.first == name; });
  ONWARD_CHECK(at != path.end());
  return at->second;
}

void refuse(const Call& call, const Error& error) { call.respond(http::problem(error)); }

void send(Services& services, const Call& call, Result<onward::Request> request) {
  if (!request.ok()) return refuse(call, request.error());
  services.submit(call, std::move(request).value());
}

void look(Services& services, const Call& call, Look look) {
  services.read(call, [look = std::move(look)](Reader& reader) {
    auto response = look(reader);
    return response.ok() ? std::move(response).value() : http::problem(response.error());
  });
}

Result<std::uint64_t> record_id(const Call& call, std::string_view name) {
  const std::string& text = call.parameter(name);
  const auto id = id_from_text(text);
  if (!id || *id == 0) return no_such(text);
  return *id;
}

Result<InstanceId> instance_id(const Call& call, std::string_view name) {
  ONWARD_TRY(const std::uint64_t id, record_id(call, name));
  return InstanceId{id};
}

Result<OpportunityId> opportunity_id(const Call& call, std::string_view name) {
  ONWARD_TRY(const std::uint64_t id, record_id(call, name));
  return OpportunityId{id};
}

Result<LocalRef> local_ref(const Call& call, std::string_view name) {
  const std::string& text = call.parameter(name);
  const auto ref = local_ref_from_text(text);
  if (!ref || !ref->instance || !ref->local) return no_such(text);
  return *ref;
}

Result<std::uint32_t> version_number(const Call& call, std::string_view name) {
  const auto number = number_from_text(call.parameter(name));
  if (!number || *number == 0 || *number > std::numeric_limits<std::uint32_t>::max())
    return Error{ErrorCode::not_found, "versions are whole numbers from 1"};
  return static_cast<std::uint32_t>(*number);
}

Result<Done> check_parameters(const Call& call, std::initializer_list<std::string_view> known) {
  std::vector<std::string_view> seen;
  for (const auto& [name, value] : call.request->query) {
    if (std::find(known.begin(), known.end(), name) == known.end())
      return Error{ErrorCode::unknown_parameter, "there is no parameter \"" + name + "\" here",
                   name};
    if (std::find(seen.begin(), seen.end(), name) != seen.end())
      return Error{ErrorCode::malformed, "the parameter \"" + name + "\" stands twice", name};
    seen.push_back(name);
  }
  return Done{};
}

Result<Page> page_of(const Call& call, std::initializer_list<std::string_view> sorts) {
  Page page;
  ONWARD_TRY(const auto limit, number_parameter(call, "limit", limits::page_size));
  if (limit && *limit == 0) return unreadable("limit", "a whole number from 1 to 500");
  page.limit = limit ? static_cast<std::size_t>(*limit) : limits::page_size_default;
  if (const std::string* after = call.query("after")) page.after = *after;
  if (const std::string* sort = call.query("sort")) {
    std::string_view field = *sort;
    if (field.starts_with('-')) field.remove_prefix(1);
    if (std::find(sorts.begin(), sorts.end(), field) == sorts.end())
      return Error{ErrorCode::unknown_parameter, "this list cannot be sorted by \"" + *sort + "\"",
                   "sort"};
    page.sort = *sort;
  }
  return page;
}

std::optional<std::string> text_parameter(const Call& call, std::string_view name) {
  const std::string* text = call.query(name);
  return text != nullptr ? std::optional(*text) : std::nullopt;
}

Result<std::optional<bool>> flag_parameter(const Call& call, std::string_view name) {
  const std::string* text = call.query(name);
  if (text == nullptr) return std::optional<bool>{};
  if (*text == "true") return std::optional(true);
  if (*text == "false") return std::optional(false);
  return unreadable(name, "true or false");
}

Result<std::optional<Instant>> instant_parameter(const Call& call, std::string_view name) {
  const std::string* text = call.query(name);
  if (text == nullptr) return std::optional<Instant>{};
  const auto at = instant_from_text(*text);
  if (!at.ok()) return unreadable(name, "a time such as 2026-11-22T08:00:00Z");
  return std::optional(at.value());
}

Result<std::optional<std::uint64_t>> number_parameter(const Call& call, std::string_view name,
                                                      std::uint64_t highest) {
  const std::string* text = call.query(name);
  if (text == nullptr) return std::optional<std::uint64_t>{};
  const auto number = number_from_text(*text);
  if (!number || *number > highest)
    return unreadable(name, "a whole number up to " + std::to_string(highest));
  return number;
}

Result<bool> is_set(const Call& call, std::string_view name) {
  ONWARD_TRY(const auto flag, flag_parameter(call, name));
  return flag && *flag;
}

Result<std::optional<std::uint64_t>> if_revision(const Call& call) {
  const std::string* header = call.request->header("if-match");
  if (header == nullptr) return std::optional<std::uint64_t>{};
  ONWARD_TRY(const http::EntityTags given, http::parse_entity_tags(*header));
  if (given.any) return std::optional<std::uint64_t>{};
  if (given.tags.size() != 1)
    return Error{ErrorCode::malformed, "if-match takes one entity tag here", "if-match"};
  constexpr std::uint64_t never = std::numeric_limits<std::uint64_t>::max();
  const http::EntityTags::Tag& tag = given.tags.front();
  if (tag.weak) return std::optional(never);
  const auto number = number_from_text(std::string_view(tag.text).substr(1, tag.text.size() - 2));
  return std::optional(number ? *number : never);
}

Result<std::size_t> position_of(const Page& page) {
  if (page.after.empty()) return std::size_t{0};
  const auto number = number_from_text(page.after);
  if (!number || *number > std::numeric_limits<std::uint32_t>::max())
    return Error{ErrorCode::invalid_cursor, "this cursor was not handed out by this list", "after"};
  return static_cast<std::size_t>(*number);
}

}  // namespace onward::api
