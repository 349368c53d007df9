alter table opportunity_change add column {if_new} command bigint not null default 0;
-- Where mail about tasks goes, and whether it is wanted.
alter table app_user add column {if_new} email {text} not null default '';
alter table app_user add column {if_new} mail smallint not null default 1;
-- The feed reads what was committed in the order of its commands (docs/adr/0009-the-feed.md): the lower 48 bits of a
-- command's id. New entries go to the index's end.
create index if not exists history_feed on history ((command & 281474976710655));
create index if not exists opportunity_change_feed on opportunity_change ((command & 281474976710655));
-- How far each reader of the feed has come that must not lose anything: mail, webhooks.
create table if not exists feed_place (
  name {text} not null, position bigint not null, primary key (name)
);
-- Endpoints of others that are told of events. state: 0 active, 1 disabled.
create table if not exists webhook (
  id bigint not null, url {text} not null, events {bytes} not null, description {text} not null,
  secret {text} not null, old_secret {text} not null, old_until_ms bigint not null, state smallint not null,
  reason {text} not null, position bigint not null, created_ms bigint not null, created_by {text} not null,
  revision bigint not null,
  primary key (id)
);
-- What is to be delivered, in the order of ids, and what became of it. state: 0 waits, 1 delivered,
-- 2 failed.
create table if not exists webhook_delivery (
  webhook bigint not null, id bigint not null, event {text} not null, type {text} not null, subject bigint not null,
  body {bytes} not null, created_ms bigint not null, state smallint not null, attempts bigint not null,
  next_ms bigint not null, status bigint not null, error {text} not null, attempted_ms bigint not null,
  primary key (webhook, id)
);
create index if not exists webhook_delivery_due on webhook_delivery (next_ms, id) where state = 0;
create index if not exists webhook_delivery_subject on webhook_delivery (webhook, subject, id) where state = 0;
-- What belongs together here and in another system.
create table if not exists external_link (
  system {text} not null, kind {text} not null, theirs {text} not null, ours {text} not null, state {text} not null,
  primary key (system, kind, theirs)
);
create index if not exists external_link_ours on external_link (system, kind, ours);
