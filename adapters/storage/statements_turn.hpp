// Every statement of a turn's commit, in the order in which they run. Inserts that are refused by a
// key, and guarded updates that miss, roll the whole turn back. Not here: reads
// (statements_read.hpp) and lists (statements_list.hpp).
#pragma once

#include "adapters/storage/statement.hpp"

namespace onward::storage::turn {

inline constexpr Statement insert_instance{
    "insert-instance", "iiiititiiiiiib",
    "insert into instance (shard, id, version, state, definition, definition_version, business_key,"
    " opportunity, root, parent, started_ms, ended_ms, ord, body) ROWS"};
// Only columns that no index covers: the update stays in its page (heap-only).
inline constexpr Statement update_instance{
    "update-instance", "iiiib",
    "update instance set version = r.column4, body = r.column5 from (ROWS) as r"
    " where instance.shard = r.column1 and instance.id = r.column2 and instance.version = "
    "r.column3",
    true};
/// Also what lists of instances find it by.
inline constexpr Statement update_instance_and_place{
    "update-instance-and-place", "iiiibiiii",
    "update instance set version = r.column4, body = r.column5, state = r.column6,"
    " opportunity = r.column7, ended_ms = r.column8, definition_version = r.column9"
    " from (ROWS) as r"
    " where instance.shard = r.column1 and instance.id = r.column2 and instance.version = "
    "r.column3",
    true};

// Before the task's row goes: a task keeps the place in creation order that it was given.
inline constexpr Statement insert_task_done{
    "insert-task-done",
    "iiiiiiiiittt"
    "iii"
    "tb"
    "tiitti"
    "iiii",
    "insert into task_done (shard, instance, local, ord, created_ms, due_ms, follow_up_ms, "
    "priority,"
    " revision, name, element, definition, definition_version, root, opportunity, assignee,"
    " candidates, search, completed_ms, state, closed_by, results, node, accepted_ms,"
    " link_relation, link_instance, link_local)"
    " select r.column1, r.column2, r.column3, coalesce(t.ord, r.column4), r.column5, r.column6,"
    " r.column7, r.column8, r.column9, r.column10, r.column11, r.column12, r.column13, r.column14,"
    " r.column15, r.column16, r.column17, r.column18, r.column19, r.column20, r.column21, "
    "r.column22, r.column23, r.column24, r.column25, r.column26, r.column27"
    " from (ROWS) as r left join task t on t.shard = r.column1 and t.instance = r.column2"
    " and t.local = r.column3"};
inline constexpr Statement delete_task{"delete-task", "iii",
                                       "delete from task where (shard, instance, local) in (ROWS)"};
inline constexpr Statement delete_task_candidate{
    "delete-task-candidate", "iii",
    "delete from task_candidate where (shard, instance, local) in (ROWS)"};
inline constexpr Statement insert_task{
    "insert-task",
    "iiiiiiiiittt"
    "iii"
    "tbtti"
    "iiiiiii",
    "insert into task (shard, instance, local, ord, created_ms, due_ms, follow_up_ms, priority,"
    " revision, name, element, definition, definition_version, root, opportunity, assignee,"
    " candidates, search, lone_group, node, accepted_ms, open_subtasks, overdue_noted, hung_noted,"
    " link_relation, link_instance, link_local) ROWS"};
inline constexpr Statement insert_task_candidate{
    "insert-task-candidate", "iiiitiiii",
    "insert into task_candidate (shard, instance, local, kind, name, offered, ord, created_ms,"
    " due_ms) ROWS"};
/// Of tasks that were made: nearly always there already (SqlStore leaves out those it knows to be).
inline constexpr Statement insert_task_name{
    "insert-task-name", "tt",
    "insert into task_name (search, lone_group) ROWS on conflict do nothing"};
inline constexpr Statement update_task{
    "update-task", "iiiiiiiittiiiiii",
    "update task set due_ms = r.column4, follow_up_ms = r.column5, priority = r.column6,"
    " revision = r.column7, opportunity = r.column8, assignee = r.column9, element = r.column10,"
    " definition_version = r.column11, node = r.column12, accepted_ms = r.column13,"
    " open_subtasks = r.column14, overdue_noted = r.column15, hung_noted = r.column16"
    " from (ROWS) as r"
    " where task.shard = r.column1 and task.instance = r.column2 and task.local = r.column3"};
/// A task that was redirected to one group: whom it is offered to.
inline constexpr Statement readdress_task{
    "readdress-task", "iiibt",
    "update task set candidates = r.column4, lone_group = r.column5 from (ROWS) as r"
    " where task.shard = r.column1 and task.instance = r.column2 and task.local = r.column3"};
inline constexpr Statement update_task_candidate{
    "update-task-candidate", "iiiii",
    "update task_candidate set offered = r.column4, due_ms = r.column5 from (ROWS) as r"
    " where task_candidate.shard = r.column1 and task_candidate.instance = r.column2"
    " and task_candidate.local = r.column3"};

inline constexpr Statement delete_timer{
    "delete-timer", "iii", "delete from timer where (shard, instance, local) in (ROWS)"};
inline constexpr Statement put_timer{
    "put-timer", "iiiii",
    "insert into timer (shard, instance, local, ord, due_ms) ROWS"
    " on conflict (shard, instance, local) do update set due_ms = excluded.due_ms"};
inline constexpr Statement delete_subscription{
    "delete-subscription", "iii",
    "delete from subscription where (shard, instance, local) in (ROWS)"};
inline constexpr Statement put_subscription{
    "put-subscription", "iiiittit",
    "insert into subscription (shard, instance, local, kind, name, key, has_key, element) ROWS"
    " on conflict (shard, instance, local) do update set name = excluded.name,"
    " key = excluded.key, has_key = excluded.has_key"};
inline constexpr Statement delete_job{"delete-job", "iii",
                                      "delete from job where (shard, instance, local) in (ROWS)"};
inline constexpr Statement put_job{
    "put-job", "iiiiiti",
    "insert into job (shard, instance, local, ord, type, topic, available_ms) ROWS"
    " on conflict (shard, instance, local) do update set available_ms = excluded.available_ms"};
inline constexpr Statement delete_incident{
    "delete-incident", "iii", "delete from incident where (shard, instance, local) in (ROWS)"};
inline constexpr Statement put_incident{
    "put-incident", "iiiiitttt",
    "insert into incident (shard, instance, local, ord, at_ms, element, code, message, definition)"
    " ROWS on conflict (shard, instance, local) do update set code = excluded.code,"
    " message = excluded.message, at_ms = excluded.at_ms"};
inline constexpr Statement delete_ad_hoc{
    "delete-ad-hoc", "iii", "delete from ad_hoc where (shard, instance, local) in (ROWS)"};
inline constexpr Statement put_ad_hoc{
    "put-ad-hoc", "iiiiittii",
    "insert into ad_hoc (shard, instance, local, ord, since_ms, element, definition,"
    " definition_version, opportunity) ROWS on conflict (shard, instance, local) do update set"
    " element = excluded.element, definition_version = excluded.definition_version,"
    " opportunity = excluded.opportunity"};
inline constexpr Statement delete_variable_value{
    "delete-variable-value", "ttii",
    "delete from variable_value where (name, value, shard, instance) in (ROWS)"};
inline constexpr Statement insert_variable_value{
    "insert-variable-value", "ttii",
    "insert into variable_value (name, value, shard, instance) ROWS"};

inline constexpr Statement free_business_key{
    "free-business-key", "itti",
    "delete from business_key where (shard, definition, key, instance) in (ROWS)"};
inline constexpr Statement take_business_key{
    "take-business-key", "itti",
    "insert into business_key (shard, definition, key, instance) ROWS"};

inline constexpr Statement insert_history{
    "insert-history", "iiiiittb",
    "insert into history (shard, instance, seq, at_ms, command, actor, name, facts) ROWS"};
// Guarded: what another turn delivered is not delivered again.
inline constexpr Statement delete_outbox{"delete-outbox", "ii",
                                         "delete from outbox where (shard, id) in (ROWS)", true};
inline constexpr Statement insert_outbox{
    "insert-outbox", "iiiitb",
    "insert into outbox (shard, id, created_ms, ord, target, body) ROWS"};
inline constexpr Statement insert_idempotency{
    "insert-idempotency", "itttiti",
    "insert into idempotency (shard, caller, key, digest, status, ids, at_ms) ROWS"};
inline constexpr Statement insert_turn_mark{"insert-turn-mark", "iii",
                                            "insert into turn_mark (shard, id, at_ms) ROWS"};

inline constexpr Statement insert_opportunity{
    "insert-opportunity",
    "iiittt"
    "ittt"
    "iiitbtti",
    "insert into opportunity (shard, id, version, number, kind, title, customer, customer_name,"
    " responsible, stage, status, created_ms, ord, search, body, posted_by, amount,"
    " closed_ms) ROWS"};
inline constexpr Statement update_opportunity{
    "update-opportunity", "iiiitttitttitbtti",
    "update opportunity set version = r.column4, number = r.column5, kind = r.column6,"
    " title = r.column7, customer = r.column8, customer_name = r.column9, responsible = r.column10,"
    " stage = r.column11, status = r.column12, search = r.column13, body = r.column14,"
    " posted_by = r.column15, amount = r.column16,"
    " closed_ms = coalesce(r.column17, closed_ms)"
    " from (ROWS) as r where opportunity.shard = r.column1 and opportunity.id = r.column2"
    " and opportunity.version = r.column3",
    true};
inline constexpr Statement insert_opportunity_change{
    "insert-opportunity-change", "iiiitttbi",
    "insert into opportunity_change (shard, opportunity, version, at_ms, actor, operation, reason,"
    " changes, command) ROWS"};
inline constexpr Statement insert_record{
    "insert-record",
    "iiiitiiitb"
    "iiiti",
    "insert into record (shard, kind, id, version, name, opportunity, created_ms, ord, search,"
    " fields, customer, chain, at_ms, type, planned) ROWS"};
inline constexpr Statement update_record{
    "update-record",
    "iiiiititb"
    "iiiti",
    "update record set version = r.column5, name = r.column6, opportunity = r.column7,"
    " search = r.column8, fields = r.column9, customer = r.column10, chain = r.column11,"
    " at_ms = r.column12, type = r.column13, planned = r.column14"
    " from (ROWS) as r where record.shard = r.column1"
    " and record.kind = r.column2 and record.id = r.column3 and record.version = r.column4",
    true};
// Holds the row until the commit, so that nobody changes meanwhile what was decided by.
inline constexpr Statement hold_record{
    "hold-record", "iiii",
    "update record set version = record.version from (ROWS) as r where record.shard = r.column1"
    " and record.kind = r.column2 and record.id = r.column3 and record.version = r.column4",
    true};

inline constexpr Statement delete_customer_name{"delete-customer-name", "i",
                                                "delete from customer_name where id in (ROWS)"};
inline constexpr Statement insert_customer_name{"insert-customer-name", "ti",
                                                "insert into customer_name (name, id) ROWS"};

inline constexpr Statement put_product{
    "put-product", "ttt",
    "insert into product (sku, name, price) ROWS"
    " on conflict (sku) do update set name = excluded.name, price = excluded.price"};
inline constexpr Statement delete_product_relation{
    "delete-product-relation", "t", "delete from product_relation where sku in (ROWS)"};
inline constexpr Statement insert_product_relation{
    "insert-product-relation", "titii",
    "insert into product_relation (sku, position, proposed, cross_sale, up_sale) ROWS"};
inline constexpr Statement put_user{
    "put-user", "ttbbtbbti",
    "insert into app_user (id, name, roles, groups, deputy, absent_from, absent_to, email, mail)"
    " ROWS"
    " on conflict (id) do update set name = excluded.name, roles = excluded.roles,"
    " groups = excluded.groups, deputy = excluded.deputy, absent_from = excluded.absent_from,"
    " absent_to = excluded.absent_to, email = excluded.email, mail = excluded.mail"};

inline constexpr Statement delete_reservation{"delete-reservation", "i",
                                              "delete from reservation where holder in (ROWS)"};
inline constexpr Statement insert_reservation{
    "insert-reservation", "iiti", "insert into reservation (shard, customer, sku, holder) ROWS"};
inline constexpr Statement insert_message{
    "insert-message", "iittiitb",
    "insert into message_buffer (shard, id, name, key, has_key, until_ms, message_id, variables)"
    " ROWS"};
// Guarded: a message that another turn took is gone.
inline constexpr Statement delete_message{
    "delete-message", "ii", "delete from message_buffer where (shard, id) in (ROWS)", true};
inline constexpr Statement insert_message_id{
    "insert-message-id", "iti", "insert into message_id (shard, name_and_id, until_ms) ROWS"};

inline constexpr Statement insert_attachment{
    "insert-attachment",
    "iiiii"
    "tttti"
    "tititb",
    "insert into attachment (shard, id, opportunity, instance, local, definition, element, name,"
    " content_type, size, digest, created_ms, created_by, ord, removed_by, content) ROWS"};
// Guarded: what another turn removed is gone.
inline constexpr Statement remove_attachment{
    "remove-attachment", "iiitb",
    "update attachment set removed_ms = r.column3, removed_by = r.column4, content = r.column5"
    " from (ROWS) as r where attachment.shard = r.column1 and attachment.id = r.column2"
    " and attachment.removed_ms is null",
    true};

inline constexpr Statement insert_definition{
    "insert-definition",
    "ititttti"
    "bt"
    "iti"
    "bt",
    "insert into definition (kind, key, version, name, version_tag, digest, opportunity_kind,"
    " executable, document, source, deployed_ms, deployed_by, deployment, decisions, comment) "
    "ROWS"};
inline constexpr Statement insert_start_timer{
    "insert-start-timer", "ttiiti",
    "insert into start_timer (definition, element, version, due_ms, cycle, remaining) ROWS"};
inline constexpr Statement update_start_timer{
    "update-start-timer", "ttiiiti",
    "update start_timer set version = r.column4, due_ms = r.column5, cycle = r.column6,"
    " remaining = r.column7 from (ROWS) as r where start_timer.definition = r.column1"
    " and start_timer.element = r.column2 and start_timer.due_ms = r.column3",
    true};
inline constexpr Statement delete_start_timer{
    "delete-start-timer", "tti",
    "delete from start_timer where (definition, element, due_ms) in (ROWS)", true};

}  // namespace onward::storage::turn
