// Holds a document against the table of schema.hpp: what the XML schema of BPMN refuses is an error
// here too, with the exception of the order of children, which means nothing.
#pragma once

#include "adapters/bpmn_xml/source.hpp"

namespace onward::bpmn_xml {

/// Checks elements, attributes and values, and gathers the ids. Problems: unknown-element,
/// misplaced-element, repeated-element, foreign-element, unexpected-text, unknown-attribute,
/// invalid-attribute, missing-attribute, duplicate-id.
void check_schema(Source& source);

/// Checks what refers to an id: those that the schema checks (IDREF), and of the others those that
/// execution depends on. Problem: unknown-reference. Call after check_schema.
void check_references(Source& source);

}  // namespace onward::bpmn_xml
