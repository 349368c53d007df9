#include "tests/scenarios/script.hpp"

#include <cstdlib>
#include <fstream>

namespace onward::scenarios {
namespace {

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\r'; }

std::vector<std::string> split(const std::string& text) {
  std::vector<std::string> words;
  std::size_t at = 0;
  while (at < text.size()) {
    if (is_space(text[at])) {
      ++at;
      continue;
    }
    const bool quoted = text[at] == '"';
    const std::size_t begin = quoted ? at + 1 : at;
    std::size_t end = begin;
    while (end < text.size() && (quoted ? text[end] != '"' : !is_space(text[end]))) ++end;
    words.push_back(text.substr(begin, end - begin));
    at = quoted ? end + 1 : end;
  }
  return words;
}

std::string trimmed(const std::string& text) {
  std::size_t begin = 0;
  std::size_t end = text.size();
  while (begin < end && is_space(text[begin])) ++begin;
  while (end > begin && is_space(text[end - 1])) --end;
  return text.substr(begin, end - begin);
}

}  // namespace

std::vector<Line> read_script(const std::string& path) {
  std::vector<Line> lines;
  std::ifstream file(path);
  std::string text;
  for (std::size_t number = 1; std::getline(file, text); ++number) {
    text = trimmed(text);
    if (text.empty() || text.front() == '#') continue;
    lines.push_back({number, text, split(text)});
  }
  return lines;
}

std::string Words::next(std::string_view what) {
  if (done()) {
    complain("expected " + std::string(what));
    return {};
  }
  return line_.words[at_++];
}

bool Words::take(std::string_view word) {
  if (done() || line_.words[at_] != word) return false;
  ++at_;
  return true;
}

std::string Words::rest() {
  // Walks over the words taken in the text as written, so that spaces and quotes stay.
  std::size_t at = 0;
  for (std::size_t word = 0; word < at_; ++word) {
    while (is_space(line_.text[at])) ++at;
    const bool quoted = line_.text[at] == '"';
    at += line_.words[word].size() + (quoted ? 2 : 0);
  }
  at_ = line_.words.size();
  return at >= line_.text.size() ? std::string{} : trimmed(line_.text.substr(at));
}

std::vector<std::string> Words::list() {
  std::vector<std::string> items;
  std::string left = rest();
  while (!left.empty()) {
    const std::size_t comma = std::min(left.find(','), left.size());
    items.push_back(trimmed(left.substr(0, comma)));
    left.erase(0, comma + 1);
  }
  return items;
}

std::uint64_t Words::number(std::string_view what) {
  const std::string word = next(what);
  char* end = nullptr;
  const std::uint64_t value = std::strtoull(word.c_str(), &end, 10);
  if (word.empty() || *end != '\0')
    complain("expected a number (" + std::string(what) + "), found \"" + word + "\"");
  return value;
}

void Words::finish() {
  if (!done()) complain("did not understand \"" + line_.words[at_] + "\"");
}

void Words::complain(std::string why) {
  if (trouble_.empty()) trouble_ = std::move(why);
}

}  // namespace onward::scenarios
