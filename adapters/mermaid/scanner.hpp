// A place in the text of one chart that moves forward, and the first thing that was not understood.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "adapters/xml/lines.hpp"
#include "engine/base/position.hpp"

namespace onward::mermaid {

struct Fault {
  Position at;
  std::string message;
};

class Scanner {
 public:
  /// The part of the document from `begin` to `end`; both texts outlive the scanner.
  Scanner(std::string_view document, std::size_t begin, std::size_t end, const xml::Lines& lines)
      : document_(document), lines_(&lines), offset_(begin), end_(end) {}

  [[nodiscard]] bool at_end() const { return offset_ >= end_; }
  /// '\0' past the end.
  [[nodiscard]] char peek(std::size_t ahead = 0) const {
    return offset_ + ahead < end_ ? document_[offset_ + ahead] : '\0';
  }
  [[nodiscard]] bool starts_with(std::string_view text) const { return rest().starts_with(text); }
  [[nodiscard]] std::string_view rest() const {
    return document_.substr(offset_, offset_ < end_ ? end_ - offset_ : 0);
  }
  /// To the end of the line, which is not part of it.
  [[nodiscard]] std::string_view line() const { return rest().substr(0, rest().find('\n')); }
  [[nodiscard]] std::size_t offset() const { return offset_; }
  [[nodiscard]] Position at() const { return lines_->at(document_, offset_); }
  [[nodiscard]] Position at(std::size_t offset) const { return lines_->at(document_, offset); }

  void advance(std::size_t bytes) { offset_ = offset_ + bytes < end_ ? offset_ + bytes : end_; }
  bool take(std::string_view text);
  /// How many of this character stand here; it moves past them.
  std::size_t take_all(char c);
  /// Spaces and tabs.
  void skip_blanks();
  void skip_line() { advance(line().size()); }
  /// Blanks, line ends, semicolons and comments: what stands between statements.
  void skip_between();
  /// Whether the statement ends here.
  [[nodiscard]] bool at_statement_end() const;

  /// Keeps the first fault: "expected ..., found ...". Returns false, so that callers can.
  bool expected(std::string_view what) { return expected(what, offset_); }
  bool expected(std::string_view what, std::size_t offset);
  bool fault(std::string message, std::size_t offset);
  std::optional<Fault> take_fault();

 private:
  [[nodiscard]] std::string found(std::size_t offset) const;

  std::string_view document_;
  const xml::Lines* lines_;
  std::size_t offset_, end_;
  std::optional<Fault> fault_;
};

}  // namespace onward::mermaid
