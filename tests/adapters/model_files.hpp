// Every process file of the product and of the scenarios, read.
#pragma once

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "adapters/bpmn_xml/reader.hpp"
#include "adapters/native_xml/reader.hpp"
#include "adapters/xml/document_kind.hpp"
#include "engine/base/check.hpp"

namespace onward::test {

struct ModelFile {
  std::string name, bytes;
  bool is_compact = false;
  model::Draft draft;

  /// Neither wrong nor for another engine: what convert takes.
  [[nodiscard]] bool is_convertible() const {
    return std::none_of(draft.problems.begin(), draft.problems.end(), [](const auto& problem) {
      return problem.severity == model::Severity::error || problem.code == "not-executable";
    });
  }
};

/// In the order of their names; those that are no XML are left out.
inline std::vector<ModelFile> model_files() {
  std::vector<std::filesystem::path> paths;
  for (const char* folder : {"/processes", "/tests/scenarios/models"})
    for (const auto& entry :
         std::filesystem::directory_iterator(std::string(ONWARD_SOURCE_DIR) + folder))
      if (entry.path().extension() == ".bpmn" || entry.path().extension() == ".xml")
        paths.push_back(entry.path());
  std::sort(paths.begin(), paths.end());
  std::vector<ModelFile> files;
  for (const auto& path : paths) {
    std::ifstream file(path, std::ios::binary);
    ModelFile model{path.filename().string(),
                    {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()},
                    false,
                    {}};
    model.is_compact = xml::kind_of_document(model.bytes) == xml::DocumentKind::compact;
    auto draft = model.is_compact ? native_xml::read(model.bytes) : bpmn_xml::read(model.bytes);
    if (!draft.ok()) continue;
    model.draft = std::move(*draft);
    files.push_back(std::move(model));
  }
  ONWARD_CHECK(files.size() > 100);
  return files;
}

}  // namespace onward::test
