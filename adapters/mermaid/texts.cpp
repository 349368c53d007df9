#include "adapters/mermaid/texts.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <optional>
#include <utility>

#include "adapters/xml/characters.hpp"
#include "adapters/xml/texts.hpp"
#include "engine/feel/feel.hpp"

namespace onward::mermaid {
namespace {

constexpr std::size_t longest_id = 60;

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

std::optional<std::uint32_t> named_character(std::string_view name) {
  constexpr std::array<std::pair<std::string_view, std::uint32_t>, 20> names{{
      {"amp", '&'},      {"lt", '<'},       {"gt", '>'},        {"quot", '"'},    {"apos", '\''},
      {"nbsp", ' '},     {"num", '#'},      {"semi", ';'},      {"lpar", '('},    {"rpar", ')'},
      {"ndash", 0x2013}, {"mdash", 0x2014}, {"hellip", 0x2026}, {"euro", 0x20ac}, {"copy", 0xa9},
      {"auml", 0xe4},    {"ouml", 0xf6},    {"uuml", 0xfc},     {"szlig", 0xdf},  {"eacute", 0xe9},
  }};
  const auto* const found =
      std::find_if(names.begin(), names.end(), [&](const auto& row) { return row.first == name; });
  if (found == names.end()) return std::nullopt;
  return found->second;
}

std::optional<std::uint32_t> numbered_character(std::string_view digits) {
  int base = 10;
  if (!digits.empty() && (digits.front() == 'x' || digits.front() == 'X')) {
    digits.remove_prefix(1);
    base = 16;
  }
  std::uint32_t code = 0;
  const auto [end, failed] =
      std::from_chars(digits.data(), digits.data() + digits.size(), code, base);
  if (failed != std::errc{} || end != digits.data() + digits.size()) return std::nullopt;
  return code;
}

struct Entity {
  std::uint32_t code = 0;
  std::size_t length = 0;  ///< 0: there is none
};

/// At `&name;`, `&#35;`, `#name;` or `#35;`.
Entity entity_at(std::string_view text, std::size_t at) {
  constexpr std::size_t longest = 12;
  const std::size_t end = text.substr(at, longest).find(';');
  if (end == std::string_view::npos) return {};
  std::string_view name = text.substr(at + 1, end - 1);
  std::optional<std::uint32_t> code;
  if (text[at] == '&' && name.starts_with("#"))
    code = numbered_character(name.substr(1));
  else if (text[at] == '#' && !name.empty() && is_digit(name.front()))
    code = numbered_character(name);
  else
    code = named_character(name);
  if (!code) return {};
  return {*code, end + 1};
}

/// The length of the tag at `<`; 0 when it is only a sign.
std::size_t tag_at(std::string_view text, std::size_t at) {
  const char next = at + 1 < text.size() ? text[at + 1] : ' ';
  if (!is_letter(next) && next != '/') return 0;
  const std::size_t end = text.find('>', at);
  return end == std::string_view::npos ? 0 : end + 1 - at;
}

bool is_line_break(std::string_view tag) {
  const std::string name = folded(tag.substr(1, 2));
  return name == "br" && (tag.size() < 4 || !is_letter(tag[3]));
}

/// Letters with accents, U+00C0 to U+00FF, without them; the rest parts words.
char without_accent(std::uint32_t code) {
  constexpr std::string_view letters =
      "aaaaaaaceeeeiiiidnooooo ouuuuytsaaaaaaaceeeeiiiidnooooo ouuuuyty";
  return code >= 0xc0 && code <= 0xff ? letters[code - 0xc0] : ' ';
}

std::string without_accents(std::string_view text) {
  std::string plain;
  for (std::size_t i = 0; i < text.size();) {
    const xml::Character character = xml::decode(text, i);
    plain += character.code < 0x80 ? text[i] : without_accent(character.code);
    i += std::max<std::size_t>(1, character.length);
  }
  return plain;
}

/// Whether FEEL reads it as a variable that can be compared: no keyword, no function.
bool can_be_compared(const std::string& name) {
  const auto compiled = feel::compile(name + " = \"a\"");
  return compiled.ok() && compiled->variables() == std::vector<std::string>{name};
}

}  // namespace

std::string folded(std::string_view text) {
  std::string folded(text);
  std::transform(folded.begin(), folded.end(), folded.begin(), lower);
  return folded;
}

std::string plain_text(std::string_view written) {
  std::string decoded;
  for (std::size_t i = 0; i < written.size();) {
    const char c = written[i];
    if (c == '<') {
      if (const std::size_t tag = tag_at(written, i); tag > 0) {
        if (is_line_break(written.substr(i, tag))) decoded += ' ';
        i += tag;
        continue;
      }
    } else if (c == '&' || c == '#') {
      if (const Entity entity = entity_at(written, i); entity.length > 0) {
        if (xml::is_legal(entity.code)) xml::append_utf8(decoded, entity.code);
        i += entity.length;
        continue;
      }
    } else if (written.substr(i, 2) == "\\n") {  // how older charts break a line
      decoded += ' ';
      i += 2;
      continue;
    }
    decoded += c;
    ++i;
  }
  std::string text;
  for (const std::string_view word : xml::words(decoded))
    text.append(text.empty() ? "" : " ").append(word);
  return text;
}

std::string kebab(std::string_view text) {
  std::string id;
  bool is_parted = false;
  for (const char c : without_accents(text)) {
    if (c == '\'') continue;
    if (!is_letter(c) && !is_digit(c)) {
      is_parted = true;
      continue;
    }
    if (id.size() >= longest_id) break;
    if (is_parted && !id.empty()) id += '-';
    is_parted = false;
    id += lower(c);
  }
  while (id.ends_with('-')) id.pop_back();
  return id;
}

std::string variable_name(std::string_view text) {
  std::string words = kebab(text);
  for (const std::string_view opening : {"if-", "is-", "are-", "the-"})
    if (words.starts_with(opening)) words.erase(0, opening.size());
  std::string name;
  bool is_capital = false;
  for (const char c : words) {
    if (c == '-') {
      is_capital = true;
      continue;
    }
    name += is_capital && c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    is_capital = false;
  }
  if (name.empty() || name == "opportunity" || is_digit(name.front()) || !can_be_compared(name))
    name = "answer" + (name.empty() ? name : "_" + name);
  return name;
}

}  // namespace onward::mermaid
