#include "server/twenty_settings.hpp"

#include <array>

#include "adapters/http_client/http_client.hpp"
#include "engine/base/iso8601.hpp"
#include "server/table_members.hpp"

namespace onward {
namespace {

using Action = twenty::Rule::Action;

constexpr std::array actions = {
    std::pair{std::string_view("post-opportunity"), Action::post_opportunity},
    std::pair{std::string_view("patch-opportunity"), Action::patch_opportunity},
    std::pair{std::string_view("send-message"), Action::send_message}};
/// All other members of a rule's table belong to the body, or are variables of the message.
constexpr std::array own_members = {"on", "changed", "where", "is", "do", "message", "key"};

Result<Action> action_of(const TableMembers& members, const std::string& text) {
  for (const auto& [name, action] : actions)
    if (name == text) return action;
  return members.wrong("do", "post-opportunity, patch-opportunity or send-message is expected");
}

Result<twenty::Rule> rule_of(const std::string& where, const std::string& name,
                             const Context& table) {
  TableMembers members(where + "." + name, table);
  twenty::Rule rule;
  rule.name = name;
  ONWARD_TRY(rule.on, members.text("on"));
  if (rule.on.find('.') == std::string::npos)
    return members.wrong("on", "an event such as opportunity.created is expected");
  ONWARD_TRY(rule.changed, members.text("changed"));
  ONWARD_TRY(rule.where, members.text("where"));
  ONWARD_TRY(rule.is, members.text("is"));
  ONWARD_TRY(const std::string action, members.text("do"));
  ONWARD_TRY(rule.action, action_of(members, action));
  ONWARD_TRY(rule.message, members.text("message"));
  ONWARD_TRY(rule.key, members.text("key"));
  if ((rule.action == Action::send_message) == rule.message.empty())
    return members.wrong("message",
                         "the name of a message goes with send-message, and with nothing else");
  for (const auto& [member, value] : table.entries()) {
    if (std::find(own_members.begin(), own_members.end(), member) != own_members.end()) continue;
    ONWARD_TRY(rule.members[member], members.text(member));
  }
  ONWARD_TRY_DONE(members.finish());
  return rule;
}

Result<Duration> span_of(TableMembers& members, const std::string& name, Duration otherwise) {
  ONWARD_TRY(const std::string text, members.text(name));
  if (text.empty()) return otherwise;
  const auto span = duration_from_text(text);
  const bool fits = span.ok() && span->months == 0 && span->nano == 0 && span->seconds >= 1 &&
                    span->seconds <= 24 * 3'600;
  if (!fits) return members.wrong(name, "a duration from PT1S to P1D is expected");
  return Duration{span->seconds * 1'000};
}

Result<std::string> secret_of(TableMembers& members, const std::string& name,
                              const connectors::Settings& connectors) {
  ONWARD_TRY(const std::string secret, members.text(name));
  const auto found = connectors.secrets.find(secret);
  if (found == connectors.secrets.end())
    return members.wrong(name, "there is no [secrets." + secret + "]");
  return found->second.value;
}

Result<TwentySettings> settings_of(const ConfiguredTable& table,
                                   const connectors::Settings& connectors) {
  const std::string where = "twenty." + table.id;
  TableMembers members(where, table.body);
  TwentySettings settings;
  settings.system = "twenty:" + table.id;
  ONWARD_TRY(settings.rest.url, members.text("url"));
  if (!http_client::target_of(settings.rest.url).ok())
    return members.wrong("url", "an address such as https://crm.example.com is expected");
  while (settings.rest.url.ends_with('/')) settings.rest.url.pop_back();
  ONWARD_TRY(settings.rest.key, secret_of(members, "key", connectors));
  ONWARD_TRY(settings.webhook_secret, secret_of(members, "webhook-secret", connectors));
  ONWARD_TRY(settings.tolerance, span_of(members, "tolerance", settings.tolerance));
  ONWARD_TRY(settings.poll_every, span_of(members, "poll", settings.poll_every));
  for (const auto& [name, value] : table.body.entries()) {
    if (value.context() == nullptr) continue;
    (void)members.take(name);
    ONWARD_TRY(twenty::Rule rule, rule_of(where, name, *value.context()));
    settings.rules.push_back(std::move(rule));
  }
  ONWARD_TRY_DONE(members.finish());
  return settings;
}

}  // namespace

Result<std::map<std::string, TwentySettings>> twenty_settings(
    const ConfiguredTables& tables, const connectors::Settings& connectors) {
  std::map<std::string, TwentySettings> all;
  for (const ConfiguredTable& table : tables.twenty) {
    ONWARD_TRY(all[table.id], settings_of(table, connectors));
  }
  return all;
}

}  // namespace onward
