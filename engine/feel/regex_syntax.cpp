// XML Schema regular expressions written for PCRE2 (XPath and XQuery Functions 3.1 clause 5.6.1).
#include <array>
#include <utility>
#include <vector>

#include "engine/feel/regex.hpp"

namespace onward::feel {
namespace {

struct Block {
  std::string_view name, range;
};

constexpr std::array blocks = {
    Block{"BasicLatin", "\\x{0}-\\x{7F}"},
    Block{"Latin-1Supplement", "\\x{80}-\\x{FF}"},
    Block{"LatinExtended-A", "\\x{100}-\\x{17F}"},
    Block{"LatinExtended-B", "\\x{180}-\\x{24F}"},
    Block{"IPAExtensions", "\\x{250}-\\x{2AF}"},
    Block{"SpacingModifierLetters", "\\x{2B0}-\\x{2FF}"},
    Block{"CombiningDiacriticalMarks", "\\x{300}-\\x{36F}"},
    Block{"Greek", "\\x{370}-\\x{3FF}"},
    Block{"GreekandCoptic", "\\x{370}-\\x{3FF}"},
    Block{"Cyrillic", "\\x{400}-\\x{4FF}"},
    Block{"Armenian", "\\x{530}-\\x{58F}"},
    Block{"Hebrew", "\\x{590}-\\x{5FF}"},
    Block{"Arabic", "\\x{600}-\\x{6FF}"},
    Block{"Devanagari", "\\x{900}-\\x{97F}"},
    Block{"Thai", "\\x{E00}-\\x{E7F}"},
    Block{"Tibetan", "\\x{F00}-\\x{FFF}"},
    Block{"Georgian", "\\x{10A0}-\\x{10FF}"},
    Block{"LatinExtendedAdditional", "\\x{1E00}-\\x{1EFF}"},
    Block{"GreekExtended", "\\x{1F00}-\\x{1FFF}"},
    Block{"GeneralPunctuation", "\\x{2000}-\\x{206F}"},
    Block{"CurrencySymbols", "\\x{20A0}-\\x{20CF}"},
    Block{"LetterlikeSymbols", "\\x{2100}-\\x{214F}"},
    Block{"Arrows", "\\x{2190}-\\x{21FF}"},
    Block{"MathematicalOperators", "\\x{2200}-\\x{22FF}"},
    Block{"Hiragana", "\\x{3040}-\\x{309F}"},
    Block{"Katakana", "\\x{30A0}-\\x{30FF}"},
    Block{"CJKUnifiedIdeographs", "\\x{4E00}-\\x{9FFF}"},
    Block{"HangulSyllables", "\\x{AC00}-\\x{D7A3}"},
    Block{"PrivateUse", "\\x{E000}-\\x{F8FF}"},
    Block{"Specials", "\\x{FFF0}-\\x{FFFF}"},
};

constexpr std::string_view name_start =
    ":A-Z_a-z\\x{C0}-\\x{D6}\\x{D8}-\\x{F6}\\x{F8}-\\x{2FF}\\x{370}-\\x{37D}\\x{37F}-\\x{1FFF}\\x{"
    "200C}-\\x{200D}\\x{2070}-\\x{218F}\\x{2C00}-\\x{2FEF}\\x{3001}-\\x{D7FF}\\x{F900}-\\x{FDCF}"
    "\\x{FDF0}-\\x{FFFD}\\x{10000}-\\x{EFFFF}";
constexpr std::string_view name_more = "\\-.0-9\\x{B7}\\x{300}-\\x{36F}\\x{203F}-\\x{2040}";

Error invalid(std::string message) {
  return {ErrorCode::invalid_expression, std::move(message), {}, {}};
}

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

// Flag x: white space counts inside of a class only (clause 5.6.2).
std::string without_space(std::string_view pattern) {
  std::string kept;
  std::size_t depth = 0;
  bool is_escaped = false;
  for (const char c : pattern) {
    if (depth == 0 && is_space(c)) continue;
    if (!is_escaped && c == '[') ++depth;
    if (!is_escaped && c == ']' && depth > 0) --depth;
    is_escaped = !is_escaped && c == '\\';
    kept += c;
  }
  return kept;
}

class Translator {
 public:
  explicit Translator(std::string_view pattern) : rest_(pattern) {}

  Result<std::string> run() {
    while (!rest_.empty()) {
      const char c = rest_.front();
      if (c == '\\') {
        ONWARD_TRY_DONE(escape(false));
      } else if (c == '[') {
        ONWARD_TRY(const std::string group, char_class(0));
        out_ += group;
      } else if (c == '(') {
        ONWARD_TRY_DONE(open_group());
      } else if (c == '{') {
        ONWARD_TRY_DONE(quantity());
      } else if (c == '}' || c == ']') {
        return invalid("a bracket of the regular expression has no partner");
      } else if (c == '*' || c == '+' || c == '?') {
        ONWARD_TRY_DONE(quantifier());
      } else if (c == '.') {
        take();
        out_ += ".";
        may_repeat_ = true;
      } else {
        may_repeat_ = c != '|' && c != '^';
        if (c == '#') out_ += '\\';
        out_ += take();
      }
    }
    return std::move(out_);
  }

 private:
  char take() {
    const char c = rest_.front();
    rest_.remove_prefix(1);
    return c;
  }

  Result<Done> open_group() {
    take();
    out_ += '(';
    if (!rest_.empty() && rest_.front() == '?') {
      if (!rest_.starts_with("?:")) return invalid("only (?: may follow an opening bracket");
      rest_.remove_prefix(2);
      out_ += "?:";
    }
    may_repeat_ = false;
    return Done{};
  }

  // *, + and ? with an optional ? for the shortest match; possessive forms of PCRE are no XPath.
  Result<Done> quantifier() {
    if (!may_repeat_) return invalid("a quantifier has nothing to repeat");
    out_ += take();
    if (!rest_.empty() && rest_.front() == '?') out_ += take();
    may_repeat_ = false;
    return Done{};
  }

  Result<Done> quantity() {
    if (!may_repeat_) return invalid("a quantifier has nothing to repeat");
    const std::size_t end = rest_.find('}');
    const std::string_view inner =
        end == std::string_view::npos ? std::string_view() : rest_.substr(1, end - 1);
    const bool is_number = !inner.empty() && inner.front() >= '0' && inner.front() <= '9' &&
                           inner.find_first_not_of("0123456789,") == std::string_view::npos;
    if (!is_number) return invalid("a quantity must be {n}, {n,} or {n,m}");
    out_ += rest_.substr(0, end + 1);
    rest_.remove_prefix(end + 1);
    if (!rest_.empty() && rest_.front() == '?') out_ += take();
    may_repeat_ = false;
    return Done{};
  }

  // \p{...} and \P{...}: a category stays, a block becomes its range.
  Result<Done> property(bool in_class) {
    const bool negated = rest_[1] == 'P';
    const std::size_t end = rest_.find('}');
    if (rest_.size() < 4 || rest_[2] != '{' || end == std::string_view::npos)
      return invalid("\\p needs {name}");
    const std::string_view name = rest_.substr(3, end - 3);
    if (!name.starts_with("Is")) {
      if (name.empty() || name.size() > 2) return invalid("no such category of characters");
      out_ += rest_.substr(0, end + 1);
      rest_.remove_prefix(end + 1);
      return Done{};
    }
    rest_.remove_prefix(end + 1);
    for (const Block& block : blocks) {
      if (block.name != name.substr(2)) continue;
      add_set(block.range, negated, in_class);
      return Done{};
    }
    return invalid("no such block of characters");
  }

  // PCRE2 cannot write the opposite of a set inside of a class: it stands beside the class.
  void add_set(std::string_view set, bool negated, bool in_class) {
    if (in_class && negated) {
      beside_.push_back("[^" + std::string(set) + "]");
    } else if (in_class) {
      out_ += set;
    } else {
      out_ += (negated ? "[^" : "[") + std::string(set) + "]";
    }
  }

  Result<Done> escape(bool in_class) {
    if (rest_.size() < 2) return invalid("a regular expression ends in a backslash");
    const char kind = rest_[1];
    may_repeat_ = true;
    if (kind == 'p' || kind == 'P') return property(in_class);
    if (kind == 'i' || kind == 'c' || kind == 'I' || kind == 'C') {
      const bool negated = kind == 'I' || kind == 'C';
      std::string set(name_start);
      if (kind == 'c' || kind == 'C') set += name_more;
      add_set(set, negated, in_class);
      rest_.remove_prefix(2);
      return Done{};
    }
    constexpr std::string_view known = "nrt\\|.?*+(){}-[]^$sSdDwW";
    const bool is_reference = !in_class && kind >= '1' && kind <= '9';
    if (!is_reference && known.find(kind) == std::string_view::npos)
      return invalid("this escape is none of XML Schema's");
    if (kind == 'w' || kind == 'W') {  // everything but punctuation, separators and others
      const bool negated = kind == 'W';
      if (in_class) {
        out_ += negated ? "\\p{P}\\p{Z}\\p{C}" : "\\p{L}\\p{M}\\p{N}\\p{S}";
      } else {
        out_ += negated ? "[\\p{P}\\p{Z}\\p{C}]" : "[^\\p{P}\\p{Z}\\p{C}]";
      }
    } else if (kind == 's' && !in_class) {
      out_ += "[ \\t\\n\\r]";
    } else if (kind == 'S' && !in_class) {
      out_ += "[^ \\t\\n\\r]";
    } else if (kind == 's') {
      out_ += " \\t\\n\\r";
    } else {
      out_ += rest_.substr(0, 2);
    }
    rest_.remove_prefix(2);
    return Done{};
  }

  // [a-z-[aeiou]] becomes (?:(?![aeiou])[a-z]).
  Result<std::string> char_class(int depth) {
    if (depth > 8) return invalid("classes are nested too deep");
    std::string before = std::exchange(out_, std::string(1, take()));
    std::vector<std::string> beside_before = std::exchange(beside_, {});
    std::string subtracted;
    const bool is_negated = !rest_.empty() && rest_.front() == '^';
    if (is_negated) out_ += take();
    bool is_empty = true;
    for (;;) {
      if (rest_.empty()) return invalid("a class has no closing bracket");
      if (rest_.front() == ']' && !is_empty) break;
      if (rest_.front() == ']') return invalid("a class is empty");
      if (rest_.starts_with("-[")) {
        take();
        ONWARD_TRY(subtracted, char_class(depth + 1));
        if (rest_.empty() || rest_.front() != ']')
          return invalid("a subtraction must end its class");
        break;
      }
      is_empty = false;
      if (rest_.front() == '\\') {
        ONWARD_TRY_DONE(escape(true));
      } else if (rest_.front() == '[') {
        return invalid("\"[\" inside a class needs a backslash");
      } else {
        out_ += take();
      }
    }
    out_ += take();
    may_repeat_ = true;
    std::string made = with_beside(std::exchange(out_, std::move(before)), is_negated);
    beside_ = std::move(beside_before);
    return subtracted.empty() ? made : "(?:(?!" + subtracted + ")" + made + ")";
  }

  // "[a\\I]" is a or one of the sets beside it, "[^a\\I]" neither.
  [[nodiscard]] std::string with_beside(std::string made, bool is_negated) const {
    if (beside_.empty()) return made;
    if (made == "[]") made = beside_.front();
    if (made == "[^]") made = "(?s:.)";
    std::string all = "(?:";
    for (const std::string& set : beside_) all += is_negated ? "(?!" + set + ")" : set + "|";
    return all + made + ")";
  }

  std::string_view rest_;
  bool may_repeat_ = false;
  std::string out_;
  std::vector<std::string> beside_;  ///< negated sets of the class that is being read
};

}  // namespace

Result<std::string> to_pcre(std::string_view pattern, bool drop_space) {
  const std::string kept = drop_space ? without_space(pattern) : std::string(pattern);
  return Translator(kept).run();
}

}  // namespace onward::feel
