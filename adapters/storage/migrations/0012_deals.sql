-- Who posted an opportunity ('' also where a process did), and what it is worth: '' where nobody knows, null in rows that were written before (they are read from
-- the body). When it was closed; null also in those that were closed before (it is read from their changes).
alter table opportunity add column {if_new} posted_by {text} not null default '';
alter table opportunity add column {if_new} amount {text};
alter table opportunity add column {if_new} closed_ms bigint;
update opportunity set posted_by = coalesce((select min(c.actor) from opportunity_change c
  where c.shard = opportunity.shard and c.opportunity = opportunity.id and c.operation = 'post' and c.actor <> 'engine'), '') where status <> 0;
create index if not exists opportunity_posted_by on opportunity (posted_by, status, created_ms, ord, id) where posted_by <> '';
-- The names of tasks again, now with the only group that a task of such a name was offered: a search in what a group is offered looks
-- here whether it is worth a walk. '': offered otherwise, or done.
drop table if exists task_name;
create table if not exists task_name (
  search {text} not null, lone_group {text} not null, primary key (search, lone_group)
) {compact};
insert into task_name (search, lone_group) select distinct search, lone_group from task where true on conflict do nothing;
insert into task_name (search, lone_group) select distinct search, '' from task_done where true on conflict do nothing;
