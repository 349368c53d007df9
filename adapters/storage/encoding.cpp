#include "adapters/storage/encoding.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>

#include "engine/instance/codec.hpp"

namespace onward::storage {
namespace {

std::string pattern_around(std::string_view folded_text) {
  std::string pattern = "%";
  for (const char c : folded_text) {
    if (c == '%' || c == '_' || c == '\\') pattern += '\\';
    pattern += c;
  }
  return pattern + "%";
}

std::ptrdiff_t letters_of(std::string_view word) {
  return std::count_if(word.begin(), word.end(), [](char byte) {
    return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U;
  });
}

Error damaged(std::string_view what) {
  return Error{ErrorCode::internal, "stored bytes are damaged: " + std::string(what)};
}

List to_list(const std::vector<std::string>& texts) {
  List list;
  list.reserve(texts.size());
  for (const std::string& text : texts) list.emplace_back(text);
  return list;
}

Result<std::vector<std::string>> to_texts(const Value& value) {
  if (value.list() == nullptr) return damaged("a list of texts");
  std::vector<std::string> texts;
  for (const Value& item : *value.list()) {
    if (item.text() == nullptr) return damaged("a list of texts");
    texts.push_back(*item.text());
  }
  return texts;
}

/// A two-byte UTF-8 letter in lower case: Latin-1, Latin Extended-A, Greek, Cyrillic.
std::uint32_t lower(std::uint32_t letter) {
  if (letter >= 0xC0 && letter <= 0xDE && letter != 0xD7) return letter + 0x20;
  if (letter >= 0x100 && letter <= 0x137) return letter | 1U;
  if (letter >= 0x14A && letter <= 0x177) return letter | 1U;
  if (letter >= 0x391 && letter <= 0x3A9) return letter + 0x20;
  if (letter >= 0x410 && letter <= 0x42F) return letter + 0x20;
  if (letter >= 0x400 && letter <= 0x40F) return letter + 0x50;
  return letter;
}

/// Decodes a two-byte sequence at `at`; nullopt for anything else.
std::optional<std::uint32_t> two_bytes(std::string_view text, std::size_t at) {
  if (at + 1 >= text.size()) return std::nullopt;
  const auto first = static_cast<unsigned char>(text[at]);
  const auto second = static_cast<unsigned char>(text[at + 1]);
  if ((first & 0xE0U) != 0xC0U || (second & 0xC0U) != 0x80U) return std::nullopt;
  return ((first & 0x1FU) << 6U) | (second & 0x3FU);
}

std::string folded(std::string_view text) {
  std::string result;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c >= 'A' && c <= 'Z') {
      result += static_cast<char>(c - 'A' + 'a');
    } else if (const auto letter = two_bytes(text, i)) {
      const std::uint32_t low = lower(*letter);
      result += static_cast<char>(0xC0U | (low >> 6U));
      result += static_cast<char>(0x80U | (low & 0x3FU));
      ++i;
    } else {
      result += c;
    }
  }
  return result;
}

/// At most `bytes`, never through the middle of a character.
std::string_view cut(std::string_view text, std::size_t bytes) {
  if (text.size() <= bytes) return text;
  while (bytes > 0 && (static_cast<unsigned char>(text[bytes]) & 0xC0U) == 0x80U) --bytes;
  return text.substr(0, bytes);
}

}  // namespace

std::string encode_texts(const std::vector<std::string>& texts) {
  return encode(Value(to_list(texts)));
}

Result<std::vector<std::string>> decode_texts(std::string_view bytes) {
  const auto value = decode_value(bytes);
  if (!value.ok()) return damaged(value.error().message);
  return to_texts(*value);
}

std::string encode_context(const Context& context) { return encode(Value(context)); }

Result<Context> decode_context(std::string_view bytes) {
  const auto value = decode_value(bytes);
  if (!value.ok()) return damaged(value.error().message);
  if (value->context() == nullptr) return damaged("a context");
  return *value->context();
}

std::string encode_candidates(const std::vector<std::string>& groups,
                              const std::vector<std::string>& users) {
  if (groups.empty() && users.empty()) return {};
  return encode(Value(List{Value(to_list(groups)), Value(to_list(users))}));
}

Result<Candidates> decode_candidates(std::string_view bytes) {
  if (bytes.empty()) return Candidates{};
  const auto value = decode_value(bytes);
  if (!value.ok()) return damaged(value.error().message);
  if (value->list() == nullptr || value->list()->size() != 2) return damaged("candidates");
  Candidates candidates;
  ONWARD_TRY(candidates.groups, to_texts((*value->list())[0]));
  ONWARD_TRY(candidates.users, to_texts((*value->list())[1]));
  return candidates;
}

std::string encode_body(const Opportunity& opportunity) {
  List instances;
  for (const InstanceId id : opportunity.instances) instances.emplace_back(to_text(id));
  return encode(Value(List{Value(std::move(instances)), Value(opportunity.fields)}));
}

Result<Done> decode_body(std::string_view bytes, Opportunity& opportunity) {
  const auto value = decode_value(bytes);
  if (!value.ok()) return damaged(value.error().message);
  if (value->list() == nullptr || value->list()->size() != 2) return damaged("an opportunity");
  ONWARD_TRY(const auto instances, to_texts((*value->list())[0]));
  for (const std::string& text : instances) {
    const auto id = id_from_text(text);
    if (!id) return damaged("an instance id");
    opportunity.instances.push_back(InstanceId{*id});
  }
  const Context* fields = (*value->list())[1].context();
  if (fields == nullptr) return damaged("fields of an opportunity");
  opportunity.fields = *fields;
  return Done{};
}

std::string searchable(std::initializer_list<std::string_view> parts) {
  constexpr std::size_t part_bytes = 500;
  std::string result;
  for (const std::string_view part : parts) {
    if (part.empty()) continue;
    if (!result.empty()) result += ' ';
    result += folded(cut(part, part_bytes));
  }
  return result;
}

std::string like_pattern(std::string_view text) { return pattern_around(folded(text)); }

std::array<std::string, 2> word_patterns(std::string_view text) {
  const std::string whole = folded(text);
  std::string_view longest = {}, second = {};
  for (std::size_t at = 0; at < whole.size();) {
    const std::size_t end = std::min(whole.find(' ', at), whole.size());
    const std::string_view word = std::string_view(whole).substr(at, end - at);
    at = end + 1;
    if (letters_of(word) > letters_of(longest)) {
      second = std::exchange(longest, word);
    } else if (letters_of(word) > letters_of(second)) {
      second = word;
    }
  }
  if (letters_of(longest) < 4) longest = whole;
  if (letters_of(second) < 4) second = longest;
  return {pattern_around(longest), pattern_around(second)};
}

}  // namespace onward::storage
