// Ad-hoc sub-processes in which activities may be started: of some places, a merge of one index
// range for each, cut to a page before they meet.
#include "adapters/storage/encoding.hpp"
#include "adapters/storage/sql_queries_impl.hpp"
#include "adapters/storage/statements_list.hpp"
#include "engine/base/limits.hpp"

namespace onward::storage {
namespace {

void add_filters(const AdHocQuery& query, ListQuery& sql) {
  if (query.definition) sql.filter("t", list::ad_hoc_definition, *query.definition);
  if (query.instance)
    sql.filter("ii", list::ad_hoc_instance, shard_of(*query.instance), query.instance->value);
  if (query.opportunity) sql.filter("i", list::ad_hoc_opportunity, query.opportunity->value);
}

/// One arm for each place; the empty text stands for any.
std::string page_text(ListQuery& sql, const std::vector<std::string>& places) {
  const std::string order = sql.behind_cursor("a.", "a.") + sql.order_by("a.", "a.");
  const std::string limit = sql.limit();
  std::string arms;
  for (std::size_t i = 0; i < places.size(); ++i) {
    const std::string arm = std::string(list::ad_hoc_columns) + sql.key_columns("a.", "a.") +
                            std::string(list::open_ad_hoc) + places[i] + sql.filters() + order +
                            limit;
    if (places.size() == 1) return arm;
    arms += i == 0 ? "" : " union all ";
    arms += "select * from (" + arm + ") as arm" + std::to_string(i);
  }
  return "select * from (" + arms + ") as merged" + sql.order_by_keys() + limit;
}

}  // namespace

Result<Rows<AdHocRow>> SqlQueries::ad_hoc(const AdHocQuery& query) {
  ONWARD_TRY(ListQuery sql, ListQuery::make(list::ad_hoc, query.page));
  add_filters(query, sql);
  std::vector<std::string> places;
  if (query.among) {
    ONWARD_CHECK(query.among->size() <= limits::ad_hoc_places);
    for (const AdHocPlace& place : *query.among)
      places.push_back(" and a.definition = " + sql.bind('t', place.definition.key) +
                       " and a.definition_version = " + sql.bind('i', place.definition.version) +
                       " and a.element = " + sql.bind('t', place.element));
    if (places.empty()) return Rows<AdHocRow>{};
  } else {
    places.emplace_back();
  }
  const std::string text = page_text(sql, places);
  ONWARD_TRY(RowSet rows, sql.run(*connection_, text));
  Rows<AdHocRow> page;
  page.next = sql.cut(rows);
  for (const Row& row : rows)
    page.items.push_back({{InstanceId{unsigned_of(row[0])}, LocalId{small_of(row[1])}},
                          {{text_of(row[3]), small_of(row[4])}, text_of(row[2])},
                          OpportunityId{unsigned_of(row[5])},
                          instant_of(row[6])});
  return page;
}

// From one place to the next by the index: there are few, however many rows each has.
Result<std::vector<AdHocPlace>> SqlQueries::ad_hoc_places(std::size_t limit) {
  std::vector<AdHocPlace> places;
  AdHocPlace last;
  while (places.size() < limit) {
    ONWARD_TRY(const RowSet rows, ask(list::next_ad_hoc_place, last.definition.key,
                                      last.definition.version, last.element));
    if (rows.empty()) break;
    const Row& row = rows.front();
    last = {{text_of(row[0]), small_of(row[1])}, text_of(row[2])};
    places.push_back(last);
  }
  return places;
}

}  // namespace onward::storage
