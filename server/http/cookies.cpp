#include "server/http/cookies.hpp"

#include "engine/base/check.hpp"

namespace onward::http {
namespace {

std::string_view trimmed(std::string_view text) {
  while (text.starts_with(' ')) text.remove_prefix(1);
  while (text.ends_with(' ')) text.remove_suffix(1);
  return text;
}

}  // namespace

std::optional<std::string> cookie(const Request& request, std::string_view name) {
  for (const auto& [header, given] : request.headers) {
    if (header != "cookie") continue;
    std::string_view rest = given;
    while (!rest.empty()) {
      const std::size_t end = std::min(rest.find(';'), rest.size());
      const std::string_view pair = trimmed(rest.substr(0, end));
      rest.remove_prefix(std::min(end + 1, rest.size()));
      const std::size_t equals = pair.find('=');
      if (equals != std::string_view::npos && pair.substr(0, equals) == name)
        return std::string(pair.substr(equals + 1));
    }
  }
  return std::nullopt;
}

std::pair<std::string, std::string> set_cookie(std::string_view name, std::string_view value,
                                               Duration holds) {
  ONWARD_CHECK(name.starts_with("__Host-"));
  return {"set-cookie", std::string(name) + "=" + std::string(value) +
                            "; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=" +
                            std::to_string(holds.ms / 1'000)};
}

}  // namespace onward::http
