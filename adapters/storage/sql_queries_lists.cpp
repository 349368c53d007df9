// Lists of instances, incidents, opportunities, records and products.
#include "adapters/storage/encoding.hpp"
#include "adapters/storage/list_instances.hpp"
#include "adapters/storage/rows_read.hpp"
#include "adapters/storage/sql_queries_impl.hpp"
#include "adapters/storage/statements_list.hpp"
#include "adapters/storage/statements_read.hpp"

namespace onward::storage {
namespace {

InstanceRow read_instance_row(const Row& row) {
  InstanceRow i;
  i.id = InstanceId{unsigned_of(row[0])};
  i.parent = InstanceId{unsigned_of(row[1])};
  i.root = InstanceId{unsigned_of(row[2])};
  i.definition = {text_of(row[3]), small_of(row[4])};
  i.state = static_cast<InstanceState>(number_of(row[5]));
  i.business_key = text_of(row[6]);
  i.opportunity = OpportunityId{unsigned_of(row[7])};
  i.started = instant_of(row[8]);
  if (is_ended(i.state)) i.ended = instant_of(row[9]);
  i.incidents = small_of(row[10]);
  return i;
}

void add_filters(const InstanceQuery& query, ListQuery& sql) {
  if (query.variable)
    sql.filter("tt", list::instance_variable, query.variable->first, query.variable->second);
  if (query.definition) sql.filter("t", list::instance_definition, *query.definition);
  if (query.version) sql.filter("i", list::instance_version, *query.version);
  if (query.business_key) sql.filter("t", list::instance_business_key, *query.business_key);
  if (query.state) sql.filter("i", list::instance_state, static_cast<std::int32_t>(*query.state));
  if (query.started_before) sql.filter("i", list::instance_started_before, *query.started_before);
  if (query.started_after) sql.filter("i", list::instance_started_after, *query.started_after);
  if (query.parent) sql.filter("i", list::instance_parent, query.parent->value);
  if (query.opportunity) sql.filter("i", list::instance_opportunity, query.opportunity->value);
  if (query.incident)
    sql.filter("", *query.incident ? list::instance_has_incident : list::instance_has_no_incident);
}

void add_text_filter(std::string_view filter, const std::string& text, ListQuery& sql) {
  auto [longest, second] = word_patterns(text);
  sql.filter("ttt", filter, std::move(longest), std::move(second), like_pattern(text));
}

/// "select columns, keys from ... where ... order by ... limit" of a list of one table.
std::string page_of(ListQuery& sql, std::string_view columns, std::string_view from,
                    std::string_view table) {
  std::string text(columns);
  text += sql.key_columns(table, table);
  text += from;
  text += sql.filters();
  text += sql.behind_cursor(table, table);
  text += sql.order_by(table, table);
  return text + sql.limit();
}

}  // namespace

Result<BitmapScans> BitmapScans::allowed_on(Connection& connection) {
  if (!connection.is_postgres()) return BitmapScans(nullptr);
  ONWARD_TRY_DONE(connection.script("set enable_bitmapscan = on"));
  return BitmapScans(&connection);
}

BitmapScans::~BitmapScans() {
  if (connection_ == nullptr) return;
  const auto set = connection_->script("set enable_bitmapscan = off");
  (void)set;  // the connection is gone: the next one begins with it off
}

Result<Rows<InstanceRow>> list_instances(Connection& connection, const InstanceQuery& query) {
  ONWARD_TRY(ListQuery sql, ListQuery::make(list::instances, query.page));
  add_filters(query, sql);
  const std::string columns = "select " + std::string(list::instance_columns);
  ONWARD_TRY(RowSet rows, sql.run(connection, page_of(sql, columns,
                                                      query.variable ? list::instances_with_variable
                                                                     : list::all_instances,
                                                      "i.")));
  Rows<InstanceRow> page;
  page.next = sql.cut(rows);
  for (const Row& row : rows) page.items.push_back(read_instance_row(row));
  return page;
}

Result<Rows<InstanceRow>> SqlQueries::instances(const InstanceQuery& query) {
  return list_instances(*connection_, query);
}

Result<Rows<IncidentRow>> SqlQueries::incidents(const Page& asked) {
  ONWARD_TRY(ListQuery sql, ListQuery::make(list::incidents, asked));
  ONWARD_TRY(RowSet rows, sql.run(*connection_,
                                  page_of(sql, list::incident_columns, list::all_incidents, "n.")));
  Rows<IncidentRow> page;
  page.next = sql.cut(rows);
  for (const Row& row : rows)
    page.items.push_back({{InstanceId{unsigned_of(row[0])}, LocalId{small_of(row[1])}},
                          text_of(row[2]),
                          text_of(row[3]),
                          text_of(row[4]),
                          text_of(row[5]),
                          instant_of(row[6])});
  return page;
}

Result<Rows<Opportunity>> SqlQueries::opportunities(const OpportunityQuery& query) {
  ONWARD_TRY(ListQuery sql, ListQuery::make(list::opportunities, query.page));
  if (query.kind) sql.filter("t", list::opportunity_kind, *query.kind);
  if (query.stage) sql.filter("t", list::opportunity_stage, *query.stage);
  if (query.responsible) sql.filter("t", list::opportunity_responsible, *query.responsible);
  if (query.posted_by) sql.filter("t", list::opportunity_posted_by, *query.posted_by);
  if (query.customer)  // a name, or the id of the record
    sql.filter("ti", list::opportunity_customer, *query.customer,
               id_from_text(*query.customer).value_or(UINT64_MAX >> 1U));
  if (query.status)
    sql.filter("i", list::opportunity_status, static_cast<std::int32_t>(*query.status));
  if (query.text) add_text_filter(list::opportunity_text, *query.text, sql);
  std::optional<BitmapScans> bitmaps;
  if (query.text || query.customer) {
    ONWARD_TRY(BitmapScans allowed, BitmapScans::allowed_on(*connection_));
    bitmaps.emplace(std::move(allowed));
  }
  ONWARD_TRY(RowSet rows, sql.run(*connection_, page_of(sql, list::opportunity_columns,
                                                        list::all_opportunities, "o.")));
  Rows<Opportunity> page;
  page.next = sql.cut(rows);
  for (const Row& row : rows) {
    ONWARD_TRY(Opportunity opportunity, read_opportunity(row));
    page.items.push_back(std::move(opportunity));
  }
  return page;
}

Result<Rows<Record>> SqlQueries::records(const RecordQuery& query) {
  const ListOrder& order =
      query.kind == RecordKind::interaction ? list::interactions : list::records;
  ONWARD_TRY(ListQuery sql, ListQuery::make(order, query.page));
  sql.filter("i", list::record_kind, static_cast<std::int32_t>(query.kind));
  if (query.opportunity) sql.filter("i", list::record_opportunity, query.opportunity->value);
  if (query.customer)  // a name, or the id of the record
    sql.filter("it", list::record_customer,
               id_from_text(*query.customer).value_or(UINT64_MAX >> 1U), *query.customer);
  if (query.type)
    sql.filter("ttt", list::record_type, *query.type, *query.type + "-in", *query.type + "-out");
  if (query.chain) sql.filter("i", list::record_chain, *query.chain);
  if (query.planned) sql.filter("i", list::record_planned, *query.planned);
  if (query.from) sql.filter("i", list::record_from, *query.from);
  if (query.to) sql.filter("i", list::record_to, *query.to);
  if (query.text) add_text_filter(list::record_text, *query.text, sql);
  std::optional<BitmapScans> bitmaps;
  if (query.text) {
    ONWARD_TRY(BitmapScans allowed, BitmapScans::allowed_on(*connection_));
    bitmaps.emplace(std::move(allowed));
  }
  ONWARD_TRY(RowSet rows,
             sql.run(*connection_, page_of(sql, list::record_columns, list::all_records, "r.")));
  Rows<Record> page;
  page.next = sql.cut(rows);
  for (const Row& row : rows) {
    ONWARD_TRY(Record record, read_record(row));
    page.items.push_back(std::move(record));
  }
  return page;
}

Result<Rows<Product>> SqlQueries::products(const Page& asked) {
  ONWARD_TRY(ListQuery sql, ListQuery::make(list::products, asked));
  ONWARD_TRY(RowSet rows,
             sql.run(*connection_, page_of(sql, list::product_columns, list::all_products, "p.")));
  Rows<Product> page;
  page.next = sql.cut(rows);
  Batch related(read::product_relations);
  for (const Row& row : rows) related.add(text_of(row[0]));
  ONWARD_TRY(const RowSet relations, connection_->fetch(related));
  ONWARD_TRY(page.items, read_products(rows, relations));
  return page;
}

}  // namespace onward::storage
