#include "engine/feel/lexer.hpp"

#include <array>

#include "engine/base/limits.hpp"
#include "engine/feel/utf8.hpp"

namespace onward::feel {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// Rule 61 white space and rule 62 vertical space.
bool is_space(char32_t c) {
  return c == ' ' || (c >= 9 && c <= 13) || c == 0x85 || c == 0xA0 || c == 0x1680 || c == 0x180E ||
         (c >= 0x2000 && c <= 0x200B) || c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F ||
         c == 0x3000 || c == 0xFEFF;
}

// Rule 28 name start char, with every letter beyond ASCII.
bool is_name_start(char32_t c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '?' ||
         (c >= 0xB7 && !is_space(c) && c != 0xFFFD);
}

bool is_name_part(char32_t c) { return is_name_start(c) || (c >= '0' && c <= '9'); }

class Lexer {
 public:
  Lexer(std::string_view text, Dialect dialect) : text_(text), dialect_(dialect) {}

  Result<std::vector<Token>> run() {
    std::vector<Token> tokens;
    for (;;) {
      ONWARD_TRY(const bool spaced, skip_space());
      Token token;
      token.at = position();
      token.space_before = spaced;
      if (at_end()) {
        tokens.push_back(std::move(token));
        return tokens;
      }
      ONWARD_TRY_DONE(read(token));
      tokens.push_back(std::move(token));
    }
  }

 private:
  [[nodiscard]] bool at_end() const { return index_ >= text_.size(); }
  [[nodiscard]] char peek(std::size_t ahead = 0) const {
    return index_ + ahead < text_.size() ? text_[index_ + ahead] : '\0';
  }
  // Counts from the place asked for last, so that one long line costs no more than many short ones.
  [[nodiscard]] Position position() {
    if (counted_to_ < line_start_) {
      counted_to_ = line_start_;
      column_ = 1;
    }
    column_ += static_cast<std::uint32_t>(
        code_point_count(text_.substr(counted_to_, index_ - counted_to_)));
    counted_to_ = index_;
    return {line_, column_};
  }
  void take_char() {
    std::size_t next = index_;
    const char32_t c = next_code_point(text_, next);
    index_ = next;
    if (c == '\n') {
      ++line_;
      line_start_ = index_;
    }
  }
  [[nodiscard]] char32_t peek_code_point() const {
    std::size_t next = index_;
    return next_code_point(text_, next);
  }

  // Rules 61 to 64: white space and comments.
  Result<bool> skip_space() {
    const std::size_t start = index_;
    while (!at_end()) {
      if (is_space(peek_code_point())) {
        take_char();
      } else if (peek() == '/' && peek(1) == '/' && dialect_ == Dialect::feel) {
        while (!at_end() && peek() != '\n') take_char();
      } else if (peek() == '/' && peek(1) == '*' && dialect_ == Dialect::feel) {
        const Position open = position();
        while (!at_end() && !(peek() == '*' && peek(1) == '/')) take_char();
        if (at_end()) return syntax_error(open, "this comment is not closed");
        index_ += 2;
      } else {
        break;
      }
    }
    return index_ > start;
  }

  Result<Done> read(Token& token) {
    if (is_digit(peek()) || (peek() == '.' && is_digit(peek(1)))) return read_number(token);
    if (peek() == '"' || (peek() == '\'' && dialect_ == Dialect::juel)) return read_text(token);
    if (is_name_start(peek_code_point()) && !(dialect_ == Dialect::juel && peek() == '?')) {
      token.kind = Token::Kind::name;
      const std::size_t start = index_;
      while (!at_end() && is_name_part(peek_code_point()) &&
             !(dialect_ == Dialect::juel && peek() == '?'))
        take_char();
      token.text = text_.substr(start, index_ - start);
      return Done{};
    }
    return read_symbol(token);
  }

  // Rule 37: digits, a fraction, an exponent. "1..5" is a range: the second point is not ours.
  Result<Done> read_number(Token& token) {
    token.kind = Token::Kind::number;
    const std::size_t start = index_;
    while (is_digit(peek())) ++index_;
    if (peek() == '.' && is_digit(peek(1))) {
      ++index_;
      while (is_digit(peek())) ++index_;
    }
    if (peek() == 'e' || peek() == 'E') {
      const std::size_t sign = peek(1) == '+' || peek(1) == '-' ? 2 : 1;
      if (is_digit(peek(sign))) {
        index_ += sign;
        while (is_digit(peek())) ++index_;
      }
    }
    token.text = text_.substr(start, index_ - start);
    return Done{};
  }

  Result<Done> read_text(Token& token) {
    token.kind = Token::Kind::text;
    const char quote = peek();
    ++index_;
    while (!at_end() && peek() != quote) {
      if (peek() == '\\') {
        read_escape(token.text);
      } else {
        const std::size_t start = index_;
        take_char();
        token.text += text_.substr(start, index_ - start);
      }
    }
    if (at_end()) return syntax_error(token.at, "this text has no closing quote");
    ++index_;
    return Done{};
  }

  // Rule 35 escapes; what is no escape stays as it is, so that regular expressions read well
  // ("\d").
  void read_escape(std::string& out) {
    const char kind = peek(1);
    const std::size_t digits = kind == 'u' ? 4 : kind == 'U' ? 6 : 0;
    if (digits > 0) {
      auto code = hex(index_ + 2, digits);
      if (code) {
        index_ += 2 + digits;
        append_code_point(out, with_low_surrogate(*code));
        return;
      }
    }
    index_ += 1;
    const char plain = kind == 'n' ? '\n' : kind == 'r' ? '\r' : kind == 't' ? '\t' : kind;
    if (kind == 'n' || kind == 'r' || kind == 't' || kind == '"' || kind == '\'' || kind == '\\') {
      out.push_back(plain);
      ++index_;
    } else {
      out.push_back('\\');
    }
  }

  [[nodiscard]] std::optional<char32_t> hex(std::size_t start, std::size_t digits) const {
    if (start + digits > text_.size()) return std::nullopt;
    char32_t code = 0;
    for (std::size_t i = start; i < start + digits; ++i) {
      const char c = text_[i];
      const bool letter = (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
      if (!is_digit(c) && !letter) return std::nullopt;
      code = code * 16 + static_cast<char32_t>(is_digit(c) ? c - '0' : (c | 0x20) - 'a' + 10);
    }
    return code;
  }

  // "\uD83D\uDC0E" is one character written as a UTF-16 pair.
  char32_t with_low_surrogate(char32_t high) {
    if (high < 0xD800 || high > 0xDBFF || peek() != '\\' || peek(1) != 'u') return high;
    const auto low = hex(index_ + 2, 4);
    if (!low || *low < 0xDC00 || *low > 0xDFFF) return high;
    index_ += 6;
    return 0x10000 + ((high - 0xD800) << 10U) + (*low - 0xDC00);
  }

  Result<Done> read_symbol(Token& token) {
    static constexpr std::array<std::string_view, 6> feel_pairs = {
        "..", "**", "<=", ">=", "!=", "->"};
    static constexpr std::array<std::string_view, 6> juel_pairs = {
        "==", "!=", "<=", ">=", "&&", "||"};
    static constexpr std::string_view singles = "+-*/=<>()[]{},:.@!?%;'&|$#";
    token.kind = Token::Kind::symbol;
    for (const auto pair : dialect_ == Dialect::feel ? feel_pairs : juel_pairs) {
      if (text_.substr(index_, 2) == pair) {
        token.text = pair;
        index_ += 2;
        return Done{};
      }
    }
    if (singles.find(peek()) == std::string_view::npos) {
      return syntax_error(token.at, "this character has no meaning here");
    }
    token.text = std::string(1, peek());
    ++index_;
    return Done{};
  }

  std::string_view text_;
  Dialect dialect_;
  std::size_t index_ = 0;
  std::size_t line_start_ = 0;
  std::size_t counted_to_ = 0;
  std::uint32_t line_ = 1, column_ = 1;
};

}  // namespace

Error syntax_error(Position at, std::string message) {
  return {ErrorCode::invalid_expression, std::move(message), to_text(at), {}};
}

Result<std::vector<Token>> read_tokens(std::string_view text, Dialect dialect) {
  if (text.size() > limits::expression_bytes) {
    return Error{ErrorCode::too_large, "an expression may have 64 KiB", "1:1", {}};
  }
  return Lexer(text, dialect).run();
}

}  // namespace onward::feel
