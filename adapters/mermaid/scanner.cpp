#include "adapters/mermaid/scanner.hpp"

#include <algorithm>
#include <utility>

namespace onward::mermaid {

bool Scanner::take(std::string_view text) {
  if (!starts_with(text)) return false;
  advance(text.size());
  return true;
}

std::size_t Scanner::take_all(char c) {
  std::size_t count = 0;
  while (!at_end() && peek() == c) {
    advance(1);
    ++count;
  }
  return count;
}

void Scanner::skip_blanks() {
  while (peek() == ' ' || peek() == '\t' || peek() == '\r') advance(1);
}

void Scanner::skip_between() {
  while (!at_end()) {
    const char c = peek();
    if (c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == ';') {
      advance(1);
    } else if (starts_with("%%{") && rest().find("}%%") != std::string_view::npos) {
      advance(rest().find("}%%") + 3);  // a directive may have several lines
    } else if (starts_with("%%")) {
      skip_line();
    } else {
      return;
    }
  }
}

bool Scanner::at_statement_end() const {
  return at_end() || peek() == '\n' || peek() == ';' || starts_with("%%");
}

std::string Scanner::found(std::size_t offset) const {
  constexpr std::size_t longest = 20;
  if (offset >= end_) return "the end of the chart";
  std::string_view text = document_.substr(offset, end_ - offset);
  text = text.substr(0, text.find_first_of("\r\n"));
  if (text.empty()) return "the end of the line";
  std::size_t length = std::min(text.size(), longest);
  while (length < text.size() && (static_cast<unsigned char>(text[length]) & 0xc0U) == 0x80U)
    ++length;  // not in the middle of a character
  return "'" + std::string(text.substr(0, length)) + (length < text.size() ? "...'" : "'");
}

bool Scanner::expected(std::string_view what, std::size_t offset) {
  return fault("expected " + std::string(what) + ", found " + found(offset), offset);
}

bool Scanner::fault(std::string message, std::size_t offset) {
  if (!fault_) fault_ = Fault{at(offset), std::move(message)};
  return false;
}

std::optional<Fault> Scanner::take_fault() { return std::exchange(fault_, std::nullopt); }

}  // namespace onward::mermaid
