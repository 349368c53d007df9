-- What a task is to another one, when it was accepted, and what coordinators were told. link_relation is TaskRelation:
-- 0 none, 1 a part of the task that the link names, 2 a notice about it.
alter table task add column {if_new} accepted_ms bigint;
alter table task add column {if_new} open_subtasks bigint not null default 0;
alter table task add column {if_new} overdue_noted smallint not null default 0;
alter table task add column {if_new} hung_noted smallint not null default 0;
alter table task add column {if_new} link_relation smallint not null default 0;
alter table task add column {if_new} link_instance bigint not null default 0;
alter table task add column {if_new} link_local bigint not null default 0;
alter table task_done add column {if_new} accepted_ms bigint;
alter table task_done add column {if_new} link_relation smallint not null default 0;
alter table task_done add column {if_new} link_instance bigint not null default 0;
alter table task_done add column {if_new} link_local bigint not null default 0;
create index if not exists task_part on task (link_instance, link_local) where link_instance <> 0;
create index if not exists task_done_part on task_done (link_instance, link_local) where link_instance <> 0;
-- What is late and nobody was told of, in the order in which it came due.
create index if not exists task_late on task (due_ms) where overdue_noted = 0 and due_ms < 9223372036854775807;
create index if not exists task_hung_noted on task (created_ms, ord, instance, local) where hung_noted = 1;
create index if not exists app_user_deputy on app_user (deputy) where deputy <> '';
