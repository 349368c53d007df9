-- Variables are found by value alone: one row and one index entry for each instead of two, and a row is never
-- changed in place (docs/performance.md says what that saved). The old value is known when it goes.
-- {postgres} a step that only PostgreSQL needs   {if_new} where adding a column twice can be allowed
create table if not exists variable_value (
  name {text} not null, value {text} not null, shard smallint not null, instance bigint not null,
  primary key (name, value, shard, instance)
) {compact};
insert into variable_value (name, value, shard, instance)
  select name, value, shard, instance from variable_index where true on conflict do nothing;
drop table if exists variable_index;
-- An instance's body grows while it runs; a page that has room keeps its updates heap-only.
{postgres} alter table instance set (fillfactor = 50);
-- Nearly every task is offered to one group and nobody else: its name stands in the task's own row, and only other
-- tasks have rows in task_candidate.
alter table task add column {if_new} lone_group {text} not null default '';
update task set lone_group = (select c.name from task_candidate c
    where c.shard = task.shard and c.instance = task.instance and c.local = task.local)
  where exists (select 1 from task_candidate c where c.shard = task.shard and c.instance = task.instance
    and c.local = task.local group by c.local having count(*) = 1 and max(c.kind) = 0);
delete from task_candidate where exists (select 1 from task t where t.shard = task_candidate.shard
    and t.instance = task_candidate.instance and t.local = task_candidate.local and t.lone_group <> '');
create index if not exists task_offered on task (lone_group, created_ms, ord, instance, local) where lone_group <> '' and assignee = '';
create index if not exists task_held on task (lone_group, created_ms, ord, instance, local) where lone_group <> '' and assignee <> '';
{large} create index if not exists task_offered_due on task (lone_group, due_ms, created_ms, ord, instance, local) where lone_group <> '' and assignee = '';
-- A name may have many receivers and many kept messages: they are walked in pages, and found by their key.
drop index if exists subscription_name;
create index if not exists subscription_page on subscription (kind, substr(name, 1, 200), shard, instance, local);
create index if not exists subscription_key on subscription (kind, substr(name, 1, 200), substr(key, 1, 200)) where has_key = 1;
drop index if exists message_buffer_name;
create index if not exists message_buffer_key on message_buffer (substr(name, 1, 200), has_key, substr(key, 1, 200));
-- Two tracks that hear of a new customer at once must not make two. A look-up across shards, by the name itself.
create table if not exists customer_name (
  name {text} not null, id bigint not null, primary key (name)
) {compact};
create unique index if not exists customer_name_id on customer_name (id);
insert into customer_name (name, id) select name, min(id) from record where kind = 0 group by name on conflict do nothing;
