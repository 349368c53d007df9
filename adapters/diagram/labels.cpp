// Widths of letters are guessed: a picture made on a server knows no fonts.
#include "adapters/diagram/labels.hpp"

#include <algorithm>

#include "adapters/xml/texts.hpp"

namespace onward::diagram {
namespace {

constexpr double letter_width = font_size * 0.55;

/// Letters, not bytes: what continues a character of UTF-8 does not count.
std::size_t letters(std::string_view text) {
  std::size_t count = 0;
  for (const char c : text)
    if ((static_cast<unsigned char>(c) & 0xC0U) != 0x80U) ++count;
  return count;
}

std::string_view first_letters(std::string_view text, std::size_t count) {
  std::size_t end = 0;
  while (end < text.size()) {
    const bool begins = (static_cast<unsigned char>(text[end]) & 0xC0U) != 0x80U;
    if (begins && count-- == 0) break;
    ++end;
  }
  return text.substr(0, end);
}

}  // namespace

std::vector<std::string> wrapped(std::string_view text, double width, std::size_t most) {
  const auto fitting = static_cast<std::size_t>(std::max(3.0, width / letter_width));
  std::vector<std::string> lines;
  for (std::string_view word : xml::words(text)) {
    const bool joins = !lines.empty() && letters(lines.back()) + 1 + letters(word) <= fitting;
    if (joins) {
      lines.back() += ' ';
      lines.back() += word;
      continue;
    }
    while (letters(word) > fitting) {
      const std::string_view part = first_letters(word, fitting);
      lines.emplace_back(part);
      word.remove_prefix(part.size());
    }
    if (!word.empty()) lines.emplace_back(word);
  }
  if (lines.size() > most) {
    lines.resize(most);
    if (!lines.empty())
      lines.back() = std::string(first_letters(lines.back(), fitting - 1)) + "\xe2\x80\xa6";
  }
  return lines;
}

double width_of(const std::vector<std::string>& lines) {
  std::size_t longest = 0;
  for (const std::string& line : lines) longest = std::max(longest, letters(line));
  return static_cast<double>(longest) * letter_width;
}

double height_of(const std::vector<std::string>& lines) {
  return static_cast<double>(lines.size()) * line_height;
}

}  // namespace onward::diagram
