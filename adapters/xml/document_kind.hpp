// Which of the languages of this product a document is written in, told by its root element.
#pragma once

#include <cstdint>
#include <string_view>

namespace onward::xml {

enum class DocumentKind : std::uint8_t { unknown, bpmn, compact, dmn };

/// The kind of a document. A document that is not well-formed, or of another root, is unknown.
DocumentKind kind_of_document(std::string_view bytes);

}  // namespace onward::xml
