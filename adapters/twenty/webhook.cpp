#include "adapters/twenty/webhook.hpp"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <array>
#include <charconv>
#include <cstdlib>

#include "engine/base/check.hpp"
#include "engine/value/json.hpp"
#include "engine/value/members.hpp"

namespace onward::twenty {
namespace {

constexpr std::size_t id_bytes = 64;  // theirs are UUIDs

Error refused() {
  return {ErrorCode::unauthenticated, "the webhook is not signed as it should be, or too old"};
}

}  // namespace

std::string signature_of(std::string_view secret, std::string_view timestamp,
                         std::string_view body) {
  std::string text(timestamp);
  text += ':';
  text += body;
  std::array<unsigned char, EVP_MAX_MD_SIZE> mac{};
  unsigned length = 0;
  ONWARD_CHECK(HMAC(EVP_sha256(), secret.data(), static_cast<int>(secret.size()),
                    reinterpret_cast<const unsigned char*>(text.data()), text.size(), mac.data(),
                    &length) != nullptr);
  constexpr std::string_view digits = "0123456789abcdef";
  std::string hex;
  for (unsigned i = 0; i < length; ++i) {
    hex.push_back(digits[mac[i] >> 4U]);
    hex.push_back(digits[mac[i] & 15U]);
  }
  return hex;
}

Result<Done> verify(const Sealed& sealed, std::string_view secret, Instant now,
                    Duration tolerance) {
  const std::string expected = signature_of(secret, sealed.timestamp, sealed.body);
  if (sealed.signature.size() != expected.size() ||
      CRYPTO_memcmp(sealed.signature.data(), expected.data(), expected.size()) != 0)
    return refused();
  std::int64_t ms = 0;
  const char* end = sealed.timestamp.data() + sealed.timestamp.size();
  const auto [at, error] = std::from_chars(sealed.timestamp.data(), end, ms);
  if (error != std::errc{} || at != end || ms < 0) return refused();
  const std::int64_t away = ms > now.ms ? ms - now.ms : now.ms - ms;
  return away <= tolerance.ms ? Result<Done>(Done{}) : refused();
}

Result<Event> event_from(std::string_view body) {
  ONWARD_TRY(const Value value, json_from_text(body));
  const Error none{ErrorCode::invalid, "an event of Twenty with a record is expected"};
  const Context* all = value.context();
  if (all == nullptr) return none;
  Event event;
  event.name = text_in(*all, "eventName");
  if (event.name.empty()) event.name = text_in(*all, "event");
  event.object = event.name.substr(0, event.name.find('.'));
  const Value* record = all->find("record");
  if (record == nullptr) record = all->find("data");
  if (record == nullptr || record->context() == nullptr || event.object.size() == event.name.size())
    return none;
  event.record = *record->context();
  event.id = text_in(event.record, "id");
  if (event.id.empty() || event.id.size() > id_bytes) return none;
  event.changed.emplace();
  const Value* changed = all->find("updatedFields");
  if (changed != nullptr && changed->list() != nullptr)
    for (const Value& field : *changed->list())
      if (field.text() != nullptr) event.changed->push_back(*field.text());
  return event;
}

std::string key_of(const Event& event, std::string_view otherwise) {
  const std::string updated = text_in(event.record, "updatedAt");
  const std::string what = event.object + ":" + event.id + ":";
  return what + (updated.empty() ? std::string(otherwise) : updated.substr(0, id_bytes));
}

}  // namespace onward::twenty
