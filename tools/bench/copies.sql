-- Multiplies a register that the load driver made through the API: `copies` times the same opportunities, instances and tasks under other ids,
-- numbers and times, each copy 70 minutes older than the one before. Histories are not copied: a copy's flow is that of its original.
--   psql -v copies=12 -f tools/bench/copies.sql
select set_config('bench.copies', :'copies', false), set_config('bench.first', min(id & 281474976710655)::text, false) from opportunity;
do $$
declare
  copy bigint;
  source record;
  names text;
  terms text;
begin
  for copy in 1..current_setting('bench.copies')::bigint loop
    for source in
      select * from (values ('opportunity', '{id}'::text[]), ('opportunity_change', '{opportunity}'), ('instance', '{id,opportunity,root}'),
        ('task', '{instance,opportunity,root}'), ('task_candidate', '{instance}'), ('task_done', '{instance,opportunity,root}')) as of_table (name, ids)
    loop
      select string_agg(quote_ident(column_name), ', ' order by ordinal_position),
        string_agg(case
          when column_name = any (source.ids) then format('case when %1$I = 0 then 0 else %1$I - (%2$s::bigint << 30) end', column_name, copy)
          when column_name like '%\_ms' then format('case when %1$I > 4102444800000 then %1$I else %1$I - %2$s * 4194304 end', column_name, copy)
          when column_name = 'number' then format('number || ''-%s''', copy)
          when column_name = 'search' and source.name = 'opportunity' then format('search || '' -%s''', copy)
          else quote_ident(column_name) end, ', ' order by ordinal_position)
      into names, terms
      from information_schema.columns where table_schema = 'public' and table_name = source.name;
      execute format('insert into %1$I (%2$s) select %3$s from %1$I where (%4$I & 281474976710655) >= current_setting(''bench.first'')::bigint',
        source.name, names, terms, source.ids[1]);
    end loop;
    raise notice 'copy % of %', copy, current_setting('bench.copies');
  end loop;
end $$;
