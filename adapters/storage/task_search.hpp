// What a search among tasks looks at: a task's name, and the number, title and customer of its
// opportunity.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "adapters/storage/connection.hpp"
#include "adapters/storage/list_query.hpp"

namespace onward::storage {

enum class TaskTable : std::uint8_t { open, done };

/// The condition of a search, which differs by whom tasks are offered to: where no task of such a
/// name was ever offered, only the opportunities are looked at.
class TaskSearch {
 public:
  /// Finds everything.
  TaskSearch() = default;
  /// Asks first which names and which opportunities match, each by its own index, so that a search
  /// for what is rare does not read the whole list. Errors: unavailable.
  static Result<TaskSearch> make(Connection& connection, const std::string& text, TaskTable table);

  /// " and (...)" or nothing, for tasks of any kind. Nullopt: none can match. What it compares with
  /// becomes a parameter of the query, once.
  std::optional<std::string> condition(ListQuery& query);
  /// The same for those that the group alone is offered; "": those without such a group.
  std::optional<std::string> condition(ListQuery& query, const std::string& lone_group);

 private:
  enum class Names : std::uint8_t { looked_at, passed_over };
  std::optional<std::string> condition(ListQuery& query, Names names);
  const std::string& bound_pattern(ListQuery& query);
  /// By the opportunity; empty: none matches.
  std::string about(ListQuery& query);

  bool everything_ = true;
  TaskTable table_ = TaskTable::open;
  std::string pattern_;
  std::set<std::string> groups_;  ///< that were offered tasks of such names
  RowSet opportunities_;          ///< one more than are told one by one, at most
  std::string bound_pattern_, bound_ids_;
};

}  // namespace onward::storage
