#include "adapters/xml/characters.hpp"

#include <algorithm>
#include <array>

namespace onward::xml {
namespace {

struct Span {
  std::uint32_t first;
  std::uint32_t last;
};

// XML 1.0 rule 4 beyond ASCII.
constexpr std::array<Span, 12> name_starts = {{{0xC0, 0xD6},
                                               {0xD8, 0xF6},
                                               {0xF8, 0x2FF},
                                               {0x370, 0x37D},
                                               {0x37F, 0x1FFF},
                                               {0x200C, 0x200D},
                                               {0x2070, 0x218F},
                                               {0x2C00, 0x2FEF},
                                               {0x3001, 0xD7FF},
                                               {0xF900, 0xFDCF},
                                               {0xFDF0, 0xFFFD},
                                               {0x10000, 0xEFFFF}}};
// XML 1.0 rule 4a adds these.
constexpr std::array<Span, 3> name_rest = {{{0xB7, 0xB7}, {0x300, 0x36F}, {0x203F, 0x2040}}};

template <std::size_t count>
bool is_in(const std::array<Span, count>& spans, std::uint32_t code) {
  return std::any_of(spans.begin(), spans.end(),
                     [&](Span span) { return code >= span.first && code <= span.last; });
}

std::uint32_t byte_at(std::string_view text, std::size_t at) {
  return at < text.size() ? static_cast<unsigned char>(text[at]) : 0U;
}

}  // namespace

Character decode(std::string_view utf8, std::size_t at) {
  const std::uint32_t lead = byte_at(utf8, at);
  if (lead < 0x80) return {lead, at < utf8.size() ? std::size_t{1} : std::size_t{0}};
  std::size_t length = 0;
  std::uint32_t code = 0;
  std::uint32_t least = 0;  // smaller codes would be overlong
  if (lead >= 0xC2 && lead <= 0xDF) {
    length = 2, code = lead & 0x1FU, least = 0x80;
  } else if (lead >= 0xE0 && lead <= 0xEF) {
    length = 3, code = lead & 0x0FU, least = 0x800;
  } else if (lead >= 0xF0 && lead <= 0xF4) {
    length = 4, code = lead & 0x07U, least = 0x10000;
  } else {
    return {};
  }
  for (std::size_t i = 1; i < length; ++i) {
    const std::uint32_t next = byte_at(utf8, at + i);
    if ((next & 0xC0U) != 0x80U) return {};
    code = (code << 6U) | (next & 0x3FU);
  }
  if (code < least || code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF)) return {};
  return {code, length};
}

void append_utf8(std::string& out, std::uint32_t code) {
  const auto tail = [&](unsigned shift) {
    out.push_back(static_cast<char>(0x80U | ((code >> shift) & 0x3FU)));
  };
  if (code < 0x80) {
    out.push_back(static_cast<char>(code));
  } else if (code < 0x800) {
    out.push_back(static_cast<char>(0xC0U | (code >> 6U)));
    tail(0);
  } else if (code < 0x10000) {
    out.push_back(static_cast<char>(0xE0U | (code >> 12U)));
    tail(6);
    tail(0);
  } else {
    out.push_back(static_cast<char>(0xF0U | (code >> 18U)));
    tail(12);
    tail(6);
    tail(0);
  }
}

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

bool is_legal(std::uint32_t code) {
  if (code < 0x20) return code == 0x9 || code == 0xA || code == 0xD;
  return code <= 0xD7FF || (code >= 0xE000 && code <= 0xFFFD) ||
         (code >= 0x10000 && code <= 0x10FFFF);
}

bool starts_name(std::uint32_t code) {
  if (code < 0x80)
    return (code >= 'A' && code <= 'Z') || (code >= 'a' && code <= 'z') || code == '_';
  return is_in(name_starts, code);
}

bool continues_name(std::uint32_t code) {
  if (code < 0x80)
    return starts_name(code) || (code >= '0' && code <= '9') || code == '-' || code == '.';
  return is_in(name_starts, code) || is_in(name_rest, code);
}

std::size_t name_length(std::string_view utf8, std::size_t at) {
  Character next = decode(utf8, at);
  if (next.length == 0 || !starts_name(next.code)) return 0;
  std::size_t end = at;
  do {
    end += next.length;
    next = decode(utf8, end);
  } while (next.length != 0 && continues_name(next.code));
  return end - at;
}

std::size_t first_illegal(std::string_view utf8) {
  std::size_t at = 0;
  while (at < utf8.size()) {
    const auto byte = static_cast<unsigned char>(utf8[at]);
    if (byte >= 0x20 && byte < 0x80) {
      ++at;
      continue;
    }
    const Character next = decode(utf8, at);
    if (next.length == 0 || !is_legal(next.code)) return at;
    at += next.length;
  }
  return at;
}

}  // namespace onward::xml
