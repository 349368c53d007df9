#include "adapters/storage/task_search.hpp"

#include "adapters/storage/encoding.hpp"
#include "adapters/storage/statements_list.hpp"

namespace onward::storage {
namespace {

/// More opportunities than this are not told one by one: then a match is never far in any list.
constexpr std::size_t few = 200;

/// A list of ids for `in (...)`.
std::string bound_ids(const RowSet& rows, ListQuery& query) {
  std::string ids;
  for (const Row& row : rows) ids += (ids.empty() ? "" : ", ") + query.bind('i', row[0]);
  return ids;
}

}  // namespace

Result<bool> add_task_search(Connection& connection, const std::string& text, TaskTable table,
                             ListQuery& query) {
  const std::string pattern = like_pattern(text);
  const Row name{cell(pattern)};
  ONWARD_TRY(const RowSet names, connection.query(list::matching_task_name, name));
  const Row about{cell(pattern), cell(few + 1)};
  ONWARD_TRY(const RowSet opportunities, connection.query(list::matching_opportunities, about));
  std::string filter;
  if (!names.empty() || opportunities.size() > few) {
    const std::string bound = query.bind('t', cell(pattern));
    if (!names.empty()) filter = "t.search like " + bound + " escape '\\'";
    if (opportunities.size() > few)
      filter +=
          (filter.empty() ? "" : " or ") + std::string(list::task_about) + bound + " escape '\\')";
  }
  if (!opportunities.empty() && opportunities.size() <= few) {
    const std::string ids = bound_ids(opportunities, query);
    filter += (filter.empty() ? "" : " or ") +
              std::string(table == TaskTable::open ? list::task_of_opportunities
                                                   : list::done_task_of_opportunities) +
              ids + (table == TaskTable::open ? ")" : "))");
  }
  if (filter.empty()) return false;
  query.filter("", "(" + filter + ")");
  return true;
}

}  // namespace onward::storage
