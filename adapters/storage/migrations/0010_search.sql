-- Every name that a task ever had, folded as `search` is: few, though tasks are many. A search looks here whether a name can
-- match at all, before it walks along a list.
create table if not exists task_name (
  search {text} not null, primary key (search)
) {compact};
insert into task_name (search) select distinct search from task where true on conflict do nothing;
insert into task_name (search) select distinct search from task_done where true on conflict do nothing;
-- One's own tasks by due date, also when there are thousands.
{large} create index if not exists task_assignee_due on task (assignee, due_ms, created_ms, ord, instance, local) where assignee <> '';
create index if not exists opportunity_customer_name on opportunity (customer_name, created_ms, ord, id);
create index if not exists opportunity_customer on opportunity (customer) where customer <> 0;
-- What was closed is seldom among the newest: a walk along the register would not meet it.
create index if not exists opportunity_closed on opportunity (status, created_ms, ord, id) where status > 1;
-- Any part of a text, found by its groups of three letters. The extension comes with PostgreSQL; where it was not installed or may
-- not be created, searches read the whole table, as on SQLite (docs/operations.md).
{postgres} do $$ begin create extension if not exists pg_trgm; exception when insufficient_privilege or undefined_file or feature_not_supported then raise notice 'no pg_trgm'; end $$;
{postgres} do $$ begin if exists (select 1 from pg_extension where extname = 'pg_trgm') then create index if not exists opportunity_search on opportunity using gin (search gin_trgm_ops) with (fastupdate = off); create index if not exists record_search on record using gin (search gin_trgm_ops) with (fastupdate = off); end if; end $$;
