// Decision tables of DMN XML (DMN 1.5 clause 8.3).
#pragma once

#include <memory>

#include "adapters/dmn_xml/source.hpp"

namespace onward::dmn_xml {

std::shared_ptr<const dmn::DraftTable> read_table(Source& source, pugi::xml_node node);

}  // namespace onward::dmn_xml
