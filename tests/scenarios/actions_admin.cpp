// What an admin does to put a running instance right.
#include <algorithm>

#include "tests/scenarios/actions.hpp"

namespace onward::scenarios {
namespace {

std::vector<std::string> split_list(const std::string& text) {
  std::vector<std::string> items;
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t comma = std::min(text.find(',', begin), text.size());
    items.push_back(text.substr(begin, comma - begin));
    begin = comma + 1;
  }
  return items;
}

Actor admin() { return {"admin", {}, true}; }

}  // namespace

std::string Actions::token_or_element(const std::string& word) {
  const std::size_t hash = word.find('#');
  const auto instance = scene_.subject();
  if (hash == std::string::npos || !instance) return word;
  std::size_t which = std::stoul(word.substr(hash + 1));
  for (const Token& token : instance->tokens)
    if (token.element == word.substr(0, hash) && --which == 0)
      return to_text(LocalRef{instance->id, token.id});
  words_.complain("no such token: " + word);
  return word;
}

std::string Actions::move() {
  MoveTokens move;
  move.reason = "moved in the scenario";
  std::string scope;
  Context variables;
  while (!words_.done()) {
    if (words_.take("cancel")) {
      for (const std::string& word : split_list(words_.next("elements")))
        move.cancel.push_back(token_or_element(word));
    } else if (words_.take("activate")) {
      for (const std::string& word : split_list(words_.next("elements")))
        move.activate.push_back({word, {}, {}});
    } else if (words_.take("in")) {
      scope = token_or_element(words_.next("a token"));
    } else if (words_.take("with")) {
      variables = scene_.context_of(words_);
    } else {
      words_.finish();
      return {};
    }
  }
  for (MoveTokens::Activation& activation : move.activate) {
    activation.scope = scope;
    activation.variables = variables;
  }
  return carry_out(std::move(move), admin());
}

std::string Actions::migrate() {
  const auto instance = scene_.subject();
  if (!instance) return "no instance was started";
  const std::string key = words_.next("a process");
  if (instance->definition.key != key) return "the instance is one of " + instance->definition.key;
  if (!words_.take("to")) return "to which version?";
  MigrateInstance migrate;
  migrate.version = static_cast<std::uint32_t>(words_.number("a version"));
  migrate.reason = "migrated in the scenario";
  if (words_.take("map")) {
    for (const std::string& pair : words_.list()) {
      const std::size_t arrow = pair.find("->");
      if (arrow == std::string::npos) return "map A->B, not " + pair;
      migrate.mapping[pair.substr(0, arrow)] = pair.substr(arrow + 2);
    }
  }
  return carry_out(std::move(migrate), admin());
}

std::string Actions::rewind() {
  return carry_out(RewindInstance{words_.number("a sequence number"), "rewound in the scenario"},
                   admin());
}

std::string Actions::timer() {
  const auto instance = scene_.subject();
  if (!instance) return "no instance was started";
  const std::string element = words_.next("an element");
  SetTimer set;
  set.reason = "set in the scenario";
  for (const Wait& wait : instance->waits)
    if (wait.element == element) set.wait = wait.id;
  if (!words_.take("now")) {
    if (!words_.take("at")) return "at which time, or now?";
    const auto due = instant_from_text(words_.next("a time"));
    if (!due.ok()) return "no time";
    set.due = due.value();
  }
  return carry_out(std::move(set), admin());
}

std::string Actions::retries() {
  const auto instance = scene_.subject();
  if (!instance) return "no instance was started";
  const std::string topic = words_.next("a topic");
  SetJobRetries set;
  set.reason = "set in the scenario";
  for (const Job& job : instance->jobs)
    if (job.topic == topic) set.job = job.id;
  set.retries = static_cast<std::uint32_t>(words_.number("a number"));
  return carry_out(std::move(set), admin());
}

}  // namespace onward::scenarios
