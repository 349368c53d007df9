// A table as a file that spreadsheet programs open.
#pragma once

#include <string>

#include "engine/base/result.hpp"
#include "engine/sales/sheet.hpp"

namespace onward::reports {

/// RFC 4180 in UTF-8, with a header line. A text that a spreadsheet program would take for a
/// formula (it begins with = + - @, a tab or a return) gets an apostrophe before it.
std::string to_csv(const sales::Sheet& sheet);
/// An Office Open XML workbook with one sheet: numbers and dates as such, all else as text, no
/// formulas. Numbers beyond 15 digits are texts, since a workbook would round them.
/// Errors: unavailable (no room for a temporary file), internal.
Result<std::string> to_xlsx(const sales::Sheet& sheet);

/// Errors: as to_xlsx.
Result<std::string> to_file(const sales::Sheet& sheet, sales::SheetFormat format);

}  // namespace onward::reports
