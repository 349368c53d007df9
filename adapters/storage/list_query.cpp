#include "adapters/storage/list_query.hpp"

#include <algorithm>

#include "adapters/storage/cursor.hpp"
#include "engine/base/limits.hpp"

namespace onward::storage {
namespace {

std::string with(std::string_view table, std::string_view column) {
  return std::string(table) + std::string(column);
}

}  // namespace

Result<ListQuery> ListQuery::make(const ListOrder& order, const Page& page) {
  ListQuery query;
  query.order_ = &order;
  std::string_view name =
      page.sort.empty() ? order.fields.front().name : std::string_view(page.sort);
  query.descending_ = name.substr(0, 1) == "-";
  if (query.descending_) name.remove_prefix(1);
  const auto field = std::find_if(order.fields.begin(), order.fields.end(),
                                  [&](const SortField& each) { return each.name == name; });
  if (field == order.fields.end())
    return Error{ErrorCode::unknown_parameter, "this list cannot be sorted by that field", "sort"};
  query.key_ = field->key;
  query.binding_ = std::string(order.list) + (query.descending_ ? "/-" : "/") + std::string(name);
  query.page_size_ = std::clamp<std::size_t>(page.limit, 1, limits::page_size);
  if (!page.after.empty()) {
    std::string types(1, query.key_.type);
    for (const SortColumn& tie : query.ties()) types += tie.type;
    ONWARD_TRY(query.after_, decode_cursor(page.after, query.binding_, types));
  }
  return query;
}

std::vector<SortColumn> ListQuery::ties() const {
  std::vector<SortColumn> result;
  for (const SortColumn& tie : order_->ties)
    if (tie.column != key_.column) result.push_back(tie);
  return result;
}

std::string ListQuery::bind(char type, Cell value) {
  types_ += type;
  parameters_.push_back(std::move(value));
  return "$" + std::to_string(parameters_.size());
}

void ListQuery::add_filter(std::string_view types, std::string_view text, Row values) {
  filters_ += " and ";
  std::size_t next = 0;
  for (const char c : text) {
    if (c != '?') {
      filters_ += c;
      continue;
    }
    filters_ += bind(types[next], std::move(values[next]));
    ++next;
  }
}

std::string ListQuery::behind_cursor(std::string_view table, std::string_view key_table) {
  if (after_.empty()) return {};
  const std::vector<SortColumn> rest = ties();
  const std::string key = with(key_table, key_.column);
  const std::string key_value = bind(key_.type, after_[0]);
  std::string columns, values;
  for (std::size_t i = 0; i < rest.size(); ++i) {
    columns += (i == 0 ? "" : ", ") + with(table, rest[i].column);
    values += (i == 0 ? "" : ", ") + bind(rest[i].type, after_[i + 1]);
  }
  if (rest.empty()) return " and " + key + (descending_ ? " < " : " > ") + key_value;
  if (!descending_)  // one comparison of rows: the form that an index serves
    return " and (" + key + ", " + columns + ") > (" + key_value + ", " + values + ")";
  return " and " + key + " <= " + key_value + " and (" + key + " < " + key_value + " or (" +
         columns + ") > (" + values + "))";
}

std::string ListQuery::order_by(std::string_view table, std::string_view key_table) const {
  std::string text = " order by " + with(key_table, key_.column) + (descending_ ? " desc" : "");
  for (const SortColumn& tie : ties()) text += ", " + with(table, tie.column);
  return text;
}

std::string ListQuery::key_columns(std::string_view table, std::string_view key_table) const {
  std::string text = with(key_table, key_.column) + " as k0";
  std::size_t number = 0;
  for (const SortColumn& tie : ties())
    text += ", " + with(table, tie.column) + " as k" + std::to_string(++number);
  return text;
}

std::string ListQuery::order_by_keys() const {
  std::string text = std::string(" order by k0") + (descending_ ? " desc" : "");
  for (std::size_t number = 1; number <= ties().size(); ++number)
    text += ", k" + std::to_string(number);
  return text;
}

std::string ListQuery::limit() {
  return " limit " + bind('i', static_cast<std::int64_t>(page_size_ + 1));
}

Result<RowSet> ListQuery::run(Connection& connection, const std::string& text) const {
  return connection.query(Statement{"", types_, text}, parameters_);
}

std::string ListQuery::cut(RowSet& rows) const {
  if (rows.size() <= page_size_) return {};
  rows.resize(page_size_);
  const Row& last = rows.back();
  const std::size_t keys = ties().size() + 1;
  return encode_cursor(binding_, std::span(last).last(keys));
}

}  // namespace onward::storage
