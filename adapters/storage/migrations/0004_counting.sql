-- {node} the number of a row's node (node_number.hpp)
-- An entry of three texts cost a twelfth of the throughput; a number for all three is a third of its size.
-- A task that was closed without being completed counts nowhere: its node is 0.
alter table task add column {if_new} node bigint not null default 0;
alter table task_done add column {if_new} node bigint not null default 0;
update task set node = {node} where node = 0;
update task_done set node = {node} where node = 0 and state = 0;
drop index if exists task_node;
drop index if exists task_done_node;
create index if not exists task_node_due on task (node, due_ms);
create index if not exists task_done_node_completed on task_done (node, completed_ms, created_ms, due_ms);
-- Reports look at a stretch of time. Rows come in its order, so a few bytes for each hundred pages find it: SQLite has no
-- such index, and walks the table for a report.
{postgres} create index if not exists task_done_completed on task_done using brin (completed_ms) with (autosummarize = on);
{postgres} create index if not exists opportunity_change_at on opportunity_change using brin (at_ms) with (autosummarize = on);
