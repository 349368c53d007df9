// A scenario file as lines of words. The language is described in README.md; what a line means
// stands in actions.cpp and expectations.cpp.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace onward::scenarios {

struct Line {
  std::size_t number = 0;
  std::string text;                ///< as written, for messages
  std::vector<std::string> words;  ///< "quoted text" is one word
};

/// Lines that say something: comments and empty lines are left out.
std::vector<Line> read_script(const std::string& path);

/// Takes a line apart from the left. Whatever is expected and missing is a mistake in the scenario:
/// the text of `trouble` is set and empty values are given.
class Words {
 public:
  explicit Words(const Line& line) : line_(line) {}

  [[nodiscard]] bool done() const { return at_ >= line_.words.size(); }
  /// The next word; trouble when there is none.
  std::string next(std::string_view what);
  /// Takes the next word when it is this one.
  bool take(std::string_view word);
  /// Everything that is left of the line, as written after the words taken.
  std::string rest();
  /// What is left, as a list separated by commas.
  std::vector<std::string> list();
  /// A number; trouble when the next word is none.
  std::uint64_t number(std::string_view what);
  /// Must be called at the end: trouble when words are left.
  void finish();
  void complain(std::string why);
  [[nodiscard]] const std::string& trouble() const { return trouble_; }

 private:
  const Line& line_;
  std::size_t at_ = 0;
  std::string trouble_;
};

}  // namespace onward::scenarios
