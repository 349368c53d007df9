// What becomes of Mermaid charts, as the API tells it.
#pragma once

#include <string>
#include <vector>

#include "engine/base/position.hpp"
#include "engine/model/element.hpp"

namespace onward::api {

struct ChartWish {
  std::string id;    ///< of the first process; the others are numbered from 2 on
  std::string kind;  ///< opportunities of this kind begin the process; may be empty
};

/// A guess, or what could not be known. The codes stand in docs/operations.md.
struct ChartNote {
  std::string code, message;
  Position at;
  std::string element_id;
};

struct ImportedChart {
  std::string key, name;
  std::string document;  ///< BPMN, laid out
  std::vector<ChartNote> notes;
  std::vector<model::Problem> problems;
};

struct ImportedCharts {
  std::vector<ImportedChart> charts;
  std::vector<ChartNote> notes;          ///< of the text as a whole
  std::vector<model::Problem> problems;  ///< the text cannot be read when one is an error
  [[nodiscard]] bool refused() const;
};

}  // namespace onward::api
