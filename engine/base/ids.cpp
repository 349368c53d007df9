#include "engine/base/ids.hpp"

#include <algorithm>
#include <charconv>

namespace onward {
namespace {

constexpr std::string_view alphabet = "0123456789abcdefghjkmnpqrstvwxyz";

}  // namespace

std::string id_to_text(std::uint64_t id) {
  std::string text;
  do {
    text.push_back(alphabet[id & 31U]);
    id >>= 5U;
  } while (id != 0);
  std::reverse(text.begin(), text.end());
  return text;
}

std::optional<std::uint64_t> id_from_text(std::string_view text) {
  // 13 digits hold 65 bits; ids use 63, so the first of 13 digits is at most 7.
  if (text.empty() || text.size() > 13 || (text.size() == 13 && text[0] > '7')) return std::nullopt;
  if (text[0] == '0') return std::nullopt;  // one spelling per id
  std::uint64_t id = 0;
  for (const char c : text) {
    const std::size_t digit = alphabet.find(c);
    if (digit == std::string_view::npos) return std::nullopt;
    id = (id << 5U) | digit;
  }
  return id;
}

std::string to_text(LocalRef ref) {
  return to_text(ref.instance) + "-" + std::to_string(ref.local.value);
}

std::optional<LocalRef> local_ref_from_text(std::string_view text) {
  const std::size_t dash = text.find('-');
  if (dash == std::string_view::npos) return std::nullopt;
  const auto instance = id_from_text(text.substr(0, dash));
  const std::string_view local_text = text.substr(dash + 1);
  std::uint32_t local = 0;
  const auto [end, error] =
      std::from_chars(local_text.data(), local_text.data() + local_text.size(), local);
  if (!instance || error != std::errc{} || end != local_text.data() + local_text.size() ||
      local == 0 || local_text[0] == '0')
    return std::nullopt;
  return LocalRef{{*instance}, {local}};
}

}  // namespace onward
