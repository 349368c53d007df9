#include "server/api/body.hpp"

#include <algorithm>
#include <utility>

#include "engine/base/iso8601.hpp"
#include "engine/feel/temporal.hpp"
#include "engine/value/json.hpp"
#include "server/http/media_type.hpp"

namespace onward::api {

std::string pointer_step(std::string_view name) {
  std::string step = "/";
  for (const char c : name) {
    if (c == '~')
      step += "~0";
    else if (c == '/')
      step += "~1";
    else
      step += c;
  }
  return step;
}

Result<Body> Body::of(const http::Request& request, Presence presence) {
  if (presence == Presence::optional && request.body.empty()) return Body(Context{}, {});
  if (request.method == http::Method::patch)
    ONWARD_TRY_DONE(
        http::require_media_type(request, {"application/json", "application/merge-patch+json"}));
  else
    ONWARD_TRY_DONE(http::require_media_type(request, {"application/json"}));
  ONWARD_TRY(const Value value, json_from_text(request.body));
  if (value.context() == nullptr)
    return Error{ErrorCode::invalid,
                 "the body must be a JSON object",
                 {},
                 {{"", "wrong-type", "an object is expected"}}};
  return Body(*value.context(), {});
}

Body::Body(Context context, std::string pointer)
    : Body(std::make_shared<State>(), std::move(context), std::move(pointer)) {}

Body::Body(std::shared_ptr<State> state, Context members, std::string pointer)
    : state_(std::move(state)) {
  state_->objects.push_back(
      std::make_unique<Object>(Object{std::move(members), std::move(pointer), {}}));
  self_ = state_->objects.back().get();
}

const Context& Body::all() const { return self_->members; }

bool Body::has(std::string_view name) {
  self_->known.emplace_back(name);
  return self_->members.find(name) != nullptr;
}

bool Body::is_null(std::string_view name) {
  const Value* value = has(name) ? self_->members.find(name) : nullptr;
  return value != nullptr && value->is_null();
}

const Value* Body::value(std::string_view name) {
  self_->known.emplace_back(name);
  return self_->members.find(name);
}

const Value* Body::take(std::string_view name) {
  const Value* found = value(name);
  return found == nullptr || found->is_null() ? nullptr : found;
}

void Body::refuse(std::string_view name, std::string code, std::string detail) {
  state_->wrong.push_back(
      {self_->pointer + pointer_step(name), std::move(code), std::move(detail)});
}

void Body::expected(std::string_view name, std::string_view what) {
  refuse(name, "wrong-type", std::string(what) + " is expected");
}

std::string Body::required_text(std::string_view name, std::size_t bytes) {
  const auto found = text(name, bytes);
  if (found && !found->empty()) return *found;
  const Value* there = self_->members.find(name);
  if (there == nullptr || there->is_null() || found) refuse(name, "required", "a text is required");
  return {};
}

std::optional<std::string> Body::text(std::string_view name, std::size_t bytes) {
  const Value* found = take(name);
  if (found == nullptr) return std::nullopt;
  if (found->text() == nullptr) {
    expected(name, "a text");
    return std::nullopt;
  }
  if (found->text()->size() > bytes) {
    refuse(name, "too-long", "at most " + std::to_string(bytes) + " bytes");
    return std::nullopt;
  }
  return *found->text();
}

std::optional<bool> Body::boolean(std::string_view name) {
  const Value* found = take(name);
  if (found == nullptr) return std::nullopt;
  if (found->boolean() != nullptr) return *found->boolean();
  expected(name, "true or false");
  return std::nullopt;
}

std::optional<std::int64_t> Body::integer(std::string_view name, std::int64_t low,
                                          std::int64_t high) {
  const Value* found = take(name);
  if (found == nullptr) return std::nullopt;
  const auto number = found->number() != nullptr ? found->number()->to_int64() : std::nullopt;
  if (number && *number >= low && *number <= high) return number;
  if (found->number() == nullptr)
    expected(name, "a whole number");
  else
    refuse(name, "out-of-range",
           "a whole number from " + std::to_string(low) + " to " + std::to_string(high));
  return std::nullopt;
}

std::optional<Decimal> Body::decimal(std::string_view name) {
  const Value* found = take(name);
  if (found == nullptr) return std::nullopt;
  if (found->number() != nullptr) return *found->number();
  expected(name, "a number");
  return std::nullopt;
}

std::optional<Date> Body::date(std::string_view name) {
  const auto written = text(name);
  if (!written) return std::nullopt;
  auto date = feel::read_date(*written);
  if (!date) refuse(name, "wrong-type", "a date such as 2026-11-22 is expected");
  return date;
}

std::optional<Instant> Body::instant(std::string_view name) {
  const auto written = text(name);
  if (!written) return std::nullopt;
  const auto at = instant_from_text(*written);
  if (at.ok()) return at.value();
  refuse(name, "wrong-type", "a time such as 2026-11-22T08:00:00Z is expected");
  return std::nullopt;
}

std::optional<Duration> Body::duration(std::string_view name) {
  const auto written = text(name);
  if (!written) return std::nullopt;
  constexpr std::int64_t longest_seconds = std::int64_t{100} * 366 * 86'400;
  const auto span = duration_from_text(*written);
  if (span.ok() && span->months == 0 && span->seconds >= 0 && span->seconds <= longest_seconds)
    return Duration{span->seconds * 1'000 + span->nano / 1'000'000};
  refuse(name, "wrong-type", "a duration such as PT5M or P7D is expected");
  return std::nullopt;
}

Context Body::context(std::string_view name) {
  const Value* found = take(name);
  if (found == nullptr) return {};
  if (found->context() != nullptr) return *found->context();
  expected(name, "an object");
  return {};
}

std::vector<std::string> Body::texts(std::string_view name, std::size_t bytes) {
  std::vector<std::string> all;
  const Value* found = take(name);
  if (found == nullptr) return all;
  if (found->list() == nullptr) {
    expected(name, "an array of texts");
    return all;
  }
  for (const Value& item : *found->list()) {
    if (item.text() == nullptr || item.text()->size() > bytes) {
      expected(name, "an array of texts");
      return {};
    }
    all.push_back(*item.text());
  }
  return all;
}

std::optional<Body> Body::object(std::string_view name) {
  const Value* found = take(name);
  if (found == nullptr) return std::nullopt;
  if (found->context() != nullptr)
    return Body(state_, *found->context(), self_->pointer + pointer_step(name));
  expected(name, "an object");
  return std::nullopt;
}

std::vector<Body> Body::objects(std::string_view name) { return items(name, {}); }

std::vector<Body> Body::objects_or_texts(std::string_view name, std::string_view member) {
  return items(name, member);
}

/// `member`: what a text in the array stands for; empty: nothing.
std::vector<Body> Body::items(std::string_view name, std::string_view member) {
  std::vector<Body> all;
  const Value* found = take(name);
  if (found == nullptr) return all;
  if (found->list() == nullptr) {
    expected(name, "an array of objects");
    return all;
  }
  const List given = *found->list();
  const std::string pointer = self_->pointer + pointer_step(name);
  for (std::size_t i = 0; i < given.size(); ++i) {
    const std::string place = pointer + "/" + std::to_string(i);
    if (given[i].context() != nullptr) {
      all.push_back(Body(state_, *given[i].context(), place));
    } else if (given[i].text() != nullptr && !member.empty()) {
      Context alone;
      alone.set(std::string(member), given[i]);
      all.push_back(Body(state_, std::move(alone), place));
    } else {
      state_->wrong.push_back({place, "wrong-type", "an object is expected"});
    }
  }
  return all;
}

Result<Done> Body::finish() const {
  std::vector<ErrorDetail> wrong = state_->wrong;
  for (const auto& object : state_->objects)
    for (const auto& [name, value] : object->members.entries())
      if (std::find(object->known.begin(), object->known.end(), name) == object->known.end())
        wrong.push_back({object->pointer + pointer_step(name), "unknown-member",
                         "there is no such member here"});
  if (wrong.empty()) return Done{};
  return Error{ErrorCode::invalid,
               "the request breaks a rule: " + wrong.front().pointer + ": " + wrong.front().detail,
               {},
               std::move(wrong)};
}

}  // namespace onward::api
