// Endpoints that are told of events, and what is delivered to them: what turns write, and what the
// delivery reads and writes.
#pragma once

#include "adapters/storage/statement.hpp"

namespace onward::storage::turn {

inline constexpr Statement insert_webhook{
    "insert-webhook",
    "iittb"
    "ttii"
    "tiit",
    "insert into webhook (id, revision, url, description, events, secret, old_secret, old_until_ms,"
    " state, reason, position, created_ms, created_by) select column1, column2, column3, column4,"
    " column5, column6, column7, column8, column9, column10, column11, column12, column13"
    " from (ROWS) as r"};
inline constexpr Statement update_webhook{
    "update-webhook",
    "iiittb"
    "ttii"
    "t",
    "update webhook set revision = r.column3, url = r.column4, description = r.column5,"
    " events = r.column6, secret = r.column7, old_secret = r.column8, old_until_ms = r.column9,"
    " state = r.column10, reason = r.column11 from (ROWS) as r"
    " where webhook.id = r.column1 and webhook.revision = r.column2",
    true};
inline constexpr Statement delete_webhook{"delete-webhook", "i",
                                          "delete from webhook where id in (ROWS)", true};
inline constexpr Statement delete_webhook_deliveries{
    "delete-webhook-deliveries", "i", "delete from webhook_delivery where webhook in (ROWS)"};
// From the first attempt on; what waits already is only brought forward.
#define ONWARD_RETRY_DELIVERY "update webhook_delivery set state = 0, attempts = 0, next_ms = r."
inline constexpr Statement retry_delivery{
    "retry-delivery", "iii",
    ONWARD_RETRY_DELIVERY "column3 from (ROWS) as r where webhook = r.column1 and id = r.column2"};
inline constexpr Statement retry_failed{
    "retry-failed-deliveries", "ii",
    ONWARD_RETRY_DELIVERY "column2 from (ROWS) as r where webhook = r.column1 and state <> 1"};
inline constexpr Statement retry_since{"retry-deliveries-since", "iii",
                                       ONWARD_RETRY_DELIVERY
                                       "column3 from (ROWS) as r where webhook = r.column1"
                                       " and created_ms >= r.column2"};

// The delivery's own.
inline constexpr Statement move_webhook{
    "move-webhook", "iii",
    "update webhook set position = r.column3 from (ROWS) as r where id = r.column1"
    " and position = r.column2",
    true};
inline constexpr Statement insert_delivery{
    "insert-delivery", "iittibii",
    "insert into webhook_delivery (webhook, id, event, type, subject, body, created_ms, next_ms,"
    " state, attempts, status, error, attempted_ms) select column1, column2, column3, column4,"
    " column5, column6, column7, column8, 0, 0, 0, '', 0 from (ROWS) as r"};
inline constexpr Statement note_delivery{
    "note-delivery", "iiiiiiti",
    "update webhook_delivery set state = r.column3, attempts = r.column4, next_ms = r.column5,"
    " status = r.column6, error = r.column7, attempted_ms = r.column8 from (ROWS) as r"
    " where webhook = r.column1 and id = r.column2"};
inline constexpr Statement disable_webhook{
    "disable-webhook", "it",
    "update webhook set state = 1, reason = r.column2, revision = revision + 1 from (ROWS) as r"
    " where id = r.column1 and state = 0"};
inline constexpr Statement put_place{
    "put-feed-place", "ti",
    "insert into feed_place (name, position) ROWS"
    " on conflict (name) do update set position = excluded.position"};

inline constexpr Statement insert_link{
    "insert-external-link", "ttttt",
    "insert into external_link (system, kind, theirs, ours, state) ROWS"};
inline constexpr Statement put_link{
    "put-external-link", "ttttt",
    "insert into external_link (system, kind, theirs, ours, state) ROWS"
    " on conflict (system, kind, theirs) do update set ours = excluded.ours,"
    " state = excluded.state"};

}  // namespace onward::storage::turn

namespace onward::storage::read {

inline constexpr Statement webhooks{
    "webhooks", "",
    "select id, revision, url, description, events, secret, old_secret, old_until_ms, state,"
    " reason, position, created_ms, created_by from webhook order by id"};
#define ONWARD_DELIVERY_COLUMNS                                                             \
  "d.webhook, d.id, d.event, d.type, d.subject, d.body, d.created_ms, d.state, d.attempts," \
  " d.next_ms, d.status, d.error, d.attempted_ms"
inline constexpr Statement deliveries{
    "webhook-deliveries", "iii",
    "select " ONWARD_DELIVERY_COLUMNS
    " from webhook_delivery d where d.webhook = $1 and d.id < $2 order by d.id desc limit $3"};
inline constexpr Statement deliveries_in_state{
    "webhook-deliveries-in-state", "iiii",
    "select " ONWARD_DELIVERY_COLUMNS
    " from webhook_delivery d where d.webhook = $1 and d.id < $2 and d.state = $4"
    " order by d.id desc limit $3"};
inline constexpr Statement delivery{
    "webhook-delivery", "ii", "select 1 from webhook_delivery where webhook = $1 and id = $2"};
// Only the oldest of a subject: the others wait for it, so that each subject's come in order.
inline constexpr Statement due_deliveries{
    "due-deliveries", "ii",
    "select " ONWARD_DELIVERY_COLUMNS
    " from webhook_delivery d join webhook w on w.id = d.webhook and w.state = 0"
    " where d.state = 0 and d.next_ms <= $1 and not exists (select 1 from webhook_delivery e"
    " where e.state = 0 and e.webhook = d.webhook and e.subject = d.subject and e.id < d.id)"
    " order by d.next_ms, d.id limit $2"};
inline constexpr Statement forget_deliveries{
    "forget-deliveries", "ii",
    "delete from webhook_delivery where (webhook, id) in (select webhook, id from webhook_delivery"
    " where state = 1 and created_ms < $1 limit $2) returning id"};
inline constexpr Statement place{"feed-place", "t",
                                 "select position from feed_place where name = $1"};

#define ONWARD_LINK "select system, kind, theirs, ours, state from external_link where system = $1"
inline constexpr Statement link_of_theirs{"external-link-of-theirs", "ttt",
                                          ONWARD_LINK " and kind = $2 and theirs = $3"};
inline constexpr Statement link_of_ours{"external-link-of-ours", "ttt",
                                        ONWARD_LINK " and kind = $2 and ours = $3"};

}  // namespace onward::storage::read
