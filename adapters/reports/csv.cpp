// Comma-separated values (RFC 4180).
#include "adapters/reports/sheet_file.hpp"

namespace onward::reports {
namespace {

bool looks_like_formula(const Value& value, std::string_view text) {
  if (value.number() != nullptr || value.date() != nullptr || text.empty()) return false;
  return std::string_view("=+-@\t\r").find(text.front()) != std::string_view::npos;
}

void append_cell(std::string& out, std::string_view text) {
  if (text.find_first_of(",\"\r\n") == std::string_view::npos) {
    out.append(text);
    return;
  }
  out.push_back('"');
  for (const char c : text) {
    if (c == '"') out.push_back('"');
    out.push_back(c);
  }
  out.push_back('"');
}

}  // namespace

std::string to_csv(const sales::Sheet& sheet) {
  std::string out;
  std::string_view before;
  for (const std::string& column : sheet.columns) {
    out.append(before);
    append_cell(out, column);
    before = ",";
  }
  out.append("\r\n");
  for (const auto& row : sheet.rows) {
    before = {};
    for (const Value& value : row) {
      out.append(before);
      std::string text = sales::cell_text(value);
      if (looks_like_formula(value, text)) text.insert(0, 1, '\'');
      append_cell(out, text);
      before = ",";
    }
    out.append("\r\n");
  }
  return out;
}

Result<std::string> to_file(const sales::Sheet& sheet, sales::SheetFormat format) {
  return format == sales::SheetFormat::csv ? Result<std::string>(to_csv(sheet)) : to_xlsx(sheet);
}

}  // namespace onward::reports
