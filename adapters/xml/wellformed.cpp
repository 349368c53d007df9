// One pass over the document with a stack of open elements; no recursion, so depth costs no stack.
// Rule numbers are those of XML 1.0.
#include "adapters/xml/wellformed.hpp"

#include <algorithm>
#include <array>
#include <tuple>
#include <vector>

#include "adapters/xml/characters.hpp"
#include "adapters/xml/encoding.hpp"
#include "adapters/xml/lines.hpp"
#include "adapters/xml/namespaces.hpp"
#include "engine/base/limits.hpp"

namespace onward::xml {
namespace {

constexpr std::size_t npos = std::string_view::npos;

class Checker {
 public:
  explicit Checker(std::string_view text) : text_(text) {}
  Result<Done> run();

 private:
  Result<Done> declaration();
  Result<Done> markup();
  Result<Done> text();
  Result<Done> reference(std::string* value);
  Result<Done> comment();
  Result<Done> cdata();
  Result<Done> instruction();
  Result<Done> start_tag();
  Result<Done> end_tag();
  Result<Done> attribute();
  Result<Done> attribute_value(std::string& value);
  Result<Done> attributes_differ();
  Result<Done> name(std::string_view& prefix, std::string_view& local, std::string_view what);
  Result<Done> pseudo_attribute(std::string_view name, std::string_view& value, bool& found);

  [[nodiscard]] bool done() const { return at_ == text_.size(); }
  [[nodiscard]] char peek() const { return done() ? '\0' : text_[at_]; }
  [[nodiscard]] bool sees(std::string_view expected) const {
    return text_.substr(at_, expected.size()) == expected;
  }
  bool take(std::string_view expected) {
    if (!sees(expected)) return false;
    at_ += expected.size();
    return true;
  }
  bool skip_space() {
    const std::size_t before = at_;
    while (!done() && is_space(text_[at_])) ++at_;
    return at_ != before;
  }
  [[nodiscard]] Error refuse(ErrorCode code, std::string message, std::size_t offset) const {
    return Error{code, std::move(message), to_text(Lines(text_).at(text_, offset))};
  }
  [[nodiscard]] Error malformed(std::string_view message) const {
    return refuse(ErrorCode::malformed, std::string(message), at_);
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::vector<std::string_view> open_;  // qualified names of the open elements
  Namespaces namespaces_;
  std::vector<Attribute> attributes_;  // of the start tag being read
  std::size_t elements_ = 0;
};

Result<Done> Checker::run() {
  if (const std::size_t illegal = first_illegal(text_); illegal != text_.size())
    return refuse(ErrorCode::malformed, "expected characters that XML allows, in valid encoding",
                  illegal);
  ONWARD_TRY_DONE(declaration());
  while (!done()) {
    if (peek() == '<') {
      ONWARD_TRY_DONE(markup());
    } else {
      ONWARD_TRY_DONE(text());
    }
  }
  if (elements_ == 0) return malformed("expected an element, found the end of the document");
  if (!open_.empty())
    return malformed("expected </" + std::string(open_.back()) +
                     ">, found the end of the document");
  return Done{};
}

/// Rule 23: XMLDecl.
Result<Done> Checker::declaration() {
  if (!sees("<?xml") || at_ + 5 >= text_.size() || !is_space(text_[at_ + 5])) return Done{};
  at_ += 5;
  std::string_view value;
  bool found = false;
  ONWARD_TRY_DONE(pseudo_attribute("version", value, found));
  if (!found || value.size() < 3 || !value.starts_with("1.") ||
      value.find_first_not_of("0123456789", 2) != npos)
    return malformed("expected version=\"1.0\" in the XML declaration");
  ONWARD_TRY_DONE(
      pseudo_attribute("encoding", value, found));  // its value was judged in encoding.cpp
  ONWARD_TRY_DONE(pseudo_attribute("standalone", value, found));
  if (found && value != "yes" && value != "no")
    return malformed("expected standalone to be yes or no");
  skip_space();
  if (!take("?>")) return malformed("expected ?> at the end of the XML declaration");
  return Done{};
}

Result<Done> Checker::pseudo_attribute(std::string_view name, std::string_view& value,
                                       bool& found) {
  const std::size_t before = at_;
  found = skip_space() && take(name);
  if (!found) {
    at_ = before;
    return Done{};
  }
  skip_space();
  if (!take("=")) return malformed("expected = in the XML declaration");
  skip_space();
  const char quote = peek();
  const std::size_t end = quote == '"' || quote == '\'' ? text_.find(quote, at_ + 1) : npos;
  if (end == npos) return malformed("expected a value in quotes in the XML declaration");
  value = text_.substr(at_ + 1, end - at_ - 1);
  at_ = end + 1;
  return Done{};
}

Result<Done> Checker::markup() {
  if (sees("<!--")) return comment();
  if (sees("<![CDATA[")) return cdata();
  if (sees("<!DOCTYPE"))
    return malformed("expected no DOCTYPE: document types and entities are not accepted");
  if (sees("<!")) return malformed("expected a comment, CDATA section or element after <");
  if (sees("<?")) return instruction();
  if (sees("</")) return end_tag();
  return start_tag();
}

/// Rule 14: CharData, and references between it.
Result<Done> Checker::text() {
  while (!done() && peek() != '<') {
    if (open_.empty() && !is_space(peek()))
      return malformed(elements_ == 0
                           ? "expected the root element, found text before it"
                           : "expected the end of the document, found text after the root element");
    if (sees("]]>")) return malformed("expected ]]&gt; for ]]> in text");
    if (peek() == '&') {
      ONWARD_TRY_DONE(reference(nullptr));
    } else {
      ++at_;
    }
  }
  return Done{};
}

/// Rules 66 and 68: a character reference, or one of the five entities there are without a DOCTYPE.
Result<Done> Checker::reference(std::string* value) {
  struct Entity {
    std::string_view text;
    char meaning;
  };
  constexpr std::array<Entity, 5> entities = {
      {{"&lt;", '<'}, {"&gt;", '>'}, {"&amp;", '&'}, {"&quot;", '"'}, {"&apos;", '\''}}};
  for (const Entity& entity : entities) {
    if (!take(entity.text)) continue;
    if (value != nullptr) value->push_back(entity.meaning);
    return Done{};
  }
  if (!sees("&#")) return malformed("expected &amp; or one of the five entities of XML after &");
  const bool hex = sees("&#x");
  std::size_t end = at_ + (hex ? 3 : 2);
  const std::size_t first = end;
  std::uint32_t code = 0;
  for (; end < text_.size() && text_[end] != ';'; ++end) {
    constexpr std::string_view digits = "0123456789abcdef";
    const char c = text_[end];
    const std::size_t digit =
        digits.find(c >= 'A' && c <= 'F' ? static_cast<char>(c - 'A' + 'a') : c);
    const std::uint32_t base = hex ? 16 : 10;
    if (digit >= base) return malformed("expected digits and ; in a character reference");
    code = std::min<std::uint32_t>(code * base + static_cast<std::uint32_t>(digit), 0x110000);
  }
  if (end == first || end == text_.size())
    return malformed("expected digits and ; in a character reference");
  if (!is_legal(code)) return malformed("expected a reference to a character that XML allows");
  if (value != nullptr) append_utf8(*value, code);
  at_ = end + 1;
  return Done{};
}

/// Rule 15: no "--" inside a comment, so "--" must begin its end.
Result<Done> Checker::comment() {
  const std::size_t end = text_.find("--", at_ + 4);
  if (end == npos) return malformed("expected --> at the end of the comment");
  const bool ends = text_.substr(end, 3) == "-->";
  at_ = ends ? end + 3 : end;
  if (!ends) return malformed("expected no -- inside a comment");
  return Done{};
}

/// Rule 18, only inside an element.
Result<Done> Checker::cdata() {
  if (open_.empty()) return malformed("expected CDATA only inside the root element");
  const std::size_t end = text_.find("]]>", at_);
  if (end == npos) return malformed("expected ]]> at the end of the CDATA section");
  at_ = end + 3;
  return Done{};
}

/// Rules 16 and 17; a target holds no colon (Namespaces clause 7).
Result<Done> Checker::instruction() {
  const std::size_t length = name_length(text_, at_ + 2);
  if (length == 0) return malformed("expected a name after <?");
  std::string target(text_.substr(at_ + 2, length));
  for (char& c : target) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  if (target == "xml") return malformed("expected the XML declaration only at the very beginning");
  const std::size_t after = at_ + 2 + length;
  const bool ends = text_.substr(after, 2) == "?>";
  if (!ends && (after >= text_.size() || !is_space(text_[after])))
    return malformed("expected a space after the name of the processing instruction");
  const std::size_t end = text_.find("?>", after);
  if (end == npos) return malformed("expected ?> at the end of the processing instruction");
  at_ = end + 2;
  return Done{};
}

/// Namespaces rule 7: QName.
Result<Done> Checker::name(std::string_view& prefix, std::string_view& local,
                           std::string_view what) {
  const std::size_t first = name_length(text_, at_);
  if (first == 0) return malformed("expected " + std::string(what));
  prefix = {};
  local = text_.substr(at_, first);
  at_ += first;
  if (peek() != ':') return Done{};
  const std::size_t second = name_length(text_, at_ + 1);
  if (second == 0) return malformed("expected a name after the colon");
  prefix = local;
  local = text_.substr(at_ + 1, second);
  at_ += second + 1;
  if (peek() == ':') return malformed("expected at most one colon in a name");
  return Done{};
}

/// Rules 40 and 44.
Result<Done> Checker::start_tag() {
  const std::size_t begin = at_++;
  if (open_.empty() && elements_ != 0)
    return refuse(ErrorCode::malformed, "expected one root element, found another after it", begin);
  if (++elements_ > limits::xml_elements)
    return refuse(ErrorCode::too_large,
                  "expected at most " + std::to_string(limits::xml_elements) + " elements", begin);
  if (open_.size() >= limits::xml_depth)
    return refuse(ErrorCode::too_large,
                  "expected elements nested at most " + std::to_string(limits::xml_depth) + " deep",
                  begin);
  std::string_view prefix;
  std::string_view local;
  ONWARD_TRY_DONE(name(prefix, local, "the name of an element after <"));
  const std::string_view qualified = text_.substr(begin + 1, at_ - begin - 1);
  attributes_.clear();
  while (skip_space() && peek() != '>' && peek() != '/') ONWARD_TRY_DONE(attribute());
  const bool empty = take("/>");
  if (!empty && !take(">"))
    return malformed("expected an attribute, > or /> in the tag of an element");
  std::size_t culprit = 0;
  if (const std::string_view wrong = namespaces_.open(attributes_, culprit); !wrong.empty())
    return refuse(ErrorCode::malformed, std::string(wrong), attributes_[culprit].offset);
  if (namespaces_.size() > limits::xml_namespaces)
    return refuse(
        ErrorCode::too_large,
        "expected at most " + std::to_string(limits::xml_namespaces) + " namespaces in scope",
        begin);
  // Namespaces clause 5: an element's own declarations count for its name; xmlns is not a prefix
  // for elements (clause 3).
  if (prefix == "xmlns" || namespaces_.find(prefix) == nullptr)
    return refuse(ErrorCode::malformed, "expected the prefix of the element to be declared", begin);
  ONWARD_TRY_DONE(attributes_differ());
  if (empty)
    namespaces_.close();
  else
    open_.push_back(qualified);
  return Done{};
}

/// Rule 42.
Result<Done> Checker::end_tag() {
  const std::size_t begin = at_;
  at_ += 2;
  std::string_view prefix;
  std::string_view local;
  ONWARD_TRY_DONE(name(prefix, local, "the name of an element after </"));
  const std::string_view qualified = text_.substr(begin + 2, at_ - begin - 2);
  if (open_.empty())
    return refuse(ErrorCode::malformed, "expected no end tag: no element is open", begin);
  if (open_.back() != qualified)
    return refuse(
        ErrorCode::malformed,
        "expected </" + std::string(open_.back()) + ">, found the end tag of another element",
        begin);
  skip_space();
  if (!take(">")) return malformed("expected > at the end of the end tag");
  open_.pop_back();
  namespaces_.close();
  return Done{};
}

/// Rule 41.
Result<Done> Checker::attribute() {
  if (attributes_.size() >= limits::xml_attributes)
    return refuse(
        ErrorCode::too_large,
        "expected at most " + std::to_string(limits::xml_attributes) + " attributes of one element",
        at_);
  Attribute& read = attributes_.emplace_back();
  read.offset = at_;
  ONWARD_TRY_DONE(name(read.prefix, read.local, "the name of an attribute"));
  skip_space();
  if (!take("=")) return malformed("expected = after the name of the attribute");
  skip_space();
  return attribute_value(read.value);
}

/// Rule 10, with the normalisation of clause 3.3.3.
Result<Done> Checker::attribute_value(std::string& value) {
  const char quote = peek();
  if (quote != '"' && quote != '\'')
    return malformed("expected the value of the attribute in quotes");
  ++at_;
  while (!done() && peek() != quote) {
    if (peek() == '<') return malformed("expected &lt; for < in the value of an attribute");
    if (peek() == '&') {
      ONWARD_TRY_DONE(reference(&value));
    } else {
      value.push_back(is_space(peek()) ? ' ' : peek());
      ++at_;
    }
  }
  if (done()) return malformed("expected the closing quote of the attribute's value");
  ++at_;
  return Done{};
}

/// Namespaces clause 6.3: no two attributes of one name, nor of one local name in one namespace.
Result<Done> Checker::attributes_differ() {
  struct Named {
    std::string_view uri;
    std::string_view local;
    std::size_t offset;
  };
  std::vector<Named> names;
  names.reserve(attributes_.size());
  for (const Attribute& attribute : attributes_) {
    std::string_view uri;  // without a prefix: none
    if (!attribute.prefix.empty()) {
      const std::string* bound = namespaces_.find(attribute.prefix);
      if (bound == nullptr)
        return refuse(ErrorCode::malformed, "expected the prefix of the attribute to be declared",
                      attribute.offset);
      uri = *bound;
    }
    names.push_back({uri, attribute.local, attribute.offset});
  }
  const auto key = [](const Named& named) {
    return std::tie(named.local, named.uri, named.offset);
  };
  std::sort(names.begin(), names.end(),
            [&](const Named& a, const Named& b) { return key(a) < key(b); });
  const auto twice = std::adjacent_find(
      names.begin(), names.end(),
      [](const Named& a, const Named& b) { return a.local == b.local && a.uri == b.uri; });
  if (twice != names.end())
    return refuse(ErrorCode::malformed, "expected each attribute once, found one again",
                  (twice + 1)->offset);
  return Done{};
}

}  // namespace

Result<Wellformed> check(std::string_view bytes) {
  if (bytes.size() > limits::xml_bytes)
    return Error{ErrorCode::too_large,
                 "expected a document of at most " + std::to_string(limits::xml_bytes) + " bytes",
                 "1:1"};
  ONWARD_TRY(std::string utf8, to_utf8(bytes));
  ONWARD_TRY_DONE(Checker(utf8).run());
  return Wellformed{std::move(utf8)};
}

}  // namespace onward::xml
