#include "adapters/xml/encoding.hpp"

#include <algorithm>

#include "adapters/xml/characters.hpp"

namespace onward::xml {
namespace {

Error refused(std::string message) {
  return Error{ErrorCode::malformed, std::move(message), "1:1"};
}

Error wrong_encoding() {
  return refused("expected UTF-8, US-ASCII, ISO-8859-1, or UTF-16 with a byte order mark");
}

/// The value of `encoding` in the XML declaration, in upper case; empty when there is none. Only a
/// rough look: the declaration's syntax is checked with the rest of the document.
std::string declared_encoding(std::string_view ascii) {
  constexpr std::size_t longest_declaration = 256;
  if (!ascii.starts_with("<?xml")) return {};
  const std::string_view declaration =
      ascii.substr(0, std::min(ascii.find("?>"), longest_declaration));
  const std::size_t name = declaration.find("encoding");
  if (name == std::string_view::npos) return {};
  const std::size_t open = declaration.find_first_of("\"'", name);
  if (open == std::string_view::npos) return {};
  const std::size_t close = declaration.find(declaration[open], open + 1);
  if (close == std::string_view::npos) return {};
  std::string encoding(declaration.substr(open + 1, close - open - 1));
  std::transform(encoding.begin(), encoding.end(), encoding.begin(), [](char c) {
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  });
  return encoding;
}

enum class ByteOrder { big, little };

Result<std::string> from_utf16(std::string_view bytes, ByteOrder order) {
  if (bytes.size() % 2 != 0)
    return refused("expected whole UTF-16 units, found half of one at the end");
  const auto unit = [&](std::size_t at) -> std::uint32_t {
    const auto first = static_cast<unsigned char>(bytes[at]);
    const auto second = static_cast<unsigned char>(bytes[at + 1]);
    return order == ByteOrder::big ? first * 256U + second : second * 256U + first;
  };
  std::string text;
  text.reserve(bytes.size());
  for (std::size_t at = 0; at < bytes.size(); at += 2) {
    std::uint32_t code = unit(at);
    if (code >= 0xD800 && code <= 0xDBFF && at + 2 < bytes.size()) {
      const std::uint32_t low = unit(at + 2);
      if (low >= 0xDC00 && low <= 0xDFFF) {
        code = 0x10000U + ((code - 0xD800U) << 10U) + (low - 0xDC00U);
        at += 2;
      }
    }
    if (code >= 0xD800 && code <= 0xDFFF)
      return refused("expected UTF-16, found half of a surrogate pair");
    append_utf8(text, code);
  }
  const std::string declared = declared_encoding(text);
  if (!declared.empty() && declared != "UTF-16")
    return refused("expected the declared encoding to be UTF-16, as the byte order mark says");
  return text;
}

}  // namespace

Result<std::string> to_utf8(std::string_view bytes) {
  using namespace std::string_view_literals;
  if (bytes.starts_with("\xFF\xFE\0\0"sv) || bytes.starts_with("\0\0\xFE\xFF"sv))
    return wrong_encoding();
  if (bytes.starts_with("\xFE\xFF"sv)) return from_utf16(bytes.substr(2), ByteOrder::big);
  if (bytes.starts_with("\xFF\xFE"sv)) return from_utf16(bytes.substr(2), ByteOrder::little);
  const bool marked = bytes.starts_with("\xEF\xBB\xBF"sv);
  if (marked) bytes.remove_prefix(3);
  const std::string declared = declared_encoding(bytes);
  if (declared.empty() || declared == "UTF-8") return std::string(bytes);
  if (marked)
    return refused("expected the declared encoding to be UTF-8, as the byte order mark says");
  if (declared == "US-ASCII" || declared == "ASCII") {
    if (std::any_of(bytes.begin(), bytes.end(),
                    [](char c) { return static_cast<unsigned char>(c) >= 0x80; }))
      return refused("expected ASCII as declared, found other bytes");
    return std::string(bytes);
  }
  if (declared != "ISO-8859-1") return wrong_encoding();
  std::string text;
  text.reserve(bytes.size());
  for (const char c : bytes) append_utf8(text, static_cast<unsigned char>(c));
  return text;
}

}  // namespace onward::xml
