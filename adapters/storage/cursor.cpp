#include "adapters/storage/cursor.hpp"

#include <charconv>

namespace onward::storage {
namespace {

constexpr std::string_view alphabet =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

std::string to_base64url(std::string_view bytes) {
  std::string out;
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    std::uint32_t group = 0;
    const std::size_t taken = std::min<std::size_t>(3, bytes.size() - i);
    for (std::size_t k = 0; k < 3; ++k)
      group = (group << 8U) | (k < taken ? static_cast<unsigned char>(bytes[i + k]) : 0U);
    for (std::size_t k = 0; k <= taken; ++k) out += alphabet[(group >> (18U - 6U * k)) & 63U];
  }
  return out;
}

std::optional<std::string> from_base64url(std::string_view text) {
  if (text.size() % 4 == 1) return std::nullopt;
  std::string out;
  std::uint32_t group = 0;
  unsigned bits = 0;
  for (const char c : text) {
    const std::size_t digit = alphabet.find(c);
    if (digit == std::string_view::npos) return std::nullopt;
    group = (group << 6U) | static_cast<std::uint32_t>(digit);
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      out += static_cast<char>((group >> bits) & 0xFFU);
    }
  }
  // What is left over must be zero, or two texts would name one cursor.
  if ((group & ((1U << bits) - 1U)) != 0) return std::nullopt;
  return out;
}

/// "3:abc" from the front of `rest`.
std::optional<std::string> take(std::string_view& rest) {
  std::size_t size = 0;
  const auto [end, failure] = std::from_chars(rest.data(), rest.data() + rest.size(), size);
  const auto used = static_cast<std::size_t>(end - rest.data());
  if (failure != std::errc() || used >= rest.size() || rest[used] != ':') return std::nullopt;
  rest.remove_prefix(used + 1);
  if (size > rest.size()) return std::nullopt;
  std::string taken(rest.substr(0, size));
  rest.remove_prefix(size);
  return taken;
}

void put(std::string& out, std::string_view text) {
  out += std::to_string(text.size());
  out += ':';
  out += text;
}

}  // namespace

std::string encode_cursor(std::string_view binding, std::span<const Cell> keys) {
  std::string bytes;
  put(bytes, binding);
  for (const Cell& key : keys) {
    const auto* number = std::get_if<std::int64_t>(&key);
    put(bytes, number != nullptr ? std::to_string(*number) : text_of(key));
  }
  return to_base64url(bytes);
}

Result<Row> decode_cursor(std::string_view cursor, std::string_view binding,
                          std::string_view types) {
  const Error wrong{ErrorCode::invalid_cursor, "the cursor does not belong to this list and sort",
                    "after"};
  const auto bytes = from_base64url(cursor);
  if (!bytes) return wrong;
  std::string_view rest = *bytes;
  const auto bound = take(rest);
  if (!bound || *bound != binding) return wrong;
  Row keys;
  for (const char type : types) {
    auto text = take(rest);
    if (!text) return wrong;
    if (type == 't') {
      keys.emplace_back(std::move(*text));
      continue;
    }
    std::int64_t number = 0;
    const char* end = text->data() + text->size();
    const auto parsed = std::from_chars(text->data(), end, number);
    if (parsed.ec != std::errc() || parsed.ptr != end) return wrong;
    keys.emplace_back(number);
  }
  if (!rest.empty()) return wrong;
  return keys;
}

}  // namespace onward::storage
