// matches, replace, split (DMN 1.5 clause 10.3.4.3, Table 76; XPath 2.0 clause 7.6).
#include <array>

#include "engine/feel/builtins.hpp"
#include "engine/feel/regex.hpp"
#include "engine/feel/utf8.hpp"

namespace onward::feel {
namespace {

std::string_view flags_of(const Value& flags) {
  return flags.text() != nullptr ? std::string_view(*flags.text()) : std::string_view();
}

// A bound reached inside PCRE2 stops the evaluation, as every bound does.
Value failed(const Call& call, const Error& error) {
  if (error.code == ErrorCode::too_large) call.evaluator.stop("bound of a regular expression");
  return call.fail(error.message);
}

Value matches(const Call& call) {
  const auto regex = Regex::compile(*call[1].text(), flags_of(call[2]));
  if (!regex.ok()) return failed(call, regex.error());
  const auto found = regex->find(*call[0].text(), 0);
  if (!found.ok()) return failed(call, found.error());
  return !found->empty();
}

using Groups = std::vector<std::pair<std::size_t, std::size_t>>;

// XPath 2.0 clause 7.6.3: $1 is a group, \$ and \\ are themselves, anything else after them is an
// error. Of "$15" with fewer than 15 groups the 5 is a character of the replacement.
std::optional<std::string> expanded(std::string_view replacement, std::string_view text,
                                    const Groups& groups) {
  std::string out;
  for (std::size_t i = 0; i < replacement.size(); ++i) {
    const char c = replacement[i];
    const char next = i + 1 < replacement.size() ? replacement[i + 1] : '\0';
    if (c == '\\') {
      if (next != '\\' && next != '$') return std::nullopt;
      out += next;
      ++i;
    } else if (c == '$') {
      if (next < '0' || next > '9') return std::nullopt;
      std::size_t group = static_cast<std::size_t>(next - '0');
      ++i;
      while (i + 1 < replacement.size() && replacement[i + 1] >= '0' && replacement[i + 1] <= '9') {
        const std::size_t longer = group * 10 + static_cast<std::size_t>(replacement[i + 1] - '0');
        if (longer >= groups.size()) break;
        group = longer;
        ++i;
      }
      if (group < groups.size() && groups[group].first != std::string::npos) {
        out += text.substr(groups[group].first, groups[group].second - groups[group].first);
      }
    } else {
      out += c;
    }
  }
  return out;
}

Value replace(const Call& call) {
  const std::string& text = *call[0].text();
  const auto regex = Regex::compile(*call[1].text(), flags_of(call[3]));
  if (!regex.ok()) return failed(call, regex.error());
  std::string out;
  std::size_t at = 0;
  while (at <= text.size()) {
    const auto found = regex->find(text, at);
    if (!found.ok()) return failed(call, found.error());
    if (found->empty()) break;
    const auto [begin, end] = found->front();
    if (begin == end) return call.fail("replace: the pattern matches the empty string");
    const auto insert = expanded(*call[2].text(), text, *found);
    if (!insert) return call.fail("replace: $ and \\ of the replacement are used wrongly");
    out.append(text, at, begin - at);
    out += *insert;
    at = end;
    if (!call.evaluator.step() || !call.evaluator.charge(insert->size() + 1)) return {};
  }
  out.append(text, at);
  return call.evaluator.charge(out.size()) ? Value(std::move(out)) : Value();
}

Value split(const Call& call) {
  const std::string& text = *call[0].text();
  const auto regex = Regex::compile(*call[1].text(), {});
  if (!regex.ok()) return failed(call, regex.error());
  List parts;
  std::size_t begin = 0;
  std::size_t at = 0;
  while (at <= text.size()) {
    const auto found = regex->find(text, at);
    if (!found.ok()) return failed(call, found.error());
    if (found->empty()) break;
    auto [from, to] = found->front();
    if (from == to) {  // an empty match splits between characters
      if (from >= text.size()) break;
      if (from == begin) {
        next_code_point(text, at);
        continue;
      }
    }
    parts.emplace_back(text.substr(begin, from - begin));
    begin = to;
    at = to;
    if (!call.evaluator.step() || !call.evaluator.fits_list(parts.size() > 1 ? 1 : 2)) return {};
    if (from == to) next_code_point(text, at);
  }
  parts.emplace_back(text.substr(begin));
  return call.evaluator.charge(text.size()) ? Value(std::move(parts)) : Value();
}

}  // namespace

std::span<const BuiltinRow> regex_builtins() {
  static constexpr std::array rows = {
      BuiltinRow{"matches", "input:s, pattern:s, flags:s~", matches},
      BuiltinRow{"replace", "input:s, pattern:s, replacement:s, flags:s~", replace},
      BuiltinRow{"split", "string:s, delimiter:s", split},
  };
  return rows;
}

}  // namespace onward::feel
