#include "adapters/dmn_xml/table.hpp"

#include <array>
#include <utility>

namespace onward::dmn_xml {
namespace {

using dmn::Aggregation;
using dmn::HitPolicy;

HitPolicy read_hit_policy(Source& source, pugi::xml_node node) {
  constexpr std::array<std::pair<std::string_view, HitPolicy>, 7> policies = {
      {{"UNIQUE", HitPolicy::unique},
       {"FIRST", HitPolicy::first},
       {"PRIORITY", HitPolicy::priority},
       {"ANY", HitPolicy::any},
       {"COLLECT", HitPolicy::collect},
       {"RULE ORDER", HitPolicy::rule_order},
       {"OUTPUT ORDER", HitPolicy::output_order}}};
  const std::string text = Source::attribute(node, "hitPolicy");
  for (const auto& [name, policy] : policies) {
    if (name == text) return policy;
  }
  if (!text.empty()) source.problem("unknown-hit-policy", "no hit policy \"" + text + "\"", node);
  return HitPolicy::unique;
}

Aggregation read_aggregation(Source& source, pugi::xml_node node) {
  constexpr std::array<std::pair<std::string_view, Aggregation>, 4> all = {
      {{"SUM", Aggregation::sum},
       {"COUNT", Aggregation::count},
       {"MIN", Aggregation::min},
       {"MAX", Aggregation::max}}};
  const std::string text = Source::attribute(node, "aggregation");
  for (const auto& [name, aggregation] : all) {
    if (name == text) return aggregation;
  }
  if (!text.empty()) source.problem("unknown-aggregation", "no aggregation \"" + text + "\"", node);
  return Aggregation::none;
}

void read_input(Source& source, pugi::xml_node node, dmn::DraftTable& table) {
  const pugi::xml_node expression = source.child(node, "inputExpression");
  const pugi::xml_node allowed = source.child(node, "inputValues");
  if (!expression) source.problem("missing-part", "an input needs an inputExpression", node);
  table.inputs.push_back({Source::attribute(node, "id"), Source::attribute(node, "label"),
                          expression ? source.type_ref(expression) : std::string(),
                          expression ? source.text(expression) : dmn::DraftText{},
                          allowed ? source.text(allowed) : dmn::DraftText{}});
  source.each(node, [](pugi::xml_node, std::string_view name) {
    return Source::is_one_of(name, {"inputExpression", "inputValues"});
  });
}

void read_output(Source& source, pugi::xml_node node, dmn::DraftTable& table) {
  const pugi::xml_node allowed = source.child(node, "outputValues");
  const pugi::xml_node fallback = source.child(node, "defaultOutputEntry");
  table.outputs.push_back(
      {Source::attribute(node, "id"), Source::attribute(node, "name"),
       Source::attribute(node, "label"), source.type_ref(node),
       allowed ? source.text(allowed) : dmn::DraftText{},
       fallback ? std::optional<dmn::DraftText>(source.text(fallback)) : std::nullopt});
  source.each(node, [](pugi::xml_node, std::string_view name) {
    return Source::is_one_of(name, {"outputValues", "defaultOutputEntry"});
  });
}

void read_rule(Source& source, pugi::xml_node node, dmn::DraftTable& table) {
  dmn::DraftTable::Rule rule;
  rule.id = Source::attribute(node, "id");
  rule.at = source.at(node);
  source.each(node, [&](pugi::xml_node entry, std::string_view name) {
    if (name == "inputEntry") {
      rule.inputs.push_back(source.text(entry));
    } else if (name == "outputEntry") {
      rule.outputs.push_back(source.text(entry));
    } else if (name == "annotationEntry") {
      rule.annotations.push_back(source.text(entry).text);
    } else {
      return false;
    }
    return true;
  });
  table.rules.push_back(std::move(rule));
}

}  // namespace

std::shared_ptr<const dmn::DraftTable> read_table(Source& source, pugi::xml_node node) {
  auto table = std::make_shared<dmn::DraftTable>();
  table->hit_policy = read_hit_policy(source, node);
  table->aggregation = read_aggregation(source, node);
  source.each(node, [&](pugi::xml_node part, std::string_view name) {
    if (name == "input") {
      read_input(source, part, *table);
    } else if (name == "output") {
      read_output(source, part, *table);
    } else if (name == "annotation") {
      table->annotations.push_back(Source::attribute(part, "name"));
    } else if (name == "rule") {
      read_rule(source, part, *table);
    } else {
      return false;
    }
    return true;
  });
  if (table->outputs.empty()) source.problem("no-output", "a decision table needs an output", node);
  return table;
}

}  // namespace onward::dmn_xml
