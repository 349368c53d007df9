// Reads mappings; a structured value of a vendor's (list, map) becomes one FEEL expression.
#include "adapters/bpmn_xml/mappings.hpp"

#include "adapters/bpmn_xml/data.hpp"
#include "adapters/bpmn_xml/dialects.hpp"
#include "adapters/bpmn_xml/expressions.hpp"
#include "adapters/bpmn_xml/names.hpp"
#include "adapters/bpmn_xml/zeebe.hpp"
#include "adapters/xml/texts.hpp"

namespace onward::bpmn_xml {
namespace {

std::vector<model::Mapping> onward_mappings(Source& source, pugi::xml_node node,
                                            std::string_view name) {
  std::vector<model::Mapping> mappings;
  for (const pugi::xml_node each : onward_elements_of(node, name))
    mappings.push_back({std::string(xml::trim(plain(each, "name"))),
                        formula_of(source, each, plain(each, "value"), Bare::feel)});
  return mappings;
}

/// "${order.total}" as FEEL: only plain paths can stand inside a larger FEEL expression.
std::string plain_path(std::string_view juel) {
  if (!(juel.starts_with("${") || juel.starts_with("#{")) || !juel.ends_with('}')) return {};
  const std::string_view path = xml::trim(juel.substr(2, juel.size() - 3));
  std::string_view rest = path;
  while (true) {
    const std::size_t dot = rest.find('.');
    if (!xml::is_plain_name(rest.substr(0, dot))) return {};
    if (dot == std::string_view::npos) return std::string(path);
    rest.remove_prefix(dot + 1);
  }
}

/// The FEEL text of a value inside a list or map. Depth is bounded by limits::xml_depth.
std::string nested_value(Source& source, pugi::xml_node node);

std::string list_text(Source& source, pugi::xml_node list) {
  std::string text;
  for (const pugi::xml_node item : list.children()) {
    if (item.type() != pugi::node_element) continue;
    text += text.empty() ? "[" : ", ";
    text += nested_value(source, item);
  }
  return text.empty() ? "[]" : text + "]";
}

std::string map_text(Source& source, pugi::xml_node map) {
  std::string text;
  for (const pugi::xml_node entry : vendor_children(map, "entry")) {
    text += text.empty() ? "{" : ", ";
    text += feel_text(plain(entry, "key")) + ": " + nested_value(source, entry);
  }
  return text.empty() ? "{}" : text + "}";
}

std::string nested_value(Source& source, pugi::xml_node node) {
  if (is_vendor(node, "list")) return list_text(source, node);
  if (is_vendor(node, "map")) return map_text(source, node);
  if (is_vendor(node, "script")) return "null";  // told by the tables of dialects.hpp
  for (const pugi::xml_node child : node.children())
    if (child.type() == pugi::node_element) return nested_value(source, child);
  const model::Formula value = formula_of(source, node, xml::text_of(node), Bare::literal);
  if (value.language == model::Language::literal)
    return value.empty() && !is_vendor(node, "value") ? "null" : feel_text(value.text);
  if (value.language == model::Language::feel) return "(" + value.text + ")";
  std::string path = plain_path(value.text);
  if (!path.empty()) return path;
  source.not_executable("inside a list or map only plain paths such as ${order.total} are read",
                        node);
  return "null";
}

model::Formula parameter_value(Source& source, pugi::xml_node parameter) {
  for (const pugi::xml_node child : parameter.children()) {
    if (child.type() != pugi::node_element) continue;
    if (is_vendor(child, "script"))
      return script_in(source, child, xml::text_of(child), plain(child, "scriptFormat"));
    model::Formula formula;
    formula.at = source.at(child);
    formula.text = nested_value(source, child);
    return formula;
  }
  return formula_of(source, parameter, xml::text_of(parameter), Bare::literal);
}

void read_vendor_io(Source& source, pugi::xml_node node, model::IoMapping& io) {
  for (const pugi::xml_node block : vendor_elements(node, "inputOutput")) {
    for (const pugi::xml_node input : vendor_children(block, "inputParameter"))
      io.inputs.push_back({std::string(plain(input, "name")), parameter_value(source, input)});
    for (const pugi::xml_node output : vendor_children(block, "outputParameter"))
      io.outputs.push_back({std::string(plain(output, "name")), parameter_value(source, output)});
  }
}

/// zeebe:ioMapping: a source with "=" is FEEL, and with outputs nothing else leaves the element.
std::vector<model::Mapping> zeebe_mappings(Source& source, pugi::xml_node node, const char* name) {
  std::vector<model::Mapping> mappings;
  const pugi::xml_node block = zeebe_element(node, "ioMapping");
  for (const pugi::xml_node each : block.children()) {
    if (!xml::is(each, zeebe_uri, name)) continue;
    model::Mapping mapping;
    mapping.path = path_of(xml::trim(plain(each, "target")));
    mapping.value = formula_of(source, each, plain(each, "source"), Bare::literal);
    if (mapping.path.empty()) {
      source.not_executable("the target of a mapping is a variable or a member of one, not '" +
                                std::string(plain(each, "target")) + "'",
                            each);
      continue;
    }
    mapping.name = mapping.path.front();
    mapping.path.erase(mapping.path.begin());
    mappings.push_back(std::move(mapping));
  }
  return mappings;
}

void read_zeebe_io(Source& source, pugi::xml_node node, model::IoMapping& io) {
  for (model::Mapping& input : zeebe_mappings(source, node, "input"))
    io.inputs.push_back(std::move(input));
  for (model::Mapping& output : zeebe_mappings(source, node, "output")) {
    io.outputs.push_back(std::move(output));
    io.propagate_rest = false;
  }
}

void read_call_payload(Source& source, pugi::xml_node node, std::vector<model::Mapping>& payload) {
  for (const pugi::xml_node definition : bpmn_children(node, "signalEventDefinition"))
    for (const pugi::xml_node in : vendor_elements(definition, "in")) {
      const std::string target(plain(in, "target"));
      if (target.empty())
        source.warning("no-effect", "a signal carries only variables that are named", in);
      else if (has_plain(in, "sourceExpression"))
        payload.push_back(
            {target, formula_of(source, in, plain(in, "sourceExpression"), Bare::feel)});
      else
        payload.push_back({target, formula_of(source, in, plain(in, "source"), Bare::feel)});
    }
}

}  // namespace

std::string feel_text(std::string_view text) {
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') quoted += '\\';
    if (c == '\n')
      quoted += "\\n";
    else
      quoted += c;
  }
  return quoted + "\"";
}

void read_mappings(Source& source, pugi::xml_node node, model::Details& details) {
  std::vector<model::Mapping> inputs = onward_mappings(source, node, "input");
  details.io.outputs = onward_mappings(source, node, "output");
  read_vendor_io(source, node, details.io);
  const bool has_arguments =
      details.job.kind == model::JobKind::action || details.job.kind == model::JobKind::connector;
  const bool creates = details.opportunity == model::Details::OpportunityUse::create;
  std::vector<model::Mapping>& target = has_arguments ? details.job.inputs
                                        : creates     ? details.opportunity_inputs
                                                      : details.io.inputs;
  target.insert(target.end(), inputs.begin(), inputs.end());
  read_zeebe_headers(source, node, details);
  read_zeebe_io(source, node, details.io);
  read_data(source, node, details);
  if (details.multi_instance)
    add_once(details.data.own, zeebe_output_variable(node, *details.multi_instance));
  for (model::Mapping& mapping : onward_mappings(source, node, "payload"))
    details.payload.push_back(std::move(mapping));
  read_call_payload(source, node, details.payload);
}

}  // namespace onward::bpmn_xml
