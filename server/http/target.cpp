#include "server/http/target.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>

#include "server/http/utf8.hpp"

namespace onward::http {

namespace {

enum class Plus : std::uint8_t { literal, blank };

bool is_control(unsigned char c) { return c < 0x20 || c == 0x7F; }

std::optional<std::string> decode(std::string_view text, Plus plus);
Result<std::string> decode_path(std::string_view raw);
Result<Pairs> decode_query(std::string_view raw);

Error refuse(const char* message) { return Error{ErrorCode::malformed, message, "target", {}}; }

}  // namespace

Result<Target> parse_target(std::string_view target) {
  // Absolute-form is for proxies, but every server must read it (RFC 9112 section 3.2.2).
  for (const std::string_view scheme : {"http://", "https://"}) {
    if (!target.starts_with(scheme)) continue;
    const std::size_t slash = target.find('/', scheme.size());
    target = slash == std::string_view::npos ? std::string_view("/") : target.substr(slash);
    break;
  }
  if (target.empty() || target.front() != '/')
    return refuse("the request target must begin with '/'");
  const auto is_bad = [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte <= 0x20 || byte >= 0x7F || c == '#' || c == '\\';
  };
  if (std::any_of(target.begin(), target.end(), is_bad))
    return refuse("the request target holds a character that must be percent-encoded");

  const std::size_t mark = target.find('?');
  Target parsed;
  ONWARD_TRY(parsed.path, decode_path(target.substr(0, mark)));
  if (mark != std::string_view::npos) {
    ONWARD_TRY(parsed.query, decode_query(target.substr(mark + 1)));
  }
  return parsed;
}

namespace {

Result<std::string> decode_path(std::string_view raw) {
  if (raw.find(';') != std::string_view::npos)
    return refuse("the path must not hold ';' parameters");
  std::string path;
  if (raw.find('%') == std::string_view::npos) {
    path = raw;
  } else {
    // What decodes to a slash would move the borders between segments, so it cannot be told from a
    // real one: refused.
    auto decoded = decode(raw, Plus::literal);
    if (!decoded) return refuse("the path holds a percent-encoding that is not %xx of UTF-8 text");
    if (std::count(decoded->begin(), decoded->end(), '/') !=
        std::count(raw.begin(), raw.end(), '/'))
      return refuse("the path must not hold an encoded slash");
    const auto is_bad = [](char c) {
      return is_control(static_cast<unsigned char>(c)) || c == '\\';
    };
    if (std::any_of(decoded->begin(), decoded->end(), is_bad))
      return refuse("the path must not hold a control character or '\\'");
    path = std::move(*decoded);
  }
  std::string_view rest = std::string_view(path).substr(1);
  while (true) {
    const std::size_t slash = rest.find('/');
    const std::string_view segment = rest.substr(0, slash);
    if (segment == "." || segment == "..")
      return refuse("the path must not hold a '.' or '..' segment");
    if (slash == std::string_view::npos) break;
    if (segment.empty()) return refuse("the path must not hold an empty segment");
    rest = rest.substr(slash + 1);
  }
  return path;
}

Result<Pairs> decode_query(std::string_view raw) {
  Pairs query;
  while (!raw.empty()) {
    const std::size_t end = raw.find('&');
    const std::string_view pair = raw.substr(0, end);
    raw = end == std::string_view::npos ? std::string_view() : raw.substr(end + 1);
    if (pair.empty()) continue;
    const std::size_t equals = pair.find('=');
    auto name = decode(pair.substr(0, equals), Plus::blank);
    auto value = equals == std::string_view::npos ? std::optional<std::string>(std::in_place)
                                                  : decode(pair.substr(equals + 1), Plus::blank);
    if (!name || !value)
      return refuse("the query holds a percent-encoding that is not %xx of UTF-8 text");
    if (name->find('\0') != std::string::npos || value->find('\0') != std::string::npos)
      return refuse("the query must not hold %00");
    query.emplace_back(std::move(*name), std::move(*value));
  }
  return query;
}

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

std::optional<std::string> decode(std::string_view text, Plus plus) {
  std::string decoded;
  decoded.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '+' && plus == Plus::blank) {
      decoded.push_back(' ');
    } else if (text[i] != '%') {
      decoded.push_back(text[i]);
    } else {
      if (i + 2 >= text.size()) return std::nullopt;
      const int high = hex_digit(text[i + 1]);
      const int low = hex_digit(text[i + 2]);
      if (high < 0 || low < 0) return std::nullopt;
      decoded.push_back(static_cast<char>(high * 16 + low));
      i += 2;
    }
  }
  if (!is_utf8(decoded)) return std::nullopt;
  return decoded;
}

}  // namespace

}  // namespace onward::http
