#include "adapters/mermaid/people.hpp"

#include <algorithm>
#include <iterator>
#include <string>

#include "adapters/mermaid/texts.hpp"
#include "adapters/xml/texts.hpp"

namespace onward::mermaid {
namespace {

constexpr std::size_t most_words = 5;

/// What people are called; with or without an s.
constexpr std::string_view callings[] = {
    "accounting", "accountant",     "admin",       "administrator", "agent",       "analyst",
    "assistant",  "board",          "bookkeeping", "boss",          "buyer",       "client",
    "clerk",      "committee",      "consultant",  "controller",    "customer",    "department",
    "dept",       "desk",           "developer",   "director",      "division",    "employee",
    "engineer",   "executive",      "finance",     "group",         "head",        "hr",
    "lead",       "legal",          "management",  "manager",       "marketing",   "office",
    "officer",    "operator",       "partner",     "people",        "purchasing",  "reception",
    "rep",        "representative", "sales",       "salesman",      "salesperson", "saleswoman",
    "specialist", "staff",          "supervisor",  "supplier",      "support",     "team",
    "technician", "unit",           "user",        "vendor",        "warehouse",
};
/// Words that only sentences about work have.
constexpr std::string_view doings[] = {
    "a",      "an",   "ask",    "assign", "by",   "call", "contact", "email", "for",
    "from",   "get",  "inform", "in",     "mail", "meet", "notify",  "of",    "on",
    "select", "send", "tell",   "thank",  "the",  "to",   "visit",   "with",
};
/// These are people when they stand alone; "Account Management" is work, "New lead" is a thing.
constexpr std::string_view alone[] = {"management", "lead", "group", "marketing"};

template <class List>
bool has(const List& list, std::string_view word) {
  return std::find(std::begin(list), std::end(list), word) != std::end(list);
}

bool is_calling(std::string_view word) {
  if (has(callings, word)) return true;
  if (!word.ends_with('s')) return false;
  word.remove_suffix(1);
  return has(callings, word);
}

}  // namespace

bool names_people(std::string_view text) {
  const std::string lower = folded(text);
  std::vector<std::string_view> words = xml::words(lower);
  if (words.empty() || words.size() > most_words) return false;
  for (const std::string_view word : words)
    if (has(doings, word)) return false;
  if (words.size() > 1 && has(alone, words.back())) return false;
  return is_calling(words.back());
}

std::vector<bool> people_of(const Chart& chart) {
  std::vector<bool> people(chart.nodes.size(), false);
  const bool has_rounds = std::any_of(chart.nodes.begin(), chart.nodes.end(), [](const Node& node) {
    return node.shape == Shape::round || node.shape == Shape::stadium;
  });
  if (!has_rounds) return people;
  for (std::size_t i = 0; i < chart.nodes.size(); ++i)
    people[i] = chart.nodes[i].shape == Shape::rectangle && names_people(chart.nodes[i].text);
  return people;
}

}  // namespace onward::mermaid
