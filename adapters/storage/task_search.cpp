#include "adapters/storage/task_search.hpp"

#include "adapters/storage/encoding.hpp"
#include "adapters/storage/statements_list.hpp"

namespace onward::storage {
namespace {

/// More opportunities than this are not told one by one: then a match is never far in any list.
constexpr std::size_t few = 200;

}  // namespace

Result<TaskSearch> TaskSearch::make(Connection& connection, const std::string& text,
                                    TaskTable table) {
  TaskSearch search;
  search.everything_ = false;
  search.table_ = table;
  search.pattern_ = like_pattern(text);
  const Row name{cell(search.pattern_)};
  ONWARD_TRY(const RowSet groups, connection.query(list::groups_of_matching_tasks, name));
  for (const Row& row : groups) search.groups_.insert(text_of(row[0]));
  auto [longest, second] = word_patterns(text);
  const Row about{cell(std::move(longest)), cell(std::move(second)), cell(search.pattern_),
                  cell(few + 1)};
  ONWARD_TRY(search.opportunities_, connection.query(list::matching_opportunities, about));
  return search;
}

std::optional<std::string> TaskSearch::condition(ListQuery& query) {
  return condition(query, groups_.empty() ? Names::passed_over : Names::looked_at);
}

std::optional<std::string> TaskSearch::condition(ListQuery& query, const std::string& lone_group) {
  return condition(query, groups_.contains(lone_group) ? Names::looked_at : Names::passed_over);
}

std::optional<std::string> TaskSearch::condition(ListQuery& query, Names names) {
  if (everything_) return std::string{};
  const std::string opportunities = about(query);
  if (names == Names::passed_over)
    return opportunities.empty() ? std::nullopt : std::optional(" and (" + opportunities + ")");
  return " and (t.search like " + bound_pattern(query) +
         (opportunities.empty() ? "" : " or " + opportunities) + ")";
}

const std::string& TaskSearch::bound_pattern(ListQuery& query) {
  if (bound_pattern_.empty()) bound_pattern_ = query.bind('t', cell(pattern_)) + " escape '\\'";
  return bound_pattern_;
}

std::string TaskSearch::about(ListQuery& query) {
  if (opportunities_.empty()) return {};
  if (opportunities_.size() > few)
    return std::string(list::task_about) + bound_pattern(query) + ")";
  if (bound_ids_.empty())
    for (const Row& row : opportunities_)
      bound_ids_ += (bound_ids_.empty() ? "" : ", ") + query.bind('i', row[0]);
  return table_ == TaskTable::open
             ? std::string(list::task_of_opportunities) + bound_ids_ + ")"
             : std::string(list::done_task_of_opportunities) + bound_ids_ + "))";
}

}  // namespace onward::storage
