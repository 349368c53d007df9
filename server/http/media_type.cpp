#include "server/http/media_type.hpp"

#include <algorithm>

namespace onward::http {

namespace {

char to_lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool is_token_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos;
}

void skip_blanks(std::string_view& text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
}

// RFC 9110 section 5.6.2; empty when there is none.
std::string_view take_token(std::string_view& text) {
  const auto end = std::find_if_not(text.begin(), text.end(), is_token_character);
  const auto token = text.substr(0, static_cast<std::size_t>(end - text.begin()));
  text.remove_prefix(token.size());
  return token;
}

// RFC 9110 section 5.6.4, the opening quote still there; false when it does not end.
bool take_quoted(std::string_view& text, std::string& value) {
  text.remove_prefix(1);
  while (!text.empty() && text.front() != '"') {
    if (text.front() == '\\') text.remove_prefix(1);
    if (text.empty()) return false;
    value.push_back(text.front());
    text.remove_prefix(1);
  }
  if (text.empty()) return false;
  text.remove_prefix(1);
  return true;
}

std::string lower(std::string_view text) {
  std::string result(text);
  std::transform(result.begin(), result.end(), result.begin(), to_lower);
  return result;
}

Error refuse(std::string_view text) {
  return Error{
      ErrorCode::malformed,
      "expected type/subtype; name=value, found '" + std::string(text.substr(0, 100)) + "'",
      "content-type",
      {}};
}

}  // namespace

const std::string* MediaType::parameter(std::string_view name) const {
  for (const auto& [key, value] : parameters)
    if (key == name) return &value;
  return nullptr;
}

Result<MediaType> parse_media_type(std::string_view text) {
  std::string_view rest = text;
  MediaType type;
  skip_blanks(rest);
  type.essence = lower(take_token(rest));
  if (type.essence.empty()) return refuse(text);
  if (rest.starts_with('/')) {
    rest.remove_prefix(1);
    const std::string_view subtype = take_token(rest);
    if (subtype.empty()) return refuse(text);
    type.essence += "/" + lower(subtype);
  }
  while (true) {
    skip_blanks(rest);
    if (rest.empty()) return type;
    if (rest.front() != ';') return refuse(text);
    rest.remove_prefix(1);
    skip_blanks(rest);
    if (rest.empty()) return type;
    std::string name = lower(take_token(rest));
    if (name.empty() || !rest.starts_with('=')) return refuse(text);
    rest.remove_prefix(1);
    std::string value;
    if (rest.starts_with('"')) {
      if (!take_quoted(rest, value)) return refuse(text);
    } else {
      value = take_token(rest);
      if (value.empty()) return refuse(text);
    }
    type.parameters.emplace_back(std::move(name), std::move(value));
  }
}

Result<MediaType> require_media_type(const Request& request,
                                     std::initializer_list<std::string_view> essences) {
  std::string expected;
  for (const std::string_view essence : essences)
    expected += (expected.empty() ? "" : " or ") + std::string(essence);
  const std::string* header = request.header("content-type");
  if (header == nullptr)
    return Error{ErrorCode::unsupported_media_type,
                 "expected a body of content-type " + expected + ", found none",
                 "content-type",
                 {}};
  ONWARD_TRY(MediaType type, parse_media_type(*header));
  const bool is_listed =
      std::find(essences.begin(), essences.end(), type.essence) != essences.end();
  const std::string* charset = type.parameter("charset");
  const bool is_utf8 = charset == nullptr || equal_ignoring_case(*charset, "utf-8") ||
                       equal_ignoring_case(*charset, "utf8");
  if (!is_listed || !is_utf8)
    return Error{ErrorCode::unsupported_media_type,
                 "expected a body of content-type " + expected + " in UTF-8, found '" +
                     header->substr(0, 100) + "'",
                 "content-type",
                 {}};
  return type;
}

bool equal_ignoring_case(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char x, char y) { return to_lower(x) == to_lower(y); });
}

}  // namespace onward::http
