-- Ad-hoc sub-processes in which activities may be started, by the id of their scope: what the task list offers beside tasks. Those that
-- were open before come with the next command of their instance.
create table if not exists ad_hoc (
  shard smallint not null, instance bigint not null, local bigint not null, ord bigint not null, since_ms bigint not null,
  element {text} not null, definition {text} not null, definition_version bigint not null, opportunity bigint not null,
  primary key (shard, instance, local)
) {updated};
create index if not exists ad_hoc_since on ad_hoc (since_ms, ord, instance, local);
create index if not exists ad_hoc_place on ad_hoc (definition, definition_version, element, since_ms, ord, instance, local);
create index if not exists ad_hoc_opportunity on ad_hoc (opportunity) where opportunity <> 0;
