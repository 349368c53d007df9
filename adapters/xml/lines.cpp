#include "adapters/xml/lines.hpp"

#include <algorithm>

namespace onward::xml {
namespace {

constexpr std::size_t longest_walk = 1'024;

/// Continuation bytes are no characters.
bool begins_character(char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }

}  // namespace

Lines::Lines(std::string_view utf8) : marks_{{}} {
  std::uint32_t line = 1, characters = 0;
  for (std::size_t i = 0; i < utf8.size(); ++i) {
    if (utf8[i] == '\n') {
      characters = 0;
      marks_.push_back({i + 1, ++line, 0});
      continue;
    }
    if (i - marks_.back().offset >= longest_walk) marks_.push_back({i, line, characters});
    if (begins_character(utf8[i])) ++characters;
  }
}

Position Lines::at(std::string_view utf8, std::size_t offset) const {
  if (marks_.empty()) return {};
  offset = std::min(offset, utf8.size());
  const Mark& mark =
      *(std::upper_bound(marks_.begin(), marks_.end(), offset,
                         [](std::size_t at, const Mark& each) { return at < each.offset; }) -
        1);
  const std::string_view before = utf8.substr(mark.offset, offset - mark.offset);
  const auto characters = std::count_if(before.begin(), before.end(), begins_character);
  return {mark.line, static_cast<std::uint32_t>(mark.characters + characters + 1)};
}

}  // namespace onward::xml
