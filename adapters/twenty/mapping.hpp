// What becomes of their events here: a table of rules from the configuration. A value of a rule is
// a text in which {record.name} stands for what the record has there; alone it keeps its kind.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "adapters/twenty/webhook.hpp"

namespace onward::twenty {

struct Rule {
  enum class Action : std::uint8_t { post_opportunity, patch_opportunity, send_message };
  std::string name;       ///< for people
  std::string on;         ///< "opportunity.created"
  std::string changed;    ///< a field that must be among the changed ones; empty: any
  std::string where, is;  ///< a path, and the text that it must have; empty: always
  Action action = Action::send_message;
  std::string message, key;                    ///< of a message; texts with places
  std::map<std::string, std::string> members;  ///< of the body, or the message's variables
};

/// A rule with its places filled.
struct Mapped {
  Rule::Action action = Rule::Action::send_message;
  std::string message, key;
  Context body;
};

/// The rules that fit, in their order.
std::vector<Mapped> map(const Event& event, const std::vector<Rule>& rules);
/// A text with its places filled; null when it is one place that has nothing.
Value fill(std::string_view text, const Event& event);

}  // namespace onward::twenty
