-- Files that people attached. The bytes stand last, so that a list does not read them. A removed file keeps its line.
create table if not exists attachment (
  shard smallint not null, id bigint not null, opportunity bigint not null, instance bigint not null,
  local bigint not null, definition {text} not null, element {text} not null, name {text} not null,
  content_type {text} not null, size bigint not null, digest {text} not null, created_ms bigint not null,
  created_by {text} not null, ord bigint not null, removed_ms bigint, removed_by {text} not null,
  content {bytes} not null,
  primary key (shard, id)
);
create index if not exists attachment_opportunity on attachment (opportunity, ord) where opportunity <> 0;
create index if not exists attachment_instance on attachment (instance, local, ord) where instance <> 0;
create index if not exists attachment_definition on attachment (definition, ord) where definition <> '';
