#include "tools/onward/config_file.hpp"

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <string>
#include <utility>

namespace onward {
namespace {

constexpr const char* users_table = "users";

[[noreturn]] void refuse(const CLI::ConfigItem& item, const std::string& expected) {
  std::string key;
  for (const std::string& parent : item.parents) key += parent + ".";
  throw CLI::ConfigError(key + item.name + ": " + expected, CLI::ExitCodes::ConfigError);
}

bool is_list(const std::string& name) { return name == "roles" || name == "groups"; }

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

void take_user(const CLI::ConfigItem& item, std::vector<ConfiguredUser>& users) {
  const bool bracket = item.name == "++" || item.name == "--";
  if (bracket && item.parents.size() == 1) return;
  if (item.parents.size() != 2)
    refuse(item, "people stand in tables [users.ID], with an ID without dots");
  const std::string& id = item.parents[1];
  auto user = std::find_if(users.begin(), users.end(),
                           [&](const ConfiguredUser& known) { return known.id == id; });
  if (user == users.end()) user = users.insert(users.end(), ConfiguredUser{id, {}});
  if (bracket) return;
  if (user->body.find(item.name) != nullptr) refuse(item, "it stands twice");
  user->body.set(item.name, value_of(item));
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
  users_->clear();
  for (CLI::ConfigItem& item : CLI::ConfigTOML::from_config(input)) {
    if (!item.parents.empty() && item.parents.front() == users_table)
      take_user(item, *users_);
    else if (!is_in_environment(item))
      flags.push_back(std::move(item));
  }
  return flags;
}

}  // namespace onward
