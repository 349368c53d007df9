-- Interactions are records of kind 5. What lists of records ask for stands in columns of its own: the customer that a
-- record belongs to, and of an interaction its chain, its time, its type and whether it is still to come. Records
-- from before get their customer's column when they are next changed.
alter table record add column {if_new} customer bigint not null default 0;
alter table record add column {if_new} chain bigint not null default 0;
alter table record add column {if_new} at_ms bigint not null default 0;
alter table record add column {if_new} type {text} not null default '';
alter table record add column {if_new} planned smallint not null default 0;
create index if not exists record_customer on record (customer, kind) where customer <> 0;
create index if not exists record_chain on record (chain) where chain <> 0;
create index if not exists record_at on record (kind, at_ms, created_ms, ord, id);
