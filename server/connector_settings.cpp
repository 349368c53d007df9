#include "server/connector_settings.hpp"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <utility>

#include "engine/base/iso8601.hpp"
#include "engine/base/limits.hpp"
#include "server/table_members.hpp"

namespace onward {
namespace {

/// A file holds the secret and nothing else: the line end behind it is an editor's.
Result<std::string> read_secret(const TableMembers& members, const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  if (!file && text.empty()) return members.wrong("file", "the file cannot be read");
  while (text.ends_with('\n') || text.ends_with('\r')) text.pop_back();
  return text;
}

Result<connectors::Secret> secret_of(const ConfiguredTable& table) {
  TableMembers members("secrets." + table.id, table.body);
  connectors::Secret secret;
  ONWARD_TRY(secret.value, members.text("value"));
  ONWARD_TRY(const std::string variable, members.text("environment"));
  ONWARD_TRY(const std::string path, members.text("file"));
  if (const Value* hosts = members.take("hosts"); hosts != nullptr && hosts->list() != nullptr)
    for (const Value& host : *hosts->list()) secret.hosts.push_back(*host.text());
  ONWARD_TRY_DONE(members.finish());
  const int sources =
      (secret.value.empty() ? 0 : 1) + (variable.empty() ? 0 : 1) + (path.empty() ? 0 : 1);
  if (sources != 1) return members.wrong("value", "one of value, environment and file is expected");
  if (!variable.empty()) {
    const char* found = std::getenv(variable.c_str());
    if (found == nullptr)
      return members.wrong("environment", "the variable " + variable + " is not set");
    secret.value = found;
  }
  if (!path.empty()) {
    ONWARD_TRY(secret.value, read_secret(members, path));
  }
  if (secret.value.empty() || !http_client::is_header("x", secret.value))
    return members.wrong("value", "the secret is empty, or nothing that a header can hold");
  return secret;
}

Result<Duration> timeout_of(const TableMembers& members, const std::string& text) {
  if (text.empty()) return connectors::default_timeout;
  const auto span = duration_from_text(text);
  const bool fits = span.ok() && span->months == 0 && span->nano == 0 && span->seconds >= 1 &&
                    span->seconds * 1'000 <= connectors::longest_timeout.ms;
  if (!fits) return members.wrong("timeout", "a duration from PT1S to PT1M is expected");
  return Duration{span->seconds * 1'000};
}

Result<std::vector<http_client::Header>> headers_of(const TableMembers& members,
                                                    const Value* headers) {
  std::vector<http_client::Header> found;
  if (headers == nullptr) return found;
  if (headers->context() == nullptr) return members.wrong("headers", "a table is expected");
  for (const auto& [name, value] : headers->context()->entries()) {
    if (value.text() == nullptr || !http_client::is_header(name, *value.text()))
      return members.wrong("headers." + name, "no header can have this name or value");
    found.push_back({name, *value.text()});
  }
  return found;
}

Result<connectors::NamedConnector> connector_of(
    const ConfiguredTable& table, const std::map<std::string, connectors::Secret>& secrets) {
  TableMembers members("connectors." + table.id, table.body);
  connectors::NamedConnector named;
  if (table.id == "http" || table.id == "sheet" || table.id.size() > limits::identifier_bytes)
    return Error{ErrorCode::invalid, "connectors." + table.id + ": another name is expected"};
  ONWARD_TRY(named.url, members.text("url"));
  if (const auto target = http_client::target_of(named.url); !target.ok())
    return members.wrong("url", target.error().message);
  ONWARD_TRY(named.method, members.text("method", named.method));
  if (!http_client::is_header(named.method, ""))
    return members.wrong("method", "a word such as POST is expected");
  ONWARD_TRY(const std::string timeout, members.text("timeout"));
  ONWARD_TRY(named.timeout, timeout_of(members, timeout));
  ONWARD_TRY(named.headers, headers_of(members, members.take("headers")));
  ONWARD_TRY(named.secret, members.text("secret"));
  if (!named.secret.empty() && !secrets.contains(named.secret))
    return members.wrong("secret", "there is no [secrets." + named.secret + "]");
  ONWARD_TRY(named.secret_header, members.text("secret-header", named.secret_header));
  // A header of its own holds the secret alone, unless told otherwise.
  const bool own_header = named.secret_header != connectors::NamedConnector{}.secret_header;
  ONWARD_TRY(named.secret_prefix,
             members.text("secret-prefix", own_header ? std::string{} : named.secret_prefix));
  if (!http_client::is_header(named.secret_header, named.secret_prefix))
    return members.wrong("secret-header", "no header can have this name or prefix");
  ONWARD_TRY_DONE(members.finish());
  return named;
}

}  // namespace

Result<connectors::Settings> connector_settings(const ConfiguredTables& tables) {
  connectors::Settings settings;
  for (const ConfiguredTable& table : tables.secrets) {
    ONWARD_TRY(settings.secrets[table.id], secret_of(table));
  }
  for (const ConfiguredTable& table : tables.connectors) {
    ONWARD_TRY(settings.connectors[table.id], connector_of(table, settings.secrets));
  }
  return settings;
}

}  // namespace onward
