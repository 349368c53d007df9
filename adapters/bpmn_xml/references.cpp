// References from element to element: which attribute or element refers to what.
#include "adapters/bpmn_xml/names.hpp"
#include "adapters/bpmn_xml/schema.hpp"
#include "adapters/bpmn_xml/validate.hpp"
#include "adapters/xml/texts.hpp"

namespace onward::bpmn_xml {
namespace {

struct Target {
  std::string_view reference;  ///< attribute or element that refers
  std::string_view kind;       ///< element or group that it must refer to
  /// Whether the model stands without it: what an event is about can be said later, by whoever
  /// makes it executable (ADR 13).
  bool is_completed_later = false;
};

/// The references by QName that execution depends on. (Others may lead into documents that nobody
/// has, as the type of an item often does.)
constexpr Target execution_targets[] = {
    {"messageRef", "message", true},
    {"signalRef", "signal", true},
    {"errorRef", "error", true},
    {"escalationRef", "escalation", true},
    {"attachedToRef", "flowElement"},
    {"eventDefinitionRef", "eventDefinition"},
    {"activityRef", "flowElement"},
    {"correlationKeyRef", "correlationKey"},
    {"correlationPropertyRef", "correlationProperty"},
};

bool is_of_kind(pugi::xml_node node, std::string_view kind) {
  const std::string_view name = xml::local_name(node);
  return name == kind || is_in_group(name, kind);
}

void check_idref(Source& source, pugi::xml_node owner, std::string_view name,
                 std::string_view value) {
  const std::string_view id = xml::trim(value);
  if (!source.find(id))
    source.error(
        "unknown-reference",
        std::string(name) + " refers to '" + std::string(id) + "', which is not in this document",
        owner);
}

void check_qname_target(Source& source, pugi::xml_node owner, std::string_view name,
                        std::string_view value) {
  const std::string_view id = xml::trim(value);
  for (const Target& target : execution_targets) {
    if (target.reference != name) continue;
    const std::string place = std::string(name) + " refers to '" + std::string(id) + "', which ";
    if (source.is_external(owner, id)) {
      source.not_executable(place + "is in another document", owner);
      continue;
    }
    const pugi::xml_node found = source.find_reference(owner, id);
    if (!found && target.is_completed_later)
      source.not_executable("unknown-reference", place + "is not in this document", owner);
    else if (!found)
      source.error("unknown-reference", place + "is not in this document", owner);
    else if (!is_of_kind(found, target.kind))
      source.error("unknown-reference",
                   place + "is a " + std::string(xml::local_name(found)) + " and no " +
                       std::string(target.kind),
                   owner);
  }
}

void check_attributes(Source& source, pugi::xml_node node, const Type& type) {
  for (const AttributeRule& rule : type.attributes) {
    const pugi::xml_attribute attribute = node.attribute(std::string(rule.name).c_str());
    if (!attribute) continue;
    if (rule.kind == ValueKind::idref) check_idref(source, node, rule.name, attribute.value());
    if (rule.kind == ValueKind::qname)
      check_qname_target(source, node, rule.name, attribute.value());
  }
}

void check_node(Source& source, pugi::xml_node node, const Type& type) {
  check_attributes(source, node, type);
  if (type.content == Content::any) return;
  for (const pugi::xml_node child : node.children()) {
    if (!is_bpmn(child)) continue;
    const std::string_view name = xml::local_name(child);
    const ChildRule* rule = find_child(type, name);
    if (rule == nullptr) continue;
    if (rule->type == "idref") {
      check_idref(source, child, name, trimmed_text(child));
    } else if (rule->type == "qname") {
      // An operation may name errors that the engine never sees.
      if (type.name != "operation") check_qname_target(source, child, name, trimmed_text(child));
    } else if (const Type* next = find_type(rule->name == name ? rule->type : name)) {
      check_node(source, child, *next);
    }
  }
}

/// What a plane, a shape or an edge draws (BPMN 2.0.2 clause 12.2.3); empty unless it is missing.
std::string missing_behind(const Source& source, pugi::xml_node drawing) {
  const std::string_view id = xml::trim(plain(drawing, "bpmnElement"));
  if (id.empty() || source.is_external(drawing, id) || source.find_reference(drawing, id))
    return {};
  return std::string(id);
}

/// Without a process or a collaboration a plane shows what its shapes do, and tools that rename a
/// process leave its old name there.
void check_plane(Source& source, pugi::xml_node plane) {
  if (const std::string id = missing_behind(source, plane); !id.empty())
    source.warning("no-effect", "the diagram is of '" + id + "', which is not in this document",
                   plane);
}

void check_drawn(Source& source, pugi::xml_node drawing) {
  if (const std::string id = missing_behind(source, drawing); !id.empty())
    source.error("unknown-reference",
                 "bpmnElement refers to '" + id + "', which is not in this document", drawing);
}

void check_drawings(Source& source) {
  for (const pugi::xml_node diagram : source.root().children()) {
    if (!xml::is(diagram, bpmndi_uri, "BPMNDiagram")) continue;
    for (const pugi::xml_node plane : diagram.children()) {
      if (!xml::is(plane, bpmndi_uri, "BPMNPlane")) continue;
      check_plane(source, plane);
      for (const pugi::xml_node drawing : plane.children())
        if (xml::is(drawing, bpmndi_uri, "BPMNShape") || xml::is(drawing, bpmndi_uri, "BPMNEdge"))
          check_drawn(source, drawing);
    }
  }
}

}  // namespace

void check_references(Source& source) {
  check_node(source, source.root(), *find_type("definitions"));
  check_drawings(source);
}

}  // namespace onward::bpmn_xml
