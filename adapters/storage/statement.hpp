// One SQL text with its name and the types of its parameters; and a batch: one statement for many
// rows. Texts are the same for both databases: the word ROWS stands for the rows of a batch
// (`values (...)` row by row on SQLite, `select * from unnest(...)` once on PostgreSQL), whose
// columns are called column1, column2 ...
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "adapters/storage/cell.hpp"

namespace onward::storage {

struct Statement {
  std::string_view name;   ///< prepared and kept under it; empty: used once
  std::string_view types;  ///< of the parameters: i bigint, t text, b bytes
  std::string_view text;
  /// Every row must hit exactly one stored row, or nothing of the transaction is stored.
  bool guarded = false;
};

/// Rows for one statement, one after the other.
class Batch {
 public:
  explicit Batch(const Statement& statement) : statement_(&statement) {}
  template <class... Values>
  void add(Values&&... values) {
    (cells_.push_back(cell(std::forward<Values>(values))), ...);
  }
  void add_cell(Cell value) { cells_.push_back(std::move(value)); }
  [[nodiscard]] const Statement& statement() const { return *statement_; }
  [[nodiscard]] bool empty() const { return cells_.empty(); }
  [[nodiscard]] std::size_t width() const { return statement_->types.size(); }
  [[nodiscard]] std::size_t rows() const { return cells_.size() / width(); }
  [[nodiscard]] const Cell& at(std::size_t row, std::size_t column) const {
    return cells_[row * width() + column];
  }
  [[nodiscard]] const std::vector<Cell>& cells() const { return cells_; }

 private:
  const Statement* statement_;
  std::vector<Cell> cells_;
};

/// Replaces the word ROWS by what the dialect says.
std::string with_rows(std::string_view text, std::string_view rows);

/// Texts with a NUL byte, which PostgreSQL does not take and C interfaces cut short, are stored
/// with 0x00 as 0x01 '0' and 0x01 as 0x01 '1'. Nearly no text has either byte.
bool needs_escape(std::string_view text);
std::string escape_text(std::string_view text);
std::string unescape_text(std::string text);

}  // namespace onward::storage
