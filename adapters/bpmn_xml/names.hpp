// The namespaces that a BPMN document may use and that we know.
#pragma once

#include <string_view>

namespace onward::bpmn_xml {

inline constexpr std::string_view bpmn_uri = "http://www.omg.org/spec/BPMN/20100524/MODEL";
inline constexpr std::string_view bpmndi_uri = "http://www.omg.org/spec/BPMN/20100524/DI";
inline constexpr std::string_view dc_uri = "http://www.omg.org/spec/DD/20100524/DC";
inline constexpr std::string_view di_uri = "http://www.omg.org/spec/DD/20100524/DI";
inline constexpr std::string_view onward_uri = "urn:onward:bpmn:1";
inline constexpr std::string_view zeebe_uri = "http://camunda.org/schema/zeebe/1.0";

}  // namespace onward::bpmn_xml
