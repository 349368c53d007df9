-- What is counted by node of a process: read from these indexes alone, never from the rows.
create index if not exists task_node on task (definition, definition_version, element, due_ms);
create index if not exists task_done_node on task_done (definition, definition_version, element, state, completed_ms, created_ms, due_ms);
create index if not exists incident_node on incident (definition, element, shard, instance);
