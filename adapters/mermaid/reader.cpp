#include "adapters/mermaid/reader.hpp"

#include <algorithm>
#include <iterator>

#include "adapters/mermaid/parser.hpp"
#include "adapters/mermaid/scanner.hpp"
#include "adapters/mermaid/texts.hpp"
#include "adapters/xml/characters.hpp"
#include "adapters/xml/lines.hpp"
#include "adapters/xml/texts.hpp"
#include "engine/base/limits.hpp"

namespace onward::mermaid {
namespace {

/// A part of the text, by bytes.
struct Block {
  std::size_t begin = 0, end = 0;
};

struct FenceLine {
  char sign = ' ';
  std::size_t length = 0;
  std::string_view word;  ///< what stands behind it
};

FenceLine fence_of(std::string_view line) {
  line = xml::trim(line);
  if (line.empty() || std::string_view("`~:").find(line.front()) == std::string_view::npos)
    return {};
  const std::size_t length = std::min(line.find_first_not_of(line.front()), line.size());
  if (length < 3) return {};
  return {line.front(), length, xml::trim(line.substr(length))};
}

std::string without_quotes(const std::string& text) {
  const bool is_quoted = text.size() >= 2 && text.front() == text.back() &&
                         (text.front() == '"' || text.front() == '\'');
  return is_quoted ? text.substr(1, text.size() - 2) : text;
}

class DocumentReader {
 public:
  explicit DocumentReader(std::string_view text) : text_(text), lines_(text) {}

  Document read() {
    if (text_.size() > limits::text_bytes) {
      problem("chart-too-large",
              "a file has at most " + std::to_string(limits::text_bytes) + " bytes", 0);
      return std::move(document_);
    }
    if (const std::size_t illegal = xml::first_illegal(text_); illegal < text_.size()) {
      problem("chart-encoding", "expected text in UTF-8", illegal);
      return std::move(document_);
    }
    std::vector<Block> blocks = fenced_blocks();
    if (blocks.empty() && document_.problems.empty()) blocks.push_back({0, text_.size()});
    for (const Block& block : blocks) chart(block);
    if (document_.charts.empty() && document_.problems.empty())
      problem("no-chart",
              "expected a Mermaid flowchart that begins with 'graph' or 'flowchart', or a Markdown "
              "document with one in ```mermaid or ::: mermaid",
              blocks.front().begin);
    return std::move(document_);
  }

 private:
  void problem(const char* code, std::string message, std::size_t offset) {
    document_.problems.push_back(
        {model::Severity::error, code, std::move(message), lines_.at(text_, offset), {}});
  }

  std::vector<Block> fenced_blocks() {
    std::vector<Block> blocks;
    FenceLine open;
    std::size_t opening = 0;
    for (std::size_t begin = 0; begin < text_.size();) {
      const std::size_t end = std::min(text_.find('\n', begin), text_.size());
      const FenceLine fence = fence_of(text_.substr(begin, end - begin));
      if (open.length > 0) {
        if (fence.sign == open.sign && fence.length >= open.length && fence.word.empty()) {
          if (open.word == "mermaid") blocks.push_back({opening, begin});
          open = {};
        }
      } else if (fence.length > 0 && (fence.sign != ':' || is_mermaid(fence))) {
        open = fence;
        if (is_mermaid(fence)) open.word = "mermaid";
        opening = std::min(end + 1, text_.size());
      }
      if (blocks.size() > most_charts) {
        problem("chart-too-large", "a file has at most " + std::to_string(most_charts) + " charts",
                begin);
        return {};
      }
      begin = end + 1;
    }
    if (open.length > 0 && open.word == "mermaid")
      problem("chart-syntax",
              "expected '" + std::string(open.length, open.sign) +
                  "' that closes the block that begins here",
              opening);
    return blocks;
  }

  static bool is_mermaid(const FenceLine& fence) {
    const auto words = xml::words(fence.word);
    return !words.empty() && (words.front() == "mermaid" || words.front() == "{mermaid}");
  }

  /// `---`, lines of YAML, `---`: of them the title counts.
  std::string front_matter(Scanner& scanner) {
    std::string title;
    if (xml::trim(scanner.line()) != "---") return title;
    Scanner ahead = scanner;
    ahead.skip_line();
    while (!ahead.at_end()) {
      ahead.advance(1);
      const std::string_view line = xml::trim(ahead.line());
      if (line == "---") {
        ahead.skip_line();
        scanner = ahead;
        return title;
      }
      if (line.starts_with("title:")) title = without_quotes(plain_text(line.substr(6)));
      ahead.skip_line();
    }
    return {};
  }

  void chart(const Block& block) {
    Scanner scanner(text_, block.begin, block.end, lines_);
    scanner.skip_between();
    std::string title = front_matter(scanner);
    scanner.skip_between();
    if (!scanner.starts_with("graph") && !scanner.starts_with("flowchart")) {
      document_.other_diagrams.push_back(scanner.at());
      return;
    }
    Parsed parsed = parse(text_, scanner.offset(), block.end, lines_);
    parsed.chart.title = std::move(title);
    document_.charts.push_back(std::move(parsed.chart));
    std::move(parsed.problems.begin(), parsed.problems.end(),
              std::back_inserter(document_.problems));
  }

  std::string_view text_;
  xml::Lines lines_;
  Document document_;
};

}  // namespace

Document read(std::string_view bytes) {
  if (bytes.starts_with("\xef\xbb\xbf")) bytes.remove_prefix(3);
  return DocumentReader(bytes).read();
}

}  // namespace onward::mermaid
