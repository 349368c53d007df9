// The DefinitionReader of the server: looks at the root element and hands the document to its
// reader.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "engine/service/ports.hpp"

namespace onward {

class DocumentReader final : public DefinitionReader {
 public:
  /// `connectors`: those that the configuration names. Nobody is warned of them.
  explicit DocumentReader(std::vector<std::string> connectors = {})
      : connectors_(std::move(connectors)) {}
  Result<Document> read(std::string_view bytes) override;

 private:
  Result<Document> read_document(std::string_view bytes);
  std::vector<std::string> connectors_;
};

}  // namespace onward
