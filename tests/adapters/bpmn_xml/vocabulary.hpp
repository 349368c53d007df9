// Words of a vendor's vocabulary, each in the smallest document that can have it.
#pragma once

#include "adapters/bpmn_xml/dialects.hpp"
#include "tests/adapters/bpmn_xml/documents.hpp"

namespace onward::bpmn_xml {

/// A document in which an element of this name stands where the schema allows it.
inline std::string with_owner(const std::string& owner, const std::string& attribute,
                              const std::string& inside) {
  const std::string element = "<" + owner + attribute + ">" + inside + "</" + owner + ">";
  if (owner == "process")
    return definitions("<process id='p' isExecutable='true'" + attribute + ">" + inside +
                       "</process>");
  if (owner == "message" || owner == "error")
    return process("", "<" + owner + " id='m'" + attribute + ">" + inside + "</" + owner + ">");
  if (owner == "multiInstanceLoopCharacteristics")
    return process("<task id='t'>" + element + "</task>");
  if (owner == "conditionExpression")
    return process("<sequenceFlow id='f' sourceRef='a' targetRef='b'>" + element +
                   "</sequenceFlow>");
  if (owner == "conditionalEventDefinition")
    return process("<intermediateCatchEvent id='e'>" + element + "</intermediateCatchEvent>");
  if (owner.ends_with("EventDefinition"))
    return process("<endEvent id='e'>" + element + "</endEvent>");
  return process("<" + owner + " id='x'" + attribute + ">" + inside + "</" + owner + ">");
}

inline std::string declared(std::string document, const Dialect& dialect) {
  const std::string declaration = " xmlns:v='" + std::string(dialect.uri) + "' ";
  return document.insert(document.find(' '), declaration);
}

/// What is said about "zeebe:taskDefinition": "", "warning" or "not-executable".
inline std::string said(const std::string& document, const std::string& full) {
  for (const model::Problem& problem : draft_of(document).problems)
    if (problem.message.starts_with(full + " ")) return std::string(to_string(problem.severity));
  return {};
}

}  // namespace onward::bpmn_xml
