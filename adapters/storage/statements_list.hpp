// The parts from which list_query.hpp puts lists together: columns, tables, filters, orders. Each ?
// of a filter is a parameter.
#pragma once

#include <array>

#include "adapters/storage/list_query.hpp"

namespace onward::storage::list {

// Tasks. Columns of both tables; an open one has state -1.
#define ONWARD_TASK_COLUMNS                                                             \
  "t.instance, t.local, t.name, t.element, t.definition, t.definition_version, t.root," \
  " t.assignee, t.candidates, t.due_ms, t.follow_up_ms, t.priority, t.created_ms,"      \
  " t.opportunity, t.revision, t.accepted_ms, t.link_relation, t.link_instance, t.link_local"
#define ONWARD_OPEN_TASK_STATE ", -1 as state, 0 as completed_ms, t.open_subtasks"
#define ONWARD_DONE_TASK_STATE ", t.state, t.completed_ms, 0 as open_subtasks"
inline constexpr std::string_view task_columns = ONWARD_TASK_COLUMNS;
inline constexpr std::string_view open_task_state = ONWARD_OPEN_TASK_STATE ", ";
inline constexpr std::string_view done_task_state = ONWARD_DONE_TASK_STATE ", ";
inline constexpr std::string_view candidate_of_task =
    "task_candidate c join task t on t.shard = c.shard and t.instance = c.instance"
    " and t.local = c.local";
inline constexpr std::string_view task_assignee = "t.assignee = ?";
inline constexpr std::string_view task_group =
    "(t.lone_group = ? or exists (select 1 from task_candidate x where x.shard = t.shard"
    " and x.instance = t.instance and x.local = t.local and x.kind = 0 and x.name = ?))";
// Said as the partial indexes say it.
inline constexpr std::string_view task_offered = "t.lone_group <> '' and t.assignee = ''";
inline constexpr std::string_view task_held = "t.lone_group <> '' and t.assignee <> ''";
inline constexpr std::string_view task_without_lone_group = "t.lone_group = ''";
inline constexpr std::string_view task_offered_to_any_group =
    "t.assignee = '' and (t.lone_group <> '' or exists (select 1 from task_candidate x"
    " where x.shard = t.shard and x.instance = t.instance and x.local = t.local and x.kind = 0))";
// Nobody is named: whoever comes may do it.
inline constexpr std::string_view task_for_everybody =
    "t.lone_group = '' and t.assignee = '' and not exists (select 1 from task_candidate x"
    " where x.shard = t.shard and x.instance = t.instance and x.local = t.local)";
inline constexpr std::string_view task_accepted = "t.accepted_ms is not null";
inline constexpr std::string_view task_not_accepted = "t.accepted_ms is null";
// Said as the partial indexes say it. A notice is never told of itself.
inline constexpr std::string_view task_late =
    "t.overdue_noted = 0 and t.due_ms < 9223372036854775807 and t.link_relation <> 2";
inline constexpr std::string_view task_told_hung = "t.hung_noted = 1";
inline constexpr std::string_view task_not_told_hung = "t.hung_noted = 0 and t.link_relation <> 2";
inline constexpr std::string_view task_definition = "t.definition = ?";
inline constexpr std::string_view task_instance = "t.shard = ? and t.instance = ?";
inline constexpr std::string_view task_opportunity = "t.opportunity = ? and t.opportunity <> 0";
inline constexpr std::string_view done_task_opportunity =
    "t.opportunity = ? and (t.shard, t.instance) in (select i.shard, i.id from instance i"
    " where i.opportunity = ? and i.opportunity <> 0)";
inline constexpr std::string_view task_posted_by =
    "t.opportunity <> 0 and t.opportunity in (select o.id from opportunity o where o.posted_by = ?"
    " and o.posted_by <> '' and o.status = 1)";
inline constexpr std::string_view done_task_posted_by =
    "(t.shard, t.instance) in (select i.shard, i.id from instance i where i.opportunity <> 0"
    " and i.opportunity in (select o.id from opportunity o where o.posted_by = ?"
    " and o.posted_by <> ''))";
inline constexpr std::string_view task_due_before = "t.due_ms < ?";
// A search (task_search.cpp). An opportunity's shard is a part of its id (engine/base/ids.hpp).
inline constexpr Statement groups_of_matching_tasks{
    "groups-of-matching-tasks", "t",
    "select distinct lone_group from task_name where search like $1 escape '\\'"};
inline constexpr Statement matching_opportunities{
    "", "ttti",
    "select id from opportunity where search like $1 escape '\\' and search like $2 escape '\\'"
    " and (search || '') like $3 escape '\\' limit $4"};
inline constexpr std::string_view task_about =
    "exists (select 1 from opportunity o where o.shard = ((t.opportunity >> 53) & 1023)"
    " and o.id = t.opportunity and o.search like ";
inline constexpr std::string_view task_of_opportunities =
    "t.opportunity <> 0 and t.opportunity in (";
inline constexpr std::string_view done_task_of_opportunities =
    "(t.shard, t.instance) in (select i.shard, i.id from instance i"
    " where i.opportunity <> 0 and i.opportunity in (";
inline constexpr std::string_view task_state = "t.state = ?";
inline constexpr std::array<SortField, 3> task_sorts{{{"createdAt", {"created_ms", 'i'}},
                                                      {"due", {"due_ms", 'i'}},
                                                      {"priority", {"priority", 'i'}}}};
inline constexpr std::array<SortColumn, 4> task_ties{
    {{"created_ms", 'i'}, {"ord", 'i'}, {"instance", 'i'}, {"local", 'i'}}};
inline constexpr ListOrder tasks{"tasks", task_sorts, task_ties};
inline constexpr ListOrder done_tasks{"done-tasks", task_sorts, task_ties};
inline constexpr Statement open_task{
    "open-task", "iii",
    "select " ONWARD_TASK_COLUMNS ONWARD_OPEN_TASK_STATE
    " from task t where t.shard = $1 and t.instance = $2 and t.local = $3"};
inline constexpr Statement done_task{
    "done-task", "iii",
    "select " ONWARD_TASK_COLUMNS ONWARD_DONE_TASK_STATE
    " from task_done t where t.shard = $1 and t.instance = $2 and t.local = $3"};
/// Of a task, in the order in which they were made.
inline constexpr Statement open_parts{
    "open-parts", "iii",
    "select " ONWARD_TASK_COLUMNS ONWARD_OPEN_TASK_STATE
    " from task t where t.link_instance = $1 and t.link_instance <> 0 and t.link_local = $2"
    " and t.link_relation = 1 order by t.created_ms, t.ord limit $3"};
inline constexpr Statement done_parts{
    "done-parts", "iii",
    "select " ONWARD_TASK_COLUMNS ONWARD_DONE_TASK_STATE
    " from task_done t where t.link_instance = $1 and t.link_instance <> 0 and t.link_local = $2"
    " and t.link_relation = 1 order by t.created_ms, t.ord limit $3"};

// Instances.
inline constexpr std::string_view instance_columns =
    "i.id, i.parent, i.root, i.definition, i.definition_version, i.state, i.business_key,"
    " i.opportunity, i.started_ms, i.ended_ms, (select count(*) from incident x"
    " where x.shard = i.shard and x.instance = i.id) as incidents, ";
inline constexpr std::string_view all_instances = " from instance i where 1 = 1";
// The variable first: it is what narrows (SQLite keeps the order of a cross join).
inline constexpr std::string_view instances_with_variable =
    " from variable_value v cross join instance i where i.shard = v.shard and i.id = v.instance";
inline constexpr std::string_view instance_variable = "v.name = ? and v.value = ?";
inline constexpr std::string_view instance_definition = "i.definition = ?";
inline constexpr std::string_view instance_version = "i.definition_version = ?";
inline constexpr std::string_view instance_business_key =
    "i.business_key = ? and i.business_key <> ''";
inline constexpr std::string_view instance_state = "i.state = ?";
inline constexpr std::string_view instance_started_before = "i.started_ms < ?";
inline constexpr std::string_view instance_started_after = "i.started_ms > ?";
inline constexpr std::string_view instance_parent = "i.parent = ? and i.parent <> 0";
inline constexpr std::string_view instance_opportunity = "i.opportunity = ? and i.opportunity <> 0";
inline constexpr std::string_view instance_has_incident =
    "exists (select 1 from incident x where x.shard = i.shard and x.instance = i.id)";
inline constexpr std::string_view instance_has_no_incident =
    "not exists (select 1 from incident x where x.shard = i.shard and x.instance = i.id)";
inline constexpr std::array<SortField, 1> instance_sorts{{{"startedAt", {"started_ms", 'i'}}}};
inline constexpr std::array<SortColumn, 2> creation_ties{{{"ord", 'i'}, {"id", 'i'}}};
inline constexpr ListOrder instances{"instances", instance_sorts, creation_ties};

// Incidents.
inline constexpr std::string_view incident_columns =
    "select n.instance, n.local, n.element, n.code, n.message, n.definition, n.at_ms, ";
inline constexpr std::string_view all_incidents = " from incident n where 1 = 1";
inline constexpr std::array<SortField, 1> incident_sorts{{{"at", {"at_ms", 'i'}}}};
inline constexpr std::array<SortColumn, 3> incident_ties{
    {{"ord", 'i'}, {"instance", 'i'}, {"local", 'i'}}};
inline constexpr ListOrder incidents{"incidents", incident_sorts, incident_ties};

// Ad-hoc sub-processes in which activities may be started.
inline constexpr std::string_view ad_hoc_columns =
    "select a.instance, a.local, a.element, a.definition, a.definition_version, a.opportunity,"
    " a.since_ms, ";
inline constexpr std::string_view open_ad_hoc = " from ad_hoc a where 1 = 1";
inline constexpr std::string_view ad_hoc_definition = "a.definition = ?";
inline constexpr std::string_view ad_hoc_instance = "a.shard = ? and a.instance = ?";
inline constexpr std::string_view ad_hoc_opportunity = "a.opportunity = ? and a.opportunity <> 0";
inline constexpr std::array<SortField, 1> ad_hoc_sorts{{{"since", {"since_ms", 'i'}}}};
inline constexpr Statement next_ad_hoc_place{
    "next-ad-hoc-place", "tit",
    "select definition, definition_version, element from ad_hoc"
    " where (definition, definition_version, element) > ($1, $2, $3)"
    " order by definition, definition_version, element limit 1"};
inline constexpr ListOrder ad_hoc{"ad-hoc", ad_hoc_sorts, incident_ties};

// Opportunities.
inline constexpr std::string_view opportunity_columns =
    "select o.id, o.version, o.number, o.kind, o.title, o.customer, o.customer_name, o.responsible,"
    " o.stage, o.status, o.created_ms, o.ord, o.body, o.posted_by, ";
inline constexpr std::string_view all_opportunities = " from opportunity o where 1 = 1";
inline constexpr std::string_view opportunity_kind = "o.kind = ?";
inline constexpr std::string_view opportunity_stage = "o.stage = ?";
inline constexpr std::string_view opportunity_responsible = "o.responsible = ?";
inline constexpr std::string_view opportunity_posted_by = "o.posted_by = ? and o.posted_by <> ''";
inline constexpr std::string_view opportunity_customer = "(o.customer_name = ? or o.customer = ?)";
inline constexpr std::string_view opportunity_status = "o.status = ?";
// Words of a search by the index (word_patterns), all of it by what that found.
inline constexpr std::string_view opportunity_text =
    "o.search like ? escape '\\' and o.search like ? escape '\\'"
    " and (o.search || '') like ? escape '\\'";
inline constexpr std::array<SortField, 2> opportunity_sorts{
    {{"createdAt", {"created_ms", 'i'}}, {"number", {"number", 't'}}}};
inline constexpr std::array<SortColumn, 3> register_ties{
    {{"created_ms", 'i'}, {"ord", 'i'}, {"id", 'i'}}};
inline constexpr ListOrder opportunities{"opportunities", opportunity_sorts, register_ties};

// Records.
inline constexpr std::string_view record_columns =
    "select r.id, r.version, r.name, r.opportunity, r.created_ms, r.fields, r.kind, ";
inline constexpr std::string_view all_records = " from record r where 1 = 1";
inline constexpr std::string_view record_kind = "r.kind = ?";
inline constexpr std::string_view record_opportunity = "r.opportunity = ? and r.opportunity <> 0";
inline constexpr std::string_view record_text =
    "r.search like ? escape '\\' and r.search like ? escape '\\'"
    " and (r.search || '') like ? escape '\\'";
// Said as the partial indexes say it.
inline constexpr std::string_view record_customer =
    "r.customer <> 0 and r.customer in (?, (select id from customer_name where name = ?))";
inline constexpr std::string_view record_chain = "r.chain = ? and r.chain <> 0";
inline constexpr std::string_view record_type = "r.type in (?, ?, ?)";
inline constexpr std::string_view record_planned = "r.planned = ?";
inline constexpr std::string_view record_from = "r.at_ms >= ?";
inline constexpr std::string_view record_to = "r.at_ms < ?";
inline constexpr std::array<SortField, 2> interaction_sorts{
    {{"at", {"at_ms", 'i'}}, {"createdAt", {"created_ms", 'i'}}}};
inline constexpr ListOrder interactions{"interactions", interaction_sorts, register_ties};
inline constexpr std::array<SortField, 1> record_sorts{{{"createdAt", {"created_ms", 'i'}}}};
inline constexpr ListOrder records{"records", record_sorts, register_ties};

// Products.
inline constexpr std::string_view product_columns = "select p.sku, p.name, p.price, ";
inline constexpr std::string_view all_products = " from product p where 1 = 1";
inline constexpr std::array<SortField, 1> product_sorts{{{"sku", {"sku", 't'}}}};
inline constexpr ListOrder products{"products", product_sorts, {}};

}  // namespace onward::storage::list
