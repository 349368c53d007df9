// A keyset page in SQL: filters with bound parameters, the order, and the place where the page
// before ended. Texts are put together from constants only; what callers give is always a
// parameter.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "adapters/storage/connection.hpp"
#include "engine/service/queries.hpp"

namespace onward::storage {

/// A column that decides the order. `column` without its table.
struct SortColumn {
  std::string_view column;
  char type = 'i';
};
/// A sort that callers may name.
struct SortField {
  std::string_view name;
  SortColumn key;
};
struct ListOrder {
  std::string_view list;              ///< "tasks": cursors belong to it
  std::span<const SortField> fields;  ///< the first is the default
  std::span<const SortColumn> ties;   ///< after the key, rising: creation order; unique together
};

class ListQuery {
 public:
  /// Errors: invalid_cursor, unknown_parameter (no such sort).
  static Result<ListQuery> make(const ListOrder& order, const Page& page);

  /// A parameter; returns "$n".
  std::string bind(char type, Cell value);
  /// " and <text>", where each ? of the text is the next of the values.
  template <class... Cells>
  void filter(std::string_view types, std::string_view text, Cells&&... values) {
    Row row{cell(std::forward<Cells>(values))...};
    add_filter(types, text, std::move(row));
  }
  [[nodiscard]] const std::string& filters() const { return filters_; }
  /// " and (...)": rows behind the cursor; empty on a first page. `table` is put before each column
  /// ("t."); `key_table` before the sort key.
  std::string behind_cursor(std::string_view table, std::string_view key_table);
  /// "order by ...".
  [[nodiscard]] std::string order_by(std::string_view table, std::string_view key_table) const;
  /// "t.due_ms as k0, t.created_ms as k1 ...": to be selected last, for the next cursor.
  [[nodiscard]] std::string key_columns(std::string_view table, std::string_view key_table) const;
  /// The same order by the names that key_columns() gave.
  [[nodiscard]] std::string order_by_keys() const;
  /// " limit $n": one more than the page has, to know whether there is another.
  std::string limit();
  [[nodiscard]] std::size_t page_size() const { return page_size_; }
  [[nodiscard]] std::string_view key_column() const { return key_.column; }

  Result<RowSet> run(Connection& connection, const std::string& text) const;
  /// Cuts the row too many and returns the cursor behind the last one; empty: no more.
  [[nodiscard]] std::string cut(RowSet& rows) const;

 private:
  void add_filter(std::string_view types, std::string_view text, Row values);
  [[nodiscard]] std::vector<SortColumn> ties() const;  ///< without the key

  const ListOrder* order_ = nullptr;
  SortColumn key_;
  bool descending_ = false;
  std::string binding_;
  Row after_;
  std::size_t page_size_ = 0;
  std::string types_, filters_;
  Row parameters_;
};

}  // namespace onward::storage
