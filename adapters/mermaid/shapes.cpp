// Ids, texts in quotes, and the brackets that are shapes.
#include <algorithm>
#include <array>

#include "adapters/mermaid/pieces.hpp"
#include "adapters/mermaid/texts.hpp"

namespace onward::mermaid {
namespace {

struct Brackets {
  std::string_view open, close, other_close;
  Shape shape;
};

/// Longer ones first, since they begin with shorter ones.
constexpr std::array<Brackets, 12> brackets{{
    {"(((", ")))", {}, Shape::double_circle},
    {"((", "))", {}, Shape::circle},
    {"([", "])", {}, Shape::stadium},
    {"(", ")", {}, Shape::round},
    {"[[", "]]", {}, Shape::subroutine},
    {"[(", ")]", {}, Shape::cylinder},
    {"[/", "/]", "\\]", Shape::slanted},
    {"[\\", "\\]", "/]", Shape::slanted},
    {"[", "]", {}, Shape::rectangle},
    {"{{", "}}", {}, Shape::hexagon},
    {"{", "}", {}, Shape::diamond},
    {">", "]", {}, Shape::flag},
}};

const Brackets* brackets_at(const Scanner& scanner) {
  const auto* const found =
      std::find_if(brackets.begin(), brackets.end(),
                   [&](const Brackets& row) { return scanner.starts_with(row.open); });
  return found == brackets.end() ? nullptr : found;
}

bool take_close(Scanner& scanner, const Brackets& row) {
  return scanner.take(row.close) || (!row.other_close.empty() && scanner.take(row.other_close));
}

bool is_part_of_id(const Scanner& scanner) {
  const char c = scanner.peek();
  const bool is_word = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       c == '_' || static_cast<unsigned char>(c) >= 0x80U;
  if (is_word) return true;
  const char next = scanner.peek(1);
  if (c == '-') return next != '>' && next != '-' && next != '.';
  if (c == '=') return next != '=';
  return c == '.' || c == '/' || c == '#' || c == '!' || c == '?' || c == '*' || c == '+' ||
         c == '\'' || c == '$';
}

/// What is not in quotes goes to the bracket, and has none itself.
bool read_bare(Scanner& scanner, const Brackets& row, std::size_t opening, std::string& written) {
  const std::string close = "'" + std::string(row.close) + "'";
  while (!scanner.at_end()) {
    if (take_close(scanner, row)) return true;
    const char c = scanner.peek();
    if (std::string_view("[](){}\"").find(c) != std::string_view::npos)
      return scanner.expected(close + " (a text with brackets or quotes in it stands in quotes)");
    written += c;
    scanner.advance(1);
  }
  return scanner.fault("expected " + close + " that closes what begins here", opening);
}

}  // namespace

std::string_view take_id(Scanner& scanner) {
  const std::string_view text = scanner.rest();
  const std::size_t begin = scanner.offset();
  while (!scanner.at_end() && is_part_of_id(scanner)) scanner.advance(1);
  return text.substr(0, scanner.offset() - begin);
}

bool read_quoted(Scanner& scanner, std::string& written) {
  const std::size_t opening = scanner.offset();
  if (!scanner.take("\"")) return scanner.expected("a text in quotes");
  const std::size_t end = scanner.rest().find('"');
  if (end == std::string_view::npos)
    return scanner.fault("expected a quote that closes what begins here", opening);
  written = scanner.rest().substr(0, end);
  scanner.advance(end + 1);
  if (written.size() >= 2 && written.starts_with('`') && written.ends_with('`'))
    written = written.substr(1, written.size() - 2);  // a text in Markdown
  return true;
}

bool is_at_shape(const Scanner& scanner) { return brackets_at(scanner) != nullptr; }

bool read_shape(Scanner& scanner, Shape& shape, std::string& text) {
  const std::size_t opening = scanner.offset();
  const Brackets* row = brackets_at(scanner);
  if (row == nullptr) return scanner.expected("a shape");
  scanner.advance(row->open.size());
  std::string written;
  const std::size_t blanks = scanner.rest().find_first_not_of(" \t\r\n");
  if (blanks != std::string_view::npos && scanner.rest()[blanks] == '"') {
    scanner.advance(blanks);
    if (!read_quoted(scanner, written)) return false;
    scanner.advance(std::min(scanner.rest().find_first_not_of(" \t\r\n"), scanner.rest().size()));
    if (!take_close(scanner, *row)) return scanner.expected("'" + std::string(row->close) + "'");
  } else if (!read_bare(scanner, *row, opening, written)) {
    return false;
  }
  shape = row->shape;
  text = plain_text(written);
  return true;
}

}  // namespace onward::mermaid
