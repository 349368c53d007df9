#include "engine/feel/regex.hpp"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

namespace onward::feel {
namespace {

constexpr std::uint32_t match_limit = 500'000;  // about 20 ms of backtracking
constexpr std::uint32_t depth_limit = 5'000;
constexpr std::uint32_t heap_limit_kib = 4 * 1024;

Error invalid(std::string message) {
  return {ErrorCode::invalid_expression, std::move(message), {}, {}};
}

struct Free {
  void operator()(pcre2_code* code) const { pcre2_code_free(code); }
  void operator()(pcre2_match_data* data) const { pcre2_match_data_free(data); }
  void operator()(pcre2_match_context* context) const { pcre2_match_context_free(context); }
};

}  // namespace

struct Regex::Code {
  std::unique_ptr<pcre2_code, Free> compiled;
};

Result<Regex> Regex::compile(std::string_view pattern, std::string_view flags) {
  // XPath 2.0 clause 7.6.1: "$" is the very end unless m is given, "." passes no line end unless s
  // is.
  std::uint32_t options = PCRE2_UTF | PCRE2_UCP | PCRE2_NEVER_BACKSLASH_C;
  bool drop_space = false;
  bool many_lines = false;
  for (const char flag : flags) {
    switch (flag) {
      case 's': options |= PCRE2_DOTALL; break;
      case 'm': many_lines = true; break;
      case 'i': options |= PCRE2_CASELESS; break;
      case 'x': drop_space = true; break;
      default: return invalid("a flag of a regular expression is none of s, m, i, x");
    }
  }
  options |= many_lines ? PCRE2_MULTILINE : PCRE2_DOLLAR_ENDONLY;
  ONWARD_TRY(const std::string translated, to_pcre(pattern, drop_space));
  int error = 0;
  PCRE2_SIZE place = 0;
  auto code = std::make_shared<Code>();
  code->compiled.reset(pcre2_compile(reinterpret_cast<PCRE2_SPTR>(translated.data()),
                                     translated.size(), options, &error, &place, nullptr));
  if (!code->compiled) return invalid("the regular expression cannot be read");
  Regex regex;
  regex.code_ = std::move(code);
  return regex;
}

Result<std::vector<std::pair<std::size_t, std::size_t>>> Regex::find(std::string_view text,
                                                                     std::size_t start) const {
  const std::unique_ptr<pcre2_match_context, Free> context(pcre2_match_context_create(nullptr));
  const std::unique_ptr<pcre2_match_data, Free> data(
      pcre2_match_data_create_from_pattern(code_->compiled.get(), nullptr));
  if (!context || !data)
    return Error{ErrorCode::too_large, "no memory for a regular expression", {}, {}};
  pcre2_set_match_limit(context.get(), match_limit);
  pcre2_set_depth_limit(context.get(), depth_limit);
  pcre2_set_heap_limit(context.get(), heap_limit_kib);
  const int found = pcre2_match(code_->compiled.get(), reinterpret_cast<PCRE2_SPTR>(text.data()),
                                text.size(), start, 0, data.get(), context.get());
  std::vector<std::pair<std::size_t, std::size_t>> groups;
  if (found == PCRE2_ERROR_NOMATCH) return groups;
  if (found < 0)
    return Error{ErrorCode::too_large, "a regular expression reached its bound", {}, {}};
  const PCRE2_SIZE* places = pcre2_get_ovector_pointer(data.get());
  const std::size_t count = pcre2_get_ovector_count(data.get());
  for (std::size_t i = 0; i < count; ++i) {
    const bool took_part = i < static_cast<std::size_t>(found);
    groups.emplace_back(took_part ? places[2 * i] : std::string::npos,
                        took_part ? places[2 * i + 1] : std::string::npos);
  }
  return groups;
}

std::size_t Regex::group_count() const {
  std::uint32_t count = 0;
  pcre2_pattern_info(code_->compiled.get(), PCRE2_INFO_CAPTURECOUNT, &count);
  return count;
}

}  // namespace onward::feel
