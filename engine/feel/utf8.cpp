#include "engine/feel/utf8.hpp"

namespace onward::feel {
namespace {

constexpr char32_t replacement = 0xFFFD;

unsigned byte_at(std::string_view text, std::size_t index) {
  return static_cast<unsigned char>(text[index]);
}

}  // namespace

char32_t next_code_point(std::string_view text, std::size_t& index) {
  const unsigned first = byte_at(text, index++);
  if (first < 0x80) return first;
  const unsigned length = first >= 0xF0 && first < 0xF5   ? 3
                          : first >= 0xE0 && first < 0xF0 ? 2
                          : first >= 0xC2 && first < 0xE0 ? 1
                                                          : 0;
  if (length == 0 || text.size() - index < length) return replacement;
  char32_t code = first & (0x3FU >> length);
  for (unsigned i = 0; i < length; ++i) {
    const unsigned next = byte_at(text, index + i);
    if ((next & 0xC0U) != 0x80U) return replacement;
    code = (code << 6U) | (next & 0x3FU);
  }
  index += length;
  return code;
}

void append_code_point(std::string& out, char32_t code) {
  if (code > 0x10FFFF || (code >= 0xD800 && code < 0xE000)) code = replacement;
  if (code < 0x80) {
    out.push_back(static_cast<char>(code));
    return;
  }
  if (code < 0x800) {
    out.push_back(static_cast<char>(0xC0U | (code >> 6U)));
  } else {
    if (code < 0x10000) {
      out.push_back(static_cast<char>(0xE0U | (code >> 12U)));
    } else {
      out.push_back(static_cast<char>(0xF0U | (code >> 18U)));
      out.push_back(static_cast<char>(0x80U | ((code >> 12U) & 0x3FU)));
    }
    out.push_back(static_cast<char>(0x80U | ((code >> 6U) & 0x3FU)));
  }
  out.push_back(static_cast<char>(0x80U | (code & 0x3FU)));
}

std::size_t code_point_count(std::string_view text) {
  std::size_t count = 0;
  for (const char c : text) count += (static_cast<unsigned char>(c) & 0xC0U) != 0x80U ? 1 : 0;
  return count;
}

std::size_t byte_offset(std::string_view text, std::size_t count) {
  std::size_t index = 0;
  while (count > 0 && index < text.size()) {
    next_code_point(text, index);
    --count;
  }
  return index;
}

}  // namespace onward::feel
