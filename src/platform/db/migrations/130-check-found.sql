-- Which reports checks found, 4,096 reports in a row: lists of reports and counts read these and not a million results. Follows
-- from check_result in the same transaction; no report is taken out of a row, its bit is put back.

create table check_found (
  mission_id uuid not null,
  -- of the reports: ordinal / 4096, as they lie in columns
  chunk integer not null,
  check_id uuid not null,
  state text not null,
  -- ordinal % 4096 of each report
  rows bit(4096) not null,
  -- one more with each change: their sum over a chunk tells whether anything has changed there
  revision bigint not null,
  primary key (mission_id, chunk, check_id, state)
);
create index check_found_check on check_found (check_id, state);

-- Whoever writes results waits for whoever else does: erasing reports goes the same way as judging them.
create function queue_results() returns trigger language plpgsql as $$
begin
  perform pg_advisory_xact_lock(130, 1);
  return null;
end $$;
create trigger queue_results before insert or update or delete on check_result
  for each statement execute function queue_results();

create function add_found() returns trigger language plpgsql as $$
begin
  insert into check_found (mission_id, chunk, check_id, state, rows, revision)
  select mission_id, ordinal / 4096, check_id, state, bit_or(set_bit(0::bit(4096), ordinal % 4096, 1)), 1
  from fresh group by 1, 2, 3, 4
  on conflict (mission_id, chunk, check_id, state)
    do update set rows = check_found.rows | excluded.rows, revision = check_found.revision + 1;
  return null;
end $$;
create function take_found() returns trigger language plpgsql as $$
begin
  update check_found f set rows = f.rows & ~g.rows, revision = f.revision + 1
  from (
    select mission_id, ordinal / 4096 as chunk, check_id, state, bit_or(set_bit(0::bit(4096), ordinal % 4096, 1)) as rows
    from stale group by 1, 2, 3, 4
  ) g
  where (f.mission_id, f.chunk, f.check_id, f.state) = (g.mission_id, g.chunk, g.check_id, g.state);
  return null;
end $$;
-- A row that changes is taken out and put in: triggers go by their names.
create trigger found_1_taken_by_update after update on check_result referencing old table as stale
  for each statement execute function take_found();
create trigger found_2_added_by_update after update on check_result referencing new table as fresh
  for each statement execute function add_found();
create trigger found_added after insert on check_result referencing new table as fresh
  for each statement execute function add_found();
create trigger found_taken after delete on check_result referencing old table as stale
  for each statement execute function take_found();

insert into check_found (mission_id, chunk, check_id, state, rows, revision)
select mission_id, ordinal / 4096, check_id, state, bit_or(set_bit(0::bit(4096), ordinal % 4096, 1)), 1
from check_result group by 1, 2, 3, 4;

grant select, insert, update on check_found to scrutineer_app;
