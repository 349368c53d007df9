// What the store and the read models ask by key. Not here: what a turn writes (statements_turn.hpp)
// and lists with filters (statements_list.hpp).
#pragma once

#include "adapters/storage/statement.hpp"

namespace onward::storage::read {

inline constexpr Statement load_instances{"load-instances", "ii",
                                          "select body from instance where (shard, id) in (ROWS)"};
inline constexpr Statement instance_versions{
    "instance-versions", "ii", "select id, version from instance where (shard, id) in (ROWS)"};
inline constexpr Statement instance{"instance", "ii",
                                    "select body from instance where shard = $1 and id = $2"};

#define ONWARD_OPPORTUNITY_COLUMNS                                                         \
  "id, version, number, kind, title, customer, customer_name, responsible, stage, status," \
  " created_ms, ord, body, posted_by"
inline constexpr Statement load_opportunities{"load-opportunities", "ii",
                                              "select " ONWARD_OPPORTUNITY_COLUMNS
                                              " from opportunity where (shard, id) in (ROWS)"};
inline constexpr Statement opportunity_versions{
    "opportunity-versions", "ii",
    "select id, version from opportunity where (shard, id) in (ROWS)"};
inline constexpr Statement opportunity_changes{
    "opportunity-changes", "iiii",
    "select version, at_ms, actor, operation, reason, changes from opportunity_change"
    " where shard = $1 and opportunity = $2 and version > $3 order by version limit $4"};

inline constexpr Statement commands{
    "commands", "iiii",
    "select command from history where (shard, instance, seq, command) in (ROWS)"};
inline constexpr Statement turn_mark{"turn-mark", "ii",
                                     "select id from turn_mark where shard = $1 and id = $2"};
inline constexpr Statement history{
    "history", "iiii",
    "select seq, command, at_ms, actor, name, facts from history where shard = $1"
    " and instance = $2 and seq > $3 order by seq limit $4"};
inline constexpr Statement idempotency{
    "idempotency", "itt",
    "select digest, status, ids, at_ms from idempotency where shard = $1 and caller = $2"
    " and key = $3"};
// Who waits, page by page; each form narrows by something else.
inline constexpr Statement subscriptions{
    "subscriptions", "itiiii",
    "select s.instance, s.local, s.name, s.key, s.has_key, s.element, i.definition, i.business_key,"
    " i.opportunity, i.ord from subscription s join instance i"
    " on i.shard = s.shard and i.id = s.instance"
    " where s.kind = $1 and substr(s.name, 1, 200) = substr($2, 1, 200) and s.name = $2"
    " and (s.shard, s.instance, s.local) > ($3, $4, $5)"
    " order by s.shard, s.instance, s.local limit $6"};
inline constexpr Statement subscriptions_of_instance{
    "subscriptions-of-instance", "itiiiiii",
    "select s.instance, s.local, s.name, s.key, s.has_key, s.element, i.definition, i.business_key,"
    " i.opportunity, i.ord from subscription s join instance i"
    " on i.shard = s.shard and i.id = s.instance"
    " where s.kind = $1 and substr(s.name, 1, 200) = substr($2, 1, 200) and s.name = $2"
    " and s.shard = $3 and s.instance = $4"
    " and (s.shard, s.instance, s.local) > ($5, $6, $7)"
    " order by s.shard, s.instance, s.local limit $8"};
inline constexpr Statement subscriptions_by_key{
    "subscriptions-by-key", "ittiiii",
    "select s.instance, s.local, s.name, s.key, s.has_key, s.element, i.definition, i.business_key,"
    " i.opportunity, i.ord from subscription s join instance i"
    " on i.shard = s.shard and i.id = s.instance"
    " where s.kind = $1 and substr(s.name, 1, 200) = substr($2, 1, 200) and s.name = $2"
    " and s.has_key = 1 and substr(s.key, 1, 200) = substr($3, 1, 200) and s.key = $3"
    " and (s.shard, s.instance, s.local) > ($4, $5, $6)"
    " order by s.shard, s.instance, s.local limit $7"};
inline constexpr Statement subscriptions_by_business_key{
    "subscriptions-by-business-key", "ittiiii",
    "select s.instance, s.local, s.name, s.key, s.has_key, s.element, i.definition, i.business_key,"
    " i.opportunity, i.ord from instance i join subscription s"
    " on s.shard = i.shard and s.instance = i.id"
    " where s.kind = $1 and substr(s.name, 1, 200) = substr($2, 1, 200) and s.name = $2"
    " and i.business_key = $3 and i.business_key <> ''"
    " and (s.shard, s.instance, s.local) > ($4, $5, $6)"
    " order by s.shard, s.instance, s.local limit $7"};
inline constexpr Statement subscriptions_by_variable{
    "subscriptions-by-variable", "itttiiii",
    "select s.instance, s.local, s.name, s.key, s.has_key, s.element, i.definition, i.business_key,"
    " i.opportunity, i.ord from variable_value v join subscription s"
    " on s.shard = v.shard and s.instance = v.instance"
    " join instance i on i.shard = s.shard and i.id = s.instance"
    " where s.kind = $1 and substr(s.name, 1, 200) = substr($2, 1, 200) and s.name = $2"
    " and v.name = $3 and v.value = $4"
    " and (s.shard, s.instance, s.local) > ($5, $6, $7)"
    " order by s.shard, s.instance, s.local limit $8"};
/// Without a key ('' and 0), or with one (1).
inline constexpr Statement buffered_messages{
    "buffered-messages", "ttii",
    "select id, name, key, has_key, variables, message_id, until_ms from message_buffer"
    " where substr(name, 1, 200) = substr($1, 1, 200) and name = $1 and has_key = $3"
    " and substr(key, 1, 200) = substr($2, 1, 200) and key = $2 and until_ms > $4"
    " order by id limit 1000"};
inline constexpr Statement message_id{
    "message-id", "it", "select until_ms from message_id where shard = $1 and name_and_id = $2"};
inline constexpr Statement business_key{
    "business-key", "itt",
    "select instance from business_key where shard = $1 and definition = $2 and key = $3"};
inline constexpr Statement due_timers{
    "due-timers", "ii",
    "select instance, local, due_ms from timer where due_ms <= $1 order by due_ms, ord, local"
    " limit $2"};
inline constexpr Statement due_jobs{
    "due-jobs", "iii",
    "select instance, local, topic from job where type = $1 and available_ms <= $2"
    " order by available_ms, ord, local limit $3"};
inline constexpr Statement lockable_jobs{
    "lockable-jobs", "itii",
    "select instance, local, topic, ord from job where type = $1 and topic = $2"
    " and available_ms <= $3 order by ord, local limit $4"};
inline constexpr Statement outbox{
    "outbox", "i",
    "select id, target, body, created_ms from outbox order by created_ms, ord, id limit $1"};
inline constexpr Statement open_instances_of{
    "open-instances-of", "i",
    "select id from instance where opportunity = $1 and opportunity <> 0 and state < 2"
    " order by ord, id"};

// Statistics: answered from the indexes of migration 3 alone.
inline constexpr Statement open_at_node{
    "open-at-node", "iii",
    "select count(*), count(case when due_ms < $2 then 1 end) from (select due_ms from task"
    " where node = $1 limit $3) as open"};
inline constexpr Statement done_at_node{
    "done-at-node", "iiii",
    "select count(*) from (select 1 from task_done where node = $1"
    " and completed_ms >= $2 and completed_ms < $3 limit $4) as done"};
inline constexpr Statement newest_at_node{
    "newest-at-node", "iiii",
    "select completed_ms, created_ms, due_ms from task_done where node = $1"
    " and completed_ms >= $2 and completed_ms < $3 order by completed_ms desc limit $4"};
inline constexpr Statement incidents_at_nodes{
    "incidents-at-nodes", "tii",
    "select found.element, count(*) from (select shard, instance, element from incident"
    " where definition = $1 limit $3) as found join instance i on i.shard = found.shard"
    " and i.id = found.instance where i.definition_version = $2 group by found.element"};

// Reports: walks over a stretch of time, or over all that is open.
inline constexpr Statement touches{
    "touches", "iii",
    "select distinct opportunity, actor from (select opportunity, actor from opportunity_change"
    " where at_ms >= $1 and at_ms < $2 union all select opportunity, closed_by from task_done"
    " where completed_ms >= $1 and completed_ms < $2 and opportunity <> 0 and state = 0) as touch"
    " order by opportunity, actor limit $3"};
inline constexpr Statement changes_since{
    "changes-since", "iii",
    "select c.version, c.at_ms, c.actor, c.operation, c.reason, c.changes, c.opportunity"
    " from (ROWS) as r join opportunity_change c on c.shard = r.column1"
    " and c.opportunity = r.column2 and c.at_ms >= r.column3"
    " order by c.opportunity, c.version desc"};
inline constexpr Statement task_load{
    "task-load", "ii",
    "select assignee, holder, count(*), count(case when due_ms < $1 then 1 end),"
    " count(case when due_ms >= $1 and due_ms < $2 then 1 end), min(created_ms)"
    " from (select assignee, due_ms, created_ms, case when assignee = '' then lone_group else ''"
    " end as holder from task) as t group by assignee, holder order by assignee, holder"};
inline constexpr Statement open_deals{
    "open-deals", "i",
    "select id, number, title, kind, responsible, stage, amount,"
    " case when amount is null then body end"
    " from opportunity where status = 1 order by created_ms, ord, id limit $1"};
inline constexpr Statement open_opportunities{
    "open-opportunities", "i",
    "select " ONWARD_OPPORTUNITY_COLUMNS
    ", (select max(c.at_ms) from opportunity_change c where c.shard = o.shard"
    " and c.opportunity = o.id), (select max(t.created_ms) from task t where t.opportunity = o.id"
    " and t.opportunity <> 0) from opportunity o where status = 1 order by created_ms, ord, id"
    " limit $1"};

inline constexpr Statement closed_deals{
    "closed-deals", "i",
    "select id, status, body, closed_ms from opportunity where status > 1"
    " order by created_ms desc, ord desc, id desc limit $1"};
inline constexpr Statement stops_of{
    "stops-of", "ii",
    "select t.opportunity, t.definition, t.element, t.created_ms from (ROWS) as r"
    " join task_done t on t.shard = r.column1 and t.instance = r.column2 where t.opportunity <> 0"
    " order by t.opportunity, t.created_ms, t.ord, t.local"};
inline constexpr Statement open_stops{
    "open-stops", "i",
    "select opportunity, definition, element, created_ms from task where opportunity <> 0"
    " limit $1"};

#define ONWARD_START_TIMER_COLUMNS "definition, element, version, due_ms, cycle, remaining"
inline constexpr Statement due_start_timers{
    "due-start-timers", "ii",
    "select " ONWARD_START_TIMER_COLUMNS
    " from start_timer where due_ms <= $1 order by due_ms, definition, element limit $2"};
inline constexpr Statement start_timers{"start-timers", "t",
                                        "select " ONWARD_START_TIMER_COLUMNS
                                        " from start_timer where definition = $1 order by element"};
inline constexpr Statement start_timer_due{
    "start-timer-due", "tt",
    "select due_ms from start_timer where definition = $1 and element = $2"};

inline constexpr Statement product{"product", "t",
                                   "select sku, name, price from product where sku in (ROWS)"};
inline constexpr Statement product_relations{
    "product-relations", "t",
    "select sku, proposed, cross_sale, up_sale from product_relation where sku in (ROWS)"
    " order by sku, position"};

#define ONWARD_RECORD_COLUMNS "id, version, name, opportunity, created_ms, fields, kind"
inline constexpr Statement record{"record", "iii",
                                  "select " ONWARD_RECORD_COLUMNS
                                  " from record where shard = $1 and kind = $2 and id = $3"};
inline constexpr Statement record_by_name{
    "record-by-name", "it",
    "select " ONWARD_RECORD_COLUMNS
    " from record where kind = $1 and substr(name, 1, 200) = substr($2, 1, 200) and name = $2"
    " order by ord, id limit 1"};
#define ONWARD_ATTACHMENT_COLUMNS                                                            \
  "id, opportunity, instance, local, definition, element, name, content_type, size, digest," \
  " created_ms, created_by, removed_ms, removed_by"
inline constexpr Statement attachments_of_opportunity{
    "attachments-of-opportunity", "ii",
    "select " ONWARD_ATTACHMENT_COLUMNS
    " from attachment where opportunity = $1 and opportunity <> 0 order by ord limit $2"};
inline constexpr Statement attachments_of_task{
    "attachments-of-task", "iii",
    "select " ONWARD_ATTACHMENT_COLUMNS
    " from attachment where instance = $1 and instance <> 0 and local = $2 order by ord limit $3"};
inline constexpr Statement attachments_of_definition{
    "attachments-of-definition", "ti",
    "select " ONWARD_ATTACHMENT_COLUMNS
    " from attachment where definition = $1 and definition <> '' order by ord limit $2"};
inline constexpr Statement attachment_content{
    "attachment-content", "ii",
    "select content from attachment where shard = $1 and id = $2 and removed_ms is null"};
inline constexpr Statement interactions_since{
    "interactions-since", "iii",
    "select " ONWARD_RECORD_COLUMNS
    " from record where kind = $1 and at_ms >= $2 and planned = 0"
    " order by at_ms, created_ms, ord, id limit $3"};
inline constexpr Statement reserved{
    "reserved", "iit", "select sku from reservation where (shard, customer, sku) in (ROWS)"};

#define ONWARD_USER_COLUMNS "id, name, roles, groups, deputy, absent_from, absent_to, email, mail"
inline constexpr Statement user{"user", "t",
                                "select " ONWARD_USER_COLUMNS " from app_user where id = $1"};
inline constexpr Statement users_with_deputy{
    "users-with-deputy", "t",
    "select " ONWARD_USER_COLUMNS " from app_user where deputy = $1 and deputy <> '' order by id"};
inline constexpr Statement users{"users", "",
                                 "select " ONWARD_USER_COLUMNS " from app_user order by id"};

#define ONWARD_DEFINITION_COLUMNS                                                        \
  "kind, key, version, name, version_tag, digest, opportunity_kind, executable, source," \
  " deployed_ms, deployed_by, deployment, decisions, comment"
inline constexpr Statement definitions{"definitions", "",
                                       "select " ONWARD_DEFINITION_COLUMNS
                                       " from definition order by kind, key, version"};
inline constexpr Statement definition{
    "definition", "iti",
    "select " ONWARD_DEFINITION_COLUMNS
    ", document from definition where kind = $1 and key = $2 and version = $3"};
inline constexpr Statement latest_definition{
    "latest-definition", "it",
    "select " ONWARD_DEFINITION_COLUMNS
    ", document from definition where kind = $1 and key = $2 order by version desc limit 1"};

#define ONWARD_TOKEN_COLUMNS "id, user_id, hash, roles, expires_ms, created_ms"
inline constexpr Statement token_by_hash{
    "token-by-hash", "t", "select " ONWARD_TOKEN_COLUMNS " from api_token where hash = $1"};
inline constexpr Statement tokens{
    "tokens", "", "select " ONWARD_TOKEN_COLUMNS " from api_token order by created_ms, id"};
inline constexpr Statement put_token{
    "put-token", "tttbii",
    "insert into api_token (id, user_id, hash, roles, expires_ms, created_ms)"
    " values ($1, $2, $3, $4, $5, $6) on conflict (id) do update set user_id = excluded.user_id,"
    " hash = excluded.hash, roles = excluded.roles, expires_ms = excluded.expires_ms"};
inline constexpr Statement revoke_token{"revoke-token", "t",
                                        "delete from api_token where id = $1 returning id"};

inline constexpr Statement take_numbers{
    "take-numbers", "ti",
    "insert into counter (name, next) values ($1, $2 + 1)"
    " on conflict (name) do update set next = counter.next + $2 returning next"};
inline constexpr Statement manual_clock{"manual-clock", "",
                                        "select now_ms from clock where id = 1"};
inline constexpr Statement set_manual_clock{
    "set-manual-clock", "i",
    "insert into clock (id, now_ms) values (1, $1)"
    " on conflict (id) do update set now_ms = excluded.now_ms"};
inline constexpr Statement open_instances{
    "open-instances", "i",
    "select count(*) from (select 1 from instance where state < 2 limit $1) as open"};
inline constexpr Statement ping{"ping", "", "select 1"};

// Housekeeping: what is only kept for a while, some rows at a time.
inline constexpr Statement forget_idempotency{
    "forget-idempotency", "ii",
    "delete from idempotency where (shard, caller, key) in (select shard, caller, key"
    " from idempotency where at_ms < $1 order by at_ms limit $2) returning shard"};
inline constexpr Statement forget_messages{
    "forget-messages", "ii",
    "delete from message_buffer where (shard, id) in (select shard, id from message_buffer"
    " where until_ms <= $1 limit $2) returning shard"};
inline constexpr Statement forget_message_ids{
    "forget-message-ids", "ii",
    "delete from message_id where (shard, name_and_id) in (select shard, name_and_id"
    " from message_id where until_ms <= $1 limit $2) returning shard"};

inline constexpr Statement forget_turn_marks{
    "forget-turn-marks", "ii",
    "delete from turn_mark where (shard, id) in (select shard, id from turn_mark"
    " where at_ms < $1 limit $2) returning shard"};

}  // namespace onward::storage::read
