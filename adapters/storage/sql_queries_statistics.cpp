// What is counted by node of a process version: from the indexes of migrations 3 and 4 alone, up to
// a bound for each.
#include "adapters/storage/node_number.hpp"
#include "adapters/storage/sql_queries_impl.hpp"
#include "adapters/storage/statements_read.hpp"
#include "engine/base/limits.hpp"
#include "engine/service/projection.hpp"

namespace onward::storage {

Result<std::vector<NodeTasks>> SqlQueries::node_tasks(const NodeQuery& query) {
  std::vector<NodeTasks> nodes;
  for (const std::string& element : query.elements) {
    NodeTasks& node = nodes.emplace_back();
    node.element = element;
    const std::int64_t at = node_number(query.definition, query.version, element);
    ONWARD_TRY(const RowSet open, ask(read::open_at_node, at, query.now, limits::counted_rows));
    node.active = unsigned_of(open.front()[0]);
    node.overdue = unsigned_of(open.front()[1]);
    ONWARD_TRY(const RowSet done,
               ask(read::done_at_node, at, query.from, query.to, limits::counted_rows));
    node.completed = unsigned_of(done.front()[0]);
    ONWARD_TRY(const RowSet newest,
               ask(read::newest_at_node, at, query.from, query.to, limits::measured_tasks));
    for (const Row& row : newest) {
      NodeTasks::Done& measured = node.newest.emplace_back();
      measured.completed = instant_of(row[0]);
      measured.created = instant_of(row[1]);
      const Instant due = instant_of(row[2]);
      if (due.ms != never_ms) measured.due = due;
    }
  }
  return nodes;
}

Result<std::map<std::string, std::uint64_t>> SqlQueries::node_incidents(
    const std::string& definition, std::uint32_t version) {
  ONWARD_TRY(const RowSet rows,
             ask(read::incidents_at_nodes, definition, version, limits::counted_incidents));
  std::map<std::string, std::uint64_t> counts;
  for (const Row& row : rows) counts[text_of(row[0])] = unsigned_of(row[1]);
  return counts;
}

}  // namespace onward::storage
