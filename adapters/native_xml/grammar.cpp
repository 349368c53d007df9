// The table, and the walk that compares a document with it.
#include "adapters/native_xml/grammar.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "adapters/xml/texts.hpp"

namespace onward::native_xml {
namespace {

constexpr Word table[] = {
    {"process", "id! name version-tag opportunity-kind zone",
     "documentation calendar role start on @steps"},
    {"calendar", "id! holidays", "open"},
    {"open", "days! hours!", ""},
    {"documentation", "", "", Text::allowed},
    {"role", "id! name assign group", ""},
    {"start", "id! name role stage next message signal timer calendar test opportunity",
     "documentation input"},
    {"end", "id! name role stage message signal error escalation terminate correlation",
     "documentation payload"},
    {"task",
     "id! name role stage next waits-on @loop simulation-duration due follow-up calendar priority "
     "assignee "
     "users "
     "groups deliverable "
     "deliverable-optional contact",
     "documentation input output instructions field checklist show @boundary"},
    {"service",
     "id! name role stage next waits-on @loop simulation-duration action connector worker retries "
     "backoff "
     "result",
     "documentation input output @boundary"},
    {"script", "id! name role stage next waits-on @loop result", "", Text::allowed},
    {"decide",
     "id! name role stage next waits-on @loop decision! result version version-tag "
     "binding",
     "documentation input output @boundary"},
    {"send", "id! name role stage next waits-on @loop message! correlation",
     "documentation input output payload @boundary"},
    {"receive", "id! name role stage next waits-on @loop @awaited message! correlation",
     "documentation input output @boundary"},
    {"call",
     "id! name role stage next waits-on @loop process! version version-tag binding "
     "business-key",
     "documentation input output in out @boundary"},
    {"group", "id! name role stage next waits-on @loop",
     "documentation input output start on @boundary @steps"},
    {"choice", "id! name role stage next", "documentation when otherwise"},
    {"parallel", "id! name role stage next", "documentation branch otherwise"},
    {"join", "id! name role stage next kind!", "documentation"},
    {"first-of", "id! name role stage next waits-on",
     "documentation message signal timer condition"},
    {"wait",
     "id! name role stage next waits-on @awaited until for calendar paused-while message signal "
     "test correlation",
     "documentation"},
    {"throw", "id! name role stage next message signal escalation correlation",
     "documentation payload"},
    {"when", "test! next name id simulation-probability", "@steps"},
    {"otherwise", "next name id simulation-probability", "@steps"},
    {"branch", "when next name id simulation-probability", "@steps"},
    {"message", "id! name! @awaited correlation label role stage next", "@steps"},
    {"signal", "id! name! @awaited label role stage next", "@steps"},
    {"timer", "id! until for calendar paused-while label role stage next", "@steps"},
    {"condition", "id! test! label role stage next", "@steps"},
    {"after", "duration until calendar paused-while id label role stage next interrupting",
     "@steps"},
    {"every", "duration cycle calendar id label role stage next", "@steps"},
    {"on-message", "name! @awaited correlation id label role stage next interrupting", "@steps"},
    {"on-signal", "name! @awaited id label role stage next interrupting", "@steps"},
    {"on-error", "code code-variable message-variable id label role stage next", "@steps"},
    {"on-escalation", "code code-variable id label role stage next interrupting", "@steps"},
    {"on-condition", "test! id label role stage next interrupting", "@steps"},
    {"on",
     "id! name role @awaited message correlation signal error escalation after every until "
     "calendar paused-while "
     "test "
     "interrupting",
     "documentation start @steps"},
    {"input", "name! value!", ""},
    {"output", "name! value!", ""},
    {"payload", "name! value!", ""},
    {"in", "name value all", ""},
    {"out", "name value all", ""},
    {"instructions", "", "", Text::allowed},
    {"field", "id! label type required required-if default min max above keep", "option field"},
    {"option", "value! label", ""},
    {"checklist", "", "item"},
    {"item", "id! remark-required", "", Text::allowed},
    {"show", "variable!", ""},
};

constexpr std::string_view steps =
    "end task service script decide send receive call group choice parallel join first-of wait "
    "throw";
constexpr std::string_view activities = "task service script decide send receive call group";
constexpr std::string_view boundaries =
    "after every on-message on-signal on-error on-escalation on-condition";
constexpr std::string_view loop =
    "for-each times as one-by-one collect collected done-when repeat-while repeat-at-most "
    "test-first";
/// What a simulation goes by where something is waited for.
constexpr std::string_view awaited = "simulation-duration simulation-probability";
constexpr std::string_view booleans =
    "terminate deliverable-optional contact one-by-one test-first interrupting all required "
    "remark-required";
/// Their ids are names inside a form, a checklist or the list of roles.
constexpr std::string_view local_ids = "field item role calendar";

bool is_in(std::string_view name, std::string_view list) {
  const std::vector<std::string_view> words = xml::words(list);
  return std::find(words.begin(), words.end(), name) != words.end();
}

/// A list of the table with its groups written out.
std::vector<std::string_view> unfold(std::string_view list) {
  std::vector<std::string_view> names;
  for (const std::string_view word : xml::words(list)) {
    const std::string_view group = word == "@steps"      ? steps
                                   : word == "@boundary" ? boundaries
                                   : word == "@loop"     ? loop
                                   : word == "@awaited"  ? awaited
                                                         : word;
    for (const std::string_view name : xml::words(group)) names.push_back(name);
  }
  return names;
}

std::string quoted(std::string_view text) { return "'" + std::string(text) + "'"; }

const Word* find_word(std::string_view name) {
  for (const Word& word : table)
    if (word.name == name) return &word;
  return nullptr;
}

void check_id(Source& source, pugi::xml_node node) {
  const std::string id(value_of(node, "id"));
  const bool well_formed = xml::is_ncname(id) && std::all_of(id.begin(), id.end(), [](char c) {
                             return static_cast<unsigned char>(c) < 128;
                           });
  const std::string_view element = name_of(node);
  if (!well_formed && element != "field") {
    source.error("invalid-value",
                 quoted(id) +
                     " is no id: it begins with a letter or _ and goes on with letters, "
                     "digits, '_', '-' and '.'",
                 node);
    return;
  }
  if (!is_in(element, local_ids)) source.take_id(id, node, {});
}

void check_value(Source& source, pugi::xml_node node, pugi::xml_attribute attribute) {
  const std::string_view name = attribute.name();
  const std::string_view value = xml::trim(attribute.value());
  if (is_in(name, booleans) && value != "true" && value != "false")
    source.error("invalid-value",
                 std::string(name) + " is " + quoted(value) + ", but must be true or false", node);
}

void check_attributes(Source& source, pugi::xml_node node, const Word& word) {
  std::vector<std::string_view> allowed = unfold(word.attributes);
  if (has(node, "id") && word.attributes.find("id") != std::string_view::npos)
    check_id(source, node);
  for (std::string_view& name : allowed) {
    const bool required = name.ends_with('!');
    if (required) name.remove_suffix(1);
    if (required && value_of(node, std::string(name).c_str()).empty())
      source.error("missing-attribute",
                   std::string(word.name) + " needs the attribute " + quoted(name), node);
  }
  for (const pugi::xml_attribute attribute : node.attributes()) {
    if (xml::is_declaration(attribute)) continue;
    const std::string_view name = attribute.name();
    if (std::find(allowed.begin(), allowed.end(), name) == allowed.end())
      source.error("unknown-attribute",
                   std::string(word.name) + " has no attribute " + quoted(name) + "; expected " +
                       (allowed.empty() ? std::string("none") : xml::one_of(allowed)),
                   node);
    else
      check_value(source, node, attribute);
  }
}

/// Depth is bounded by limits::xml_depth, which the document has passed.
void check_node(Source& source, pugi::xml_node node, const Word& word) {
  check_attributes(source, node, word);
  const std::vector<std::string_view> allowed = unfold(word.children);
  for (const pugi::xml_node child : node.children()) {
    if (child.type() != pugi::node_element) {
      if (word.text == Text::forbidden && !xml::trim(child.value()).empty())
        source.error("unexpected-text", "text is not allowed in " + quoted(word.name), child);
      continue;
    }
    const std::string_view name = name_of(child);
    const bool known = xml::namespace_of(child) == native_uri &&
                       std::find(allowed.begin(), allowed.end(), name) != allowed.end();
    if (!known) {
      source.error("unknown-element",
                   quoted(child.name()) + " is not allowed in " + quoted(word.name) +
                       "; expected " +
                       (allowed.empty() ? std::string("no element") : xml::one_of(allowed)),
                   child);
      continue;
    }
    check_node(source, child, *find_word(name));
  }
}

}  // namespace

std::span<const Word> grammar() { return table; }
bool is_step(std::string_view name) { return is_in(name, steps); }
bool is_activity(std::string_view name) { return is_in(name, activities); }
bool is_boundary(std::string_view name) { return is_in(name, boundaries); }

void check_grammar(Source& source) { check_node(source, source.root(), *find_word("process")); }

}  // namespace onward::native_xml
