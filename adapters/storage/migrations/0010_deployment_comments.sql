-- What whoever deployed a version says about it.
alter table definition add column {if_new} comment {text} not null default '';
