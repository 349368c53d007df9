#include "adapters/twenty/rest.hpp"

#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <utility>

#include "engine/base/check.hpp"
#include "engine/value/json.hpp"

namespace onward::twenty {
namespace {

constexpr std::size_t requests_per_minute = 100;
constexpr std::size_t page_size = 60;  // the most that it gives
constexpr Duration minute{60'000}, longest_pause{3'600'000};

/// Everything but letters, digits, "-", "." and "_" in percents.
std::string escaped(std::string_view text) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       c == '-' || c == '.' || c == '_';
    if (plain) {
      out += c;
    } else {
      out += '%';
      out += digits[byte >> 4U];
      out += digits[byte & 15U];
    }
  }
  return out;
}

/// {"data": {"opportunities": [...]}}
std::vector<Context> records_in(const Value& answer, std::string_view plural) {
  std::vector<Context> records;
  const Context* all = answer.context();
  const Value* data = all != nullptr ? all->find("data") : nullptr;
  const Context* inner = data != nullptr ? data->context() : nullptr;
  const Value* list = inner != nullptr ? inner->find(plural) : nullptr;
  if (list == nullptr || list->list() == nullptr) return records;
  for (const Value& record : *list->list())
    if (record.context() != nullptr) records.push_back(*record.context());
  return records;
}

/// {"pageInfo": {"hasNextPage": true, "endCursor": "..."}}
std::string next_in(const Value& answer) {
  const Context* all = answer.context();
  const Value* info = all != nullptr ? all->find("pageInfo") : nullptr;
  const Context* inner = info != nullptr ? info->context() : nullptr;
  if (inner == nullptr) return {};
  const Value* more = inner->find("hasNextPage");
  const Value* end = inner->find("endCursor");
  const bool has_more = more != nullptr && *more == Value(true);
  return has_more && end != nullptr && end->text() != nullptr ? *end->text() : std::string();
}

}  // namespace

Result<Done> Rest::take(Instant now) {
  std::erase_if(made_, [&](Instant at) { return at + minute <= now; });
  if (made_.size() >= requests_per_minute) ready_at_ = std::max(ready_at_, made_.front() + minute);
  if (now < ready_at_)
    return Error{ErrorCode::too_many_requests, "Twenty takes no more requests in this minute"};
  made_.push_back(now);
  return Done{};
}

Result<http_client::Answer> Rest::call(std::string method, const std::string& path,
                                       const Context* body, Instant now) {
  ONWARD_TRY_DONE(take(now));
  http_client::Request request;
  request.method = std::move(method);
  request.url = settings_.url + "/rest/" + path;
  request.headers = {{"authorization", "Bearer " + settings_.key}, {"accept", "application/json"}};
  if (body != nullptr) {
    request.headers.push_back({"content-type", "application/json"});
    request.body = to_json(Value(*body));
  }
  auto answer = client_.send(request);
  if (!answer.ok()) return Error{ErrorCode::unavailable, answer.error().message};
  const int status = answer->status;
  if (status >= 200 && status < 300) return std::move(answer).value();
  const std::string said = "Twenty answered " + std::to_string(status);
  if (status == 429) {
    ready_at_ = now + std::min(answer->retry_after.value_or(minute), longest_pause);
    return Error{ErrorCode::too_many_requests, said};
  }
  if (status == 404) return Error{ErrorCode::not_found, said};
  if (status == 400 || status == 409 || status == 422) return Error{ErrorCode::invalid, said};
  return Error{ErrorCode::unavailable, said};
}

Result<Done> Rest::make(std::string_view plural, const Context& record, Instant now) {
  const std::string path(plural);
  const auto made = call("POST", path, &record, now);
  if (made.ok()) return Done{};
  if (made.error().code != ErrorCode::invalid) return made.error();
  // Refused: because it is there already, made by an attempt whose answer was lost?
  const Value* id = record.find("id");
  if (id == nullptr || id->text() == nullptr) return made.error();
  const auto there = call("GET", path + "/" + *id->text(), nullptr, now);
  if (there.ok()) return Done{};
  return there.error().code == ErrorCode::not_found ? made.error() : there.error();
}

Result<Done> Rest::change(std::string_view plural, std::string_view id, const Context& patch,
                          Instant now) {
  ONWARD_TRY_DONE(call("PATCH", std::string(plural) + "/" + escaped(id), &patch, now));
  return Done{};
}

Result<Rest::Page> Rest::changed(std::string_view plural, std::string_view since,
                                 std::string_view after, Instant now) {
  std::string path(plural);
  path += "?order_by=updatedAt&limit=" + std::to_string(page_size);
  if (!since.empty()) path += "&filter=" + escaped("updatedAt[gt]:" + std::string(since));
  if (!after.empty()) path += "&starting_after=" + escaped(after);
  ONWARD_TRY(const http_client::Answer answer, call("GET", path, nullptr, now));
  const auto value = json_from_text(answer.body);
  if (!value.ok()) return Error{ErrorCode::unavailable, "Twenty's answer cannot be read"};
  return Page{records_in(value.value(), plural), next_in(value.value())};
}

std::string uuid_of(std::string_view text) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> hash{};
  unsigned length = 0;
  ONWARD_CHECK(EVP_Digest(text.data(), text.size(), hash.data(), &length, EVP_sha256(), nullptr) ==
               1);
  hash[6] = static_cast<unsigned char>((hash[6] & 0x0FU) | 0x80U);  // version 8: our own
  hash[8] = static_cast<unsigned char>((hash[8] & 0x3FU) | 0x80U);
  constexpr std::string_view digits = "0123456789abcdef";
  std::string uuid;
  for (std::size_t i = 0; i < 16; ++i) {
    if (i == 4 || i == 6 || i == 8 || i == 10) uuid += '-';
    uuid += digits[hash[i] >> 4U];
    uuid += digits[hash[i] & 15U];
  }
  return uuid;
}

}  // namespace onward::twenty
