// Forms of user tasks, in our own words (onward:form) and in the camunda: family's (formData).
#pragma once

#include <vector>

#include "adapters/bpmn_xml/source.hpp"
#include "engine/model/element.hpp"

namespace onward::bpmn_xml {

/// Problems: invalid-value, field-unknown-type, duplicate-id, conflicting-attributes.
std::vector<model::FormField> read_form(Source& source, pugi::xml_node task);

}  // namespace onward::bpmn_xml
