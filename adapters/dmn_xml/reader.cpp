#include "adapters/dmn_xml/reader.hpp"

#include <array>
#include <utility>

#include "adapters/dmn_xml/expressions.hpp"
#include "adapters/dmn_xml/source.hpp"
#include "adapters/xml/texts.hpp"

namespace onward::dmn_xml {
namespace {

using dmn::DraftElement;

constexpr std::array<std::string_view, 5> namespaces = {
    "http://www.omg.org/spec/DMN/20151101/dmn.xsd",  // 1.1
    "http://www.omg.org/spec/DMN/20180521/MODEL/",   // 1.2
    "https://www.omg.org/spec/DMN/20191111/MODEL/",  // 1.3
    "https://www.omg.org/spec/DMN/20211108/MODEL/",  // 1.4
    "https://www.omg.org/spec/DMN/20230324/MODEL/",  // 1.5
};

std::string href_of(pugi::xml_node node) { return Source::attribute(node, "href"); }

// Clause 6.3.13 to 6.3.15: what a requirement points at stands in its one child.
bool read_requirement(Source& source, pugi::xml_node node, DraftElement& element) {
  source.each(node, [&](pugi::xml_node inner, std::string_view name) {
    if (!Source::is_one_of(name, {"requiredInput", "requiredDecision", "requiredKnowledge"}))
      return false;
    element.requirements.push_back(href_of(inner));
    return true;
  });
  return true;
}

DraftElement element_at(Source& source, pugi::xml_node node, DraftElement::Kind kind) {
  DraftElement element;
  element.kind = kind;
  element.id = Source::attribute(node, "id");
  element.name = Source::attribute(node, "name");
  element.at = source.at(node);
  const pugi::xml_node variable = source.child(node, "variable");
  if (variable) element.variable = source.variable(variable);
  return element;
}

DraftElement read_input(Source& source, pugi::xml_node node) {
  source.each(node, [](pugi::xml_node, std::string_view name) { return name == "variable"; });
  return element_at(source, node, DraftElement::Kind::input);
}

/// camunda:versionTag on the decision, or zeebe:versionTag inside it: what bindings by tag look
/// for.
std::string version_tag_of(const Source& source, pugi::xml_node node) {
  for (const std::string_view uri :
       {"http://camunda.org/schema/1.0/dmn", "http://operaton.org/schema/1.0/dmn"})
    if (const pugi::xml_attribute tag = xml::attribute(node, uri, "versionTag"))
      return std::string(xml::trim(tag.value()));
  const pugi::xml_node tag = xml::child(source.child(node, "extensionElements"),
                                        "http://camunda.org/schema/zeebe/1.0", "versionTag");
  return std::string(xml::trim(Source::attribute(tag, "value")));
}

DraftElement read_decision(Source& source, pugi::xml_node node) {
  DraftElement element = element_at(source, node, DraftElement::Kind::decision);
  element.version_tag = version_tag_of(source, node);
  source.each(node, [&](pugi::xml_node part, std::string_view name) {
    if (Source::is_one_of(name, {"informationRequirement", "knowledgeRequirement"}))
      return read_requirement(source, part, element);
    if (is_expression(name)) {
      if (!element.logic) element.logic = read_expression(source, part);
      return true;
    }
    return Source::is_one_of(name,
                             {"variable", "question", "allowedAnswers", "authorityRequirement",
                              "supportedObjective", "impactedPerformanceIndicator", "decisionMaker",
                              "decisionOwner", "usingProcess", "usingTask"});
  });
  return element;
}

DraftElement read_knowledge(Source& source, pugi::xml_node node) {
  DraftElement element = element_at(source, node, DraftElement::Kind::knowledge);
  source.each(node, [&](pugi::xml_node part, std::string_view name) {
    if (name == "knowledgeRequirement") return read_requirement(source, part, element);
    if (name == "encapsulatedLogic") element.logic = read_expression(source, part);
    return Source::is_one_of(name, {"variable", "encapsulatedLogic", "authorityRequirement"});
  });
  element.variable.type_ref.clear();  // the type of what it gives, not of the function
  return element;
}

DraftElement read_service(Source& source, pugi::xml_node node) {
  DraftElement element = element_at(source, node, DraftElement::Kind::service);
  source.each(node, [&](pugi::xml_node part, std::string_view name) {
    if (name == "outputDecision") {
      element.output_decisions.push_back(href_of(part));
    } else if (name == "encapsulatedDecision") {
      element.encapsulated_decisions.push_back(href_of(part));
    } else if (name == "inputDecision") {
      element.input_decisions.push_back(href_of(part));
    } else if (name == "inputData") {
      element.input_data.push_back(href_of(part));
    } else {
      return name == "variable";
    }
    return true;
  });
  return element;
}

dmn::DraftItem read_item(Source& source, pugi::xml_node node) {
  dmn::DraftItem item;
  item.id = Source::attribute(node, "id");
  item.name = Source::attribute(node, "name");
  item.at = source.at(node);
  item.type_ref = std::string(xml::trim(source.type_ref(node)));
  item.is_collection = xml::boolean_of(Source::attribute(node, "isCollection")).value_or(false);
  source.each(node, [&](pugi::xml_node part, std::string_view name) {
    if (name == "itemComponent") {
      item.components.push_back(read_item(source, part));
    } else if (name == "allowedValues") {
      item.allowed = source.text(part);
    } else if (name == "typeConstraint") {
      item.constraint = source.text(part);
    } else if (name == "functionItem") {
      item.is_function = true;
      item.output_type = Source::attribute(part, "outputTypeRef");
      source.each(part, [&](pugi::xml_node inner, std::string_view local) {
        if (local != "parameters") return false;
        item.parameters.push_back(source.variable(inner));
        return true;
      });
    } else {
      return name == "typeRef";
    }
    return true;
  });
  return item;
}

void read_definitions(Source& source, pugi::xml_node root, dmn::DraftModel& model) {
  model.id = Source::attribute(root, "id");
  model.name = Source::attribute(root, "name");
  model.name_space = Source::attribute(root, "namespace");
  source.each(root, [&](pugi::xml_node part, std::string_view name) {
    if (name == "decision") {
      model.elements.push_back(read_decision(source, part));
    } else if (name == "inputData") {
      model.elements.push_back(read_input(source, part));
    } else if (name == "businessKnowledgeModel") {
      model.elements.push_back(read_knowledge(source, part));
    } else if (name == "decisionService") {
      model.elements.push_back(read_service(source, part));
    } else if (name == "itemDefinition") {
      model.items.push_back(read_item(source, part));
    } else if (name == "import") {
      model.imports.push_back(
          {Source::attribute(part, "name"), Source::attribute(part, "namespace"), source.at(part)});
    } else {
      return Source::is_one_of(
          name, {"knowledgeSource", "performanceIndicator", "organizationUnit", "elementCollection",
                 "association", "textAnnotation", "group", "businessContextElement"});
    }
    return true;
  });
}

}  // namespace

Result<dmn::DraftModel> read(std::string_view text) {
  ONWARD_TRY(const xml::Document document, xml::Document::parse(text));
  const pugi::xml_node root = document.root();
  const std::string_view uri = xml::namespace_of(root);
  for (const std::string_view known : namespaces) {
    if (known != uri || xml::local_name(root) != "definitions") continue;
    dmn::DraftModel model;
    Source source(document, known, model.problems);
    read_definitions(source, root, model);
    return model;
  }
  return Error{ErrorCode::malformed,
               "expected <definitions> of DMN 1.1 to 1.5",
               to_text(document.position(root)),
               {}};
}

}  // namespace onward::dmn_xml
