-- The first schema, for both databases. Words in braces are the dialect's (migrations.cpp):
--   {text} a text compared by its bytes   {bytes} a byte string   {updated} room for updates in place
--   {compact} rows stored in the key      {by_month} history in monthly partitions
--   {updated_compact} both                {large} a step for large databases only (SQLite sorts instead: it writes
--   whole pages, so an index costs it three times as much)
-- Rules: architecture.md section 6, reliability.md section 6. Every runtime table's key starts with the
-- shard; times are milliseconds UTC; no sequence, trigger or foreign key; no index on a column that each
-- command changes; texts of any length are indexed by their first 200 characters. One statement is one step;
-- each can run again.

create table if not exists definition (
  kind smallint not null, key {text} not null, version bigint not null, name {text} not null,
  version_tag {text} not null, digest {text} not null, opportunity_kind {text} not null,
  executable smallint not null, document {bytes} not null, source {text} not null,
  deployed_ms bigint not null, deployed_by {text} not null, deployment bigint not null,
  decisions {bytes} not null,
  primary key (kind, key, version)
);

create table if not exists instance (
  shard smallint not null, id bigint not null, version bigint not null, state smallint not null,
  definition {text} not null, definition_version bigint not null, business_key {text} not null,
  opportunity bigint not null, root bigint not null, parent bigint not null,
  started_ms bigint not null, ended_ms bigint not null, ord bigint not null, body {bytes} not null,
  primary key (shard, id)
) {updated};
create index if not exists instance_started on instance (started_ms, ord, id);
create index if not exists instance_definition on instance (definition, started_ms, ord, id);
create index if not exists instance_open on instance (started_ms, ord, id) where state < 2;
create index if not exists instance_business_key on instance (business_key) where business_key <> '';
create index if not exists instance_parent on instance (parent) where parent <> 0;
create index if not exists instance_opportunity on instance (opportunity) where opportunity <> 0;

-- Unique among open instances; the shard is that of the key's text.
create table if not exists business_key (
  shard smallint not null, definition {text} not null, key {text} not null, instance bigint not null,
  primary key (shard, definition, key)
) {compact};

-- Open tasks only; due_ms is the largest number when there is no due date, so that pages go on.
create table if not exists task (
  shard smallint not null, instance bigint not null, local bigint not null, ord bigint not null,
  created_ms bigint not null, due_ms bigint not null, follow_up_ms bigint, priority bigint not null,
  revision bigint not null, name {text} not null, element {text} not null, definition {text} not null,
  definition_version bigint not null, root bigint not null, opportunity bigint not null,
  assignee {text} not null, candidates {bytes} not null, search {text} not null,
  primary key (shard, instance, local)
) {updated_compact};
create index if not exists task_created on task (created_ms, ord, instance, local);
create index if not exists task_assignee on task (assignee, created_ms, ord, instance, local) where assignee <> '';
create index if not exists task_opportunity on task (opportunity) where opportunity <> 0;

-- kind 0 group, 1 user; offered 1 while nobody holds the task.
create table if not exists task_candidate (
  shard smallint not null, instance bigint not null, local bigint not null, kind smallint not null,
  name {text} not null, offered smallint not null, ord bigint not null, created_ms bigint not null,
  due_ms bigint not null,
  primary key (shard, instance, local, kind, name)
) {compact};
create index if not exists task_candidate_created on task_candidate (kind, name, offered, created_ms, ord, instance, local);
{large} create index if not exists task_candidate_due on task_candidate (kind, name, offered, due_ms, created_ms, ord, instance, local);

create table if not exists task_done (
  shard smallint not null, instance bigint not null, local bigint not null, ord bigint not null,
  created_ms bigint not null, due_ms bigint not null, follow_up_ms bigint, priority bigint not null,
  revision bigint not null, name {text} not null, element {text} not null, definition {text} not null,
  definition_version bigint not null, root bigint not null, opportunity bigint not null,
  assignee {text} not null, candidates {bytes} not null, search {text} not null,
  completed_ms bigint not null, state smallint not null, closed_by {text} not null, results {text} not null,
  primary key (shard, instance, local)
) {compact};
create index if not exists task_done_created on task_done (created_ms, ord, instance, local);
create index if not exists task_done_assignee on task_done (assignee, created_ms, ord, instance, local) where assignee <> '';

create table if not exists job (
  shard smallint not null, instance bigint not null, local bigint not null, ord bigint not null,
  type smallint not null, topic {text} not null, available_ms bigint not null,
  primary key (shard, instance, local)
) {compact};
create index if not exists job_available on job (type, topic, available_ms, ord);

create table if not exists timer (
  shard smallint not null, instance bigint not null, local bigint not null, ord bigint not null,
  due_ms bigint not null,
  primary key (shard, instance, local)
) {compact};
create index if not exists timer_due on timer (due_ms, ord, local);

create table if not exists start_timer (
  definition {text} not null, element {text} not null, version bigint not null, due_ms bigint not null,
  cycle {text} not null, remaining bigint not null,
  primary key (definition, element)
);

create table if not exists subscription (
  shard smallint not null, instance bigint not null, local bigint not null, kind smallint not null,
  name {text} not null, key {text} not null, has_key smallint not null, element {text} not null,
  primary key (shard, instance, local)
) {compact};
create index if not exists subscription_name on subscription (kind, substr(name, 1, 200));

create table if not exists variable_index (
  shard smallint not null, instance bigint not null, name {text} not null, value {text} not null,
  primary key (shard, instance, name)
) {compact};
create index if not exists variable_index_value on variable_index (name, value);

create table if not exists incident (
  shard smallint not null, instance bigint not null, local bigint not null, ord bigint not null,
  at_ms bigint not null, element {text} not null, code {text} not null, message {text} not null,
  definition {text} not null,
  primary key (shard, instance, local)
);
create index if not exists incident_at on incident (at_ms, ord, instance, local);

-- One row per command, append only.
create table if not exists history (
  shard smallint not null, instance bigint not null, seq bigint not null, at_ms bigint not null,
  command bigint not null, actor {text} not null, name {text} not null, facts {bytes} not null,
  primary key (shard, instance, seq, at_ms)
) {by_month};
{history_partition}

create table if not exists outbox (
  shard smallint not null, id bigint not null, created_ms bigint not null, ord bigint not null,
  target {text} not null, body {bytes} not null,
  primary key (shard, id)
);
create index if not exists outbox_created on outbox (created_ms, ord);

create table if not exists idempotency (
  shard smallint not null, caller {text} not null, key {text} not null, digest {text} not null,
  status bigint not null, ids {text} not null, at_ms bigint not null,
  primary key (shard, caller, key)
);
create index if not exists idempotency_at on idempotency (at_ms);

create table if not exists turn_mark (
  shard smallint not null, id bigint not null, at_ms bigint not null,
  primary key (shard, id)
) {compact};

create table if not exists opportunity (
  shard smallint not null, id bigint not null, version bigint not null, number {text} not null,
  kind {text} not null, title {text} not null, customer bigint not null, customer_name {text} not null,
  responsible {text} not null, stage {text} not null, status smallint not null, created_ms bigint not null,
  ord bigint not null, search {text} not null, body {bytes} not null,
  primary key (shard, id)
) {updated};
create index if not exists opportunity_created on opportunity (created_ms, ord, id);
create index if not exists opportunity_number on opportunity (number, created_ms, ord, id);
create index if not exists opportunity_responsible on opportunity (responsible, created_ms, ord, id);

create table if not exists opportunity_change (
  shard smallint not null, opportunity bigint not null, version bigint not null, at_ms bigint not null,
  actor {text} not null, operation {text} not null, reason {text} not null, changes {bytes} not null,
  primary key (shard, opportunity, version)
);

-- kind: 0 customer, 1 lead, 2 ticket, 3 contact.
create table if not exists record (
  shard smallint not null, kind smallint not null, id bigint not null, version bigint not null,
  name {text} not null, opportunity bigint not null, created_ms bigint not null, ord bigint not null,
  search {text} not null, fields {bytes} not null,
  primary key (shard, kind, id)
);
create index if not exists record_created on record (kind, created_ms, ord, id);
create index if not exists record_name on record (kind, substr(name, 1, 200));
create index if not exists record_opportunity on record (kind, opportunity) where opportunity <> 0;

create table if not exists product (
  sku {text} not null, name {text} not null, price {text}, primary key (sku)
);

create table if not exists product_relation (
  sku {text} not null, position bigint not null, proposed {text} not null, cross_sale smallint not null,
  up_sale smallint not null,
  primary key (sku, position)
);

create table if not exists app_user (
  id {text} not null, name {text} not null, roles {bytes} not null, groups {bytes} not null,
  deputy {text} not null, absent_from {bytes} not null, absent_to {bytes} not null,
  primary key (id)
);

create table if not exists api_token (
  id {text} not null, user_id {text} not null, hash {text} not null, roles {bytes} not null,
  expires_ms bigint, created_ms bigint not null,
  primary key (id)
);
create unique index if not exists api_token_hash on api_token (hash);

create table if not exists reservation (
  shard smallint not null, customer bigint not null, sku {text} not null, holder bigint not null,
  primary key (shard, customer, sku)
) {compact};
create index if not exists reservation_holder on reservation (holder);

create table if not exists message_buffer (
  shard smallint not null, id bigint not null, name {text} not null, key {text} not null,
  has_key smallint not null, until_ms bigint not null, message_id {text} not null, variables {bytes} not null,
  primary key (shard, id)
);
create index if not exists message_buffer_name on message_buffer (substr(name, 1, 200), id);

create table if not exists message_id (
  shard smallint not null, name_and_id {text} not null, until_ms bigint not null,
  primary key (shard, name_and_id)
) {compact};

create table if not exists counter (
  name {text} not null, next bigint not null, primary key (name)
);

create table if not exists clock (
  id smallint not null, now_ms bigint not null, primary key (id)
);
