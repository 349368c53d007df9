// A workbook through libxlsxwriter, which writes to a file: a temporary one, read back and removed.
#include <unistd.h>
#include <xlsxwriter.h>

#include <cstdlib>
#include <fstream>
#include <sstream>

#include "adapters/reports/sheet_file.hpp"

namespace onward::reports {
namespace {

constexpr std::size_t longest_text = 32'000;  // a cell holds 32,767 characters
constexpr std::size_t longest_sheet_name = 31;
constexpr std::size_t exact_digits = 15;

/// A file that goes away with it.
class TemporaryFile {
 public:
  static Result<TemporaryFile> make() {
    const char* folder = std::getenv("TMPDIR");
    std::string path = (folder == nullptr || *folder == '\0' ? "/tmp" : folder);
    path += "/onward-report-XXXXXX";
    const int descriptor = mkstemp(path.data());
    if (descriptor < 0)
      return Error{ErrorCode::unavailable, "a workbook needs a temporary file in TMPDIR or /tmp"};
    close(descriptor);
    return TemporaryFile(std::move(path));
  }
  TemporaryFile(TemporaryFile&& other) noexcept : path_(std::exchange(other.path_, {})) {}
  TemporaryFile& operator=(TemporaryFile&&) = delete;
  ~TemporaryFile() {
    if (!path_.empty()) unlink(path_.c_str());
  }
  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  explicit TemporaryFile(std::string path) : path_(std::move(path)) {}
  std::string path_;
};

/// At most `bytes`, without half a character.
std::string cut(std::string text, std::size_t bytes) {
  if (text.size() <= bytes) return text;
  while (bytes > 0 && (static_cast<unsigned char>(text[bytes]) & 0xC0U) == 0x80U) --bytes;
  text.resize(bytes);
  return text;
}

bool is_exact(const Decimal& number) {
  std::size_t digits = 0;
  for (const char c : number.to_text()) {
    if (c == 'E' || c == 'e') return false;
    if (c >= '0' && c <= '9') ++digits;
  }
  return digits <= exact_digits;
}

class Writer {
 public:
  explicit Writer(lxw_workbook* book) : book_(book) {
    date_ = workbook_add_format(book);
    format_set_num_format(date_, "yyyy-mm-dd");
    bold_ = workbook_add_format(book);
    format_set_bold(bold_);
  }

  void write(const sales::Sheet& sheet) {
    const std::string name = cut(sheet.name, longest_sheet_name);
    page_ = workbook_add_worksheet(book_, name.c_str());
    lxw_col_t column = 0;
    for (const std::string& title : sheet.columns)
      worksheet_write_string(page_, 0, column++, title.c_str(), bold_);
    lxw_row_t line = 1;
    for (const auto& row : sheet.rows) {
      column = 0;
      for (const Value& value : row) cell(line, column++, value);
      ++line;
    }
  }

 private:
  void cell(lxw_row_t row, lxw_col_t column, const Value& value) {
    if (value.is_null()) return;
    const Date* date = value.date();
    if (date != nullptr && date->year >= 1900 && date->year <= 9999) {
      lxw_datetime at{date->year, date->month, date->day, 0, 0, 0};
      worksheet_write_datetime(page_, row, column, &at, date_);
    } else if (value.number() != nullptr && is_exact(*value.number())) {
      worksheet_write_number(page_, row, column, value.number()->to_double(), nullptr);
    } else {
      const std::string text = cut(sales::cell_text(value), longest_text);
      worksheet_write_string(page_, row, column, text.c_str(), nullptr);
    }
  }

  lxw_workbook* book_;
  lxw_worksheet* page_ = nullptr;
  lxw_format* date_ = nullptr;
  lxw_format* bold_ = nullptr;
};

}  // namespace

Result<std::string> to_xlsx(const sales::Sheet& sheet) {
  ONWARD_TRY(const TemporaryFile file, TemporaryFile::make());
  lxw_workbook_options options{};
  options.constant_memory = LXW_TRUE;
  lxw_workbook* book = workbook_new_opt(file.path().c_str(), &options);
  if (book == nullptr) return Error{ErrorCode::internal, "the workbook could not be begun"};
  Writer(book).write(sheet);
  if (const lxw_error error = workbook_close(book); error != LXW_NO_ERROR)
    return Error{ErrorCode::unavailable,
                 std::string("the workbook could not be written: ") + lxw_strerror(error)};
  std::ifstream in(file.path(), std::ios::binary);
  std::ostringstream bytes;
  bytes << in.rdbuf();
  if (!in || bytes.str().empty())
    return Error{ErrorCode::unavailable, "the workbook could not be read back"};
  return bytes.str();
}

}  // namespace onward::reports
