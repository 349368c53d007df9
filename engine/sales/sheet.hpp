// A table with named columns: what a report is before it becomes JSON, CSV or a workbook.
#pragma once

#include <string>
#include <vector>

#include "engine/value/value.hpp"

namespace onward::sales {

struct Sheet {
  std::string name;
  std::vector<std::string> columns;
  std::vector<std::vector<Value>> rows;  ///< each as wide as `columns`
};

enum class SheetFormat : std::uint8_t { csv, xlsx };

/// A cell as people read it: texts as they are, lists with "; " between, null empty, anything else
/// as JSON writes it.
std::string cell_text(const Value& value);

}  // namespace onward::sales
