#include "server/pages/encoding.hpp"

#include <algorithm>
#include <cctype>
#include <optional>
#include <string>

namespace onward::pages {
namespace {

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

/// Takes what stands before the next separator away from `text`.
std::string_view next_part(std::string_view& text, char separator) {
  const std::size_t end = std::min(text.find(separator), text.size());
  const std::string_view part = trimmed(text.substr(0, end));
  text.remove_prefix(std::min(end + 1, text.size()));
  return part;
}

std::string lower(std::string_view text) {
  std::string result(text);
  for (char& c : result) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return result;
}

/// Whether the weight is zero: "q=0", "q=0.000".
bool is_refused(std::string_view parameters) {
  while (!parameters.empty()) {
    const std::string parameter = lower(next_part(parameters, ';'));
    if (parameter.starts_with("q="))
      return parameter.size() > 2 && parameter.find_first_not_of("0.", 2) == std::string::npos;
  }
  return false;
}

}  // namespace

Encodings accepted_encodings(std::string_view header) {
  std::optional<bool> gzip;
  std::optional<bool> brotli;
  bool others = false;
  while (!header.empty()) {
    std::string_view item = next_part(header, ',');
    const std::string name = lower(next_part(item, ';'));
    const bool wanted = !is_refused(item);
    if (name == "gzip" || name == "x-gzip") gzip = wanted;
    if (name == "br") brotli = wanted;
    if (name == "*") others = wanted;
  }
  return {gzip.value_or(others), brotli.value_or(others)};
}

}  // namespace onward::pages
