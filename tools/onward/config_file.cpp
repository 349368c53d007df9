#include "tools/onward/config_file.hpp"

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <string>
#include <utility>

namespace onward {
namespace {

[[noreturn]] void refuse(const CLI::ConfigItem& item, const std::string& expected) {
  std::string key;
  for (const std::string& parent : item.parents) key += parent + ".";
  throw CLI::ConfigError(key + item.name + ": " + expected, CLI::ExitCodes::ConfigError);
}

bool is_list(const std::string& name) {
  return name == "roles" || name == "groups" || name == "hosts" || name == "allow" ||
         name == "users" || name == "open";
}

/// CLI11 gives texts without their quotes; whether one or several were written as a list it does
/// not say.
Value value_of(const CLI::ConfigItem& item) {
  for (const std::string& text : item.inputs) {
    // A quote that is left over was not closed, or was cut off by a # inside it.
    if (text.find('"') != std::string::npos)
      refuse(item, "a text in quotes is expected, without \" and # in it");
    if (text == "[") refuse(item, "a list is expected to stand on one line");
  }
  if (!is_list(item.name)) {
    if (item.inputs.size() != 1) refuse(item, "one text in quotes is expected");
    return Value(item.inputs.front());
  }
  List list;
  for (const std::string& text : item.inputs) list.emplace_back(text);
  return Value(std::move(list));
}

bool is_bracket(const CLI::ConfigItem& item) { return item.name == "++" || item.name == "--"; }

void put(const CLI::ConfigItem& item, Context& body) {
  if (body.find(item.name) != nullptr) refuse(item, "it stands twice");
  body.set(item.name, value_of(item));
}

/// [connectors.NAME.headers], [twenty.NAME.RULE]: a table inside.
void put_inner(const CLI::ConfigItem& item, Context& body) {
  const Value* before = body.find(item.parents[2]);
  Context inner =
      before != nullptr && before->context() != nullptr ? *before->context() : Context{};
  if (!is_bracket(item)) put(item, inner);
  body.set(item.parents[2], Value(std::move(inner)));
}

void take_table(const CLI::ConfigItem& item, std::vector<ConfiguredTable>& tables) {
  const std::string& kind = item.parents.front();
  if (is_bracket(item) && item.parents.size() == 1) return;
  const bool may_have_inner =
      (kind == "connectors" && item.parents.back() == "headers") || kind == "twenty";
  const bool inner = item.parents.size() == 3 && may_have_inner;
  if (item.parents.size() != 2 && !inner)
    refuse(item, kind + " stand in tables [" + kind + ".ID], with an ID without dots");
  const std::string& id = item.parents[1];
  auto table = std::find_if(tables.begin(), tables.end(),
                            [&](const ConfiguredTable& known) { return known.id == id; });
  if (table == tables.end()) table = tables.insert(tables.end(), ConfiguredTable{id, {}});
  if (inner) return put_inner(item, table->body);
  if (!is_bracket(item)) put(item, table->body);
}

void take_outbound(const CLI::ConfigItem& item, std::vector<std::string>& allow) {
  if (is_bracket(item)) return;
  if (item.parents.size() != 1 || item.name != "allow")
    refuse(item, "[outbound] has only allow: a list of hosts and networks");
  const Value list = value_of(item);
  for (const Value& entry : *list.list()) allow.push_back(*entry.text());
}

/// A table of which there is one.
void take_one(const CLI::ConfigItem& item, Context& body) {
  if (is_bracket(item)) return;
  if (item.parents.size() != 1) refuse(item, "[" + item.parents.front() + "] has no tables inside");
  put(item, body);
}

/// Whether the item is no flag: it went into the tables.
bool take_item(const CLI::ConfigItem& item, ConfiguredTables& tables) {
  if (item.parents.empty()) return false;
  const std::string& kind = item.parents.front();
  if (kind == "users")
    take_table(item, tables.users);
  else if (kind == "connectors")
    take_table(item, tables.connectors);
  else if (kind == "calendars")
    take_table(item, tables.calendars);
  else if (kind == "secrets")
    take_table(item, tables.secrets);
  else if (kind == "escalation")
    take_one(item, tables.escalation);
  else if (kind == "outbound")
    take_outbound(item, tables.outbound_allow);
  else if (kind == "twenty")
    take_table(item, tables.twenty);
  else if (kind == "mail")
    take_one(item, tables.mail);
  else if (kind == "sign-in")
    take_one(item, tables.sign_in);
  else
    return false;
  return true;
}

/// CLI11 lets the file win over the environment: what the environment says is taken out of the
/// file.
bool is_in_environment(const CLI::ConfigItem& item) {
  std::string name = "ONWARD_";
  for (const char c : item.name)
    name += c == '-' ? '_' : static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  return std::getenv(name.c_str()) != nullptr;
}

}  // namespace

std::vector<CLI::ConfigItem> ConfigFile::from_config(std::istream& input) const {
  std::vector<CLI::ConfigItem> flags;
  *tables_ = {};
  for (CLI::ConfigItem& item : CLI::ConfigTOML::from_config(input))
    if (!take_item(item, *tables_) && !is_in_environment(item)) flags.push_back(std::move(item));
  return flags;
}

}  // namespace onward
