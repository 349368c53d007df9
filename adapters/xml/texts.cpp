// Questions about texts, answered without looking at the document around them.
#include "adapters/xml/texts.hpp"

#include <algorithm>
#include <charconv>

#include "engine/base/iso8601.hpp"

namespace onward::xml {
namespace {

constexpr std::string_view blanks = " \t\r\n";

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_beyond_ascii(char c) { return static_cast<unsigned char>(c) >= 0x80U; }

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (true) {
    const std::size_t end = text.find('\n');
    lines.push_back(text.substr(0, end));
    if (end == std::string_view::npos) return lines;
    text.remove_prefix(end + 1);
  }
}

}  // namespace

std::string_view trim(std::string_view text) {
  const std::size_t first = text.find_first_not_of(blanks);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

std::vector<std::string_view> words(std::string_view text) {
  std::vector<std::string_view> found;
  for (text = trim(text); !text.empty(); text = trim(text)) {
    const std::size_t end = std::min(text.find_first_of(blanks), text.size());
    found.push_back(text.substr(0, end));
    text.remove_prefix(end);
  }
  return found;
}

std::vector<std::string_view> comma_list(std::string_view text) {
  std::vector<std::string_view> found;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(','), text.size());
    const std::string_view part = trim(text.substr(0, end));
    if (!part.empty()) found.push_back(part);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return found;
}

std::optional<bool> boolean_of(std::string_view text) {
  text = trim(text);
  if (text == "true" || text == "1") return true;
  if (text == "false" || text == "0") return false;
  return std::nullopt;
}

std::optional<std::int64_t> integer_of(std::string_view text) {
  text = trim(text);
  if (text.starts_with('+')) text.remove_prefix(1);
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size() || text.empty()) return std::nullopt;
  return number;
}

bool is_ncname(std::string_view text) {
  if (text.empty() || is_digit(text[0]) || text[0] == '-' || text[0] == '.') return false;
  return std::all_of(text.begin(), text.end(), [](char c) {
    return is_letter(c) || is_digit(c) || c == '_' || c == '-' || c == '.' || is_beyond_ascii(c);
  });
}

bool is_plain_name(std::string_view text) {
  if (text.empty() || is_digit(text[0])) return false;
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return is_letter(c) || is_digit(c) || c == '_'; });
}

bool is_iso_date(std::string_view text) {
  return !text.empty() && is_digit(text[0]) && instant_in_zone(text, "UTC").ok();
}

bool is_iso_duration(std::string_view text) {
  return (text.starts_with('P') || text.starts_with("-P")) && duration_from_text(text).ok();
}

bool is_iso_repetition(std::string_view text) {
  return text.starts_with('R') && repeating_interval_from_text(text, "UTC").ok();
}

bool is_cron(std::string_view text) {
  if (text.starts_with('@'))
    return text.size() > 1 && std::all_of(text.begin() + 1, text.end(), is_letter);
  const std::vector<std::string_view> fields = words(text);
  if (fields.size() < 5 || fields.size() > 7) return false;
  return std::all_of(fields.begin(), fields.end(), [](std::string_view field) {
    const bool starts = is_digit(field[0]) || field[0] == '*' || field[0] == '?' ||
                        field[0] == 'L' || field == "H" || field.starts_with("H/") ||
                        (field.size() >= 3 && is_letter(field[0]));
    return starts && std::all_of(field.begin(), field.end(), [](char c) {
             return is_letter(c) || is_digit(c) ||
                    std::string_view("*?/,-#").find(c) != std::string_view::npos;
           });
  });
}

std::string without_indentation(std::string_view text) {
  std::vector<std::string_view> lines = lines_of(text);
  while (!lines.empty() && trim(lines.front()).empty()) lines.erase(lines.begin());
  while (!lines.empty() && trim(lines.back()).empty()) lines.pop_back();
  std::size_t shared = std::string_view::npos;
  for (const std::string_view line : lines)
    if (!trim(line).empty()) shared = std::min(shared, line.find_first_not_of(" \t"));
  std::string result;
  for (const std::string_view line : lines) {
    if (!result.empty()) result += '\n';
    const std::size_t last = line.find_last_not_of(blanks);
    if (last != std::string_view::npos && last + 1 > shared)
      result += line.substr(shared, last + 1 - shared);
  }
  return result;
}

std::string one_of(const std::vector<std::string_view>& names) {
  std::string text;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (i > 0) text += i + 1 == names.size() ? " or " : ", ";
    text += names[i];
  }
  return text;
}

}  // namespace onward::xml
