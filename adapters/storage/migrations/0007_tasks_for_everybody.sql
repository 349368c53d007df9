-- Tasks that name no assignee and no group of their own: those among them that name nobody at all stand in everybody's list.
create index if not exists task_for_everybody on task (created_ms, ord, instance, local) where lone_group = '' and assignee = '';
