// The DefinitionReader of the server: looks at the root element and hands the document to its
// reader.
#pragma once

#include "engine/service/ports.hpp"

namespace onward {

class DocumentReader final : public DefinitionReader {
 public:
  Result<Document> read(std::string_view bytes) override;
};

}  // namespace onward
