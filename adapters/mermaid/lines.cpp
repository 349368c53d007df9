// Lines between nodes: -->, ---, -.->, ==>, --o, --x, <-->, longer ones, and the texts in and
// behind them.
#include <algorithm>

#include "adapters/mermaid/pieces.hpp"
#include "adapters/mermaid/texts.hpp"

namespace onward::mermaid {
namespace {

/// How a kind of line ends: "-->", "==>", ".->".
struct Ending {
  std::size_t begin = 0, length = 0;
  char head = '-';
};

bool is_head(char c) { return c == '>' || c == 'x' || c == 'o'; }

/// The first place in `text` where a line of the kind ends: its characters, then perhaps a head.
bool find_ending(std::string_view text, char kind, Ending& ending) {
  for (std::size_t i = text.find(kind); i != std::string_view::npos; i = text.find(kind, i)) {
    const std::size_t begin = i;
    while (i < text.size() && text[i] == kind) ++i;
    std::size_t run = i - begin;
    if (kind == '.') {
      if (i >= text.size() || text[i] != '-') continue;
      ++i;
      run = 3;
    }
    const char next = i < text.size() ? text[i] : ' ';
    if (run < 2 || (run == 2 && !is_head(next))) continue;
    ending = {begin, i - begin + (is_head(next) ? 1 : 0), is_head(next) ? next : '-'};
    return true;
  }
  return false;
}

std::string_view example_of(char kind) {
  if (kind == '=') return "'==>' behind the text of the line";
  return kind == '.' ? "'.->' behind the text of the line" : "'-->' behind the text of the line";
}

/// `-- text -->`: the text and the end; the scanner stands behind the first two characters.
bool read_inner_text(Scanner& scanner, char kind, Line& line, char& head) {
  std::string written;
  scanner.skip_blanks();
  Ending ending;
  if (scanner.peek() == '"') {
    if (!read_quoted(scanner, written)) return false;
    scanner.skip_blanks();
    if (!find_ending(scanner.line(), kind, ending) || ending.begin != 0)
      return scanner.expected(example_of(kind));
  } else {
    if (!find_ending(scanner.line(), kind, ending)) return scanner.expected(example_of(kind));
    written = scanner.line().substr(0, ending.begin);
  }
  scanner.advance(ending.begin + ending.length);
  head = ending.head;
  line.label = plain_text(written);
  return true;
}

/// `|text|` behind a line.
bool read_outer_text(Scanner& scanner, Line& line) {
  const std::size_t opening = scanner.offset();
  scanner.advance(1);
  scanner.skip_blanks();
  std::string written;
  if (scanner.peek() == '"') {
    if (!read_quoted(scanner, written)) return false;
    scanner.skip_blanks();
    if (!scanner.take("|")) return scanner.expected("'|'");
  } else {
    const std::size_t end = scanner.line().find('|');
    if (end == std::string_view::npos)
      return scanner.fault("expected '|' that closes what begins here", opening);
    written = scanner.line().substr(0, end);
    scanner.advance(end + 1);
  }
  line.label = plain_text(written);
  return true;
}

/// The body from its first character on: a whole line, or one that is parted by its text.
bool read_body(Scanner& scanner, Line& line, char& head) {
  constexpr std::string_view wanted = "a line such as '-->', '&', ';' or the end of the line";
  const std::size_t begin = scanner.offset();
  const char first = scanner.peek();
  if (first == '-' && scanner.peek(1) == '.') {
    Ending ending;
    scanner.advance(1);
    if (find_ending(scanner.line(), '.', ending) && ending.begin == 0) {
      scanner.advance(ending.length);
      head = ending.head;
      return true;
    }
    scanner.advance(1);
    return read_inner_text(scanner, '.', line, head);
  }
  const std::size_t run = first == '-' || first == '=' ? scanner.take_all(first) : 0;
  if (run < 2) return scanner.expected(wanted, begin);
  if (is_head(scanner.peek())) {
    head = scanner.peek();
    scanner.advance(1);
    return true;
  }
  head = '-';
  return run > 2 || read_inner_text(scanner, first, line, head);
}

}  // namespace

bool read_line(Scanner& scanner, Line& line) {
  line.at = scanner.at();
  if (scanner.starts_with("~~~")) {
    scanner.take_all('~');
    line.is_visible = false;
    return true;
  }
  const char next = scanner.peek(1);
  const bool has_tail = (is_head(scanner.peek()) || scanner.peek() == '<') &&
                        scanner.peek() != '>' && (next == '-' || next == '=');
  line.to_the_left = has_tail && scanner.peek() == '<';
  if (has_tail) scanner.advance(1);
  char head = '-';
  if (!read_body(scanner, line, head)) return false;
  line.to_the_right = head != '-';
  scanner.skip_blanks();
  return scanner.peek() != '|' || read_outer_text(scanner, line);
}

}  // namespace onward::mermaid
