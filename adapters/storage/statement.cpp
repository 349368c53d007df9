#include "adapters/storage/statement.hpp"

#include <cstring>

namespace onward::storage {

std::string with_rows(std::string_view text, std::string_view rows) {
  constexpr std::string_view word = "ROWS";
  std::string result(text);
  if (const std::size_t at = result.find(word); at != std::string::npos)
    result.replace(at, word.size(), rows);
  return result;
}

bool needs_escape(std::string_view text) {
  return !text.empty() && (std::memchr(text.data(), 0, text.size()) != nullptr ||
                           std::memchr(text.data(), 1, text.size()) != nullptr);
}

std::string escape_text(std::string_view text) {
  std::string result;
  result.reserve(text.size() + 2);
  for (const char c : text) {
    if (c == '\0')
      result +=
          "\x01"
          "0";
    else if (c == '\x01')
      result +=
          "\x01"
          "1";
    else
      result += c;
  }
  return result;
}

std::string unescape_text(std::string text) {
  if (text.find('\x01') == std::string::npos) return text;
  std::string result;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\x01' && i + 1 < text.size())
      result += text[++i] == '0' ? '\0' : '\x01';
    else
      result += text[i];
  }
  return result;
}

}  // namespace onward::storage
